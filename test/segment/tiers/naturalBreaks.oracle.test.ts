import fc from 'fast-check';
import { ckmeans } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { tierByNaturalBreaks } from '../../../src/segment/tiers/tierByNaturalBreaks.js';

/** Sum of squared deviations from the class means. */
function spreadOf(classes: readonly (readonly number[])[]): number {
  return classes.reduce((total, own) => {
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    return total + own.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  }, 0);
}

describe('tierByNaturalBreaks', () => {
  it('has the same least sum of squares as ckmeans of simple-statistics', () => {
    const value = fc.oneof(fc.integer({ min: -20, max: 200 }), fc.double({ min: 0, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 5, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (values, k) => {
          fc.pre(new Set(values).size >= k);
          const names = ['A', 'B', 'C', 'D', 'E'].slice(0, k);
          const { tiers } = tierByNaturalBreaks(values, names);
          const ours = spreadOf(names.map((name) => values.filter((_, i) => tiers[i] === name)));
          const theirs = spreadOf(ckmeans([...values], k));
          expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-9 * (1 + spreadOf([values])));
        },
      ),
    );
  });

  it('parts values of any size', () => {
    expect(tierByNaturalBreaks([1e300, -1e300, 9.9e299], ['A', 'B']).tiers).toEqual(['A', 'B', 'A']);
    expect(tierByNaturalBreaks([1e15, 1e15 + 1, 1e15 + 100], ['A', 'B']).tiers).toEqual(['B', 'B', 'A']);
  });
});
