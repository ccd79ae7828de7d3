import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { addIssue, badValue, type Issue } from '../../src/core/issue.js';
import { checkReps } from '../../src/model/checkReps.js';
import { normaliseValues } from '../../src/segment/potential/normaliseValues.js';

const MILLION = 1_000_000;
const broken = badValue(0, 'amount', 'not-finite', 'a number', Number.NaN);
const repaired: Issue = { ...broken, severity: 'fixed' };

describe('a list of more than a million issues', () => {
  it('holds the first million, and says in the first place how many more there are', () => {
    const issues: Issue[] = [];
    for (let row = 0; row < MILLION; row++) addIssue(issues, { ...broken, row });
    expect(issues[0].row).toBe(0);
    for (let row = 0; row < 5; row++) addIssue(issues, broken);
    expect(issues).toHaveLength(MILLION + 1);
    expect(issues[0]).toEqual({
      row: null,
      field: 'issues',
      code: 'not-listed',
      severity: 'error',
      expected: 'none',
      received: '5',
      message: '5 more are not listed',
    });
    const rows = new Set(issues.map(({ row }) => row));
    expect(rows.size).toBe(MILLION + 1);
  });

  it('is no error where none of those that are not listed is one', () => {
    const issues: Issue[] = Array(MILLION).fill(repaired);
    addIssue(issues, repaired);
    expect(issues[0].severity).toBe('fixed');
    addIssue(issues, broken);
    addIssue(issues, repaired);
    expect([issues[0].severity, issues[0].received]).toEqual(['error', '3']);
  });

  it('ends in an error that says so where every row is wrong', () => {
    let error: unknown;
    try {
      normaliseValues(new Float64Array(MILLION + 5).fill(Number.POSITIVE_INFINITY), 'rank');
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toContain('  all rows, issues: 5 more are not listed\n');
  });

  it('leaves out every row with an error, listed or not', () => {
    const rows: unknown[] = Array.from({ length: MILLION + 2 }, () => 'no record');
    const { values, rows: kept, issues } = checkReps(rows);
    expect([values.length, kept.length, issues.length]).toEqual([0, 0, MILLION + 1]);
    expect(issues[0].code).toBe('not-listed');
  });
});
