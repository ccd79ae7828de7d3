import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { bant, meddic, meddpicc } from '../../../src/segment/qualification/framework.js';
import type { Answer, DealAnswers } from '../../../src/segment/qualification/qualificationInput.js';
import { qualifyAccounts } from '../../../src/segment/qualification/qualifyAccounts.js';
import { qualifyDeals } from '../../../src/segment/qualification/qualifyDeals.js';

const deal = (answers: Record<string, Answer>, dealId = 'd', amount = 1) => ({
  ...{ dealId, accountId: 'a', amount, answers },
});

describe('qualifyDeals', () => {
  it('weighs criteria, tells what is unknown from what is not met, and asks for the most to gain', () => {
    const framework = {
      id: 'own',
      criteria: [
        { id: 'x', name: 'X', weight: 1, question: 'x?' },
        { id: 'y', name: 'Y', weight: 3, question: 'y?' },
        { id: 'z', name: 'Z', weight: 1, question: 'z?' },
      ],
    };
    const [result] = qualifyDeals(
      [deal({ x: { metShare: 0 }, y: { metShare: 0.5, evidence: 'mail' } })],
      framework,
    );
    expect(result.score).toBeCloseTo(30, 12);
    expect(result.possibleScore).toBeCloseTo(50, 12);
    expect(result.knownShare).toBeCloseTo(0.8, 12);
    expect(result.evidence).toEqual({ y: 'mail' });
    expect(result.gaps.map(({ criterionId, reason }) => `${criterionId} ${reason}`)).toEqual([
      'y unmet',
      'z unknown',
      'x unmet',
    ]);
    expect(result.nextQuestion).toBe('y?');
  });

  it('does not rely on what has no evidence, or is stale, where told so', () => {
    const answers = {
      budget: { metShare: 1, evidence: 'order', on: '2026-06-01' },
      need: { metShare: 1, evidence: 'mail', on: '2026-01-01' },
      timeline: { metShare: 1, on: '2026-06-01' },
    };
    const [result] = qualifyDeals([deal(answers)], bant, {
      ...{ needsEvidence: true, staleAfterDays: 90, asOf: '2026-06-30' },
    });
    expect(result.score).toBe(25);
    expect(Object.fromEntries(result.gaps.map(({ criterionId, reason }) => [criterionId, reason]))).toEqual({
      authority: 'unknown',
      need: 'stale',
      timeline: 'no-evidence',
    });
    expect(result.possibleScore).toBe(100);
  });

  it('leaves no gap where all is met, and lets enough be enough', () => {
    const full = Object.fromEntries(meddpicc.criteria.map(({ id }) => [id, { metShare: 0.8 }]));
    const [strict, lenient] = [1, 0.8].map(
      (sufficientShare) => qualifyDeals([deal(full)], meddpicc, { sufficientShare })[0],
    );
    expect(strict.gaps).toHaveLength(8);
    expect([lenient.gaps, lenient.nextQuestion]).toEqual([[], null]);
    expect(lenient.score).toBeCloseTo(80, 12);
  });

  it('has contributions that add up, never above 100, rising with every share', () => {
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
    const answers = fc.record(Object.fromEntries(meddic.criteria.map(({ id }) => [id, share])));
    fc.assert(
      fc.property(answers, fc.constantFrom(...meddic.criteria), (shares, { id }) => {
        const run = (given: Record<string, number | undefined>) => {
          const known = Object.entries(given).flatMap(([key, metShare]) =>
            metShare === undefined ? [] : [[key, { metShare }]],
          );
          return qualifyDeals([deal(Object.fromEntries(known))], meddic)[0];
        };
        const result = run(shares);
        const sum = Object.values(result.contributions).reduce((total, own) => total + own, 0);
        expect(sum).toBeCloseTo(result.score, 9);
        expect(result.score).toBeLessThanOrEqual(result.possibleScore + 1e-9);
        expect(result.possibleScore).toBeLessThanOrEqual(100 + 1e-9);
        expect(run({ ...shares, [id]: 1 }).score).toBeGreaterThanOrEqual(result.score - 1e-9);
      }),
    );
  });

  it('gives every deal what it gives that deal alone, however many there are', () => {
    let state = 1;
    const draw = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const deals = Array.from({ length: 20_000 }, (_, d) => {
      const answers = meddic.criteria.flatMap(({ id }): [string, Answer][] => {
        const kind = draw(8);
        if (kind === 0) return [];
        const evidence = kind < 3 ? undefined : `mail ${d}`;
        return [[id, { metShare: draw(5) / 4, evidence, on: `2026-0${1 + draw(6)}-01` }]];
      });
      return deal(Object.fromEntries(answers), `d${d}`);
    });
    const options = { needsEvidence: true, staleAfterDays: 120, asOf: '2026-06-30' };
    const together = qualifyDeals(deals, meddic, options);
    const alone = (one: DealAnswers) => JSON.stringify(qualifyDeals([one], meddic, options)[0]);
    expect(deals.findIndex((one, d) => JSON.stringify(together[d]) !== alone(one))).toBe(-1);
  });

  it('names answers to no criterion, shares out of range and days that are none or to come, all at once', () => {
    const bad = deal({
      budgets: { metShare: 1 },
      need: { metShare: 2, on: '2026-13-01' },
      budget: { metShare: 1, on: '2027-01-01' },
      timeline: { metShare: 1 },
    });
    const run = () => qualifyDeals([bad], bant, { staleAfterDays: 30, asOf: '2026-06-30' });
    expect(run).toThrow(InputError);
    expect(run).toThrow(/unknown-criterion.*out-of-range.*not-a-day|6 errors/s);
    expect(() => qualifyDeals([], { id: 'x', criteria: [] })).toThrow(OptionsError);
    expect(() => qualifyDeals([], bant, { staleAfterDays: 30 })).toThrow(/asOf/);
  });
});

