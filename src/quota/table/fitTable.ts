import { integerIn, numberIn, resolveOptions } from '../../core/options.js';
import { checkTable } from './checkTable.js';
import { type MarginGroups, membersOf, sumGroups, toMarginGroups } from './marginGroups.js';
import type { TableInput, TableReason } from './tableInput.js';

/** Options of {@link fitTable}. */
export interface FitOptions {
  /** A sum counts as met within this share of it, 1e-12 to 1; 1e-9 unless told: chosen, a thousandth in a million. */
  readonly tolerance: number;
  /** Rounds after which the fit ends; 1000 unless told: chosen, tables without zeros take a few dozen. */
  readonly maxRounds: number;
}

/** Options unless told. */
export const defaultFitOptions: FitOptions = { tolerance: 1e-9, maxRounds: 1000 };

/** A fitted table. */
export interface TableFit {
  /** `fitted`: every margin is met within the tolerance; `infeasible`: not; `reasons` name the sums, the worst first. */
  readonly status: 'fitted' | 'infeasible';
  /** At most 20. */
  readonly reasons: readonly TableReason[];
  /** Entry `[c]` is cell c, not rounded. */
  readonly cells: Float64Array;
  readonly rounds: number;
}

/**
 * Fits a table of any number of axes to margins: iterative proportional fitting.
 *
 * Problem: of all tables with the given sums, the one nearest to the seed in information,
 * `min of sum of x[c] ln(x[c] / seed[c])`; it keeps the seed's odds ratios: what the seed says about who sells what when.
 *
 * Idea: (1) start from the seed; (2) for each margin in turn multiply every group's cells by total / sum; (3) until all
 * sums are met at once.
 *
 * @param input - axes, seed and margins
 * @param options - tolerance and number of rounds
 * @returns new cells; where the margins cannot be met from this seed, the last round and the sums that are missed
 * @throws {@link InputError} with every issue: bad axes, a negative seed (returns have no place in shares: fit the sales
 * and subtract them after), totals that contradict each other
 * @throws {@link OptionsError} for unknown options
 * @remarks O(cells x margins) a round, deterministic. Converges wherever some table has the margins and no other zeros
 * than the seed's; zeros that leave no such table end as `infeasible` after `maxRounds`. W. Edwards Deming, Frederick F.
 * Stephan: On a Least Squares Adjustment of a Sampled Frequency Table, 1940, DOI 10.1214/aoms/1177731829.
 * @example
 * ```ts
 * import { fitTable } from 'bailiwick/quota';
 * const { status, cells } = fitTable({
 *   axes: [
 *     { id: 'product', members: ['scanner', 'service'] },
 *     { id: 'territory', members: ['north', 'south'] },
 *   ],
 *   seed: [1, 1, 1, 1],
 *   margins: [
 *     { axes: ['product'], totals: [60, 40] },
 *     { axes: ['territory'], totals: [70, 30] },
 *   ],
 * });
 * status; // => 'fitted'
 * Array.from(cells); // => [42, 18, 28, 12]
 * ```
 */
export function fitTable(input: TableInput, options?: Partial<FitOptions>): TableFit {
  const resolved = resolveOptions('fitTable', defaultFitOptions, options, {
    tolerance: numberIn(1e-12, 1),
    maxRounds: integerIn(1),
  });
  checkTable('fitTable', input);
  const margins = toMarginGroups(input);
  const cells = Float64Array.from(input.seed);
  const { rounds } = fitCells(cells, margins, resolved);
  const reasons = findMisses(input, cells, margins, resolved.tolerance);
  return { status: reasons.length === 0 ? 'fitted' : 'infeasible', reasons, cells, rounds };
}

/** Rounds without any gain go in circles: the slowest fits that converge at all still gain more than this in each. */
const STALL_SHARE = 1e-12;
const STALL_ROUNDS = 10;

