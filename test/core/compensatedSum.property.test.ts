import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compensatedSum } from '../../src/core/compensatedSum.js';
import { exactSum } from '../support/exactSum.js';

describe('compensatedSum', () => {
  it('agrees with exact integer arithmetic', () => {
    const scaled = fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n });
    fc.assert(
      fc.property(fc.array(scaled, { maxLength: 50 }), (values) => {
        const exact = values.reduce((sum, value) => sum + value, 0n);
        expect(compensatedSum(values.map((value) => Number(value) / 1024))).toBe(Number(exact) / 1024);
      }),
    );
  });

  it('is the exact sum, rounded to the nearest number, in whatever order numbers come', () => {
    const value = fc.oneof(
      fc.constantFrom(1e16, -1e16, 1, -1, 0.1, 0.3, -0.7, 1e-3, 1 / 3),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((number) => Math.abs(number) > 1e-12),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (list) => {
        const exact = exactSum(list);
        expect(compensatedSum(list)).toBe(exact);
        expect(compensatedSum(list.toReversed())).toBe(exact);
        expect(compensatedSum(list.toSorted((a, b) => a - b))).toBe(exact);
      }),
      { numRuns: 500 },
    );
  });
});
