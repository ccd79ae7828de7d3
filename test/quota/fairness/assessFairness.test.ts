import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageRanks } from '../../../src/core/averageRanks.js';
import { OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { assessFairness } from '../../../src/quota/fairness/assessFairness.js';
import { correlateFairness } from '../../../src/quota/fairness/correlateFairness.js';
import type { FairnessRow } from '../../../src/quota/fairness/fairness.js';
import { issuesOf } from '../support/issuesOf.js';

const correlate = (x: ArrayLike<number>, y: ArrayLike<number>, confidence: number) =>
  correlateFairness(averageRanks(x), averageRanks(y), confidence);

describe('correlateFairness', () => {
  it('gives the value of a textbook table, IQ against hours of television', () => {
    // Spearman's rho is -29 / 165.
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    const { rho, interval } = correlate(iq, hours, 0.95);
    expect(rho).toBeCloseTo(-29 / 165, 12);
    const z = Math.atanh(-29 / 165);
    const half = 1.959963984540054 * Math.sqrt((1 + (29 / 165) ** 2 / 2) / 7);
    expect(interval?.[0]).toBeCloseTo(Math.tanh(z - half), 10);
    expect(interval?.[1]).toBeCloseTo(Math.tanh(z + half), 10);
  });

  it('is Pearson of mean ranks, whatever the ties', () => {
    const meanRank = (list: readonly number[], value: number) =>
      list.filter((other) => other < value).length + (list.filter((other) => other === value).length + 1) / 2;
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 3, maxLength: 15 });
    fc.assert(
      fc.property(pairs, (list) => {
        const [x, y] = [list.map(([a]) => a), list.map(([, b]) => b)];
        const [a, b] = [x.map((value) => meanRank(x, value)), y.map((value) => meanRank(y, value))];
        const mean = (list.length + 1) / 2;
        const sum = (left: number[], right: number[]) =>
          left.reduce((all, value, i) => all + (value - mean) * (right[i] - mean), 0);
        const { rho } = correlate(x, y, 0.9);
        if (sum(a, a) * sum(b, b) === 0) expect(rho).toBeNull();
        else expect(rho).toBeCloseTo(sum(a, b) / Math.sqrt(sum(a, a) * sum(b, b)), 10);
      }),
    );
  });

  it('covers 0 about as often as it says where there is no correlation', () => {
    const random = createRandom(5);
    let covered = 0;
    for (let trial = 0; trial < 1_000; trial++) {
      const draw = () => Float64Array.from({ length: 20 }, () => random.nextShare());
      const interval = correlate(draw(), draw(), 0.9).interval as [number, number];
      if (interval[0] <= 0 && interval[1] >= 0) covered++;
    }
    expect(covered / 1_000).toBeGreaterThan(0.87);
    expect(covered / 1_000).toBeLessThan(0.95);
  });

  it('says nothing about too few or about a constant', () => {
    expect(correlate([1, 2], [1, 2], 0.95)).toEqual({ pairs: 2, rho: null, interval: null });
    expect(correlate([1, 2, 3, 4], [4, 3, 2, 1], 0.95)).toEqual({
      pairs: 4,
      rho: -1,
      interval: null,
    });
    expect(correlate([1, 1, 1, 1, 1], [4, 3, 2, 1, 0], 0.95).rho).toBeNull();
  });
});

const rows = (count: number, make: (i: number) => Omit<FairnessRow, 'id'>): FairnessRow[] =>
  Array.from({ length: count }, (_, i) => ({ id: `r${i}`, ...make(i) }));
/** 1, -1, -1, 1 and so on: goes along with nothing that rises. */
const wave = (i: number) => (i % 4 === 0 || i % 4 === 3 ? 1 : -1);