/** Fits cells in place; says how many rounds it took, and whether every sum was met. */
export function fitCells(
  cells: Float64Array,
  margins: readonly MarginGroups[],
  { tolerance, maxRounds }: FitOptions,
): { rounds: number; isFitted: boolean } {
  let previous = Number.POSITIVE_INFINITY;
  let stalled = 0;
  let sums = sumGroups(cells, margins[0].groupOf, margins[0].totals.length);
  for (let round = 1; round <= maxRounds; round++) {
    let worst = 0;
    for (const [m, { groupOf, totals }] of margins.entries()) {
      const factors = sums;
      for (let g = 0; g < factors.length; g++) {
        const sum = factors[g];
        if (totals[g] > 0) worst = Math.max(worst, Math.abs(sum - totals[g]) / totals[g]);
        else if (sum > 0) worst = 1;
        factors[g] = sum > 0 ? totals[g] / sum : 0;
      }
      sums = multiplyAndSum(cells, groupOf, factors, margins[(m + 1) % margins.length]);
    }
    // A step moves the sums of the margins before it by no more than it was off itself, so all of them are met.
    if (worst * margins.length <= tolerance) return { rounds: round, isFitted: true };
    stalled = worst >= previous * (1 - STALL_SHARE) ? stalled + 1 : 0;
    if (stalled === STALL_ROUNDS) return { rounds: round, isFitted: false };
    previous = worst;
  }
  return { rounds: maxRounds, isFitted: false };
}

/** Multiplies cells by the factors of their groups, and adds them up by the groups of the next margin, as `sumGroups` does. */
function multiplyAndSum(
  cells: Float64Array,
  groupOf: Int32Array,
  factors: Float64Array,
  next: MarginGroups,
): Float64Array {
  const sums = new Float64Array(next.totals.length);
  // Entry `[g]` is what rounding took from the sum of group g.
  const lost = new Float64Array(sums.length);
  const nextGroupOf = next.groupOf;
  // Cells of a group mostly follow one another: its sum is at hand while they do.
  let group = 0;
  let sum = 0;
  let rest = 0;
  for (let c = 0; c < cells.length; c++) {
    const cell = cells[c] * factors[groupOf[c]];
    cells[c] = cell;
    if (nextGroupOf[c] !== group) {
      sums[group] = sum;
      lost[group] = rest;
      group = nextGroupOf[c];
      sum = sums[group];
      rest = lost[group];
    }
    const more = sum + cell;
    const added = more - sum;
    rest += sum - (more - added) + (cell - added);
    sum = more;
  }
  sums[group] = sum;
  lost[group] = rest;
  for (let g = 0; g < sums.length; g++) sums[g] += lost[g];
  return sums;
}

const SHOWN_REASONS = 20;

function findMisses(
  input: TableInput,
  cells: Float64Array,
  margins: readonly MarginGroups[],
  tolerance: number,
): TableReason[] {
  const misses: TableReason[] = [];
  margins.forEach(({ axes, groupOf, totals }, m) => {
    const sums = sumGroups(cells, groupOf, totals.length);
    const seeds = sumGroups(Float64Array.from(input.seed), groupOf, totals.length);
    for (let g = 0; g < sums.length; g++) {
      if (Math.abs(sums[g] - totals[g]) <= tolerance * totals[g]) continue;
      const code = seeds[g] === 0 ? 'no-seed' : 'not-converged';
      misses.push(missOf(input, input.margins[m].axes, axes, g, code, sums[g], totals[g]));
    }
  });
  return worstFirst(misses);
}

/** Makes a reason. */
export function missOf(
  input: TableInput,
  axes: readonly string[],
  positions: readonly number[],
  group: number,
  code: TableReason['code'],
  sum: number,
  total: number,
): TableReason {
  const members = membersOf(input, positions, group);
  const why = {
    'no-seed': ', and every cell of it starts from 0',
    'not-converged': ' after the last round',
    'not-rounded': ' in whole units',
  }[code];
  return {
    code,
    message: `${members.join(', ')} add up to ${sum} instead of ${total}${why}`,
    axes,
    members,
    sum,
    total,
  };
}

/** Orders reasons by how much is missed, and keeps the first ones. */
export function worstFirst(misses: TableReason[]): TableReason[] {
  const order = misses.map((_, i) => i);
  const missed = (i: number) => Math.abs(misses[i].sum - misses[i].total);
  order.sort((a, b) => missed(b) - missed(a) || a - b);
  return order.slice(0, SHOWN_REASONS).map((i) => misses[i]);
}
