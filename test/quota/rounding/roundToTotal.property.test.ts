import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToTotal } from '../../../src/quota/rounding/roundToTotal.js';

const anyWeights = fc
  .array(fc.double({ min: 0, max: 1e200, noNaN: true }), { minLength: 1, maxLength: 40 })
  .filter((weights) => weights.some((weight) => weight > 0));
const wholeWeights = fc
  .array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 })
  .filter((weights) => weights.some((weight) => weight > 0));
const anyUnits = fc.oneof(fc.nat(1_000), fc.integer({ min: 0, max: 2 ** 50 }));

describe('roundToTotal', () => {
  it('adds up exactly, for any weights', () => {
    fc.assert(
      fc.property(anyWeights, anyUnits, (weights, total) => {
        const parts = roundToTotal(weights, total);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        expect(parts.every((part, i) => part >= 0 && (weights[i] > 0 || part === 0))).toBe(true);
      }),
    );
  });

  it('keeps the quota rule: every part is the exact share rounded down or up', () => {
    fc.assert(
      fc.property(wholeWeights, anyUnits, (weights, total) => {
        const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
        roundToTotal(weights, total).forEach((part, i) => {
          const product = BigInt(weights[i]) * BigInt(total);
          expect(BigInt(part) >= product / sum).toBe(true);
          expect(BigInt(part) * sum < product + sum).toBe(true);
        });
      }),
    );
  });

  it('does not depend on the order where no two remainders are equal', () => {
    fc.assert(
      fc.property(wholeWeights, anyUnits, fc.infiniteStream(fc.nat()), (weights, total, stream) => {
        const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
        const remainders = weights.map((weight) => (BigInt(weight) * BigInt(total)) % sum);
        fc.pre(new Set(remainders).size === weights.length);
        const keys = weights.map(() => stream.next().value);
        const order = weights.map((_, i) => i).sort((a, b) => keys[a] - keys[b]);
        const parts = roundToTotal(weights, total);
        expect(
          roundToTotal(
            order.map((i) => weights[i]),
            total,
          ),
        ).toEqual(order.map((i) => parts[i]));
      }),
    );
  });

  it('divides thousands as it divides ones', () => {
    fc.assert(
      fc.property(wholeWeights, fc.nat(1_000_000), (weights, total) => {
        const parts = roundToTotal(weights, total);
        expect(roundToTotal(weights, total * 1_000, 1_000)).toEqual(parts.map((part) => part * 1_000));
        expect(roundToTotal(weights, total / 100, 0.01)).toEqual(parts.map((part) => part / 100));
      }),
    );
  });
});
