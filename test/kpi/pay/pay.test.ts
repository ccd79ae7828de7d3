import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import type { CommissionPlan } from '../../../src/kpi/pay/commissionPlan.js';
import { payCommission } from '../../../src/kpi/pay/payCommission.js';
import { payDraws } from '../../../src/kpi/pay/payDraws.js';
import { payForPerformance } from '../../../src/kpi/pay/payForPerformance.js';
import { roundToCoin } from '../../../src/kpi/pay/roundToCoin.js';
import { splitCredits } from '../../../src/kpi/pay/splitCredits.js';
import { hasNaN, issuesOf } from '../support/issuesOf.js';

const rates = [
  { from: 0, rate: 0.04 },
  { from: 0.8, rate: 0.06 },
  { from: 1, rate: 0.12 },
];
const payOf = (plan: CommissionPlan, credited: number, quota = 1_000) =>
  payCommission([{ id: 'a', credited, quota }], plan).rows[0];

describe('payCommission', () => {
  it('reckons everybody in one currency by a table, and refuses a second one without', () => {
    const rows = [
      { id: 'ann', credited: 1_000, quota: 1_000, currency: 'EUR' },
      { id: 'bob', credited: 1_200, quota: 1_200, currency: 'USD' },
    ];
    const plan: CommissionPlan = { rates: [{ from: 0, rate: 0.1 }], cap: 115 };
    const report = payCommission(rows, plan, { rates: { EUR: 1.2, USD: 1 } });
    expect(report.rows.map(({ credited, quota, pay }) => [credited, quota, pay])).toEqual([
      [1_200, 1_200, 115],
      [1_200, 1_200, 115],
    ]);
    expect(report.total).toMatchObject({ credited: 2_400, pay: 230 });
    expect(() => payCommission(rows, plan)).toThrow(
      'row 1, currency: currency should be "EUR", as currency in row 0',
    );
    expect(() => payCommission(rows, plan, { rates: { EUR: 1 } })).toThrow('one of EUR');
  });

  it('pays each slice at its own rate', () => {
    // 800 x 4 % + 200 x 6 % + 250 x 12 % = 32 + 12 + 30.
    expect(payOf({ rates }, 1_250)).toEqual({
      id: 'a',
      credited: 1_250,
      quota: 1_000,
      attainment: 1.25,
      isAboveThreshold: true,
      slices: [
        { from: 0, to: 800, rate: 0.04, pay: 32 },
        { from: 800, to: 1_000, rate: 0.06, pay: 12 },
        { from: 1_000, to: 1_250, rate: 0.12, pay: 30 },
      ],
      gross: 74,
      capped: 0,
      pay: 74,
    });
    expect(payOf({ rates }, 800).pay).toBe(32);
    expect(payOf({ rates }, 1_000).slices.length).toBe(2);
  });

  it('can pay everything at the rate that is reached', () => {
    expect(payOf({ rates, mode: 'whole' }, 799.99).pay).toBe(32);
    expect(payOf({ rates, mode: 'whole' }, 800).pay).toBe(48);
    expect(payOf({ rates, mode: 'whole' }, 1_000).pay).toBe(120);
  });

  it('pays nothing below the threshold, and from the first or beyond it once it is reached', () => {
    const plan = { rates, threshold: 0.5 };
    expect(payOf(plan, 499)).toMatchObject({ isAboveThreshold: false, slices: [], pay: 0 });
    expect(payOf(plan, 500).pay).toBe(20);
    expect(payOf({ ...plan, pays: 'beyond' }, 900).pay).toBe(18);
    expect(payOf({ ...plan, pays: 'beyond', mode: 'whole' }, 900).pay).toBe(24);
  });

  it('caps, and says what the cap took', () => {
    expect(payOf({ rates, cap: 50 }, 1_250)).toMatchObject({ gross: 74, capped: 24, pay: 50 });
    expect(payOf({ rates: [...rates, { from: 1.1, rate: 0 }] }, 5_000).pay).toBe(56);
  });

  it('takes steps in amounts too', () => {
    const plan: CommissionPlan = {
      basis: 'amount',
      threshold: 100,
      rates: [
        { from: 0, rate: 0.1 },
        { from: 500, rate: 0.2 },
      ],
    };
    expect(payOf(plan, 600, 0)).toMatchObject({ attainment: null, pay: 70 });
    expect(payOf(plan, 99, 0).pay).toBe(0);
  });

  it('has an answer for a quota of 0, for returns, and for nobody', () => {
    expect(payOf({ rates }, 500, 0)).toMatchObject({ attainment: null, pay: 20 });
    expect(payOf({ rates }, -500)).toMatchObject({ attainment: -0.5, slices: [], pay: 0 });
    expect(payCommission([], { rates }).total).toEqual({
      credited: 0,
      gross: 0,
      capped: 0,
      pay: 0,
      costOfSales: null,
    });
  });

  it('rounds to the coin, halves up', () => {
    expect([roundToCoin(1.005, 0.01), roundToCoin(2.5, 1), roundToCoin(1_234, 50)]).toEqual([1.01, 3, 1_250]);
    expect(payOf({ rates: [{ from: 0, rate: 0.0333 }], unit: 0.05 }, 10).pay).toBe(0.35);
  });

  it('names everything that is wrong with plan and rows', () => {
    const plan = {
      rates: [
        { from: 0.1, rate: -1 },
        { from: 0.1, rate: 1 },
      ],
      mode: 'half',
      cap: -1,
      unit: 0,
      bonus: 3,
    } as unknown as CommissionPlan;
    const rows = [
      { id: 'a', credited: Number.NaN, quota: -1 },
      { id: 'a', credited: 0, quota: 0 },
    ];
    expect(issuesOf(() => payCommission(rows, plan))).toEqual([
      '0 credited not-finite',
      '0 plan.rates.from out-of-range',
      '0 plan.rates.rate out-of-range',
      '0 quota out-of-range',
      '1 id duplicate-id',
      '1 plan.rates.from out-of-range',
      'null plan.bonus unknown-field',
      'null plan.cap out-of-range',
      'null plan.mode unknown-word',
      'null plan.unit out-of-range',
    ]);
    expect(issuesOf(() => payCommission([], { rates: [] }))).toEqual(['null plan.rates missing']);
  });

  it('never pays less for more, adds up, and agrees with paying unit by unit', () => {
    const plans = fc
      .array(fc.record({ step: fc.integer({ min: 1, max: 8 }), rate: fc.nat(20) }), {
        minLength: 1,
        maxLength: 5,
      })
      .map((lines) => {
        let from = 0;
        return lines.map(({ step, rate }, i) => {
          from += i === 0 ? 0 : step / 8;
          return { from, rate: rate / 100 };
        });
      });
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 40 }), fc.nat(4), (lines, credited, threshold) => {
        const quota = 16;
        const plan = { rates: lines, threshold: threshold / 8 };
        const at = (credit: number) => payOf(plan, credit, quota);
        const row = at(credited);
        let pay = 0;
        for (let unit = 0; unit < credited && credited >= 2 * threshold; unit += 0.5) {
          const line = lines.filter(({ from }) => from * quota <= unit).at(-1);
          pay += 0.5 * (line?.rate ?? 0);
        }
        expect(row.gross).toBeCloseTo(pay, 9);
        expect(row.slices.reduce((sum, slice) => sum + slice.to - slice.from, 0)).toBe(
          row.isAboveThreshold ? credited : 0,
        );
        expect(at(credited + 1).pay).toBeGreaterThanOrEqual(row.pay);
        expect(hasNaN(row)).toBe(false);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('payDraws', () => {
  it('advances what is missing and takes it back from what exceeds the draw', () => {
    expect(payDraws([600, 1_200, 2_500], { draw: 1_000, openingBalance: 50 })).toEqual([
      { earned: 600, advanced: 400, recovered: 0, pay: 1_000, balance: 450 },
      { earned: 1_200, advanced: 0, recovered: 200, pay: 1_000, balance: 250 },
      { earned: 2_500, advanced: 0, recovered: 250, pay: 2_250, balance: 0 },
    ]);
  });

  it('does not take it back where it is not recoverable, and ends with its periods', () => {
    const pays = (options: Parameters<typeof payDraws>[1]) =>
      payDraws([100, 900, 100], options).map(({ pay }) => pay);
    expect(pays({ draw: 500, kind: 'nonRecoverable' })).toEqual([500, 900, 500]);
    expect(pays({ draw: 500, periods: 1 })).toEqual([500, 500, 100]);
    expect(payDraws([100, 100], { draw: 500, periods: 1 })[1]).toMatchObject({ advanced: 0, pay: 0 });
    expect(pays({})).toEqual([100, 900, 100]);
  });

  it('pays what was earned and what the balance grew by, and at least the draw', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.nat(80), (earned, draw) => {
        const periods = payDraws(earned, { draw });
        const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
        const balance = periods.at(-1)?.balance ?? 0;
        expect(sum(periods.map(({ pay }) => pay))).toBe(sum(earned) + balance);
        for (const { pay } of periods) expect(pay).toBeGreaterThanOrEqual(draw);
      }),
      { seed: 1 },
    );
    expect(issuesOf(() => payDraws([1, -1]))).toEqual(['1 earned out-of-range']);
    expect(() => payDraws([], { draw: -1 })).toThrow(OptionsError);
  });
});

