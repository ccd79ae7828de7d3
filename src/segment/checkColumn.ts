import { addIssue, badValue, type Issue } from '../core/issue.js';
import { isList } from '../core/records.js';

/** What a number of a column must be like, and the words for it. */
export interface NumberRange {
  readonly expected: string;
  readonly holds: (value: number) => boolean;
}

/** Any finite number. */
export const finite: NumberRange = { expected: 'a finite number', holds: (value) => Number.isFinite(value) };

/** A number whose products and sums with others like it are still finite. */
export const amount: NumberRange = {
  expected: 'a number from 0 to 1e100',
  holds: (value) => typeof value === 'number' && value >= 0 && value <= 1e100,
};

/** The same, either way. */
export const signedAmount: NumberRange = {
  expected: 'a number from -1e100 to 1e100',
  holds: (value) => typeof value === 'number' && Math.abs(value) <= 1e100,
};

/** An amount that others are divided by. */
export const divisor: NumberRange = {
  expected: '0, or a number from 1e-100 to 1e100',
  holds: (value) => amount.holds(value) && (value === 0 || value >= 1e-100),
};

/** A finite number, or NaN where it is not known. */
export const finiteOrUnknown: NumberRange = {
  expected: 'a finite number, or NaN where it is not known',
  holds: (value) => typeof value === 'number' && (Number.isNaN(value) || Number.isFinite(value)),
};

/** A number whose square is still finite, or NaN where it is not known. */
export const measurable: NumberRange = {
  expected: 'a number of at most 1e100 in size, or NaN where it is not known',
  holds: (value) => typeof value === 'number' && !(Math.abs(value) > 1e100),
};

/**
 * Notes every number of a column that is out of range, a column of the wrong length, and what is no list.
 *
 * @param issues - takes the findings
 * @param field - name of the column
 * @param values - one number an account
 * @param count - how many there should be
 * @param range - what each must be like
 */
export function checkColumn(
  issues: Issue[],
  field: string,
  values: ArrayLike<number>,
  count: number,
  range: NumberRange,
): void {
  if (!isList(values, field, issues)) return;
  if (values.length !== count) {
    issues.push(badValue(null, field, 'wrong-length', `a list of ${count}`, values.length));
    return;
  }
  for (let row = 0; row < count; row++) {
    if (!range.holds(values[row]))
      addIssue(issues, badValue(row, field, 'out-of-range', range.expected, values[row]));
  }
}

/**
 * Notes every entry of a column of labels that is neither a text nor `null`, a column of the wrong length, and what is no
 * list.
 */
export function checkLabels(
  issues: Issue[],
  field: string,
  labels: readonly (string | null)[],
  count: number,
): void {
  if (!Array.isArray(labels)) {
    issues.push(badValue(null, field, 'not-a-list', 'a list of texts', labels));
    return;
  }
  if (labels.length !== count) {
    issues.push(badValue(null, field, 'wrong-length', `a list of ${count}`, labels.length));
    return;
  }
  for (let row = 0; row < count; row++) {
    if (labels[row] !== null && typeof labels[row] !== 'string')
      addIssue(issues, badValue(row, field, 'wrong-type', 'a text or null', labels[row]));
  }
}

/** Entries of what may be no list, which is 0 then. */
export function lengthOf(list: ArrayLike<unknown> | null | undefined): number {
  return isList(list, '', []) ? list.length : 0;
}
