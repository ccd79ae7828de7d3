import type * as z from 'zod';
import { badValue, type Issue } from '../core/issue.js';

/**
 * Turns what zod found in one record into issues of ours.
 *
 * @param found - zod's issues; their messages say what was expected
 * @param record - what zod looked at
 * @param row - its position
 * @param labelOf - the caller's name for a dotted path
 * @returns one issue for each of zod's: `missing-value`, `wrong-type`, `not-finite`, `negative`, `out-of-range`,
 * `swapped-coordinates`, `bad-date` or `bad-format`
 */
export function toIssues(
  found: readonly z.core.$ZodIssue[],
  record: unknown,
  row: number,
  labelOf: (path: string) => string,
): Issue[] {
  return found.map((issue) => {
    const value = valueAt(record, issue.path);
    const field = labelOf(issue.path.join('.'));
    const expected = issue.message.replace(/^expected /, '');
    const code = codeOf(issue, value);
    if (code === 'out-of-range' && issue.path.at(-1) === 'lat') {
      const lonPath = [...issue.path.slice(0, -1), 'lon'];
      const lon = valueAt(record, lonPath);
      if (typeof lon === 'number' && Math.abs(lon) <= 90 && Math.abs(value as number) <= 180) {
        const hint = `it fits where it is swapped with ${labelOf(lonPath.join('.'))}`;
        return badValue(row, field, 'swapped-coordinates', expected, value, 'error', hint);
      }
    }
    const hint = code === 'negative' ? 'if it stands for a missing value, name it in sentinels' : '';
    return badValue(row, field, code, expected, value, 'error', hint);
  });
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
