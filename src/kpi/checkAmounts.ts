import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { isList } from '../core/records.js';
import { LARGEST } from '../quota/rounding/checkTotal.js';

/** Whether a value is a number that is of that size at most once it is converted by its worth. */
export function isNumber(value: unknown, worth = 1): value is number {
  return typeof value === 'number' && Math.abs(value * worth) <= LARGEST;
}

/** Whether a value is a number from 0 to {@link LARGEST}, or another largest one. */
export function isAmount(value: unknown, most = LARGEST): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

/** What an amount should be, in words. */
export const AN_AMOUNT = 'a number from 0 to 1e100';

/**
 * Refuses what is no list, lists of different lengths and entries that are no amounts.
 *
 * @param most - the largest amount; the largest number there is for figures that put values into proportion before all else
 */
export function checkAmounts(
  what: string,
  lists: Readonly<Record<string, ArrayLike<number>>>,
  most?: number,
): void {
  const issues: Issue[] = [];
  addAmountIssues(lists, issues, undefined, most);
  if (issues.length > 0) throw new InputError(what, issues);
}

/** Adds the issues that {@link checkAmounts} throws; lists are as long as `leader` says, else as the first of them. */
export function addAmountIssues(
  lists: Readonly<Record<string, ArrayLike<number>>>,
  issues: Issue[],
  leader?: { readonly name: string; readonly length: number },
  most = LARGEST,
): void {
  const anAmount = most === LARGEST ? AN_AMOUNT : 'a finite number of at least 0';
  let first = leader;
  for (const [name, values] of Object.entries(lists)) {
    if (!isList(values, name, issues)) continue;
    first ??= { name, length: values.length };
    if (values.length !== first.length) {
      const expected = `as long as ${first.name} (${first.length})`;
      issues.push(badValue(null, name, 'wrong-length', expected, values.length));
    }
    for (let i = 0; i < values.length; i++) {
      if (isAmount(values[i], most)) continue;
      addIssue(issues, badValue(i, name, 'out-of-range', anAmount, values[i]));
    }
  }
}
