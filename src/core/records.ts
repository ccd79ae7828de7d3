import { addIssue, badValue, type Issue } from './issue.js';

/**
 * Checks at the door for lists of records: what is no list and rows that are no records become issues, and whoever checks
 * fields sees sound rows alone. Nothing is thrown, so that one error can carry every issue of every list.
 */

/** An object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that is not empty. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Whether there is a list, typed arrays and whatever else has a length and entries included; adds an issue where not. */
export function isList(
  value: unknown,
  field: string,
  issues: Issue[],
  row: number | null = null,
): value is ArrayLike<unknown> {
  const length = typeof value === 'object' ? (value as { length?: unknown } | null)?.length : undefined;
  if (Number.isSafeInteger(length) && (length as number) >= 0) return true;
  addIssue(issues, badValue(row, field, 'not-a-list', 'a list', value));
  return false;
}

/** Adds an issue for an id that is no text or empty; whether it is sound. */
export function checkId(id: unknown, row: number | null, field: string, issues: Issue[]): id is string {
  if (isId(id)) return true;
  addIssue(issues, badValue(row, field, 'missing-id', 'a text that is not empty', id));
  return false;
}

/** Whether a value is a text that is a key of a record: what cannot be made a text is none, and a number is none either. */
export function isKeyOf(record: object, key: unknown): key is string {
  return typeof key === 'string' && Object.hasOwn(record, key);
}

/** Rows of what should be a list; 0 of anything else. */
export function countRows(rows: readonly unknown[]): number {
  return Array.isArray(rows) ? rows.length : 0;
}

/**
 * Hands every record of a list to a check of its fields.
 *
 * @param rows - what should be a list of records; holes are rows too
 * @param field - what the caller calls the list
 * @param issues - takes one for what is no list, and one for each row that is no record
 * @param check - sees the others, with their positions
 */
export function eachRecord<T>(
  rows: readonly T[],
  field: string,
  issues: Issue[],
  check: (record: T, row: number) => void,
): void {
  if (!Array.isArray(rows)) {
    issues.push(badValue(null, field, 'not-a-list', 'a list of records', rows));
    return;
  }
  for (let row = 0; row < rows.length; row++) {
    if (isRecord(rows[row])) check(rows[row], row);
    else addIssue(issues, badValue(row, field, 'wrong-type', 'a record', rows[row]));
  }
}
