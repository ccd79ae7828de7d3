import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { sumColumn } from '../../core/sumColumn.js';
import { checkPeriods, type Period, toPeriodDays } from '../calendar/periods.js';
import { checkSchedule, checkTenures, computeRamp, type Tenure } from '../phasing/computeRamp.js';
import { checkNumbers } from '../rounding/checkNumbers.js';
import { isAmount } from '../rounding/checkTotal.js';
import { checkAttrition, meanSurvival } from './survivalShares.js';

/** What `planHires` plans. */
export interface HiringInput {
  readonly periods: readonly Period[];
  /** Entry `[p]` is how many ramped reps period p needs, 0 or more, fractions allowed. */
  readonly needed: ArrayLike<number>;
  /** Those who are there or whose start or end is known. */
  readonly reps: readonly Tenure[];
  /** Entry `[m]` is the productivity in month m of the tenure, 0 to 1. */
  readonly schedule: readonly number[];
  /** Share of reps who leave within a year, besides known leavers, 0 to 1; 0 unless told. */
  readonly attrition?: number;
  /** Periods from opening a position to the first day, a whole number; 0 unless told. */
  readonly leadPeriods?: number;
  /** Most hires who can start in one period; no limit unless told. */
  readonly maxPerPeriod?: number;
}

/** One period of a hiring plan. */
export interface HiringPeriod {
  readonly periodId: string;
  readonly needed: number;
  /** Ramped reps without new hires, after attrition. */
  readonly existing: number;
  /** Ramped reps, hires included. */
  readonly available: number;
  /** Who starts on the first day. */
  readonly hires: number;
  /** Positions to open now, so that they are filled `leadPeriods` later. */
  readonly positionsToOpen: number;
  /** needed - available where that is above 0. */
  readonly shortfall: number;
}

/** A hiring plan. */
export interface HiringPlan {
  /** `infeasible`: lead time, ramp or `maxPerPeriod` leave a shortfall. */
  readonly status: 'feasible' | 'infeasible';
  readonly hires: number;
  readonly periods: readonly HiringPeriod[];
}

/** Needs are met to within this: a thousandth of a thousandth of a rep. */
const NOISE = 1e-6;

/**
 * Plans when to hire so that ramped reps meet the need of every period.
 *
 * @param input - need, team, ramp, attrition, lead time and limit
 * @returns a plan by period
 * @throws {@link InputError} with every issue: needs that are negative, days that are none, shares out of range
 * @remarks From the first period on: while one falls short, hire for it in the latest period from which the ramp is over
 * in time, or, where none is early enough, from which it has come furthest; a full period gives way to the one before.
 * Hires stay, subject to attrition from their start. A shortfall is left only where every start that
 * could help is full; the plan is not proven the cheapest. O(periods³ + reps x periods), deterministic.
 * @example
 * ```ts
 * import { listPeriods, planHires } from 'bailiwick/quota';
 * const plan = planHires({
 *   periods: listPeriods('2025-01-01', 'month', 6),
 *   needed: [2, 2, 2, 2, 3, 3],
 *   reps: [{ id: 'ann' }, { id: 'bo' }],
 *   schedule: [0, 0.5],
 *   leadPeriods: 2,
 * });
 * plan.status; // => 'feasible'
 * plan.periods.map(({ hires }) => hires); // => [0, 0, 1, 0, 0, 0]
 * plan.periods.map(({ positionsToOpen }) => positionsToOpen); // => [1, 0, 0, 0, 0, 0]
 * ```
 */
export function planHires(input: HiringInput): HiringPlan {
  checkHiring(input);
  const { periods, needed, reps, schedule, attrition = 0, leadPeriods = 0 } = input;
  const { maxPerPeriod = Number.POSITIVE_INFINITY } = input;
  const count = periods.length;
  const { first, last } = toPeriodDays(periods);
  const survival = (from: number, p: number) => meanSurvival(attrition, first[p] - from, last[p] + 1 - from);
  const ramp = computeRamp(reps, periods, schedule).shares;
  const existing = Float64Array.from({ length: count }, (_, p) => {
    const sum = sumColumn(Float64Array.from(reps, (_, r) => ramp[r * count + p]));
    return sum * survival(first[0], p);
  });
  /** Entry `[s * count + p]` is the ramp in period p of a hire who starts with period s. */
  const starters = periods.map(({ id, start }) => ({ id, start }));
  const hireRamp = computeRamp(starters, periods, schedule).shares;
  const available = existing.slice();
  const hires = new Float64Array(count);
  for (let p = 0; p < count; p++) {
    while (needed[p] - available[p] > NOISE) {
      const start = findStart(hireRamp, hires, p, count, leadPeriods, maxPerPeriod);
      if (start < 0) break;
      const each = hireRamp[start * count + p] * survival(first[start], p);
      if (each <= 0) break;
      const wanted = Math.ceil((needed[p] - available[p]) / each - NOISE);
      const hired = Math.max(1, Math.min(wanted, maxPerPeriod - hires[start]));
      hires[start] += hired;
      for (let later = start; later < count; later++) {
        available[later] += hired * hireRamp[start * count + later] * survival(first[start], later);
      }
    }
  }
  const rows = periods.map(({ id }, p): HiringPeriod => {
    const shortfall = Math.max(0, needed[p] - available[p]);
    return {
      periodId: id,
      needed: needed[p],
      existing: existing[p],
      available: available[p],
      hires: hires[p],
      positionsToOpen: hires[p + leadPeriods] ?? 0,
      shortfall: shortfall > NOISE ? shortfall : 0,
    };
  });
  const status = rows.some(({ shortfall }) => shortfall > 0) ? 'infeasible' : 'feasible';
  return { status, hires: hires.reduce((sum, part) => sum + part, 0), periods: rows };
}

/** The latest period with room whose hires have come furthest by period p; -1 where there is none. */
function findStart(
  hireRamp: Float64Array,
  hires: Float64Array,
  p: number,
  count: number,
  leadPeriods: number,
  maxPerPeriod: number,
): number {
  let best = -1;
  for (let start = p; start >= leadPeriods; start--) {
    if (hires[start] >= maxPerPeriod) continue;
    if (best < 0 || hireRamp[start * count + p] > hireRamp[best * count + p]) best = start;
  }
  return best;
}

function checkHiring(input: HiringInput): void {
  const { periods, needed, reps, schedule, attrition = 0, leadPeriods = 0, maxPerPeriod } = input ?? {};
  const issues: Issue[] = [];
  checkPeriods(periods, issues);
  checkTenures(reps, issues);
  checkSchedule(schedule, issues);
  checkAttrition(attrition, issues);
  const length = checkNumbers(needed, 'needed', isAmount, 'a finite number of at least 0', issues);
  if (length !== null && Array.isArray(periods) && length !== periods.length) {
    const expected = `as long as periods (${periods.length})`;
    issues.push(badValue(null, 'needed', 'wrong-length', expected, length));
  }
  if (!Number.isSafeInteger(leadPeriods) || leadPeriods < 0)
    issues.push(badValue(null, 'leadPeriods', 'out-of-range', 'a whole number from 0', leadPeriods));
  if (maxPerPeriod !== undefined && (!Number.isSafeInteger(maxPerPeriod) || maxPerPeriod < 0))
    issues.push(badValue(null, 'maxPerPeriod', 'out-of-range', 'a whole number from 0', maxPerPeriod));
  if (issues.length > 0) throw new InputError('planHires', issues);
}
