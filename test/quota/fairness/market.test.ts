import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { normalTail } from '../../../src/core/normalDistribution.js';
import type { UncertainAccount } from '../../../src/quota/fairness/attainabilityInput.js';
import { momentsOf } from '../../../src/quota/fairness/drawTotals.js';
import { equaliseChances } from '../../../src/quota/fairness/equaliseChances.js';
import { estimateChances } from '../../../src/quota/fairness/estimateChances.js';
import { atMarket, sumByMarket } from '../../../src/quota/fairness/sumByMarket.js';

const Z90 = 1.2815515655446004;
const account = (repId: string, p10: number, p50: number, p90: number): UncertainAccount => ({
  repId,
  p10,
  p50,
  p90,
});
const listOf = <T>(length: number, make: (i: number) => T) => Array.from({ length }, (_, i) => make(i));

describe('a common share of the uncertainty', () => {
  it('widens the sum of normal accounts to n s² (1 + (n - 1) share)', () => {
    const accounts = listOf(20, (i) => account(`r${i % 5}`, 700, 1_000, 1_300));
    const quotas = listOf(5, (r) => ({ repId: `r${r}`, quota: 3_900 }));
    const sigma = 300 / Z90;
    for (const commonShare of [0, 0.1, 0.4]) {
      const { reps, team } = estimateChances({ quotas, accounts }, { draws: 20_000, commonShare });
      const deviationOf = (n: number) => sigma * Math.sqrt(n * (1 + (n - 1) * commonShare));
      for (const { chance, p10, p90 } of reps) {
        expect(Math.abs(chance - normalTail(-100 / deviationOf(4)))).toBeLessThan(0.01);
        expect(Math.abs((p90 - p10) / (2 * Z90 * deviationOf(4)) - 1)).toBeLessThan(0.03);
      }
      expect(Math.abs(team.chance - normalTail(-500 / deviationOf(20)))).toBeLessThan(0.01);
      // Reps of 4 accounts correlate by 4 share / (1 + 3 share).
      const exact = (4 * commonShare) / (1 + 3 * commonShare);
      expect(team.correlation).not.toBeNull();
      expect(Math.abs((team.correlation ?? 0) - exact)).toBeLessThan(0.015);
    }
  });

  it('leaves the P10, P50 and P90 of a single account where they are', () => {
    for (const commonShare of [0, 0.3, 1]) {
      const { p10, p50, p90 } = estimateChances(
        { quotas: [{ repId: 'a', quota: 80 }], accounts: [account('a', 50, 80, 200)] },
        { draws: 100_000, commonShare },
      ).reps[0];
      expect(Math.abs(p10 - 50)).toBeLessThan(1);
      expect(Math.abs(p50 - 80)).toBeLessThan(1);
      expect(Math.abs(p90 - 200)).toBeLessThan(3);
    }
  });

  it('lets all reach their quotas or nobody where everything is common', () => {
    const accounts = [account('a', 50, 100, 150), account('b', 10, 20, 60), account('b', 10, 20, 60)];
    const quotas = [
      { repId: 'a', quota: 100 },
      { repId: 'b', quota: 40 },
    ];
    const { reps, team } = estimateChances({ quotas, accounts }, { commonShare: 1 });
    expect(reps[0].chance).toBe(reps[1].chance);
    expect(team.chance).toBe(reps[0].chance);
    expect(team.reaching).toMatchObject({ p10: 0, p90: 2, mean: 2 * team.chance });
  });

  it('has no correlation to tell where fewer than two reps are uncertain', () => {
    // The mean of 1,104 equal draws is off by a digit, which is no uncertainty.
    const correlationOf = (...accounts: UncertainAccount[]) =>
      estimateChances(
        { quotas: accounts.map(({ repId }) => ({ repId, quota: 1 })), accounts },
        { draws: 1_104 },
      ).team.correlation;
    const sure = account('sure', 104 / 7, 104 / 7, 104 / 7);
    expect(correlationOf(sure)).toBeNull();
    expect(correlationOf(sure, account('wild', 1, 2, 3))).toBeNull();
    expect(correlationOf(sure, account('wild', 1, 2, 3), account('other', 1, 2, 3))).not.toBeNull();
  });

  it('lets quotas of equal chance ask less of many small accounts, which no longer even out', () => {
    const accounts = [...listOf(30, () => account('many', 6, 10, 14)), account('one', 180, 300, 420)];
    const shareOf = (commonShare: number) => {
      const { quotas, chance } = equaliseChances({ total: 500, accounts }, { commonShare, draws: 20_000 });
      return { many: quotas[0].quota, riskEffect: quotas[0].riskEffect, chance };
    };
    const [alone, half, common] = [shareOf(0), shareOf(0.5), shareOf(1)];
    expect(half.many).toBeLessThan(alone.many - 10);
    expect(common.many).toBeLessThan(half.many);
    expect(alone.chance).toBeGreaterThan(half.chance);
    // All of one kind where everything is common.
    expect(Math.abs(common.many - 250)).toBeLessThanOrEqual(2);
  });

  it('takes many accounts together as it would draw them one by one', () => {
    const skewed = () => [80, 100, 400];
    const heldAtZero = () => [0, 50, 60];
    const unlike = (i: number) => (i % 2 === 0 ? [0, 30, 300] : [99, 100, 101]);
    const opposite = (i: number) => (i % 2 === 0 ? [0, 100, 100] : [100, 100, 200]);
    const normal = () => [50, 100, 150];
    const cases = [
      { count: 100, kind: skewed, commonShare: 0.05 },
      { count: 100, kind: skewed, commonShare: 0.4 },
      { count: 100, kind: heldAtZero, commonShare: 0.4 },
      { count: 100, kind: unlike, commonShare: 0.4 },
      { count: 40, kind: opposite, commonShare: 0.02 },
      { count: 4, kind: normal, commonShare: 0.8 },
    ];
    for (const { count, kind, commonShare } of cases) {
      const accounts = listOf(count, (i) => {
        const [p10, p50, p90] = kind(i);
        return account('a', p10, p50, p90);
      });
      const run = (drawnAccounts: number) =>
        estimateChances(
          { quotas: [{ repId: 'a', quota: 1 }], accounts },
          { draws: 10_000, drawnAccounts, commonShare },
        ).reps[0];
      const [each, together] = [run(count), run(0)];
      const width = each.p90 - each.p10;
      for (const at of ['p10', 'p50', 'p90'] as const) {
        expect(Math.abs(together[at] - each[at]) / width).toBeLessThan(0.035);
      }
    }
  });

  it('is an option from 0 to 1', () => {
    const input = { quotas: [{ repId: 'a', quota: 1 }], accounts: [account('a', 1, 2, 3)] };
    for (const commonShare of [-0.1, 1.1, Number.NaN]) {
      expect(() => estimateChances(input, { commonShare })).toThrow(OptionsError);
      expect(() => equaliseChances({ total: 1, accounts: input.accounts }, { commonShare })).toThrow(
        OptionsError,
      );
    }
  });
});

describe('sumByMarket', () => {
  it('agrees with the conditional mean and variance of normal accounts', () => {
    const accounts = listOf(9, () => account('a', 700, 1_000, 1_300));
    const { variances } = momentsOf(accounts);
    const variance = variances.reduce((sum, one) => sum + one, 0);
    const sigma = 300 / Z90;
    for (const share of [0.04, 0.5, 0.96, 1]) {
      const [pull, own] = [Math.sqrt(share), Math.sqrt(1 - share)];
      const { means, deviations } = sumByMarket(
        accounts,
        accounts.map((_, i) => i),
        variance,
        { pull, own, scores: new Float64Array(0) },
      );
      for (const m of [-3, -1.3, 0, 0.77, 2.4]) {
        expect(atMarket(means, m)).toBeCloseTo(9 * (1_000 + sigma * pull * m), 6);
        expect(atMarket(deviations, m)).toBeCloseTo(Math.sqrt(variance) * own, 3);
      }
    }
  });
});
