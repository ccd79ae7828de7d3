import type * as z from 'zod';
import { badValue, type Issue } from '../core/issue.js';

/** How every message of our schemas begins; what was expected follows. */
const EXPECTED = 'expected ';

/**
 * Turns one thing that zod found in a record into an issue of ours.
 *
 * @param found - zod's issue; its message says what was expected
 * @param record - what zod looked at
 * @param row - its position
 * @param labelOf - the caller's name for a dotted path
 * @returns an issue with one of the codes `missing-value`, `wrong-type`, `not-finite`, `negative`, `out-of-range`,
 * `swapped-coordinates`, `bad-date` and `bad-format`
 */
export function toIssue(
  found: z.core.$ZodIssue,
  record: unknown,
  row: number,
  labelOf: (path: string) => string,
): Issue {
  const value = valueAt(record, found.path);
  const field = labelOf(found.path.join('.'));
  const expected = found.message.slice(EXPECTED.length);
  const code = codeOf(found, value);
  if (code === 'out-of-range' && found.path.at(-1) === 'lat') {
    const lonPath = [...found.path.slice(0, -1), 'lon'];
    const lon = valueAt(record, lonPath);
    if (typeof lon === 'number' && Math.abs(lon) <= 90 && Math.abs(value as number) <= 180) {
      const hint = `it fits where it is swapped with ${labelOf(lonPath.join('.'))}`;
      return badValue(row, field, 'swapped-coordinates', expected, value, 'error', hint);
    }
  }
  const hint = code === 'negative' ? 'if it stands for a missing value, name it in sentinels' : '';
  return badValue(row, field, code, expected, value, 'error', hint);
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined || value === null || value === '') return 'missing-value';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'not-finite';
  if (issue.code === 'too_small' && issue.minimum === 0) return 'negative';
  if (issue.code === 'custom') return typeof value === 'number' ? 'negative' : 'wrong-type';
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'out-of-range';
  if (issue.code === 'invalid_format') return issue.format === 'date' ? 'bad-date' : 'bad-format';
  return 'wrong-type';
}

function valueAt(record: unknown, path: readonly PropertyKey[]): unknown {
  let value = record;
  for (const key of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  return value;
}
