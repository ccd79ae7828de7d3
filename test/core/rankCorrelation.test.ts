import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageRanks } from '../../src/core/averageRanks.js';
import { correlateRanks } from '../../src/core/rankCorrelation.js';

describe('averageRanks', () => {
  it('shares places among ties', () => {
    expect([...averageRanks([30, 10, 20, 20])]).toEqual([4, 1, 2.5, 2.5]);
    expect([...averageRanks([])]).toEqual([]);
  });

  it('is one more than how many are smaller, and half of how many are equal', () => {
    // Whole numbers that lie close together, and what is not whole or lies far apart.
    const close = fc.integer({ min: -4, max: 5 });
    const apart = fc.constantFrom(-0, 0, 0.5, 2, 2 ** 53 - 1, 2 ** 53, -1e308, 1e308);
    const lists = fc.oneof(
      fc.array(close),
      fc.array(close.map((value) => 2 ** 53 - 9 + value)),
      fc.array(fc.oneof(close, apart)),
    );
    fc.assert(
      fc.property(lists, (values) => {
        const ranks = values.map((value) => {
          const smaller = values.filter((other) => other < value).length;
          const equal = values.filter((other) => other === value).length;
          return smaller + (equal + 1) / 2;
        });
        expect([...averageRanks(values)]).toEqual(ranks);
      }),
      { seed: 1 },
    );
  });
});

const rankCorrelation = (x: readonly number[], y: readonly number[], confidence: number) =>
  correlateRanks(averageRanks(x), averageRanks(y), confidence);

describe('correlateRanks', () => {
  it('agrees with 1 - 6 sum d² / (n (n² - 1)) where there are no ties', () => {
    // Differences of ranks 1, -1, 0, 2, -2: sum of squares 10, 1 - 60 / 120.
    expect(rankCorrelation([1, 2, 3, 4, 5], [2, 1, 3, 6, 4.5], 0.95)?.value).toBeCloseTo(0.8, 14);
    expect(rankCorrelation([1, 2, 3, 4, 5], [20, 10, 30, 50, 40], 0.95)?.value).toBeCloseTo(0.8, 14);
  });

  it('has no value without order, and no interval where there is no room', () => {
    expect(rankCorrelation([1], [1], 0.95)).toBe(null);
    expect(rankCorrelation([1, 1, 1, 1], [1, 2, 3, 4], 0.95)).toBe(null);
    expect(rankCorrelation([1, 2, 3, 4, 5], [9, 8, 7, 6, 5], 0.95)).toEqual({ value: -1, interval: null });
    expect(rankCorrelation([1, 2, 3], [1, 3, 2], 0.95)?.interval).toBe(null);
  });

  it('has an interval by the transform of Fisher', () => {
    const result = rankCorrelation([1, 2, 3, 4, 5, 6], [2, 1, 3, 5, 4, 6], 0.95);
    const r = 1 - (6 * 4) / 210;
    const half = 1.959963984540054 * Math.sqrt((1 + r ** 2 / 2) / 3);
    expect(result?.value).toBeCloseTo(r, 14);
    expect(result?.interval?.low).toBeCloseTo(Math.tanh(Math.atanh(r) - half), 12);
    expect(result?.interval?.high).toBeCloseTo(Math.tanh(Math.atanh(r) + half), 12);
  });

  it('does not depend on scale or order of the pairs', () => {
    const pairs = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 2 });
    fc.assert(
      fc.property(pairs, (list) => {
        const [x, y] = [list.map(([a]) => a), list.map(([, b]) => b)];
        const value = rankCorrelation(x, y, 0.9);
        expect(
          rankCorrelation(
            x.map((a) => a * a * 3),
            y,
            0.9,
          ),
        ).toEqual(value);
        const reversed = rankCorrelation([...x].reverse(), [...y].reverse(), 0.9);
        expect(reversed?.value).toBe(value?.value);
      }),
      { seed: 1 },
    );
  });
});
