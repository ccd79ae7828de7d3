import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessFairness } from '../../../src/quota/fairness/assessFairness.js';
import { findNoNumbers } from '../support/findNoNumbers.js';
import { inOrders } from '../support/inOrders.js';

const row = fc.record({
  potential: fc.nat(500),
  quota: fc.nat(300),
  size: fc.nat(40),
  prior: fc.nat(300),
  actual: fc.integer({ min: -50, max: 400 }),
});
const teams = inOrders(row, { minLength: 0, maxLength: 12 });
const hasActual = fc.boolean();
type Row = typeof row extends fc.Arbitrary<infer Value> ? Value : never;
const toRows = (list: readonly Row[], hasActuals: boolean) =>
  list.map(({ actual, ...rest }, i) => ({ id: `r${i}`, ...rest, ...(hasActuals ? { actual } : {}) }));

describe('assessFairness', () => {
  it('has figures within their ranges and a verdict that follows from them', () => {
    fc.assert(
      fc.property(teams, hasActual, ({ list }, hasActuals) => {
        const fairness = assessFairness(toRows(list, hasActuals));
        expect(findNoNumbers(fairness)).toEqual([]);
        const { values, overall, shareWithin, gini, outsideIds, correlations, verdict } = fairness;
        const known = values.filter((value) => value !== null).length;
        expect(
          shareWithin === null ||
            overall === null ||
            known - outsideIds.length === Math.round(shareWithin * known),
        ).toBe(true);
        expect(gini === null || (gini >= 0 && gini < 1)).toBe(true);
        const leavesOut = Object.values(correlations).map(({ rho, interval }) => {
          expect(rho === null || Math.abs(rho) <= 1 + 1e-12).toBe(true);
          expect(
            interval === null ||
              (interval[0] <= interval[1] && interval[0] >= -1 - 1e-12 && interval[1] <= 1 + 1e-12),
          ).toBe(true);
          return interval !== null && (interval[0] > 0 || interval[1] < 0);
        });
        const isJudged = overall !== null && known >= 5;
        const isBiased = leavesOut.includes(true);
        const isUneven = (shareWithin ?? 1) < 0.8;
        expect(verdict).toBe(!isJudged ? 'undetermined' : isBiased ? 'biased' : isUneven ? 'uneven' : 'fair');
      }),
    );
  });

  it('judges the same in any order of the rows, and in any currency', () => {
    fc.assert(
      fc.property(teams, hasActual, ({ list, order }, hasActuals) => {
        const rows = toRows(list, hasActuals);
        const one = assessFairness(rows);
        const other = assessFairness(order.map((i) => rows[i]));
        expect([other.verdict, [...other.outsideIds].sort()]).toEqual([
          one.verdict,
          [...one.outsideIds].sort(),
        ]);
        expect(other.gini ?? -1).toBeCloseTo(one.gini ?? -1, 9);
        expect(other.correlations.size?.rho ?? 9).toBeCloseTo(one.correlations.size?.rho ?? 9, 9);
        const money = (amount: number) => 4 * amount;
        const scaled = rows.map((each) => ({
          ...each,
          quota: money(each.quota),
          potential: money(each.potential),
          ...(each.actual === undefined ? {} : { actual: money(each.actual) }),
        }));
        const inOther = assessFairness(scaled);
        expect([inOther.verdict, inOther.shareWithin, inOther.gini]).toEqual([
          one.verdict,
          one.shareWithin,
          one.gini,
        ]);
      }),
    );
  });

  it('finds more within a wider band', () => {
    fc.assert(
      fc.property(teams, hasActual, fc.nat(50), fc.nat(50), ({ list }, hasActuals, band, more) => {
        const within = (percent: number) =>
          assessFairness(toRows(list, hasActuals), { band: percent / 100 }).shareWithin ?? 0;
        expect(within(band + more)).toBeGreaterThanOrEqual(within(band));
      }),
    );
  });
});
