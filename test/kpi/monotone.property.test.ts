import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attainment } from '../../src/kpi/attainment/attainment.js';
import { rollUpAttainment } from '../../src/kpi/attainment/rollUpAttainment.js';
import { coverageByTier } from '../../src/kpi/coverage/coverageByTier.js';
import { toDealColumns } from '../../src/kpi/deals/dealColumns.js';
import { pipelineCoverage } from '../../src/kpi/deals/pipelineCoverage.js';
import { pipelineVelocity } from '../../src/kpi/deals/pipelineVelocity.js';
import { winRate } from '../../src/kpi/deals/winRate.js';
import { forecastRunRate } from '../../src/kpi/forecast/forecastRunRate.js';
import type { CommissionPlan } from '../../src/kpi/pay/commissionPlan.js';
import { payCommission } from '../../src/kpi/pay/payCommission.js';
import { payDraws } from '../../src/kpi/pay/payDraws.js';
import { dayAt } from './deals/randomDeals.js';

const amount = fc.integer({ min: -500, max: 5_000 });
const more = fc.integer({ min: 1, max: 2_000 });
const quota = fc.integer({ min: 1, max: 3_000 });

/** Rates that do not fall: with those pay must not fall in any mode. */
const plans: fc.Arbitrary<CommissionPlan> = fc
  .record({
    steps: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }),
    rates: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 5, maxLength: 5 }),
    mode: fc.constantFrom('marginal' as const, 'whole' as const),
    pays: fc.constantFrom('fromFirst' as const, 'beyond' as const),
    threshold: fc.constantFrom(0, 0.5, 0.9),
    cap: fc.constantFrom(100, Number.MAX_VALUE),
  })
  .map(({ steps, rates, ...plan }) => {
    const rising = rates.toSorted((a, b) => a - b);
    const starts = [0, ...steps.toSorted((a, b) => a - b)];
    return { ...plan, rates: starts.map((step, k) => ({ from: step / 10, rate: rising[k] / 100 })) };
  });