describe('qualifyAccounts', () => {
  const deals = qualifyDeals(
    [
      deal({ budget: { metShare: 1 } }, 'd1', 900),
      deal({ budget: { metShare: 1 }, need: { metShare: 1 } }, 'd2', 100),
      { ...deal({}, 'd3', 0), accountId: 'b' },
    ],
    bant,
  );

  it('takes the best opportunity, the mean by amount or the plain mean', () => {
    const scores = (['best', 'amount', 'mean'] as const).map(
      (combine) => qualifyAccounts(deals, { combine })[0].score,
    );
    expect(scores).toEqual([50, 27.5, 37.5]);
    const points = (['best', 'amount', 'mean'] as const).map(
      (combine) => qualifyAccounts(deals, { combine })[0].contributions,
    );
    expect(points).toEqual([
      [{ dealId: 'd2', points: 50 }],
      [
        { dealId: 'd1', points: 22.5 },
        { dealId: 'd2', points: 5 },
      ],
      [
        { dealId: 'd1', points: 12.5 },
        { dealId: 'd2', points: 25 },
      ],
    ]);
    expect(qualifyAccounts(deals).map(({ accountId, bestDealId }) => [accountId, bestDealId])).toEqual([
      ['a', 'd2'],
      ['b', 'd3'],
    ]);
  });

  it('asks next where the most money hangs on the answer', () => {
    expect(qualifyAccounts(deals)[0].next).toEqual({
      dealId: 'd1',
      question: 'Who signs, and who else can say no?',
    });
  });

  it('refuses opportunities of one id, whose points would not add up', () => {
    const twice = [...deals, deals[0]];
    expect(() => qualifyAccounts(twice)).toThrow(InputError);
    expect(() => qualifyAccounts(twice)).toThrow(
      /dealId should be ids that differ for account a, but is "d1"/,
    );
    expect(() => qualifyAccounts([deals[0], { ...deals[0], accountId: 'b' }])).not.toThrow();
    const many = Array.from({ length: 20 }, (_, d) => ({ ...deals[0], dealId: `d${d}` }));
    expect(qualifyAccounts(many)).toHaveLength(1);
    expect(() => qualifyAccounts([...many, many[7]])).toThrow(/differ for account a, but is "d7"/);
  });

  it('gives every account what it gives that account alone, after larger ones as well', () => {
    const sizes = [12, 3, 1, 9, 2];
    const own = sizes.map((size, a) =>
      Array.from({ length: size }, (_, d) => ({
        ...deals[(a + d) % 3],
        accountId: `a${a}`,
        // Other accounts have deals of the same ids, at other places.
        dealId: `d${d + 2 * a}`,
        amount: 1 + d,
      })),
    );
    for (const combine of ['best', 'amount', 'mean'] as const) {
      const alone = own.flatMap((each) => qualifyAccounts(each, { combine }));
      expect(alone).toHaveLength(sizes.length);
      expect(qualifyAccounts(own.flat(), { combine })).toEqual(alone);
    }
  });

  it('counts opportunities worth nothing alike', () => {
    expect(qualifyAccounts(deals, { combine: 'amount' })[1].score).toBe(0);
    expect(qualifyAccounts([], { combine: 'mean' })).toEqual([]);
  });
});