describe('splitCredits', () => {
  it('says of every credit whose it is, in which role and for which deal', () => {
    const deals = [
      { id: 'd1', amount: 10, members: [] },
      { id: 'd2', amount: 10, members: [{ repId: 'ann', role: 'ae' }] },
      {
        id: 'd3',
        amount: 100,
        members: [
          { repId: 'cid', role: 'se' },
          { repId: 'ann', role: 'ae' },
        ],
      },
    ];
    expect(splitCredits(deals, { shares: { ae: 0.8, se: 0.2 } }).credits).toEqual([
      { dealId: 'd2', repId: 'ann', role: 'ae', credit: 8 },
      { dealId: 'd3', repId: 'cid', role: 'se', credit: 20 },
      { dealId: 'd3', repId: 'ann', role: 'ae', credit: 80 },
    ]);
  });

  it('lists the credits of teams of any size, however those of some thousand deals vary', () => {
    const dealsOf = (sizes: readonly number[]) =>
      sizes.map((size, i) => ({
        id: `d${i}`,
        amount: 1,
        members: Array.from({ length: size }, (_, k) => ({ repId: `r${k}`, role: 'ae' })),
      }));
    for (const sizes of [
      [...new Array(2_500).fill(0), 3],
      [9, ...new Array(2_500).fill(1)],
      [0, 0, 0],
    ]) {
      const { credits } = splitCredits(dealsOf(sizes), { shares: { ae: 1 } });
      expect(credits.map(({ dealId, repId }) => `${dealId} ${repId}`)).toEqual(
        sizes.flatMap((size, i) => Array.from({ length: size }, (_, k) => `d${i} r${k}`)),
      );
    }
  });

  it('refuses several currencies, and converts them by a table', () => {
    const members = [{ repId: 'ann', role: 'ae' }];
    const deals = [
      { id: '1', amount: 100, currency: 'EUR', members },
      { id: '2', amount: 50, currency: 'USD', members },
      { id: '3', amount: -10, currency: 'USD', members },
    ];
    const shares = { ae: 1 };
    expect(issuesOf(() => splitCredits(deals, { shares }))).toEqual([
      '1 currency several-currencies',
      '2 currency several-currencies',
    ]);
    expect(issuesOf(() => splitCredits(deals, { shares, rates: { USD: 0.5 } }))).toEqual([
      '0 currency unknown-currency',
    ]);
    const { credits, reps, total } = splitCredits(deals, { shares, rates: { EUR: 1, USD: 0.5 } });
    expect(credits.map(({ credit }) => credit)).toEqual([100, 25, -5]);
    expect(reps).toEqual([{ id: 'ann', credited: 120 }]);
    expect(total).toEqual({ amount: 120, credited: 120, open: 0 });
    const first = [{ ...deals[0], currency: 7 as never }];
    expect(issuesOf(() => splitCredits(first, { shares }))).toEqual(['0 currency wrong-type']);
  });

  it('names members that are no records', () => {
    const deals = [{ id: 'd1', amount: 10, members: [null as never] }];
    expect(issuesOf(() => splitCredits(deals, { shares: { ae: 1 } }))).toEqual(['0 members wrong-type']);
  });

  const shares = { ae: 0.7, se: 0.2, csm: 0.1 };
  const pod = [
    { repId: 'ann', role: 'ae' },
    { repId: 'bob', role: 'ae' },
    { repId: 'cid', role: 'se' },
  ];

  it('splits by role, equally within a role; a vacant role leaves its part open or spreads it', () => {
    const deals = [{ id: '1', amount: 1_000, members: pod }];
    const open = splitCredits(deals, { shares });
    expect(open.credits.map(({ credit }) => credit)).toEqual([350, 350, 200]);
    expect(open.total).toEqual({ amount: 1_000, credited: 900, open: 100 });
    const spread = splitCredits(deals, { shares, vacant: 'spread', unit: 1 });
    expect(spread.credits.map(({ credit }) => credit)).toEqual([389, 389, 222]);
    expect(spread.total.open).toBe(0);
    expect(splitCredits([{ id: '1', amount: 9, members: [] }], { shares }).total.open).toBe(9);
  });

  it('takes credit back for a return as it gave it', () => {
    const deals = [10.01, -10.01].map((amount, i) => ({ id: `${i}`, amount, members: pod }));
    const { credits, reps, total } = splitCredits(deals, { shares });
    expect(credits.slice(3).map(({ credit }) => -credit)).toEqual(
      credits.slice(0, 3).map(({ credit }) => credit),
    );
    expect(reps).toEqual(['ann', 'bob', 'cid'].map((id) => ({ id, credited: 0 })));
    expect(total).toEqual({ amount: 0, credited: 0, open: 0 });
  });

  it('refuses parts beyond the whole unless overlays are allowed, and roles and reps that are wrong', () => {
    const deals = [{ id: '1', amount: 100, members: [...pod, pod[0], { repId: 'dan', role: 'ceo' }] }];
    expect(issuesOf(() => splitCredits(deals, { shares: { ae: 1, se: 0.5 } }))).toEqual([
      '0 members duplicate-member',
      '0 members.role unknown-role',
      'null shares above-whole',
    ]);
    const overlay = splitCredits([{ id: '1', amount: 100, members: pod }], {
      shares: { ae: 1, se: 0.5 },
      overlay: 'allow',
    });
    expect(overlay.total).toEqual({ amount: 100, credited: 150, open: 0 });
    expect(issuesOf(() => splitCredits([{ id: '1', amount: Number.NaN, members: [] }], { shares }))).toEqual([
      '0 amount not-finite',
    ]);
    expect(() => splitCredits([], { shares: { ae: -1 } })).toThrow(OptionsError);
  });

  it('adds up to the coin', () => {
    const members = fc.array(fc.constantFrom('ae', 'se', 'csm'), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), members)), (rows) => {
        const deals = rows.map(([cents, roles], i) => ({
          id: `${i}`,
          amount: cents / 100,
          members: roles.map((role, k) => ({ repId: `r${k}`, role })),
        }));
        const { credits, reps, total } = splitCredits(deals, { shares, vacant: 'spread' });
        const cents = (amounts: readonly number[]) =>
          amounts.reduce((sum, amount) => sum + Math.round(100 * amount), 0);
        expect(cents(credits.map(({ credit }) => credit))).toBe(cents(deals.map(({ amount }) => amount)));
        expect(cents(reps.map(({ credited }) => credited))).toBe(cents([total.credited]));
        expect(Math.abs(total.open)).toBe(0);
      }),
      { seed: 1 },
    );
  });
});

