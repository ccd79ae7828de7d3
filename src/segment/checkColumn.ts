import { badValue, type Issue } from '../core/issue.js';

/** What a number of a column must be like, and the words for it. */
export interface NumberRange {
  readonly expected: string;
  readonly holds: (value: number) => boolean;
}

/** Any finite number. */
export const finite: NumberRange = { expected: 'a finite number', holds: (value) => Number.isFinite(value) };

/** A finite number of 0 or more. */
export const amount: NumberRange = {
  expected: 'a finite number from 0',
  holds: (value) => value >= 0 && value < Number.POSITIVE_INFINITY,
};

/** A finite number, or NaN where it is not known. */
export const finiteOrUnknown: NumberRange = {
  expected: 'a finite number, or NaN where it is not known',
  holds: (value) => typeof value === 'number' && (Number.isNaN(value) || Number.isFinite(value)),
};

/**
 * Notes every number of a column that is out of range, and a column of the wrong length.
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
  if (values?.length !== count) {
    issues.push(badValue(null, field, 'wrong-length', `a list of ${count}`, values?.length));
    return;
  }
  for (let row = 0; row < count; row++) {
    if (!range.holds(values[row]))
      issues.push(badValue(row, field, 'out-of-range', range.expected, values[row]));
  }
}
