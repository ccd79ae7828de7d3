import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToTotal } from '../../../src/quota/rounding/roundToTotal.js';

/** Largest remainder in whole numbers of any size, by the definition. */
function largestRemainderInBigInt(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
  const products = weights.map((weight) => BigInt(weight) * BigInt(total));
  const parts = products.map((product) => product / sum);
  const left = Number(BigInt(total) - parts.reduce((a, b) => a + b, 0n));
  const byRemainder = products.map((_, i) => i);
  byRemainder.sort((a, b) => Number((products[b] % sum) - (products[a] % sum)) || a - b);
  for (const i of byRemainder.slice(0, left)) parts[i]++;
  return parts.map(Number);
}

describe('roundToTotal', () => {
  it('agrees with arithmetic in whole numbers of any size, ties included', () => {
    const weights = fc
      .array(fc.oneof(fc.nat(20), fc.integer({ min: 0, max: 2 ** 47 })), { minLength: 1, maxLength: 30 })
      .filter((list) => list.some((weight) => weight > 0));
    const totals = fc.oneof(fc.nat(100), fc.integer({ min: 0, max: 2 ** 50 }));
    fc.assert(
      fc.property(weights, totals, (list, total) => {
        expect(roundToTotal(list, total)).toEqual(largestRemainderInBigInt(list, total));
      }),
      { numRuns: 2_000 },
    );
  });
});
