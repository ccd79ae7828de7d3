import { sumColumn } from '../../core/sumColumn.js';
import { amountOf, unitsOf } from '../rounding/units.js';
import { checkTable } from './checkTable.js';
import { defaultFitOptions, fitCells, missOf, worstFirst } from './fitTable.js';
import { type MarginGroups, sumGroups, toMarginGroups } from './marginGroups.js';
import { roundCells } from './roundCells.js';
import type { TableInput, TableReason } from './tableInput.js';

/** What `allocateTable` divides. */
export interface QuotaTableInput extends TableInput {
  /** Smallest amount that is not divided further, above 0; 1 unless told. All totals are multiples of it. */
  readonly unit?: number;
}

/** A table of quotas; entry `[c]` of every list is cell c, the last axis running fastest. */
export interface QuotaTable {
  /** `feasible`: every margin is exact; `nearest`: some are not, `reasons` name them, the worst first. */
  readonly status: 'feasible' | 'nearest';
  /** At most 20. */
  readonly reasons: readonly TableReason[];
  /**
   * Whether the fit met every sum before rounding. It does not where margins force zeros that the seed does not have;
   * whole units are then found beyond the neighbours of the fitted cells.
   */
  readonly isFitted: boolean;
  /** Multiples of the unit; `seedParts + marginEffects + rounding`. */
  readonly cells: Float64Array;
  /** What the seed alone would give: its share of the grand total. */
  readonly seedParts: Float64Array;
  /** What the margins added or, where negative, took away. */
  readonly marginEffects: Float64Array;
  /** What rounding to whole units added. */
  readonly rounding: Float64Array;
}

/** How far all sums together may be off after the fit, in units; anything below 1 is enough. */
const FIT_UNITS = 0.001;

/** Sums of doubles cannot be expected to be nearer than this share. */
const FINEST_FIT = 1e-14;

/**
 * Divides quota over products, territories, periods or any other axes so that every given margin is exact, in whole
 * units.
 *
 * @param input - axes, the seed that shapes the table (last year, potential, seasonality), margins and the unit
 * @returns new columns: every cell with what the seed, the margins and the rounding contributed
 * @throws {@link InputError} with every issue: bad axes, a negative seed, totals that are no whole units or contradict
 * each other
 * @remarks Iterative proportional fitting (see {@link fitTable}), then controlled rounding. With at most two margins
 * that no other one implies, all are exact wherever any table with the seed's zeros has them, and after a complete fit
 * every cell is its fitted value rounded down or up, up to 1e13 units (Bacharach 1966, Cox 1987). With more, pairs are rounded one after the other; all are exact wherever the table has room (no zeros in the
 * way), and where the margins are all three faces of a table of three axes, a problem that is NP-complete, exchanges
 * repair the third face. What could not be met is `nearest` with its reasons, never a silent difference; margins given
 * first are kept first. O(cells x margins) for a round of the fit; deterministic.
 * @example
 * ```ts
 * import { allocateTable } from 'bailiwick/quota';
 * const { status, cells } = allocateTable({
 *   axes: [
 *     { id: 'rep', members: ['ann', 'bo'] },
 *     { id: 'quarter', members: ['q1', 'q2', 'q3'] },
 *   ],
 *   seed: [2, 3, 5, 2, 3, 5],
 *   margins: [
 *     { axes: ['rep'], totals: [55, 46] },
 *     { axes: ['quarter'], totals: [20, 30, 51] },
 *   ],
 * });
 * status; // => 'feasible'
 * Array.from(cells); // => [11, 16, 28, 9, 14, 23]
 * ```
 */
export function allocateTable(input: QuotaTableInput): QuotaTable {
  const { unit = 1 } = input ?? {};
  checkTable('allocateTable', input, unit);
  const margins = toMarginGroups(input).map(
    (margin): MarginGroups => ({ ...margin, totals: margin.totals.map((total) => unitsOf(total, unit)) }),
  );
  const units = margins[0].totals.reduce((sum, total) => sum + total, 0);
  const seed = Float64Array.from(input.seed);
  const seedSum = sumColumn(seed);
  const fitted = seed.slice();
  // Sums must be met to well below a unit, or whole numbers between the cells might miss them.
  const tolerance = Math.min(
    defaultFitOptions.tolerance,
    Math.max(FINEST_FIT, FIT_UNITS / Math.max(1, units)),
  );
  const fit = { ...defaultFitOptions, tolerance };
  const { isFitted } = fitCells(fitted, margins, fit);
  const sizes = input.axes.map(({ members }) => members.length);
  const counts = roundCells(fitted, sizes, margins, fit);
  const reasons = findMisses(input, seed, counts, margins, unit);
  const seedParts = seed.map((amount) => (seedSum > 0 ? units * (amount / seedSum) * unit : 0));
  return {
    status: reasons.length === 0 ? 'feasible' : 'nearest',
    reasons,
    isFitted,
    cells: counts.map((count) => amountOf(count, unit)),
    seedParts,
    marginEffects: fitted.map((amount, c) => amount * unit - seedParts[c]),
    rounding: counts.map((count, c) => (count - fitted[c]) * unit),
  };
}

function findMisses(
  input: TableInput,
  seed: Float64Array,
  counts: Float64Array,
  margins: readonly MarginGroups[],
  unit: number,
): TableReason[] {
  const misses: TableReason[] = [];
  margins.forEach(({ axes, groupOf, totals }, m) => {
    const sums = sumGroups(counts, groupOf, totals.length);
    const seeds = sumGroups(seed, groupOf, totals.length);
    for (let g = 0; g < sums.length; g++) {
      if (sums[g] === totals[g]) continue;
      const code = seeds[g] === 0 ? 'no-seed' : 'not-rounded';
      const [sum, total] = [amountOf(sums[g], unit), amountOf(totals[g], unit)];
      misses.push(missOf(input, input.margins[m].axes, axes, g, code, sum, total));
    }
  });
  return worstFirst(misses);
}
