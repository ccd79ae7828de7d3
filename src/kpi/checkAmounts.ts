import { InputError } from '../core/errors.js';
import { badValue, type Issue } from '../core/issue.js';
import { isList } from '../core/records.js';

/** Whether a value is a finite number of at least 0. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

/** Refuses what is no list, lists of different lengths and entries that are not finite numbers of at least 0. */
export function checkAmounts(what: string, lists: Readonly<Record<string, ArrayLike<number>>>): void {
  const issues: Issue[] = [];
  addAmountIssues(lists, issues);
  if (issues.length > 0) throw new InputError(what, issues);
}

/** Adds the issues that {@link checkAmounts} throws; lists are as long as `leader` says, else as the first of them. */
export function addAmountIssues(
  lists: Readonly<Record<string, ArrayLike<number>>>,
  issues: Issue[],
  leader?: { readonly name: string; readonly length: number },
): void {
  let first = leader;
  for (const [name, values] of Object.entries(lists)) {
    if (!isList(values, name, issues)) continue;
    first ??= { name, length: values.length };
    if (values.length !== first.length) {
      const expected = `as long as ${first.name} (${first.length})`;
      issues.push(badValue(null, name, 'wrong-length', expected, values.length));
    }
    for (let i = 0; i < values.length; i++) {
      if (isAmount(values[i])) continue;
      issues.push(badValue(i, name, 'out-of-range', 'a finite number of at least 0', values[i]));
    }
  }
}
