import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '../../../src/quota/rounding/apportion.js';

const divisorMethods = ['webster', 'hill', 'jefferson', 'adams'] as const;
const method = fc.constantFrom(...divisorMethods);
const weights = fc
  .array(fc.oneof(fc.nat(9), fc.nat(1_000_000)), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((weight) => weight > 0));
const seats = fc.oneof(fc.nat(40), fc.nat(3_000));
const minimum = fc.nat(2);

/** Seat after seat to the dearest claim, prices compared in whole numbers of any size. */
function bySeat(list: readonly number[], count: number, how: (typeof divisorMethods)[number], least: number) {
  const given = list.map(() => least);
  const power = how === 'hill' ? 2n : 1n;
  const divisor = (k: bigint) =>
    how === 'jefferson' ? k + 1n : how === 'webster' ? 2n * k + 1n : how === 'hill' ? k * (k + 1n) : k;
  for (let left = count - least * list.length; left > 0; left--) {
    let best = 0;
    for (let i = 1; i < list.length; i++) {
      const mine = BigInt(list[i]) ** power * divisor(BigInt(given[best]));
      const theirs = BigInt(list[best]) ** power * divisor(BigInt(given[i]));
      // A first seat without a price goes before all others, the largest weight first.
      if (mine === 0n && theirs === 0n ? list[i] > list[best] : mine > theirs) best = i;
    }
    given[best]++;
  }
  return given;
}

describe('apportion', () => {
  it('gives seat after seat to the dearest claim, whatever the number of seats', () => {
    fc.assert(
      fc.property(weights, seats, method, minimum, (list, more, how, least) => {
        const count = more + least * list.length;
        expect(apportion(list, count, { method: how, minimum: least })).toEqual(
          bySeat(list, count, how, least),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('is house monotone: with another seat nobody loses one', () => {
    fc.assert(
      fc.property(weights, seats, method, (list, count, how) => {
        const before = apportion(list, count, { method: how });
        const after = apportion(list, count + 1, { method: how });
        expect(after.every((part, i) => part >= before[i])).toBe(true);
      }),
    );
  });

  it('is population monotone: nobody who grows loses a seat to somebody who shrinks', () => {
    const grown = weights.chain((list) =>
      fc
        .array(fc.nat(1_500_000), { minLength: list.length, maxLength: list.length })
        .map((after) => ({ list, after })),
    );
    let moved = 0;
    fc.assert(
      fc.property(grown, seats, method, ({ list, after }, count, how) => {
        fc.pre(after.some((weight) => weight > 0));
        const first = apportion(list, count, { method: how });
        const second = apportion(after, count, { method: how });
        const losers = list.filter((_, i) => second[i] < first[i]);
        moved += losers.length;
        for (let i = 0; i < list.length; i++) {
          for (let j = 0; j < list.length; j++) {
            const isParadox =
              after[i] >= list[i] && after[j] <= list[j] && second[i] < first[i] && second[j] > first[j];
            expect(isParadox).toBe(false);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(moved).toBeGreaterThan(100);
  });

  it('does not depend on the order or the scale of the weights', () => {
    // Different primes above every divisor have no equal prices, so that no claim goes by the order.
    const list = fc.uniqueArray(
      fc.constantFrom(1_009, 1_201, 1_453, 2_003, 2_999, 4_001, 7_919, 19_997, 99_991),
      {
        minLength: 1,
        maxLength: 9,
      },
    );
    const shuffled = list.chain((primes) =>
      fc
        .shuffledSubarray(Array.from(primes.keys()), { minLength: primes.length })
        .map((order) => ({ primes, order })),
    );
    fc.assert(
      fc.property(shuffled, fc.nat(200), method, ({ primes, order }, count, how) => {
        const parts = apportion(primes, count, { method: how });
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(count);
        const times = (scale: number) => primes.map((weight) => scale * weight);
        expect(apportion(times(4_096), count, { method: how })).toEqual(parts);
        const other = order.map((i) => primes[i]);
        expect(apportion(other, count, { method: how })).toEqual(order.map((i) => parts[i]));
      }),
    );
  });

  it('keeps the quota rule from below by Jefferson, from above by Adams, both ways by Hamilton', () => {
    fc.assert(
      fc.property(weights, seats, (list, count) => {
        const sum = list.reduce((a, b) => a + b);
        const exact = list.map((weight) => BigInt(weight) * BigInt(count));
        const low = exact.map((product) => Number(product / BigInt(sum)));
        const high = exact.map((product) => Number((product + BigInt(sum) - 1n) / BigInt(sum)));
        const parts = (how: 'hamilton' | 'jefferson' | 'adams') => apportion(list, count, { method: how });
        expect(parts('jefferson').every((part, i) => part >= low[i])).toBe(true);
        expect(parts('adams').every((part, i) => part <= high[i])).toBe(true);
        expect(parts('hamilton').every((part, i) => part >= low[i] && part <= high[i])).toBe(true);
      }),
    );
  });
});
