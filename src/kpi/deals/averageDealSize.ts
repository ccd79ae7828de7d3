import { joinDefaults, oneOf, resolveOptions } from '../../core/options.js';
import { daysOfPeriod, type PeriodOptions, periodChecks, wholeTime } from '../period.js';
import { ratio } from '../ratio.js';
import { quantileOfSorted } from '../statistics/quantile.js';
import { type Bookings, bookingsOf } from './bookings.js';
import { columnsOf } from './columnsOf.js';
import { type DealColumns, type DealSource, WON } from './dealColumns.js';
import { type FigureOf, type Grouped, toGrouped } from './grouped.js';
import { valuesByGroup } from './valuesByGroup.js';

/** How an average deal size treats returns. */
export interface DealSizeOptions extends PeriodOptions {
  /** `exclude` (default: chosen, a return is no deal): amounts of won deals only. `net`: returns are taken off the amount, but are no deals. */
  readonly returns: 'exclude' | 'net';
}

/** How large won deals are. */
export interface DealSize {
  /** Won deals that are no returns: what `amount` is divided by. */
  readonly deals: number;
  /** Their amount, less returns where those are netted. */
  readonly amount: number;
  readonly returns: number;
  /** amount / deals; `null` without deals. */
  readonly mean: number | null;
  /** Half of the won deals are smaller; returns never count here. */
  readonly median: number | null;
  /** Part of the largest won deal in the amount of all won deals: near 1 the mean says little. */
  readonly largestShare: number | null;
}

const defaultOptions: DealSizeOptions = /* @__PURE__ */ joinDefaults(wholeTime, { returns: 'exclude' });

/**
 * Average size of won deals.
 *
 * @param deals - records, or columns with groups
 * @param options - see {@link DealSizeOptions}; a deal counts on the day it was closed
 * @returns mean, median and how much the largest deal weighs, of all and of each group
 * @throws {@link InputError} as {@link toDealColumns}, {@link OptionsError}
 * @remarks Amounts are skewed as a rule: read the median beside the mean. O(deals log deals), deterministic.
 * @example
 * ```ts
 * import { averageDealSize } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', stage: 'won', openedOn: '2024-01-01', closedOn: '2024-02-01', won: true };
 * averageDealSize([10, 20, 90].map((amount, i) => ({ ...deal, id: `${i}`, amount }))).total;
 * // => { deals: 3, amount: 120, returns: 0, mean: 40, median: 20, largestShare: 0.75 }
 * ```
 */
export function averageDealSize(deals: DealSource, options?: Partial<DealSizeOptions>): Grouped<DealSize> {
  const settings = resolveOptions('averageDealSize', defaultOptions, options, {
    ...periodChecks,
    returns: oneOf('exclude', 'net'),
  });
  const columns = columnsOf(deals);
  // Whose options are wrong is said here, before bookings are made of them.
  daysOfPeriod('averageDealSize', settings);
  return toGrouped(
    columns,
    dealSizesOf(columns, settings, bookingsOf(columns, settings)),
    (group, { deals, amount, returns, mean, median, largestShare }) => ({
      group,
      deals,
      amount,
      returns,
      mean,
      median,
      largestShare,
    }),
  );
}

/** The deal sizes of columns by what was booked of them; every option given. */
export function dealSizesOf(
  columns: DealColumns,
  settings: DealSizeOptions,
  booked: FigureOf<Bookings>,
): FigureOf<DealSize> {
  const { first, last } = daysOfPeriod('averageDealSize', settings);
  const { amounts, closed, outcomes } = columns;
  const { values, starts } = valuesByGroup(columns, (d) => {
    const isSale = outcomes[d] === WON && amounts[d] >= 0 && closed[d] >= first && closed[d] <= last;
    return isSale ? amounts[d] : Number.NaN;
  });
  return (g) => {
    const row = booked(g);
    const amount = settings.returns === 'net' ? row.net : row.amount;
    const [from, to] = [starts[g], starts[g + 1]];
    return {
      deals: row.deals,
      amount,
      returns: row.returns,
      mean: ratio(amount, row.deals),
      median: quantileOfSorted(values, 0.5, from, to),
      // Without deals the amount is 0.
      largestShare: ratio(values[to - 1], row.amount),
    };
  };
}
