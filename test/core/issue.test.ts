import { describe, expect, it } from 'vitest';
import { badValue, formatIssues, oneOfWords, showValue } from '../../src/core/issue.js';

describe('showValue', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'nothing'],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [-0, '-0'],
    [Number.NaN, 'NaN'],
    [true, 'true'],
    [12n, '12'],
    [[1, 2], 'a list of 2'],
    [{ a: 1 }, 'an object'],
    [Symbol('x'), 'a symbol'],
    [() => 1, 'a function'],
  ])('shows %o as %s', (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });

  it('cuts long texts', () => {
    expect(showValue('x'.repeat(1e6))).toBe(`"${'x'.repeat(59)}…"`);
  });

  it('asks nothing of the object it shows', () => {
    const hostile = {
      toString: () => {
        throw new Error('asked');
      },
      toJSON: () => {
        throw new Error('asked');
      },
    };
    expect(showValue(hostile)).toBe('an object');
  });
});

describe('badValue', () => {
  it('says what should be and what is, with a hint where there is one', () => {
    expect(badValue(2, 'lat', 'out-of-range', 'a latitude', 95)).toEqual({
      row: 2,
      field: 'lat',
      code: 'out-of-range',
      severity: 'error',
      expected: 'a latitude',
      received: '95',
      message: 'lat should be a latitude, but is 95',
    });
    const warning = badValue(null, 'id', 'similar-id', 'unique', 'a', 'warning', 'row 1 has "A"');
    expect(warning.severity).toBe('warning');
    expect(warning.message).toBe('id should be unique, but is "a"; row 1 has "A"');
  });
});

describe('formatIssues', () => {
  const issues = Array.from({ length: 25 }, (_, row) =>
    badValue(row, 'lat', row < 20 ? 'a' : 'b', 'right', row),
  );

  it('is empty without issues', () => {
    expect(formatIssues([])).toBe('');
  });

  it('counts every code and spells out the first ones', () => {
    const lines = formatIssues(issues, 2).split('\n');
    expect(lines).toEqual([
      '20 x a',
      '5 x b',
      '  row 0, lat: lat should be right, but is 0',
      '  row 1, lat: lat should be right, but is 1',
      '  and 23 more',
    ]);
  });

  it('spells out twenty unless told', () => {
    expect(formatIssues(issues).split('\n')).toHaveLength(2 + 20 + 1);
  });
});

describe('oneOfWords', () => {
  it('names all of a few words', () => {
    expect(oneOfWords(['A', 'B'])).toBe('one of A, B');
    expect(oneOfWords(Array(50).fill('A'))).toBe(`one of ${'A, '.repeat(49)}A`);
  });

  it('names the first of many, and how many more there are', () => {
    const tiers = Array.from({ length: 1_000_000 }, (_, t) => `tier ${t}`);
    expect(oneOfWords(tiers)).toMatch(/^one of tier 0, .*, tier 49 and 999950 more$/);
  });
});
