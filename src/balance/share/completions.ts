/**
 * What it costs at the least to bring a territory within its limits with the units that are not given out yet.
 *
 * Loads stand in steps. From the last unit to the first: where a unit may leave a territory or enter it, the least is that
 * of leaving it as it is, and that of the changed load plus half of what the change costs; the other half is for the other
 * territory, and measures share alike. So the sum over territories and measures is no more than what all has to cost.
 * O(entries x length of a table).
 *
 * Loads without a step in common are rounded. Where that must hide nothing, steps are finer, and the value of a load is
 * the least of all that it may stand for: half a step to either side, and after a change, whose load is rounded too, a
 * whole one.
 */
import { commonStep } from './commonStep.js';
import { leastWorthOf, type Priced, type Undecided } from './undecided.js';

/** Steps in the narrowest band between limits, where loads have no step in common; found by trial. */
const STEPS_OF_BAND = 32;
/** Steps of the heaviest load at the most, where loads have no step in common; found by trial. */
const STEPS_OF_LOAD = 128;
/** How much finer steps are where rounding must hide nothing; found by trial. */
const STRICTLY_FINER = 8;

/** A common step is worth its longer tables while it is no finer than the rough one by this factor. */
const MOST_FINER = 4;

/** Entry `[c - from]` is for a load of c steps above the one at home. */
export interface Table {
  readonly from: number;
  readonly values: Float64Array;
}

/** Tables before and behind each unit. */
export interface Completions {
  /** Entry `[m]` is the step of loads of measure m. */
  readonly step: Float64Array;
  /** Whether no cheaper plan is missed: all undecided loads are multiples of their steps, or rounding hides nothing. */
  readonly isExact: boolean;
  /** Entry `[M * g + m]` is the table before the first unit. */
  readonly first: readonly Table[];
  /** Entry `[M * (start[i] + i + x) + m]` is the table behind unit i: of its home for x = 0, else of its x-th other place. */
  readonly behind: readonly Table[];
}

/** What a load costs that is so many steps from the one at home; infinite outside the limits and the table. */
export function lookUp({ from, values }: Table, steps: number): number {
  const at = steps - from;
  return at >= 0 && at < values.length ? values[at] : Number.POSITIVE_INFINITY;
}

/** How loads of a measure are rounded. */
interface Rounding {
  readonly step: number;
  /** How many steps a changed load may be off: 1 where loads are rounded and that must hide nothing, else 0. */
  readonly blur: number;
}

/**
 * Builds the tables for units that are given out in the order in which they stand.
 *
 * @param isStrict - whether rounding must hide nothing
 */
export function findCompletions(priced: Priced, undecided: Undecided, isStrict: boolean): Completions {
  const { M, load } = priced.search;
  const { units, home, start, territory, extra } = undecided;
  const roundings: Rounding[] = [];
  let isExact = true;
  for (let m = 0; m < M; m++) {
    const loads = Array.from(units, (u) => load[M * u + m]);
    const rough = roughStep(priced, undecided, loads, m);
    const common = commonStep(loads);
    const isFew = common > rough / MOST_FINER;
    isExact &&= isFew || isStrict;
    if (isFew) roundings.push({ step: common, blur: 0 });
    else roundings.push(isStrict ? { step: rough / STRICTLY_FINER, blur: 1 } : { step: rough, blur: 0 });
  }
  const stepsOf = (i: number, m: number) => Math.round(load[M * units[i] + m] / roundings[m].step);
  const present = lastTables(priced, undecided, roundings, stepsOf);
  const behind: Table[] = new Array(M * (units.length + territory.length));
  const share = 0.5 / M;
  for (let i = units.length - 1; i >= 0; i--) {
    let least = Number.POSITIVE_INFINITY;
    for (let e = start[i]; e < start[i + 1]; e++) least = Math.min(least, extra[e]);
    for (let m = 0; m < M; m++) {
      const change = (g: number, x: number, steps: number, cost: number) => {
        behind[M * (start[i] + i + x) + m] = present[M * g + m];
        present[M * g + m] = withChange(present[M * g + m], steps, share * cost, roundings[m].blur);
      };
      change(home[i], 0, -stepsOf(i, m), least);
      for (let e = start[i]; e < start[i + 1]; e++)
        change(territory[e], 1 + e - start[i], stepsOf(i, m), extra[e]);
    }
  }
  return { step: Float64Array.from(roundings, ({ step }) => step), isExact, first: present, behind };
}

/** The least of a load as it is and of one so many steps on, give or take a blur, which costs something to get to. */
function withChange(table: Table, steps: number, cost: number, blur: number): Table {
  if (steps === 0 && blur === 0) return table;
  const values = table.values.slice();
  for (let by = steps - blur; by <= steps + blur; by++) {
    const end = Math.min(values.length, values.length - by);
    for (let c = Math.max(0, -by); c < end; c++) values[c] = Math.min(values[c], table.values[c + by] + cost);
  }
  return { from: table.from, values };
}

/** Tables behind the last unit: what is free up to limits with a price, over the loads from which limits can be met. */
function lastTables(
  priced: Priced,
  { territories, units, home, homeLoad, start, territory }: Undecided,
  roundings: readonly Rounding[],
  stepsOf: (i: number, m: number) => number,
): Table[] {
  const { M, lower, upper } = priced.search;
  /** Entry `[M * g + m]` is how many steps can leave territory g, or enter it. */
  const down = new Float64Array(homeLoad.length);
  const up = new Float64Array(homeLoad.length);
  for (let i = 0; i < units.length; i++) {
    for (let m = 0; m < M; m++) {
      const steps = stepsOf(i, m) + roundings[m].blur;
      down[M * home[i] + m] += steps;
      for (let e = start[i]; e < start[i + 1]; e++) up[M * territory[e] + m] += steps;
    }
  }
  return Array.from(homeLoad, (load, at) => {
    const { step, blur } = roundings[at % M];
    const m = at % M;
    const limit = M * territories[Math.floor(at / M)] + m;
    const from = Math.max(-down[at], Math.floor((lower[limit] - load) / step) - up[at] - blur);
    const to = Math.min(up[at], Math.ceil((upper[limit] - load) / step) + down[at] + blur);
    // Without an undecided unit the load is what it is.
    const spread = up[at] + down[at] > 0 ? 0.5 * blur * step : 0;
    const values = Float64Array.from({ length: Math.max(0, to - from + 1) }, (_, c) => {
      const value = load + (from + c) * step;
      return leastWorthOf(priced, limit, value - spread, value + spread);
    });
    return { from, values };
  });
}

/** A step for loads that have none in common: fine against limits, not too fine against loads. */
function roughStep(
  { search: { M, lower, upper } }: Priced,
  { territories }: Undecided,
  loads: readonly number[],
  m: number,
): number {
  const widths = Array.from(territories, (j) => upper[M * j + m] - lower[M * j + m]);
  const heaviest = loads.reduce((most, load) => Math.max(most, load), 0);
  return Math.max(Math.min(...widths) / STEPS_OF_BAND, heaviest / STEPS_OF_LOAD) || 1;
}