describe('payForPerformance', () => {
  it('says whether pay follows performance, and who is out of line', () => {
    const result = payForPerformance([
      { id: 'ann', pay: 200, performance: 1.5 },
      { id: 'bob', pay: 100, performance: 1.2 },
      { id: 'cid', pay: 150, performance: 0.7 },
      { id: 'dan', pay: 50, performance: 0.6 },
      { id: 'eve', pay: 50, performance: 0.5 },
    ]);
    expect(result.rows[2]).toEqual({ id: 'cid', payRank: 0.75, performanceRank: 0.5, difference: 0.25 });
    expect(result.rows.map(({ difference }) => difference)).toEqual([0, -0.25, 0.25, -0.125, 0.125]);
    expect(result.meanDifference).toBe(0.15);
    expect(result.differentiation).toBe(1.8);
    expect(result.correlation?.interval).not.toBe(null);
  });

  it('has an answer for nobody, for one and for equals', () => {
    expect(payForPerformance([])).toEqual({
      correlation: null,
      differentiation: null,
      meanDifference: null,
      rows: [],
    });
    const one = payForPerformance([{ id: 'a', pay: 0, performance: 1 }]);
    expect(one.rows[0]).toEqual({ id: 'a', payRank: null, performanceRank: null, difference: null });
    expect(one.differentiation).toBe(null);
    expect(issuesOf(() => payForPerformance([{ id: 'a', pay: -1, performance: Number.NaN }]))).toEqual([
      '0 pay out-of-range',
      '0 performance not-finite',
    ]);
  });
});
