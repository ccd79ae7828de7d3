import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { exponential } from '../../core/exponential.js';
import { badValue, type Issue } from '../../core/issue.js';
import { logarithm } from '../../core/logarithm.js';
import { checkPeriods, type Period, toPeriodDays } from '../calendar/periods.js';
import { isShare } from '../rounding/checkTotal.js';

/** Mean length of a Gregorian year in days. */
const DAYS_PER_YEAR = 365.2425;

/**
 * Computes which share of a team is still there in each period, at a yearly attrition rate and without replacement.
 *
 * @param attrition - share of reps who leave within a year, 0 to 1
 * @param periods - in order
 * @param from - day on which all are there, `YYYY-MM-DD`; the start of the first period unless told
 * @returns entry `[p]` is the mean share over the days of period p, 0 to 1; 1 for what lies before `from`
 * @throws {@link InputError} for a rate out of range and days that are none
 * @remarks (1 - attrition)^t after t years, so that rates of half-years compound to that of the year; the mean over a
 * period is that of the curve. A rate of 1 leaves nobody from the first day on. O(periods), deterministic.
 * @example
 * ```ts
 * import { listPeriods, survivalShares } from 'bailiwick/quota';
 * const shares = survivalShares(0.2, listPeriods('2025-01-01', 'quarter', 4));
 * Array.from(shares, (share) => Math.round(share * 1000)); // => [973, 921, 871, 823]
 * ```
 */
export function survivalShares(attrition: number, periods: readonly Period[], from?: string): Float64Array {
  const issues: Issue[] = [];
  checkAttrition(attrition, issues);
  checkPeriods(periods, issues);
  if (from !== undefined && Number.isNaN(dayNumberOf(from)))
    issues.push(badValue(null, 'from', 'bad-day', 'a day as YYYY-MM-DD', from));
  if (issues.length > 0) throw new InputError('survivalShares', issues);
  const { first, last } = toPeriodDays(periods);
  const start = from === undefined ? (first[0] ?? 0) : dayNumberOf(from);
  return Float64Array.from(first, (day, p) => meanSurvival(attrition, day - start, last[p] + 1 - start));
}

/** Finds what is wrong with a rate. */
export function checkAttrition(attrition: number, issues: Issue[]): void {
  if (isShare(attrition)) return;
  issues.push(badValue(null, 'attrition', 'out-of-range', 'a share from 0 to 1', attrition));
}

/** Mean of (1 - attrition)^t from one day to before another, counted from the day on which all are there. */
export function meanSurvival(attrition: number, fromDay: number, untilDay: number): number {
  if (attrition === 0) return 1;
  const before = Math.max(0, Math.min(untilDay, 0) - fromDay);
  if (attrition === 1) return before / (untilDay - fromDay);
  const rate = -logarithm(1 - attrition) / DAYS_PER_YEAR;
  const [start, end] = [Math.max(fromDay, 0), Math.max(untilDay, 0)];
  // Next to 0 the difference has no digits left: there the curve is a line.
  const isLine = rate * end < 1e-8;
  const after = isLine
    ? (end - start) * (1 - (rate * (start + end)) / 2)
    : (exponential(-rate * start) - exponential(-rate * end)) / rate;
  return (before + after) / (untilDay - fromDay);
}
