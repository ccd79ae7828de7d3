import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { normalQuantile } from '../../core/normalDistribution.js';
import { joinDefaults, oneOf, resolveOptions } from '../../core/options.js';
import { addInto, sumOfParts } from '../../core/sumParts.js';
import { refuseColumns } from '../deals/columnsOf.js';
import { type DealColumns, OPEN } from '../deals/dealColumns.js';
import { type FigureOf, type Grouped, toGrouped } from '../deals/grouped.js';
import { areChances, chancesByStage, type StageChances } from '../deals/stageChances.js';
import { daysOfPeriod, EVER, isDayOrNull } from '../period.js';
import {
  type ConfidenceOptions,
  confidenceChecks,
  defaultConfidence,
  type Interval,
} from '../statistics/wilsonInterval.js';
import { chanceToClose, closingCurveOf } from './closingCurve.js';

/** What a forecast from the pipeline counts on. */
export interface PipelineForecastOptions extends ConfidenceOptions {
  /** By stage: the chance that an open deal in it is won in the end. Needed: no table fits two businesses. */
  readonly stageChances: StageChances;
  /** Last day of the period, `YYYY-MM-DD`. Default `null`: whenever deals close. */
  readonly to: string | null;
  /**
   * Which open deals close by then: `curve` (default) gives each the chance that deals of its age did, by
   * {@link closingCurve} of all deals; `all` takes for granted that all do.
   */
  readonly closing: 'curve' | 'all';
}

/** What the open pipeline will bring by the end of the period. */
export interface PipelineForecast {
  /** Open deals that are no returns. */
  readonly deals: number;
  readonly amount: number;
  /** Sum of amount x chance to be won in time. */
  readonly forecast: number;
  /** Standard deviation of what will come, deals taken as independent. */
  readonly deviation: number;
  /** Holds what will come with the stated confidence; within 0 and the whole amount. */
  readonly interval: Interval;
}

const defaultOptions: PipelineForecastOptions = /* @__PURE__ */ joinDefaults(defaultConfidence, {
  stageChances: {},
  to: null,
  closing: 'curve',
});

/**
 * Forecast from the weighted pipeline: each open deal by the chance that it is won, and closed in time.
 *
 * @param columns - deals read with `asOf`
 * @param options - see {@link PipelineForecastOptions}
 * @returns what open deals will bring, of all and of each group; what is booked already comes on top
 * @throws {@link InputError} as {@link toDealColumns}, for stages without a chance, columns without `asOf`, a period that
 * has ended; {@link OptionsError}
 * @remarks Deals that nobody has opened yet are not in it. The interval is that of a sum of independent yes-or-no deals
 * by its first three moments (Cornish, Fisher: Moments and Cumulants in the Specification of Distributions, 1937), which
 * is rough where one deal outweighs the rest. O(deals + days), the same bits on every runtime.
 * @example
 * ```ts
 * import { forecastPipeline, toDealColumns } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', openedOn: '2024-01-01' };
 * const columns = toDealColumns(
 *   [
 *     { ...deal, id: '1', amount: 100, stage: 'proposal' },
 *     { ...deal, id: '2', amount: 60, stage: 'lead' },
 *   ],
 *   { asOf: '2024-01-31' },
 * );
 * const { total } = forecastPipeline(columns, { stageChances: { lead: 0.1, proposal: 0.5 }, closing: 'all' });
 * [total.amount, total.forecast]; // => [160, 56]
 * ```
 */
export function forecastPipeline(
  columns: DealColumns,
  options: Partial<PipelineForecastOptions>,
): Grouped<PipelineForecast> {
  const settings = resolveOptions('forecastPipeline', defaultOptions, options, {
    ...confidenceChecks,
    stageChances: areChances,
    to: isDayOrNull,
    closing: oneOf('curve', 'all'),
  });
  refuseColumns('columns', columns);
  return toGrouped(
    columns,
    forecastOpenDeals(columns, settings),
    (group, { deals, amount, forecast, deviation, interval }) => ({
      group,
      deals,
      amount,
      forecast,
      deviation,
      interval,
    }),
  );
}

/** The forecast of sound columns; every option given. */
export function forecastOpenDeals(
  columns: DealColumns,
  settings: PipelineForecastOptions,
): FigureOf<PipelineForecast> {
  const { amounts, outcomes, groupOf, groups } = columns;
  const chances = chancesOfDeals(columns, settings);
  // Three entries from `[15 * g + 3 * k]` on are the parts of sum k of group g, those of all behind the last: deals, their amount, and
  // the first three central moments of what will come. They stand side by side, as memory is waited for where groups are many.
  const size = 15;
  const parts = new Float64Array(size * (groups.length + 1));
  for (let d = 0; d < amounts.length; d++) {
    if (outcomes[d] !== OPEN || amounts[d] < 0) continue;
    const [at, amount, chance] = [size * groupOf[d], amounts[d], chances(d)];
    const variance = amount * amount * chance * (1 - chance);
    addInto(parts, at, 1);
    addInto(parts, at + 3, amount);
    addInto(parts, at + 6, amount * chance);
    addInto(parts, at + 9, variance);
    addInto(parts, at + 12, amount * variance * (1 - 2 * chance));
  }
  const all = size * groups.length;
  for (let i = 0; i < all; i++) addInto(parts, all + 3 * Math.floor((i % size) / 3), parts[i]);
  const z = normalQuantile(0.5 + settings.confidence / 2);
  return (g) => {
    const sum = (k: number) => sumOfParts(parts, size * g + 3 * k);
    const [amount, forecast, deviation] = [sum(1), sum(2), Math.sqrt(sum(3))];
    const skewness = deviation === 0 ? 0 : sum(4) / (deviation * deviation * deviation);
    const end = (quantile: number) => {
      const corrected = quantile + ((quantile * quantile - 1) * skewness) / 6;
      return Math.min(amount, Math.max(0, forecast + corrected * deviation));
    };
    return { deals: sum(0), amount, forecast, deviation, interval: { low: end(-z), high: end(z) } };
  };
}

/** The chance of each open deal to be won within the period. */
function chancesOfDeals(
  columns: DealColumns,
  { stageChances, to, closing }: PipelineForecastOptions,
): (d: number) => number {
  const issues: Issue[] = [];
  const byStage = chancesByStage(columns, stageChances, issues);
  const { stageOf, opened, asOf } = columns;
  const { last } = daysOfPeriod('forecastPipeline', { from: null, to });
  if (asOf === null || asOf > last) {
    const expected = 'a day in the options of toDealColumns, and not after the end of the period';
    issues.push(badValue(null, 'asOf', 'out-of-range', expected, asOf));
  }
  if (asOf === null || issues.length > 0) throw new InputError('forecastPipeline', issues);
  if (closing === 'all' || last === EVER) return (d) => byStage[stageOf[d]];
  const curve = closingCurveOf(columns);
  return (d) => byStage[stageOf[d]] * chanceToClose(curve, asOf - opened[d], last - asOf);
}
