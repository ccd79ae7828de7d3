import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import type { UncertainAccount } from '../../../src/quota/fairness/attainabilityInput.js';
import { momentsOf } from '../../../src/quota/fairness/drawTotals.js';
import { equaliseChances } from '../../../src/quota/fairness/equaliseChances.js';
import { issuesOf } from '../support/issuesOf.js';

const account = (repId: string, p10: number, p50: number, p90: number): UncertainAccount => ({
  repId,
  p10,
  p50,
  p90,
});

describe('momentsOf', () => {
  it('agrees with the closed form of two half-normal distributions that meet at the P50', () => {
    const { means, variances } = momentsOf([account('a', 900, 1_000, 1_300), account('b', 5, 5, 5)]);
    const [low, high] = [100 / 1.2815515655446004, 300 / 1.2815515655446004];
    const shift = (high - low) / Math.sqrt(2 * Math.PI);
    const variance = (low ** 2 + high ** 2) / 2 - shift ** 2;
    expect(Math.abs(means[0] - 1_000 - shift)).toBeLessThan(0.005 * Math.sqrt(variance));
    expect(Math.abs(variances[0] / variance - 1)).toBeLessThan(0.025);
    expect([means[1], variances[1]]).toEqual([5, 0]);
  });
});

describe('equaliseChances', () => {
  it('says the same of a rep to the digit, in whatever order the accounts come', () => {
    const many = [0.1, 0.2, 0.3, 0.7, 1e6, 0.4].map((p50) => account('a', p50, p50, p50));
    const expectedOf = (list: UncertainAccount[]) =>
      equaliseChances({ total: 1, accounts: list }, { draws: 100 }).quotas[0].expected;
    expect(expectedOf(many.toReversed())).toBe(expectedOf(many));
  });

  const accounts = [
    ...Array.from({ length: 4 }, () => account('sure', 95, 100, 105)),
    ...Array.from({ length: 4 }, () => account('wild', 40, 100, 200)),
    account('one', 300, 400, 500),
  ];

  it('gives everybody the same chance, adds up exactly and explains every quota', () => {
    for (const total of [1_100, 1_250, 1_400]) {
      const { status, quotas, allocated, chance } = equaliseChances({ total, accounts, unit: 0.01 });
      expect([status, allocated]).toEqual(['feasible', total]);
      for (const { chance: own, quota, expected, riskEffect, rounding } of quotas) {
        expect(Math.abs(own - chance)).toBeLessThan(0.01);
        expect(expected + riskEffect + rounding).toBeCloseTo(quota, 8);
      }
    }
  });

  it('meets P10, P50 and P90 of a single account', () => {
    const [{ p10, p50, p90 }] = equaliseChances(
      { total: 1, accounts: [account('a', 50, 80, 200)] },
      { draws: 100_000 },
    ).quotas;
    expect(Math.abs(p10 - 50)).toBeLessThan(1);
    expect(Math.abs(p50 - 80)).toBeLessThan(1);
    expect(Math.abs(p90 - 200)).toBeLessThan(3);
  });

  it('asks more of the certain where the total is low, and more of the uncertain where it is high', () => {
    const quotaOf = (total: number) => equaliseChances({ total, accounts }).quotas.map(({ quota }) => quota);
    expect(quotaOf(1_100)[0]).toBeGreaterThan(quotaOf(1_100)[1]);
    expect(quotaOf(1_500)[0]).toBeLessThan(quotaOf(1_500)[1]);
  });

  it('is monotone: with a higher total nobody gets less and the chance does not rise', () => {
    let before = equaliseChances({ total: 900, accounts });
    for (let total = 950; total <= 1_700; total += 50) {
      const after = equaliseChances({ total, accounts });
      expect(after.chance).toBeLessThanOrEqual(before.chance);
      after.quotas.forEach(({ quota }, r) => {
        expect(quota).toBeGreaterThanOrEqual(before.quotas[r].quota - 1);
      });
      before = after;
    }
  });

  it('never gives out more than the total, and leaves over what nobody could reach', () => {
    const beyond = equaliseChances({ total: 100_000, accounts });
    expect(beyond.status).toBe('beyond-reach');
    expect(beyond.allocated + beyond.unallocated).toBe(100_000);
    expect(beyond.allocated).toBeLessThan(3_000);
    expect(equaliseChances({ total: 0, accounts })).toMatchObject({
      status: 'feasible',
      allocated: 0,
      chance: 1,
    });
    const nothing = equaliseChances({ total: 5, accounts: [account('a', 0, 0, 0)] });
    expect(nothing).toMatchObject({ status: 'beyond-reach', allocated: 0, unallocated: 5 });
  });

  it('gives what is certain the chance of all draws that reach it', () => {
    const certain = ['a', 'b'].map((repId) => account(repId, 100, 100, 100));
    const met = equaliseChances({ total: 200, accounts: certain });
    expect(met).toMatchObject({ status: 'feasible', allocated: 200, chance: 1, standardError: 0 });
    expect(equaliseChances({ total: 201, accounts: certain })).toMatchObject({
      status: 'beyond-reach',
      allocated: 200,
      chance: 1,
    });
    // Half of the draws bring nothing: any quota above nothing has a chance of one half at the most.
    const half = [account('a', 0, 0, 50)];
    expect(equaliseChances({ total: 0, accounts: half }).chance).toBe(1);
    expect(Math.abs(equaliseChances({ total: 1, accounts: half }).chance - 0.5)).toBeLessThan(0.03);
  });

  it('takes many small accounts together without changing the answer by more than the draws do', () => {
    const many = ['a', 'b'].flatMap((repId, r) =>
      Array.from({ length: 80 }, (_, i) => account(repId, 5, 10 + (i % 7), 20 + 10 * r + (i % 5))),
    );
    const all = equaliseChances({ total: 2_400, accounts: many }, { drawnAccounts: 80 });
    const few = equaliseChances({ total: 2_400, accounts: many }, { drawnAccounts: 10 });
    all.quotas.forEach(({ quota }, r) => {
      expect(Math.abs(few.quotas[r].quota / quota - 1)).toBeLessThan(0.01);
    });
  });

  it('shows convergence that ends at the answer, and the error of the chance', () => {
    const { convergence, standardError, chance } = equaliseChances(
      { total: 1_250, accounts },
      { draws: 8_000 },
    );
    expect(convergence.map(({ draws }) => draws)).toEqual([2_000, 4_000, 8_000]);
    expect(convergence[2].largestShift).toBe(0);
    expect(convergence[0].largestShift).toBeGreaterThan(0);
    expect(convergence[0].largestShift).toBeLessThan(0.05);
    expect(standardError).toBeCloseTo(Math.sqrt((chance * (1 - chance)) / 8_000), 12);
  });

  it('gives the same for the same seed, and nearly the same for another', () => {
    const run = (seed: number) => equaliseChances({ total: 1_250, accounts }, { seed });
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
    expect(Math.abs(run(3).chance - run(4).chance)).toBeLessThan(0.05);
  });

  it('names everything that is wrong at once', () => {
    const wrong = [account('', 3, 2, 1), account('a', -1, Number.NaN, 5)];
    expect(issuesOf(() => equaliseChances({ total: 1.5, accounts: wrong }))).toEqual([
      'null total not-whole-units',
      '0 repId missing-id',
      '0 p50 out-of-order',
      '0 p90 out-of-order',
      '1 p10 out-of-range',
      '1 p50 out-of-order',
    ]);
    expect(issuesOf(() => equaliseChances({ total: 1, accounts: [] }))).toEqual(['null accounts not-a-list']);
    expect(() => equaliseChances({ total: 1, accounts }, { draws: 10 })).toThrow(OptionsError);
  });
});