describe('assessFairness', () => {
  it('has a coefficient of variation of values whose squares overflow, and none where it is beyond all numbers', () => {
    const judge = (pairs: readonly (readonly [actual: number, quota: number])[]) =>
      assessFairness(pairs.map(([actual, quota], i) => ({ id: `r${i}`, potential: 1, quota, actual })));
    const large = [2, 4, 4, 4, 5, 5, 7, 9].map((value) => [value * 1e90, 1e-100] as const);
    expect(judge(large).coefficientOfVariation).toBeCloseTo(0.4, 12);
    const cancelling = [
      [1e100, 1e-100],
      [-1e100, 1e-100],
      [1e-100, 1e100],
    ] as const;
    expect(judge(cancelling).coefficientOfVariation).toBeNull();
  });

  it('correlates the rows that have a value alone', () => {
    // Row 2 has no quota per potential, and the largest size.
    const sized = rows(7, (i) => ({
      potential: i === 2 ? 0 : 10,
      quota: 10 + i,
      size: i === 2 ? 99 : 9 - i,
    }));
    expect(assessFairness(sized).correlations.size).toEqual({ pairs: 6, rho: -1, interval: [-1, -1] });
  });

  it('names an id that comes twice', () => {
    const rows = ['a', 'b', 'a'].map((id) => ({ id, quota: 5, potential: 9 }));
    expect(issuesOf(() => assessFairness(rows))).toEqual(['2 id duplicate-id']);
  });

  it('counts those on the edge of the band as within, whatever the digits', () => {
    for (let k = 1; k <= 200; k++) {
      const onEdge = rows(6, (i) => ({ potential: 1_000, quota: i < 3 ? 12 * k : 8 * k }));
      expect(assessFairness(onEdge).shareWithin).toBe(1);
    }
  });

  it('is not uneven where just the share that is asked for is within', () => {
    const judge = (outside: number) =>
      assessFairness(
        rows(20, (i) => ({ potential: 100 + i, quota: (100 + i) * (i < outside ? 5 : 2) })),
        {
          confidence: 0.9999,
          band: 0.9,
          minShareWithin: 0.9,
        },
      );
    expect([judge(2).shareWithin, judge(2).verdict]).toEqual([0.9, 'fair']);
    expect([judge(3).shareWithin, judge(3).verdict]).toEqual([0.85, 'uneven']);
  });

  it('calls proportional quotas with small noise fair', () => {
    const fair = assessFairness(
      rows(20, (i) => ({ potential: 100 + i, quota: (100 + i) * (0.5 + 0.02 * wave(i)) })),
    );
    expect(fair).toMatchObject({
      subject: 'quotaPerPotential',
      verdict: 'fair',
      shareWithin: 1,
      outsideIds: [],
    });
    expect(fair.findings[0]).toBe(
      'no bias of quota per potential along potential was found at 95 % confidence',
    );
    expect(fair.coefficientOfVariation).toBeCloseTo(0.04, 10);
  });

  it('finds that attainment falls with size, and says so', () => {
    const { verdict, subject, correlations, findings } = assessFairness(
      rows(12, (i) => ({ potential: 50, size: i, quota: 100, actual: 110 - i })),
    );
    expect([verdict, subject]).toEqual(['biased', 'attainment']);
    expect(correlations.size?.rho).toBe(-1);
    expect(correlations.potential?.rho).toBeNull();
    expect(findings[0]).toContain('attainment falls with size (rank correlation −1.00');
  });

  it('calls quotas uneven that are spread without a direction, the furthest first', () => {
    const { verdict, shareWithin, outsideIds, findings } = assessFairness(
      rows(16, (i) => ({ potential: 100, prior: i, quota: 100 + (i === 6 ? 90 : 30) * wave(i) })),
    );
    expect(verdict).toBe('uneven');
    expect(outsideIds[0]).toBe('r6');
    expect(shareWithin).toBe(0);
    expect(findings[findings.length - 1]).toContain('0 of 16 recipients are within ±20 %');
  });

  it('counts the edge of the band as within', () => {
    const { shareWithin } = assessFairness(
      rows(6, (i) => ({ potential: 100, quota: i % 2 === 0 ? 120 : 80 })),
    );
    expect(shareWithin).toBe(1);
  });

  it('has answers for nobody, one, no quota and returns', () => {
    expect(assessFairness([])).toMatchObject({
      verdict: 'undetermined',
      overall: null,
      gini: null,
      shareWithin: null,
    });
    expect(assessFairness(rows(1, () => ({ potential: 5, quota: 4 })))).toMatchObject({
      verdict: 'undetermined',
      overall: 0.8,
      values: [0.8],
      findings: ['1 recipient with a value is too few to judge quota per potential by'],
    });
    expect(assessFairness(rows(6, () => ({ potential: 0, quota: 4 })))).toMatchObject({
      verdict: 'undetermined',
      overall: null,
      values: [null, null, null, null, null, null],
    });
    const returns = assessFairness(rows(6, (i) => ({ potential: 1, quota: 10, actual: i === 0 ? -5 : 10 })));
    expect(returns.values[0]).toBe(-0.5);
    expect(JSON.stringify(returns)).not.toContain('NaN');
    expect(returns.gini).toBeCloseTo(1 / 6, 12);
  });

  it('names everything that is wrong at once', () => {
    const wrong = [
      { id: 'a', quota: -1, potential: Number.NaN, prior: -1, actual: Number.POSITIVE_INFINITY },
    ];
    expect(issuesOf(() => assessFairness(wrong))).toEqual([
      '0 quota out-of-range',
      '0 potential out-of-range',
      '0 prior out-of-range',
      '0 actual out-of-range',
    ]);
    expect(() => assessFairness([], { band: -1 })).toThrow(OptionsError);
  });
});
