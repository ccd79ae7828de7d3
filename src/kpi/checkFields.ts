import { badValue, type Issue } from '../core/issue.js';
import { isAmount } from './checkAmounts.js';

/** Adds an issue for what is no finite number. */
export function checkNumber(value: unknown, row: number | null, field: string, issues: Issue[]): void {
  if (Number.isFinite(value)) return;
  issues.push(badValue(row, field, 'not-finite', 'a finite number', value));
}

/** Adds an issue for what is no finite number of at least 0. */
export function checkAmount(value: unknown, row: number | null, field: string, issues: Issue[]): void {
  if (isAmount(value)) return;
  issues.push(badValue(row, field, 'out-of-range', 'a finite number of at least 0', value));
}

/** Adds an issue for what is neither a text nor `null`. */
export function checkName(value: unknown, row: number, field: string, issues: Issue[]): void {
  if (value === null || typeof value === 'string') return;
  issues.push(badValue(row, field, 'wrong-type', 'a text, or null for none', value));
}

/** Adds an issue for an id that came before. */
export function addDuplicate(id: string, row: number, field: string, issues: Issue[]): void {
  issues.push(badValue(row, field, 'duplicate-id', 'unlike every other id', id));
}
