import { joinDefaults, oneOf, resolveOptions } from '../../core/options.js';
import { daysOfPeriod, type PeriodOptions, periodChecks, wholeTime } from '../period.js';
import { ratio } from '../ratio.js';
import { quantileOfSorted } from '../statistics/quantile.js';
import { columnsOf } from './columnsOf.js';
import { type DealColumns, type DealSource, LOST, WON } from './dealColumns.js';
import { type FigureOf, type Grouped, toGrouped } from './grouped.js';
import { valuesByGroup } from './valuesByGroup.js';

/** Which deals a sales cycle is about. */
export interface SalesCycleOptions extends PeriodOptions {
  /** `won` (default: chosen, what velocity asks for), `lost`, or `decided`: both. */
  readonly outcomes: 'won' | 'lost' | 'decided';
}

/** Days from opening to closing. */
export interface SalesCycle {
  readonly deals: number;
  /** Sum of their days. */
  readonly days: number;
  /** days / deals; `null`, like the next two, without deals. */
  readonly meanDays: number | null;
  readonly medianDays: number | null;
  /** Nine of ten deals take no longer. */
  readonly p90Days: number | null;
}

const defaultOptions: SalesCycleOptions = /* @__PURE__ */ joinDefaults(wholeTime, { outcomes: 'won' });

/**
 * Length of the sales cycle: days from opening to closing, 0 where both are one day.
 *
 * @param deals - records, or columns with groups
 * @param options - see {@link SalesCycleOptions}; a deal counts on the day it was closed
 * @returns mean, median and 90th percentile, of all and of each group
 * @throws {@link InputError} as {@link toDealColumns}, {@link OptionsError}
 * @remarks Only closed deals have a length: where many old ones are open, the cycle is longer than it looks here
 * ({@link closingCurve} takes them into account). Returns are left out. O(deals log deals), deterministic.
 * @example
 * ```ts
 * import { salesCycle } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', amount: 1, stage: 'won', openedOn: '2024-01-01', won: true };
 * const closing = ['2024-01-11', '2024-01-21', '2024-03-01'];
 * salesCycle(closing.map((closedOn) => ({ ...deal, id: closedOn, closedOn }))).total;
 * // => { deals: 3, days: 90, meanDays: 30, medianDays: 20, p90Days: 52 }
 * ```
 */
export function salesCycle(deals: DealSource, options?: Partial<SalesCycleOptions>): Grouped<SalesCycle> {
  const settings = resolveOptions('salesCycle', defaultOptions, options, {
    ...periodChecks,
    outcomes: oneOf('won', 'lost', 'decided'),
  });
  const columns = columnsOf(deals);
  return toGrouped(
    columns,
    salesCycleOf(columns, settings),
    (group, { deals, days, meanDays, medianDays, p90Days }) => ({
      group,
      deals,
      days,
      meanDays,
      medianDays,
      p90Days,
    }),
  );
}

/** The sales cycle of columns; every option given. */
export function salesCycleOf(columns: DealColumns, settings: SalesCycleOptions): FigureOf<SalesCycle> {
  const { first, last } = daysOfPeriod('salesCycle', settings);
  const { amounts, opened, closed, outcomes } = columns;
  const isCounted = (outcome: number) =>
    (outcome === WON && settings.outcomes !== 'lost') || (outcome === LOST && settings.outcomes !== 'won');
  const { values, starts } = valuesByGroup(columns, (d) => {
    const isInside = isCounted(outcomes[d]) && closed[d] >= first && closed[d] <= last && amounts[d] >= 0;
    return isInside ? closed[d] - opened[d] : Number.NaN;
  });
  return (g) => {
    const [from, to] = [starts[g], starts[g + 1]];
    // Days are whole numbers: their sum is exact in any order.
    let days = 0;
    for (let i = from; i < to; i++) days += values[i];
    const deals = to - from;
    return {
      deals,
      days,
      meanDays: ratio(days, deals),
      medianDays: quantileOfSorted(values, 0.5, from, to),
      p90Days: quantileOfSorted(values, 0.9, from, to),
    };
  };
}
