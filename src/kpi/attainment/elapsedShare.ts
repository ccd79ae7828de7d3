import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';

/**
 * How much of a period is over: calendar days up to and including a day over all its days.
 *
 * @param from - first day of the period, `YYYY-MM-DD`
 * @param to - last day of the period
 * @param asOf - the day to which it has run, that day included
 * @returns 0 before the period, 1 on its last day and after
 * @throws {@link InputError} for what is no day, and a period that ends before it begins
 * @remarks Every day counts alike; where seasons or working days matter, take the share of the season instead. O(1).
 * @example
 * ```ts
 * import { elapsedShare } from 'bailiwick/kpi';
 * elapsedShare('2024-01-01', '2024-03-31', '2024-02-15'); // => 0.5054945054945055
 * ```
 */
export function elapsedShare(from: string, to: string, asOf: string): number {
  const issues: Issue[] = [];
  const numberOf = (field: string, text: string) => {
    const number = dayNumberOf(text);
    if (Number.isNaN(number)) issues.push(badValue(null, field, 'bad-date', 'a day as YYYY-MM-DD', text));
    return number;
  };
  const [first, last, day] = [numberOf('from', from), numberOf('to', to), numberOf('asOf', asOf)];
  if (first > last) issues.push(badValue(null, 'to', 'out-of-range', `on or after from, ${from}`, to));
  if (issues.length > 0) throw new InputError('elapsedShare', issues);
  return Math.min(1, Math.max(0, (day - first + 1) / (last - first + 1)));
}
