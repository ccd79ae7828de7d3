import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { normalTail } from '../../../src/core/normalDistribution.js';
import { equaliseChances } from '../../../src/quota/fairness/equaliseChances.js';
import { estimateChances } from '../../../src/quota/fairness/estimateChances.js';
import { issuesOf } from '../support/issuesOf.js';

const account = (repId: string, p10: number, p50: number, p90: number) => ({ repId, p10, p50, p90 });
const Z90 = 1.2815515655446004;
const normalCumulative = (z: number) => normalTail(-z);

describe('estimateChances', () => {
  it('agrees with the normal distribution for one symmetrical account', () => {
    const accounts = [account('a', 800, 1_000, 1_200)];
    for (const quota of [700, 900, 1_000, 1_150, 1_300]) {
      const { reps, team } = estimateChances(
        { quotas: [{ repId: 'a', quota }], accounts },
        { draws: 40_000 },
      );
      const exact = 1 - normalCumulative(((quota - 1_000) / 200) * Z90);
      expect(Math.abs(reps[0].chance - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 40_000));
      expect(reps[0].standardError).toBeCloseTo(
        Math.sqrt((reps[0].chance * (1 - reps[0].chance)) / 40_000),
        12,
      );
      expect(team.chance).toBe(reps[0].chance);
      expect(team.reaching.mean).toBeCloseTo(reps[0].chance, 12);
    }
  });

  it('knows the mean shortfall of a normal amount: sigma (z N(z) + n(z))', () => {
    const { reps } = estimateChances(
      { quotas: [{ repId: 'a', quota: 1_100 }], accounts: [account('a', 800, 1_000, 1_200)] },
      { draws: 100_000 },
    );
    const sigma = 200 / Z90;
    const z = 100 / sigma;
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const exact = sigma * (z * normalCumulative(z) + density);
    expect(Math.abs(reps[0].expectedShortfall / exact - 1)).toBeLessThan(0.02);
  });

  it('adds independent reps up: the team is surer of its sum than each rep of a part', () => {
    const ids = Array.from({ length: 25 }, (_, r) => `r${r}`);
    const { reps, team, spread } = estimateChances(
      {
        quotas: ids.map((repId) => ({ repId, quota: 900 })),
        accounts: ids.map((id) => account(id, 700, 1_000, 1_300)),
      },
      { draws: 20_000 },
    );
    const sigma = 300 / Z90;
    const own = normalCumulative(100 / sigma);
    for (const { chance } of reps) expect(Math.abs(chance - own)).toBeLessThan(0.015);
    expect(Math.abs(team.chance - normalCumulative((25 * 100) / (5 * sigma)))).toBeLessThan(0.01);
    // Reps reach their quotas as heads of a coin fall: mean 25 p, deviation sqrt(25 p (1 - p)), here 16.6 and 2.4.
    expect(Math.abs(team.reaching.mean - 25 * own)).toBeLessThan(0.1);
    const deviation = Math.sqrt(25 * own * (1 - own));
    expect(Math.abs(team.reaching.p10 - (25 * own - Z90 * deviation))).toBeLessThan(1);
    expect(Math.abs(team.reaching.p50 - 25 * own)).toBeLessThan(1);
    expect(Math.abs(team.reaching.p90 - (25 * own + Z90 * deviation))).toBeLessThan(1);
    expect(team.quota).toBe(22_500);
    expect(spread).toBeCloseTo(
      Math.max(...reps.map(({ chance }) => chance)) - Math.min(...reps.map(({ chance }) => chance)),
      12,
    );
  });

  it('gives the chances that equaliseChances states for its quotas, from the same draws', () => {
    const accounts = [
      ...Array.from({ length: 4 }, () => account('sure', 95, 100, 105)),
      ...Array.from({ length: 4 }, () => account('wild', 40, 100, 200)),
      account('one', 300, 400, 500),
    ];
    const { quotas } = equaliseChances({ total: 1_250, accounts }, { seed: 7 });
    const given = quotas.map(({ id, quota }) => ({ repId: id, quota })).reverse();
    const { reps } = estimateChances({ quotas: given, accounts }, { seed: 7 });
    const pick = ({ id, chance, expected, p10, p50, p90 }: (typeof reps)[number]) => [
      id,
      chance,
      Math.round(expected * 1e6),
      p10,
      p50,
      p90,
    ];
    const expected = quotas.map((row) => pick({ ...row, standardError: 0, expectedShortfall: 0 })).reverse();
    expect(reps.map(pick)).toEqual(expected);
  });

  it('says where reps have no accounts, certain amounts or no quota', () => {
    const { reps, team, spread } = estimateChances({
      quotas: [
        { repId: 'idle', quota: 10 },
        { repId: 'free', quota: 0 },
        { repId: 'met', quota: 100 },
        { repId: 'missed', quota: 101 },
      ],
      accounts: [account('met', 100, 100, 100), account('missed', 100, 100, 100)],
    });
    expect(
      reps.map(({ chance, expectedShortfall, accounts }) => [chance, expectedShortfall, accounts]),
    ).toEqual([
      [0, 10, 0],
      [1, 0, 0],
      [1, 0, 1],
      [0, 1, 1],
    ]);
    expect(team).toMatchObject({ quota: 211, chance: 0, expected: 200, p50: 200 });
    expect(team.reaching).toEqual({ mean: 2, p10: 2, p50: 2, p90: 2 });
    expect(spread).toBe(1);
  });

  it('falls as a quota rises, whatever the quotas of others', () => {
    const ranges = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(100), fc.nat(100), fc.nat(100)), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(ranges, fc.nat(800), fc.nat(400), (list, quota, more) => {
        const accounts = list.map(([id, p10, up, on]) => account(id, p10, p10 + up, p10 + up + on));
        const at = (a: number, b: number) =>
          estimateChances(
            {
              quotas: [
                { repId: 'a', quota: a },
                { repId: 'b', quota: b },
                { repId: 'c', quota: 50 },
              ],
              accounts,
            },
            { draws: 100 },
          );
        const [low, high] = [at(quota, 100), at(quota + more, 300)];
        expect(high.reps[0].chance).toBeLessThanOrEqual(low.reps[0].chance);
        expect(high.reps[0].expectedShortfall).toBeGreaterThanOrEqual(low.reps[0].expectedShortfall);
        expect(high.team.chance).toBeLessThanOrEqual(low.team.chance);
        expect(high.reps[2]).toEqual(low.reps[2]);
        const mean = low.reps.reduce((sum, { chance }) => sum + chance, 0);
        expect(low.team.reaching.mean).toBeCloseTo(mean, 10);
      }),
      { numRuns: 60 },
    );
  });

  it('shows convergence by a quarter, half and all of the draws', () => {
    const { convergence, team } = estimateChances({
      quotas: [{ repId: 'a', quota: 100 }],
      accounts: [account('a', 50, 100, 150)],
    });
    expect(convergence.map(({ draws }) => draws)).toEqual([1_000, 2_000, 4_000]);
    expect(convergence[2]).toEqual({ draws: 4_000, teamChance: team.chance, largestShift: 0 });
    expect(convergence[0].largestShift).toBeGreaterThan(0);
    expect(convergence[0].largestShift).toBeCloseTo(Math.abs(convergence[0].teamChance - team.chance), 12);
  });

  it('refuses what it cannot judge, all at once', () => {
    const found = issuesOf(() =>
      estimateChances({
        quotas: [
          { repId: 'a', quota: -1 },
          { repId: 'a', quota: 1 },
          { repId: '', quota: Number.NaN },
        ],
        accounts: [account('a', 3, 2, 1), account('z', 1, 2, 3)],
      }),
    );
    expect(found).toEqual([
      '0 quotas.quota out-of-range',
      '1 quotas.repId duplicate-id',
      '2 quotas.repId missing-id',
      '2 quotas.quota out-of-range',
      '0 p50 out-of-order',
      '0 p90 out-of-order',
      '1 repId unknown-rep',
    ]);
    const none = { quotas: [], accounts: [] };
    expect(issuesOf(() => estimateChances(none))).toEqual(['null accounts not-a-list']);
    expect(() =>
      estimateChances(
        { quotas: [{ repId: 'a', quota: 1 }], accounts: [account('a', 1, 2, 3)] },
        { draws: 1 },
      ),
    ).toThrow(OptionsError);
  });
});
