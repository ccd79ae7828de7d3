import { dayNumberOf } from '../core/days.js';
import { OptionsError } from '../core/errors.js';
import { badValue } from '../core/issue.js';
import type { OptionCheck } from '../core/options.js';

/** The days that a figure is about, both ends included. */
export interface PeriodOptions {
  /** First day, `YYYY-MM-DD`. Default `null`: from the beginning. */
  readonly from: string | null;
  /** Last day, `YYYY-MM-DD`. Default `null`: to the end. */
  readonly to: string | null;
}

/** What {@link PeriodOptions} are unless told. */
export const wholeTime: PeriodOptions = /* @__PURE__ */ Object.freeze({ from: null, to: null });

/** Good for a day or `null`. */
export const isDayOrNull: OptionCheck = (value) =>
  value === null || !Number.isNaN(dayNumberOf(value)) ? null : 'a day as YYYY-MM-DD, or null';

/** Good for {@link PeriodOptions}. */
export const periodChecks = /* @__PURE__ */ Object.freeze({ from: isDayOrNull, to: isDayOrNull });

/** Beyond every day there is. */
export const EVER = 2147483647;

/** The first and the last day's number of a period; refuses one that ends before it begins. */
export function daysOfPeriod(what: string, { from, to }: PeriodOptions): { first: number; last: number } {
  const first = from === null ? -EVER : dayNumberOf(from);
  const last = to === null ? EVER : dayNumberOf(to);
  if (first > last) {
    throw new OptionsError(what, [badValue(null, 'to', 'bad-option', `on or after from, ${from}`, to)]);
  }
  return { first, last };
}
