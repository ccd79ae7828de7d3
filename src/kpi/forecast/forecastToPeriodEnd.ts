import { dayOf } from '../../core/days.js';
import { InputError, OptionsError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { integerIn, joinDefaults, type OptionCheck, oneOf, resolveOptions } from '../../core/options.js';
import { addInto, sumOfParts } from '../../core/sumParts.js';
import { isAmount } from '../checkAmounts.js';
import { refuseColumns } from '../deals/columnsOf.js';
import { type DealColumns, WON } from '../deals/dealColumns.js';
import { type Grouped, toGrouped } from '../deals/grouped.js';
import { areChancesOrNull, type StageChances } from '../deals/stageChances.js';
import { daysOfPeriod, isDayOrNull } from '../period.js';
import { ratio } from '../ratio.js';
import {
  type ConfidenceOptions,
  confidenceChecks,
  defaultConfidence,
  type Interval,
} from '../statistics/wilsonInterval.js';
import { forecastOpenDeals, type PipelineForecast } from './forecastPipeline.js';
import { createExtrapolation, type RunRateForecast } from './forecastRunRate.js';

/** How a period is forecast. */
export interface PeriodForecastOptions extends ConfidenceOptions {
  /** First day of the period, `YYYY-MM-DD`; must be given. */
  readonly from: string | null;
  /** Last day of the period, `YYYY-MM-DD`; must be given. */
  readonly to: string | null;
  /** Days of a slice for the run rate. Default 7, chosen: whole weeks even out the days of the week. */
  readonly sliceDays: number;
  /** Weight of a day, such as 0 on a holiday or its part of the season. Default `null`: every day weighs 1. */
  readonly dayWeight: ((day: string) => number) | null;
  /** Chances by stage; default `null`: no forecast from the pipeline. */
  readonly stageChances: StageChances | null;
  /** See {@link PipelineForecastOptions}. */
  readonly closing: 'curve' | 'all';
}

/** What a period will have brought at its end, in two ways. */
export interface PeriodForecast {
  /** Booked from its first day to `asOf`, less returns. */
  readonly booked: number;
  /** Weight of the days that have passed / of all; `null` where no day weighs anything. */
  readonly passedShare: number | null;
  readonly runRate: RunRateForecast;
  /** booked + the weighted pipeline; `null` without chances. */
  readonly pipeline: {
    readonly forecast: number;
    readonly interval: Interval;
    readonly open: PipelineForecast;
  } | null;
}

const defaultOptions: PeriodForecastOptions = /* @__PURE__ */ joinDefaults(defaultConfidence, {
  from: null,
  to: null,
  sliceDays: 7,
  dayWeight: null,
  stageChances: null,
  closing: 'curve',
});

/** Longest period: days are weighed one by one. */
const MAX_DAYS = 36525;

/**
 * Forecasts a period to its end, by its run rate and by the weighted pipeline, of all and of each group.
 *
 * @param columns - deals read with `asOf` and, for territories, `groupBy` of an active or archived model
 * ({@link groupByTerritoryModel})
 * @param options - see {@link PeriodForecastOptions}
 * @returns both forecasts with their intervals
 * @throws {@link InputError} as {@link toDealColumns} and {@link forecastPipeline}, for columns without `asOf` and day
 * weights that are negative or not finite; {@link OptionsError}
 * @remarks The two do not add up: the run rate holds what will be opened and closed before the end, the pipeline only
 * what is open. After the end both are what was booked. O(deals + groups x slices), the same bits on every runtime.
 * @example
 * ```ts
 * import { forecastToPeriodEnd, toDealColumns } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', amount: 70, stage: 'won', openedOn: '2023-12-01', won: true };
 * const closing = ['2024-01-03', '2024-01-10', '2024-01-17'];
 * const columns = toDealColumns(
 *   closing.map((closedOn) => ({ ...deal, id: closedOn, closedOn })),
 *   { asOf: '2024-01-21' },
 * );
 * const { total } = forecastToPeriodEnd(columns, { from: '2024-01-01', to: '2024-02-11' });
 * [total.booked, total.passedShare, total.runRate.forecast]; // => [210, 0.5, 420]
 * ```
 */
export function forecastToPeriodEnd(
  columns: DealColumns,
  options: Partial<PeriodForecastOptions>,
): Grouped<PeriodForecast> {
  const settings = resolveOptions('forecastToPeriodEnd', defaultOptions, options, {
    ...confidenceChecks,
    from: isDayOrNull,
    to: isDayOrNull,
    sliceDays: integerIn(1, 366),
    dayWeight: isFunctionOrNull,
    stageChances: areChancesOrNull,
    closing: oneOf('curve', 'all'),
  });
  refuseColumns('columns', columns);
  const { weights, remaining, passed, first, last, end } = weighSlices(columns, settings);
  const booked = bookBySlice(columns, first, end, settings.sliceDays, weights.length);
  const { stageChances, confidence } = settings;
  const extrapolate = createExtrapolation(weights, remaining, confidence);
  const isOver = end === last;
  const pipeline =
    stageChances === null || isOver ? null : forecastOpenDeals(columns, { ...settings, stageChances });
  const forecast = (g: number): PeriodForecast => {
    const runRate = extrapolate(booked(g));
    const open = pipeline ? pipeline(g) : null;
    return {
      booked: runRate.toDate,
      passedShare: ratio(passed, passed + remaining),
      runRate,
      pipeline: open && addBooked(runRate.toDate, open),
    };
  };
  return toGrouped(columns, forecast, (group, { booked, passedShare, runRate, pipeline }) => ({
    group,
    booked,
    passedShare,
    runRate,
    pipeline,
  }));
}

const isFunctionOrNull: OptionCheck = (value) =>
  value === null || typeof value === 'function' ? null : 'a function of a day, or null';

function addBooked(booked: number, open: PipelineForecast): NonNullable<PeriodForecast['pipeline']> {
  const { forecast, interval } = open;
  return {
    forecast: booked + forecast,
    interval: { low: booked + interval.low, high: booked + interval.high },
    open,
  };
}

/** Days of the period in slices up to `asOf`, by weight, and the weight of the rest. */
function weighSlices({ asOf }: DealColumns, { from, to, sliceDays, dayWeight }: PeriodForecastOptions) {
  const { first, last } = daysOfPeriod('forecastToPeriodEnd', { from, to });
  // A day that is not given is beyond every day there is.
  if (last - first >= MAX_DAYS) {
    const expected = `both given, at most ${MAX_DAYS} days apart`;
    const issue = badValue(null, 'from, to', 'bad-option', expected, `${from}, ${to}`);
    throw new OptionsError('forecastToPeriodEnd', [issue]);
  }
  const issues: Issue[] = [];
  if (asOf === null) {
    issues.push(badValue(null, 'asOf', 'missing', 'a day in the options of toDealColumns', asOf));
  }
  const end = Math.min(asOf ?? last, last);
  const weights = new Float64Array(Math.max(0, Math.ceil((end - first + 1) / sliceDays)));
  let passed = 0;
  let remaining = 0;
  for (let day = first; day <= last; day++) {
    const weight = dayWeight === null ? 1 : dayWeight(dayOf(day));
    if (!isAmount(weight)) {
      const expected = `a number of at least 0 for ${dayOf(day)}`;
      issues.push(badValue(null, 'dayWeight', 'out-of-range', expected, weight));
    } else if (day > end) remaining += weight;
    else {
      passed += weight;
      weights[Math.floor((day - first) / sliceDays)] += weight;
    }
  }
  if (issues.length > 0) throw new InputError('forecastToPeriodEnd', issues);
  return { weights, passed, remaining, first, last, end };
}

/**
 * What a group booked in each slice, by its index; behind the last group what all did. One list serves all groups and is valid
 * until the next call: a list for each would be long where groups and slices are many.
 */
function bookBySlice(
  { amounts, outcomes, closed, groupOf, groups }: DealColumns,
  first: number,
  end: number,
  sliceDays: number,
  slices: number,
): (group: number) => Float64Array {
  // Booked deals in chains: entries `[g]` are the first and the last one of group g, entry `[d]` is the one after deal d; -1 for none.
  const [firstOf, lastOf] = [0, 1].map(() => new Int32Array(groups.length).fill(-1));
  const nextOf = new Int32Array(amounts.length);
  // Three entries from `[3 * k]` on are the parts of the sum of slice k.
  const parts = new Float64Array(3 * slices);
  const sliceOf = (d: number) => Math.floor((closed[d] - first) / sliceDays);
  for (let d = 0; d < amounts.length; d++) {
    if (outcomes[d] !== WON || closed[d] < first || closed[d] > end) continue;
    addInto(parts, 3 * sliceOf(d), amounts[d]);
    const group = groupOf[d];
    if (firstOf[group] < 0) firstOf[group] = d;
    else nextOf[lastOf[group]] = d;
    lastOf[group] = d;
    nextOf[d] = -1;
  }
  const ofAll = Float64Array.from({ length: slices }, (_, k) => sumOfParts(parts, 3 * k));
  const ofGroup = new Float64Array(slices);
  return (group) => {
    if (group === groups.length) return ofAll;
    parts.fill(0);
    ofGroup.fill(0);
    for (let d = firstOf[group]; d >= 0; d = nextOf[d]) addInto(parts, 3 * sliceOf(d), amounts[d]);
    for (let d = firstOf[group]; d >= 0; d = nextOf[d])
      ofGroup[sliceOf(d)] = sumOfParts(parts, 3 * sliceOf(d));
    return ofGroup;
  };
}
