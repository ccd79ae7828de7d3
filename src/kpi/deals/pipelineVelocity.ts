import { resolveOptions } from '../../core/options.js';
import { daysOfPeriod, type PeriodOptions, periodChecks, wholeTime } from '../period.js';
import { ratio } from '../ratio.js';
import { bookingsOf } from './bookings.js';
import { columnsOf } from './columnsOf.js';
import { type DealSource, LOST } from './dealColumns.js';
import { type Grouped, toGrouped } from './grouped.js';
import { openPipelineOf } from './openPipeline.js';

/** How much the pipeline brings in a day, and the four numbers that make it. */
export interface PipelineVelocity {
  /** Open deals. */
  readonly deals: number;
  readonly winRate: number | null;
  readonly averageDealSize: number | null;
  readonly cycleDays: number | null;
  /** deals x winRate x averageDealSize / cycleDays; `null` where one of them is not known or the cycle is 0 days. */
  readonly perDay: number | null;
}

/**
 * Pipeline velocity: open deals x win rate x average deal size / length of the cycle, an amount a day.
 *
 * @param deals - records, or columns with groups
 * @param options - the period from whose closed deals rate, size and cycle are taken
 * @returns the velocity and its parts, of all and of each group
 * @throws {@link InputError} as {@link toDealColumns}, {@link OptionsError}
 * @remarks Parts as defined by {@link openPipeline}, {@link winRate}, {@link averageDealSize} and {@link salesCycle} with
 * their defaults. The total is made from the total's parts; it is not the sum of the groups. O(deals),
 * deterministic.
 * @example
 * ```ts
 * import { pipelineVelocity } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', stage: 'any', openedOn: '2024-01-01' };
 * const closed = { ...deal, closedOn: '2024-02-20' };
 * pipelineVelocity([
 *   { ...closed, id: '1', amount: 100, won: true },
 *   { ...closed, id: '2', amount: 100, won: false },
 *   { ...deal, id: '3', amount: 80 },
 *   { ...deal, id: '4', amount: 90 },
 * ]).total;
 * // => { deals: 2, winRate: 0.5, averageDealSize: 100, cycleDays: 50, perDay: 2 }
 * ```
 */
export function pipelineVelocity(
  deals: DealSource,
  options?: Partial<PeriodOptions>,
): Grouped<PipelineVelocity> {
  const period = resolveOptions('pipelineVelocity', wholeTime, options, periodChecks);
  const columns = columnsOf(deals);
  const open = openPipelineOf(columns, null);
  const { first, last } = daysOfPeriod('pipelineVelocity', period);
  const { amounts, opened, closed, outcomes, groupOf, groups } = columns;
  // Entry `[g]`: lost deals of group g that are no returns; those of all behind the last.
  const lost = new Float64Array(groups.length + 1);
  for (let d = 0; d < amounts.length; d++) {
    if (outcomes[d] !== LOST || amounts[d] < 0 || closed[d] < first || closed[d] > last) continue;
    lost[groupOf[d]]++;
    lost[groups.length]++;
  }
  const booked = bookingsOf(columns, period);
  // Days stand in the place of amounts: they are added up in the same way, returns apart.
  const lengths = amounts.map((amount, d) => (amount < 0 ? amount : closed[d] - opened[d]));
  const days = bookingsOf({ ...columns, amounts: lengths }, period);
  const velocity = (g: number): PipelineVelocity => {
    const { deals } = open(g);
    const { deals: won, amount } = booked(g);
    const winRate = ratio(won, won + lost[g]);
    const averageDealSize = ratio(amount, won);
    const cycleDays = ratio(days(g).amount, won);
    const perDay = velocityOf(deals, winRate, averageDealSize, cycleDays);
    return { deals, winRate, averageDealSize, cycleDays, perDay };
  };
  return toGrouped(columns, velocity, (group, { deals, winRate, averageDealSize, cycleDays, perDay }) => ({
    group,
    deals,
    winRate,
    averageDealSize,
    cycleDays,
    perDay,
  }));
}

/** The amount a day; `null` where a part is not known or the cycle is 0 days. */
export function velocityOf(
  deals: number,
  rate: number | null,
  size: number | null,
  days: number | null,
): number | null {
  return ratio(rate === null || size === null ? null : deals * rate * size, days);
}
