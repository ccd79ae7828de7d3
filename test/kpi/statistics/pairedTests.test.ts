import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalTail } from '../../../src/core/normalDistribution.js';
import {
  differenceInterval,
  meanInterval,
  summariseSample,
} from '../../../src/kpi/statistics/meanInterval.js';
import { signedRankTest, signFlipTest, signTest } from '../../../src/kpi/statistics/pairedTests.js';

/** Heights of crossed less self-fertilised plants in eighths of an inch: Darwin 1876, tested by Fisher 1935. */
const darwin = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

/** By the definition: every choice of signs. */
function shareOfChoices(
  differences: readonly number[],
  isExtreme: (signs: readonly number[]) => boolean,
): number {
  let hits = 0;
  for (let choice = 0; choice < 2 ** differences.length; choice++) {
    if (isExtreme(differences.map((_, i) => ((choice >> i) & 1 ? 1 : -1)))) hits++;
  }
  return hits / 2 ** differences.length;
}

const small = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 9 });

describe('signTest', () => {
  it('is a binomial tail', () => {
    // 13 of 15 rise: 2 x (1 + 15 + 105) / 32768.
    expect(signTest(darwin)).toBeCloseTo(242 / 32_768, 15);
    expect([signTest([]), signTest([0, 0]), signTest([1, -1])]).toEqual([1, 1, 1]);
  });

  it('joins its normal approximation smoothly', () => {
    const signs = (rises: number, count: number) =>
      Array.from({ length: count }, (_, i) => (i < rises ? 1 : -1));
    const exact = signTest(signs(530, 1_000));
    expect(exact).toBeCloseTo(2 * normalTail((530 - 500 - 0.5) / Math.sqrt(250)), 3);
    expect(signTest(signs(531, 1_001))).toBeCloseTo(exact, 2);
  });

  it('agrees with counting every choice of signs', () => {
    fc.assert(
      fc.property(small, (differences) => {
        const nonZero = differences.filter((value) => value !== 0);
        const rises = nonZero.filter((value) => value > 0).length;
        const share = shareOfChoices(nonZero, (signs) => {
          const count = signs.filter((sign) => sign > 0).length;
          return Math.abs(count - nonZero.length / 2) >= Math.abs(rises - nonZero.length / 2);
        });
        expect(signTest(differences)).toBeCloseTo(Math.min(1, share), 12);
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe('signedRankTest', () => {
  it('is that of the textbooks', () => {
    // Darwin's plants: the falls have ranks 14 and 10, 24 of 120; p is 0.04126 in the tables of R.
    expect(signedRankTest(darwin)).toBeCloseTo(0.04126, 4);
    // Six rises: 2 / 64.
    expect(signedRankTest([1, 2, 3, 4, 5, 6])).toBe(0.03125);
    expect([signedRankTest([]), signedRankTest([0]), signedRankTest([1, -1])]).toEqual([1, 1, 1]);
  });

  it('agrees with counting every choice of signs, ties and zeros included', () => {
    fc.assert(
      fc.property(small, (differences) => {
        const nonZero = differences.filter((value) => value !== 0);
        const sizes = nonZero.map((value) => Math.abs(value));
        const ranks = sizes.map(
          (size) =>
            sizes.filter((other) => other < size).length +
            (sizes.filter((other) => other === size).length + 1) / 2,
        );
        const whole = ranks.reduce((a, b) => a + b, 0);
        const sum = (signs: readonly number[]) =>
          ranks.reduce((total, rank, i) => total + (signs[i] > 0 ? rank : 0), 0);
        const real = Math.abs(sum(nonZero) - whole / 2);
        const share = shareOfChoices(nonZero, (signs) => Math.abs(sum(signs) - whole / 2) >= real);
        expect(signedRankTest(differences)).toBeCloseTo(Math.min(1, share), 12);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('joins its normal approximation smoothly, with ties', () => {
    const values = Array.from({ length: 51 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (1 + (i % 7)));
    expect(signedRankTest(values)).toBeCloseTo(signedRankTest(values.slice(0, 50)), 1);
    // All of one size have rank 30.5: the variance is a quarter of the sum of squared ranks.
    const equal = Array.from({ length: 60 }, (_, i) => (i < 20 ? -1 : 1));
    const z = (10 * 30.5 - 0.5) / Math.sqrt((60 * 30.5 ** 2) / 4);
    expect(signedRankTest(equal)).toBeCloseTo(2 * normalTail(z), 12);
    expect(Math.abs(signedRankTest(values) - signFlipTest(values, 9_999, 1))).toBeLessThan(0.02);
  });
});

describe('signFlipTest', () => {
  it('does not take sums for different that rounding alone keeps apart', () => {
    fc.assert(
      fc.property(small, (list) => {
        const tenths = list.map((value) => value / 10);
        expect(signFlipTest(tenths, 99, 1)).toBe(signFlipTest(list, 99, 1));
      }),
    );
  });

  it("finds Fisher's figure for Darwin's plants", () => {
    // The design of experiments, section 21: 1,726 of 32,768 choices reach a sum of 314.
    const exact = 1_726 / 32_768;
    const error = Math.sqrt((exact * (1 - exact)) / 99_999);
    expect(Math.abs(signFlipTest(darwin, 99_999, 1) - exact)).toBeLessThan(4 * error);
  });

  it('agrees with counting every choice, is reproducible and never 0', () => {
    fc.assert(
      fc.property(small, (differences) => {
        const real = Math.abs(differences.reduce((a, b) => a + b, 0));
        const share = shareOfChoices(
          differences,
          (signs) => Math.abs(signs.reduce((sum, sign, i) => sum + sign * differences[i], 0)) >= real,
        );
        expect(signFlipTest(differences, 99, 1)).toBeCloseTo(share, 12);
      }),
      { seed: 1, numRuns: 50 },
    );
    const many = Array.from({ length: 40 }, (_, i) => 1 + i / 100);
    expect(signFlipTest(many, 99, 5)).toBe(0.01);
    expect(signFlipTest(darwin, 999, 5)).toBe(signFlipTest(darwin, 999, 5));
    expect(signFlipTest([], 99, 1)).toBe(1);
  });
});

describe('intervals of means', () => {
  it('are those of Student', () => {
    // Mean 20.933, standard deviation 37.744, t = 2.148 with 14 degrees of freedom (Fisher 1935).
    const sample = summariseSample(darwin);
    expect(sample.mean).toBeCloseTo(20.9333, 4);
    expect((sample.mean ?? 0) / Math.sqrt(sample.squaredError ?? 1)).toBeCloseTo(2.148, 3);
    const interval = meanInterval(sample, 0.95);
    const half = 2.1447866879169273 * Math.sqrt(sample.squaredError ?? 0);
    expect(interval?.low).toBeCloseTo(20.93333333 - half, 6);
    expect(interval?.high).toBeCloseTo(20.93333333 + half, 6);
    expect([meanInterval(summariseSample([]), 0.95), meanInterval(summariseSample([3]), 0.95)]).toEqual([
      null,
      null,
    ]);
  });

  it('are those of Welch for two groups', () => {
    // Variances 2.5 and 10 over 5 each: error 2.5, freedom 2.5² / (0.5² / 4 + 2² / 4).
    const [a, b] = [
      [1, 2, 3, 4, 5],
      [2, 4, 6, 8, 10],
    ].map((values) => summariseSample(values));
    const interval = differenceInterval(a, b, 0.95);
    expect(2.5 ** 2 / (0.5 ** 2 / 4 + 2 ** 2 / 4)).toBeCloseTo(5.882353, 6);
    // t quantile at 5.882353 degrees of freedom lies between those of 5 and 6.
    const half = (Number(interval?.high) - Number(interval?.low)) / 2 / Math.sqrt(2.5);
    expect(half).toBeGreaterThan(2.4469);
    expect(half).toBeLessThan(2.5706);
    expect((Number(interval?.high) + Number(interval?.low)) / 2).toBeCloseTo(-3, 12);
    expect(differenceInterval(a, summariseSample([1]), 0.95)).toBe(null);
    const flat = summariseSample([2, 2]);
    expect(differenceInterval(flat, flat, 0.95)).toEqual({ low: 0, high: 0 });
  });
});
