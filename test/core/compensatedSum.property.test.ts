import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compensatedSum } from '../../src/core/compensatedSum.js';

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

  it('hardly depends on the order', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (list) => {
        const forwards = compensatedSum(list);
        const backwards = compensatedSum(list.toReversed());
        const scale = list.reduce((sum, value) => sum + Math.abs(value), 0);
        expect(Math.abs(forwards - backwards)).toBeLessThanOrEqual(
          4e-16 * Math.max(Math.abs(forwards), scale * 1e-9),
        );
      }),
    );
  });
});
