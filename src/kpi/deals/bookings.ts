import { createGroupCounts, createGroupSums } from '../../core/groupSums.js';
import { resolveOptions } from '../../core/options.js';
import { daysOfPeriod, type PeriodOptions, periodChecks, wholeTime } from '../period.js';
import { columnsOf } from './columnsOf.js';
import { type DealColumns, type DealSource, WON } from './dealColumns.js';
import { type FigureOf, type Grouped, toGrouped } from './grouped.js';

/** What was booked: won deals, less returns. */
export interface Bookings {
  /** Won deals that are no returns. */
  readonly deals: number;
  /** Their amount. */
  readonly amount: number;
  /** Won deals of a negative amount. */
  readonly returns: number;
  /** Their amount, 0 or less. */
  readonly returnAmount: number;
  /** amount + returnAmount. */
  readonly net: number;
}

/**
 * Adds up what was won in a period; returns are counted apart and taken off.
 *
 * @param deals - records, or columns with groups
 * @param options - the period; a deal counts on the day it was closed
 * @returns sums of all and of each group
 * @throws {@link InputError} as {@link toDealColumns}, {@link OptionsError}
 * @remarks Sums are compensated, so that they agree to the last digits in any order. O(deals), deterministic.
 * @example
 * ```ts
 * import { bookings } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', stage: 'won', openedOn: '2024-01-01', won: true };
 * bookings(
 *   [
 *     { ...deal, id: '1', amount: 100, closedOn: '2024-02-01' },
 *     { ...deal, id: '2', amount: -30, closedOn: '2024-03-01' },
 *     { ...deal, id: '3', amount: 500, closedOn: '2024-04-01' },
 *   ],
 *   { from: '2024-01-01', to: '2024-03-31' },
 * ).total; // => { deals: 1, amount: 100, returns: 1, returnAmount: -30, net: 70 }
 * ```
 */
export function bookings(deals: DealSource, options?: Partial<PeriodOptions>): Grouped<Bookings> {
  const period = resolveOptions('bookings', wholeTime, options, periodChecks);
  const columns = columnsOf(deals);
  return toGrouped(
    columns,
    bookingsOf(columns, period),
    (group, { deals, amount, returns, returnAmount, net }) => ({
      group,
      deals,
      amount,
      returns,
      returnAmount,
      net,
    }),
  );
}

/** The bookings of columns. */
export function bookingsOf(columns: DealColumns, period: PeriodOptions): FigureOf<Bookings> {
  const { first, last } = daysOfPeriod('bookings', period);
  const { amounts, closed, outcomes, groupOf, groups } = columns;
  const [counts, returnCounts] = [0, 1].map(() => createGroupCounts(groups.length));
  const [sums, returnSums] = [0, 1].map(() => createGroupSums(groups.length));
  for (let d = 0; d < amounts.length; d++) {
    if (outcomes[d] !== WON || closed[d] < first || closed[d] > last) continue;
    if (amounts[d] < 0) {
      returnCounts.add(groupOf[d]);
      returnSums.add(groupOf[d], amounts[d]);
    } else {
      counts.add(groupOf[d]);
      sums.add(groupOf[d], amounts[d]);
    }
  }
  return (g) => ({
    deals: counts.at(g),
    amount: sums.at(g),
    returns: returnCounts.at(g),
    returnAmount: returnSums.at(g),
    net: sums.at(g) + returnSums.at(g),
  });
}
