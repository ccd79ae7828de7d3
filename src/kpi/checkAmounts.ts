import { InputError } from '../core/errors.js';
import { badValue, type Issue } from '../core/issue.js';

/** Whether a value is a finite number of at least 0. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

/** Refuses lists of different lengths and entries that are not finite numbers of at least 0. */
export function checkAmounts(what: string, lists: Readonly<Record<string, ArrayLike<number>>>): void {
  const issues: Issue[] = [];
  const [[firstName, first]] = Object.entries(lists);
  for (const [name, values] of Object.entries(lists)) {
    if (values.length !== first.length) {
      const expected = `as long as ${firstName} (${first.length})`;
      issues.push(badValue(null, name, 'wrong-length', expected, values.length));
    }
    for (let i = 0; i < values.length; i++) {
      if (isAmount(values[i])) continue;
      issues.push(badValue(i, name, 'out-of-range', 'a finite number of at least 0', values[i]));
    }
  }
  if (issues.length > 0) throw new InputError(what, issues);
}
