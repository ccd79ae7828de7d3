import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { isList } from '../../core/records.js';

/** Checks every number of a list; returns its length, `null` where it is no list. */
export function checkNumbers(
  list: ArrayLike<number>,
  field: string,
  isGood: (value: unknown) => boolean,
  expected: string,
  issues: Issue[],
): number | null {
  if (!isList(list, field, issues)) return null;
  for (let at = 0; at < list.length; at++) {
    if (!isGood(list[at])) addIssue(issues, badValue(at, field, 'out-of-range', expected, list[at]));
  }
  return list.length;
}
