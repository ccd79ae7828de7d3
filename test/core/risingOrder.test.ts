import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { risingOrder } from '../../src/core/risingOrder.js';

/** Positions by comparison. */
const compared = (values: readonly number[]) =>
  Array.from(values.keys()).sort((a, b) => (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b));

describe('risingOrder', () => {
  it('gives positions by rising value, equal ones in index order', () => {
    expect([...risingOrder([30, 10, 20, 10])]).toEqual([1, 3, 2, 0]);
    expect([...risingOrder([])]).toEqual([]);
  });

  it('orders many numbers as comparison does: signs, zeros of either sign, subnormal and infinite ones, ties', () => {
    const special = [
      0,
      -0,
      5e-324,
      -5e-324,
      1e308,
      -1e308,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    const one = fc.oneof(
      fc.double({ noNaN: true }),
      fc.integer({ min: -50, max: 50 }),
      fc.constantFrom(...special),
    );
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 60 }), fc.nat(2 ** 31), (list, seed) => {
        // As many as are not sorted by comparison.
        const random = createRandom(seed);
        const values = Array.from({ length: 1_100 }, () => list[random.nextBelow(list.length)]);
        expect([...risingOrder(values)]).toEqual(compared(values));
      }),
      { numRuns: 60 },
    );
    const random = createRandom(7);
    const shares = Array.from({ length: 5_000 }, () => random.nextShare() - 0.5);
    expect([...risingOrder(shares)]).toEqual(compared(shares));
  });
});
