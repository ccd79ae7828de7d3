import { addIssue, badValue, type Issue } from '../core/issue.js';
import { AN_AMOUNT, isNumber } from './checkAmounts.js';

/** Adds an issue for what is no finite number, or too large a one once it is converted by its worth. */
export function checkNumber(
  value: unknown,
  row: number | null,
  field: string,
  issues: Issue[],
  worth = 1,
): void {
  if (isNumber(value, worth)) return;
  const code = Number.isFinite(value) ? 'out-of-range' : 'not-finite';
  addIssue(issues, badValue(row, field, code, `a number from -1e100 to 1e100${once(worth)}`, value));
}

/** Adds an issue for what is no amount, or too large a one once it is converted by its worth. */
export function checkAmount(
  value: unknown,
  row: number | null,
  field: string,
  issues: Issue[],
  worth = 1,
): void {
  if (isNumber(value, worth) && value >= 0) return;
  addIssue(issues, badValue(row, field, 'out-of-range', AN_AMOUNT + once(worth), value));
}

const once = (worth: number) => (worth === 1 ? '' : ' when converted');

/** Adds an issue for what is neither a text nor `null`. */
export function checkName(value: unknown, row: number, field: string, issues: Issue[]): void {
  if (value === null || typeof value === 'string') return;
  addIssue(issues, badValue(row, field, 'wrong-type', 'a text, or null for none', value));
}

/** Adds an issue for an id that came before. */
export function addDuplicate(id: string, row: number, field: string, issues: Issue[]): void {
  addIssue(issues, badValue(row, field, 'duplicate-id', 'unlike every other id', id));
}