describe('figures follow what they are made of', () => {
  it('attainment is not lower for more sales, and not higher for more quota', () => {
    fc.assert(
      fc.property(amount, more, quota, more, (actual, by, asked, harder) => {
        const of = (sold: number, target: number) =>
          attainment([{ id: 'a', actual: sold }], [{ id: 'a', quota: target }]).rows[0].attainment ?? 0;
        expect(of(actual + by, asked)).toBeGreaterThanOrEqual(of(actual, asked));
        expect(of(Math.abs(actual), asked + harder)).toBeLessThanOrEqual(of(Math.abs(actual), asked));
      }),
    );
  });

  it('attainment of everybody above is not lower for more sales below', () => {
    const actuals = fc.array(amount, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(actuals, fc.nat(5), more, (list, index, by) => {
        const of = (values: readonly number[]) =>
          rollUpAttainment([
            { id: 'nation', quota: 9_000 },
            { id: 'east', parentId: 'nation' },
            { id: 'west', parentId: 'nation' },
            ...values.map((actual, i) => ({
              id: `r${i}`,
              parentId: i % 2 === 0 ? 'east' : 'west',
              actual,
              quota: 1_000,
            })),
          ]).map((row) => row.attainment ?? 0);
        const before = of(list);
        const after = of(list.map((actual, i) => (i === index ? actual + by : actual)));
        for (const [row, value] of after.entries()) expect(value).toBeGreaterThanOrEqual(before[row]);
        expect(after[0]).toBeGreaterThan(before[0]);
      }),
    );
  });

  it('pay is not lower for more credit where rates do not fall, in every mode', () => {
    let raised = 0;
    fc.assert(
      fc.property(plans, amount, more, quota, (plan, credited, by, asked) => {
        const pay = (credit: number) =>
          payCommission([{ id: 'a', credited: credit, quota: asked }], plan).rows[0].pay;
        const [before, after] = [pay(credited), pay(credited + by)];
        if (after > before) raised++;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 500 },
    );
    expect(raised).toBeGreaterThan(100);
  });

  it('pay by slices is not lower for more credit even where rates fall', () => {
    const rates = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(rates, amount, more, quota, (list, credited, by, asked) => {
        const plan = { rates: list.map((rate, k) => ({ from: k / 2, rate: rate / 100 })) };
        const pay = (credit: number) =>
          payCommission([{ id: 'a', credited: credit, quota: asked }], plan).rows[0].pay;
        expect(pay(credited + by)).toBeGreaterThanOrEqual(pay(credited));
      }),
    );
  });

  it('the sum of pay with draws is not lower for more earnings', () => {
    const earned = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 6 });
    const kinds = fc.constantFrom('recoverable' as const, 'nonRecoverable' as const);
    fc.assert(
      fc.property(earned, fc.nat(5), more, kinds, (list, at, by, kind) => {
        const index = at % list.length;
        const paid = (values: readonly number[]) =>
          payDraws(values, { draw: 1_000, kind }).reduce((sum, { pay }) => sum + pay, 0);
        expect(paid(list.map((value, i) => (i === index ? value + by : value)))).toBeGreaterThanOrEqual(
          paid(list),
        );
      }),
    );
  });

  it('the run rate forecasts no less for more booked, whatever slice it is in', () => {
    const amounts = fc.array(amount, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.nat(5), more, fc.nat(20), (list, at, by, remaining) => {
        const index = at % list.length;
        const forecast = (values: readonly number[]) =>
          forecastRunRate(
            values,
            values.map(() => 1),
            remaining,
          ).forecast ?? 0;
        const larger = list.map((value, i) => (i === index ? value + by : value));
        expect(forecast(larger)).toBeGreaterThanOrEqual(forecast(list));
      }),
    );
  });

  it('one more deal won raises the win rate or keeps it; more pipeline raises its coverage of the rest', () => {
    const fates = fc.array(fc.tuple(fc.boolean(), fc.nat(900)), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fates, fc.nat(900), (list, size) => {
        const base = { accountId: 'a', openedOn: '2024-01-01', repId: 'ann' };
        const closed = list.map(([won, value], i) => ({
          ...{ ...base, id: `d${i}`, amount: value, stage: 'closed', closedOn: '2024-02-01', won },
        }));
        const read = (deals: Parameters<typeof toDealColumns>[0]) =>
          toDealColumns(deals, { asOf: '2024-06-30', groupBy: () => 'ann' });
        const another = { ...closed[0], id: 'more', won: true, amount: size };
        const rate = (deals: typeof closed) => winRate(read(deals)).total;
        const [before, after] = [rate(closed), rate([...closed, another])];
        expect(after.rate).toBeGreaterThanOrEqual(before.rate ?? 0);
        expect(after.valueRate ?? 0).toBeGreaterThanOrEqual(before.valueRate ?? 0);
        const open = { ...base, id: 'open', amount: size + 1, stage: 'lead' };
        const ratioOf = (deals: Parameters<typeof toDealColumns>[0]) =>
          pipelineCoverage(read(deals), [{ id: 'ann', quota: 50_000 }]).total.coverage ?? -1;
        expect(ratioOf(closed)).toBe(0);
        expect(ratioOf([...closed, open])).toBeGreaterThan(0);
      }),
    );
  });

  it('coverage of a tier is not lower for one more account that is covered, and as it was for the other tiers', () => {
    const tier = fc.constantFrom('A', 'B', null);
    const accounts = fc.array(fc.tuple(tier, fc.boolean()), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(accounts, fc.nat(11), (list, at) => {
        const index = at % list.length;
        const of = (covered: readonly boolean[]) =>
          coverageByTier(
            list.map(([own]) => own),
            covered,
          );
        const before = of(list.map(([, isCovered]) => isCovered));
        const after = of(list.map(([, isCovered], i) => isCovered || i === index));
        expect(after.map((row) => row.tier)).toEqual(before.map((row) => row.tier));
        for (const [r, row] of after.entries()) {
          if (row.tier !== list[index][0]) expect(row).toEqual(before[r]);
          else expect(row.covered).toBe(before[r].covered + (list[index][1] ? 0 : 1));
          expect(row.share).toBeGreaterThanOrEqual(before[r].share);
        }
      }),
    );
  });

  it('velocity is not lower for one more open deal, larger won ones, or a shorter cycle', () => {
    const won = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 2, max: 90 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(won, fc.nat(7), fc.nat(4), more, (list, at, open, by) => {
        const index = at % list.length;
        const base = { accountId: 'a', openedOn: '2024-01-01', stage: 'x' };
        const velocity = (closed: readonly (readonly [number, number])[], waiting: number) =>
          pipelineVelocity([
            ...closed.map(([size, days], i) => ({
              ...{ ...base, id: `c${i}`, amount: size, won: true },
              closedOn: dayAt(days),
            })),
            ...Array.from({ length: waiting }, (_, i) => ({ ...base, id: `o${i}`, amount: 5 })),
            { ...base, id: 'lost', amount: 5, won: false, closedOn: dayAt(9) },
          ]).total.perDay ?? Number.NaN;
        const before = velocity(list, open);
        const [size, days] = list[index];
        expect(velocity(list, open + 1)).toBeGreaterThan(before);
        expect(velocity(list.with(index, [size + by, days]), open)).toBeGreaterThanOrEqual(before);
        expect(velocity(list.with(index, [size, days - 1]), open)).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
