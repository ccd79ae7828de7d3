import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import type { Issue } from '../../core/issue.js';
import { resolveOptions } from '../../core/options.js';
import { isList } from '../../core/records.js';
import { studentQuantile } from '../../core/studentDistribution.js';
import { addInto, sumOfParts } from '../../core/sumParts.js';
import { addAmountIssues } from '../checkAmounts.js';
import { checkAmount, checkNumber } from '../checkFields.js';
import { ratio } from '../ratio.js';
import {
  type ConfidenceOptions,
  confidenceChecks,
  defaultConfidence,
  type Interval,
} from '../statistics/wilsonInterval.js';

/** What a period will have brought at its end, at the rate so far. */
export interface RunRateForecast {
  /** Sum so far. */
  readonly toDate: number;
  /** Amount by unit of weight, such as a day; `null` where nothing has passed. */
  readonly rate: number | null;
  /** toDate + rate x what remains; `null` where nothing has passed or it is beyond all numbers. */
  readonly forecast: number | null;
  /** Holds the sum at the end with the stated confidence; `null` with fewer than two slices to tell the spread from, or beyond all numbers. */
  readonly interval: Interval | null;
}

/**
 * Forecast to the end of a period by its run rate, with a prediction interval.
 *
 * @param amounts - entry `[k]` was booked in slice k of the period so far, such as its k-th week
 * @param weights - entry `[k]` is the weight of slice k: its days, working days, or part of the season; 0 or more
 * @param remaining - weight of what is left of the period, 0 or more
 * @param options - see {@link ConfidenceOptions}
 * @returns a new record
 * @throws {@link InputError} naming every amount that is not finite and weight that is negative or not finite, and lists
 * of different lengths; {@link OptionsError}
 * @remarks Slices are taken as independent with mean `b w` and variance `s² w` at weight w: the rate b is sum of amounts
 * / sum of weights, s² = sum of (a - b w)² / w over n - 1, and the rest has variance `s² (r + r² / sum of w)` about
 * `b r`, in which r is what remains. The interval takes Student's t with n - 1 degrees of freedom (prediction of a sum of
 * future values: Hahn, Meeker: Statistical Intervals, 1991). It knows nothing of trend or of deals in the pipeline. O(n),
 * the same bits on every runtime.
 * @example
 * ```ts
 * import { forecastRunRate } from 'bailiwick/kpi';
 * // Four weeks of thirteen have passed.
 * const { toDate, rate, forecast } = forecastRunRate([10, 14, 8, 12], [1, 1, 1, 1], 9);
 * [toDate, rate, forecast]; // => [44, 11, 143]
 * ```
 */
export function forecastRunRate(
  amounts: ArrayLike<number>,
  weights: ArrayLike<number>,
  remaining: number,
  options?: Partial<ConfidenceOptions>,
): RunRateForecast {
  const { confidence } = resolveOptions('forecastRunRate', defaultConfidence, options, confidenceChecks);
  const issues: Issue[] = [];
  const leader = isList(amounts, 'amounts', issues) ? { name: 'amounts', length: amounts.length } : undefined;
  for (let k = 0; k < (leader?.length ?? 0); k++) checkNumber(amounts[k], k, 'amounts', issues);
  addAmountIssues({ weights }, issues, leader);
  checkAmount(remaining, null, 'remaining', issues);
  if (issues.length > 0) throw new InputError('forecastRunRate', issues);
  const extrapolate = createExtrapolation(Float64Array.from(weights), remaining, confidence);
  return extrapolate(Float64Array.from(amounts));
}

/** The forecast by the amounts of checked slices, for any number of such lists. */
export function createExtrapolation(
  weights: Float64Array,
  remaining: number,
  confidence: number,
): (amounts: Float64Array) => RunRateForecast {
  const passed = compensatedSum(weights);
  const weighing = weights.filter(Boolean).length;
  // Student's quantile of the spread between the slices that weigh anything, two at least.
  const width = studentQuantile(0.5 + confidence / 2, Math.max(2, weighing) - 1);
  // The sum of some numbers in three parts, made anew for each list.
  const parts = new Float64Array(3);
  return (amounts) => {
    parts.fill(0);
    for (let k = 0; k < amounts.length; k++) if (amounts[k] !== 0) addInto(parts, 0, amounts[k]);
    const toDate = sumOfParts(parts, 0);
    const rate = ratio(toDate, passed);
    if (remaining === 0) {
      return { toDate, rate, forecast: toDate, interval: { low: toDate, high: toDate } };
    }
    if (rate === null) return { toDate, rate: null, forecast: null, interval: null };
    const forecast = toDate + rate * remaining;
    if (!Number.isFinite(forecast)) return { toDate, rate, forecast: null, interval: null };
    if (weighing < 2) return { toDate, rate, forecast, interval: null };
    parts.fill(0);
    for (let k = 0; k < amounts.length; k++) {
      const error = amounts[k] - rate * weights[k];
      if (weights[k] === 0 || error === 0) continue;
      addInto(parts, 0, (error * error) / weights[k]);
    }
    const variance = (sumOfParts(parts, 0) / (weighing - 1)) * (remaining + (remaining * remaining) / passed);
    const half = width * Math.sqrt(variance);
    const interval = { low: forecast - half, high: forecast + half };
    return {
      toDate,
      rate,
      forecast,
      interval: Number.isFinite(interval.high - interval.low) ? interval : null,
    };
  };
}
