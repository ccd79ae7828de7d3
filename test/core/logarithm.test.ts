import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponential } from '../../src/core/exponential.js';
import { logarithm } from '../../src/core/logarithm.js';

const isNear = (value: number, reference: number, ulps: number) =>
  Math.abs(value - reference) <= ulps * Number.EPSILON * Math.abs(reference);

describe('logarithm', () => {
  it('agrees with Math.log to 2 units in the last place', () => {
    const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
    const nearOne = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(positive, nearOne), (x) => isNear(logarithm(x), Math.log(x), 2)),
      { numRuns: 5_000, seed: 1 },
    );
  });

  it('has the limits', () => {
    expect([logarithm(1), logarithm(0), logarithm(Number.POSITIVE_INFINITY)]).toEqual([
      0,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect([logarithm(-1), logarithm(Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('exponential', () => {
  it('agrees with Math.exp to 2 units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) =>
        isNear(exponential(x), Math.exp(x), 2),
      ),
      { numRuns: 5_000, seed: 1 },
    );
  });

  it('has the limits', () => {
    expect([exponential(0), exponential(-746), exponential(710)]).toEqual([1, 0, Number.POSITIVE_INFINITY]);
    expect(exponential(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exponential(Number.NaN)).toBe(Number.NaN);
  });
});
