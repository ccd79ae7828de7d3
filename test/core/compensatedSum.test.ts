import { describe, expect, it } from 'vitest';
import { compensatedSum } from '../../src/core/compensatedSum.js';

describe('compensatedSum', () => {
  it('is 0 for no values', () => {
    expect(compensatedSum([])).toBe(0);
  });

  it('keeps small values beside large ones that cancel', () => {
    expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
  });

  it('adds a million tenths without drift', () => {
    expect(compensatedSum(new Float64Array(1_000_000).fill(0.1))).toBe(100_000);
  });
});
