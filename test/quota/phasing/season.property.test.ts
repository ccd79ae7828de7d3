import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseQuota } from '../../../src/quota/phasing/phaseQuota.js';
import { type ProratedQuota, prorateQuota } from '../../../src/quota/phasing/prorateQuota.js';
import { seasonalShares } from '../../../src/quota/phasing/seasonalShares.js';
import { findNoNumbers } from '../support/findNoNumbers.js';
import { inOrders } from '../support/inOrders.js';
import { day, months } from '../support/tenures.js';

const average = fc.constantFrom<'yearly' | 'pooled'>('yearly', 'pooled');
const years = inOrders(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 4, maxLength: 4 }), {
  maxLength: 5,
});

describe('seasonalShares', () => {
  it('adds up to 1 within what the years had, in any order of them', () => {
    fc.assert(
      fc.property(years, average, ({ list, order }, how) => {
        const { shares, ranges } = seasonalShares(list, { average: how });
        expect(findNoNumbers({ shares, ranges })).toEqual([]);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
        shares.forEach((share, p) => {
          expect(share).toBeGreaterThanOrEqual(ranges[p][0] - 1e-12);
          expect(share).toBeLessThanOrEqual(ranges[p][1] + 1e-12);
        });
        const other = seasonalShares(
          order.map((y) => list[y]),
          { average: how },
        );
        other.shares.forEach((share, p) => {
          expect(share).toBeCloseTo(shares[p], 12);
        });
        expect(other.ranges).toEqual(ranges);
      }),
    );
  });

  it('gives a period more for more sold in it, and counts a year twice as large once where years count alike', () => {
    fc.assert(
      fc.property(years, average, fc.nat(3), fc.nat(500), ({ list }, how, period, more) => {
        const { shares } = seasonalShares(list, { average: how });
        const raised = list.map((year) => year.map((amount, p) => (p === period ? amount + more : amount)));
        expect(seasonalShares(raised, { average: how }).shares[period]).toBeGreaterThanOrEqual(
          shares[period] - 1e-12,
        );
        const doubled = list.map((year, y) => year.map((amount) => (y === 0 ? 2 * amount : amount)));
        const yearly = seasonalShares(doubled).shares;
        seasonalShares(list).shares.forEach((share, p) => {
          expect(yearly[p]).toBeCloseTo(share, 12);
        });
      }),
    );
  });
});

describe('phaseQuota', () => {
  const shares = fc.array(
    fc.nat(20).map((twentieths) => twentieths / 20),
    { minLength: 4, maxLength: 4 },
  );
  const rows = fc.record({ quota: fc.nat(100_000), ramp: shares });
  const season = fc
    .array(fc.nat(30), { minLength: 4, maxLength: 4 })
    .filter((list) => list.some((part) => part > 0));
  const rampEffect = fc.constantFrom<'relieve' | 'spread'>('relieve', 'spread');

  it('phases everybody alone, and relieves no more for a higher ramp', () => {
    fc.assert(
      fc.property(inOrders(rows), season, rampEffect, ({ list, order }, seasonality, effect) => {
        const phase = (some: typeof list, ramp = some.flatMap((row) => row.ramp)) =>
          phaseQuota({
            recipients: some.map(({ quota }, r) => ({ id: `r${r}`, quota })),
            seasonality,
            ramp,
            rampEffect: effect,
          });
        const all = phase(list);
        expect(findNoNumbers(all)).toEqual([]);
        const other = phase(order.map((i) => list[i]));
        order.forEach((i, k) => {
          expect(other.amounts.slice(4 * k, 4 * k + 4)).toEqual(all.amounts.slice(4 * i, 4 * i + 4));
        });
        const faster = phase(
          list,
          list.flatMap(({ ramp }) => ramp.map((share) => (1 + share) / 2)),
        );
        faster.years.forEach(({ relief }, r) => {
          expect(relief).toBeLessThanOrEqual(all.years[r].relief);
        });
      }),
    );
  });
});

describe('prorateQuota', () => {
  const holding = fc.record({
    territoryId: fc.constantFrom('north', 'south'),
    repId: fc.constantFrom('ann', 'bo', 'cy'),
    from: fc.nat(200),
    length: fc.nat(90),
  });
  const amounts = fc.array(fc.nat(10_000), { minLength: 12, maxLength: 12 });
  const toHoldings = (
    list: readonly { territoryId: string; repId: string; from: number; length: number }[],
  ) =>
    // Shares of a fifth: five of them on one day are what a territory has.
    list.map(({ from, length, ...rest }) => ({
      ...rest,
      from: day(from),
      until: day(from + length),
      share: 0.2,
    }));

  it('gives every rep the same in any order of the holdings, but for units that tie', () => {
    fc.assert(
      fc.property(inOrders(holding, { maxLength: 5 }), amounts, ({ list, order }, quotas) => {
        const run = (holdings: ReturnType<typeof toHoldings>) =>
          prorateQuota({ territories: ['north', 'south'], periods: months, amounts: quotas, holdings });
        const byKey = (rows: readonly ProratedQuota[]) =>
          new Map(rows.map((row) => [`${row.territoryId} ${row.periodId} ${row.repId}`, row]));
        const [one, other] = [
          byKey(run(toHoldings(list))),
          byKey(run(toHoldings(order.map((i) => list[i])))),
        ];
        expect(findNoNumbers([...one.values()])).toEqual([]);
        expect([...other.keys()].sort()).toEqual([...one.keys()].sort());
        for (const [key, { exact, quota }] of one) {
          expect(other.get(key)?.exact).toBeCloseTo(exact, 8);
          expect(Math.abs((other.get(key)?.quota ?? Number.NaN) - quota)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
