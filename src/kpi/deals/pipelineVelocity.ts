import { resolveOptions } from '../../core/options.js';
import { type PeriodOptions, periodChecks, wholeTime } from '../period.js';
import { ratio } from '../ratio.js';
import { dealSizesOf } from './averageDealSize.js';
import { columnsOf } from './columnsOf.js';
import type { DealSource } from './dealColumns.js';
import { type Grouped, toGrouped } from './grouped.js';
import { openPipelineOf } from './openPipeline.js';
import { salesCycleOf } from './salesCycle.js';
import { defaultWinRate, winRateOf } from './winRate.js';

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
 * their defaults. The total is made from the total's parts; it is not the sum of the groups. O(deals log deals),
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
  const rates = winRateOf(columns, { ...defaultWinRate, ...period });
  const sizes = dealSizesOf(columns, { ...period, returns: 'exclude' });
  const cycles = salesCycleOf(columns, { ...period, outcomes: 'won' });
  return toGrouped(columns, (g) => {
    const { deals } = open(g);
    const { rate } = rates(g);
    const { mean } = sizes(g);
    const { meanDays } = cycles(g);
    return {
      deals,
      winRate: rate,
      averageDealSize: mean,
      cycleDays: meanDays,
      perDay: velocityOf(deals, rate, mean, meanDays),
    };
  });
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
