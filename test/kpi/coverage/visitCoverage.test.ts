import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { visitCoverage } from '../../../src/kpi/coverage/visitCoverage.js';
import { wilsonInterval } from '../../../src/kpi/statistics/wilsonInterval.js';
import { hasNaN, issuesOf } from '../support/issuesOf.js';

const plan = [
  { accountId: 'a', tier: 'A', visits: 4 },
  { accountId: 'b', tier: 'A', visits: 2 },
  { accountId: 'c', tier: 'B', visits: 1 },
  { accountId: 'd', tier: null, visits: 0 },
];
const visits = [
  ['a', '2024-01-05'],
  ['a', '2024-02-05'],
  ['b', '2024-01-09'],
  ['b', '2024-02-09'],
  ['b', '2024-03-09'],
  ['c', '2023-12-31'],
  ['x', '2024-01-01'],
  ['x', '2024-04-01'],
].map(([accountId, on]) => ({ accountId, on }));
const quarter = { from: '2024-01-01', to: '2024-03-31' };

describe('visitCoverage', () => {
  it('counts what was planned and made by tier; too many visits here make up for none there', () => {
    const { total, tiers, unplanned } = visitCoverage(plan, visits, quarter);
    expect(tiers[0]).toEqual({
      tier: 'A',
      accounts: 2,
      reached: 2,
      reach: 1,
      reachInterval: wilsonInterval(2, 2),
      complete: 1,
      planned: 6,
      made: 5,
      kept: 4,
      adherence: 4 / 6,
      volume: 5 / 6,
      frequency: 2.5,
    });
    expect(tiers[1]).toMatchObject({ tier: 'B', reached: 0, reach: 0, adherence: 0, frequency: null });
    expect(tiers[2]).toMatchObject({ tier: null, complete: 1, planned: 0, adherence: null, volume: null });
    expect(total).toMatchObject({ accounts: 4, reached: 2, complete: 2, planned: 7, made: 5, kept: 4 });
    expect(unplanned).toBe(1);
  });

  it("shows the reach with Wilson's interval, at the confidence that is asked for", () => {
    const { total } = visitCoverage(plan, visits, { ...quarter, confidence: 0.8 });
    expect(total.reachInterval).toEqual(wilsonInterval(2, 4, { confidence: 0.8 }));
    expect(visitCoverage([], []).total.reachInterval).toBeNull();
  });

  it('can hold the visits against what is due by now', () => {
    const { total } = visitCoverage(plan, visits, { from: '2024-01-01', to: '2024-02-15', dueShare: 0.5 });
    expect(total).toMatchObject({ planned: 3.5, made: 4, kept: 3, complete: 3 });
  });

  it('has an answer for no plan', () => {
    expect(visitCoverage([], visits)).toMatchObject({ tiers: [], unplanned: 8, total: { reach: null } });
  });

  it('names accounts planned twice, numbers and days that are none, all at once', () => {
    const run = () =>
      visitCoverage(
        [plan[0], { ...plan[0], visits: -1 }],
        [
          { accountId: 'a', on: '2024-02-30' },
          { accountId: 'x', on: '' },
        ],
      );
    expect(issuesOf(run)).toEqual([
      '0 visits.on bad-date',
      '1 plan.accountId duplicate-id',
      '1 plan.visits out-of-range',
      '1 visits.on bad-date',
    ]);
    expect(() => visitCoverage([], [], { dueShare: 2 })).toThrow(OptionsError);
  });

  it('agrees with counting account by account, and adds up over tiers', () => {
    const plans = fc.array(
      fc.record({ tier: fc.option(fc.constantFrom('A', 'B')), visits: fc.nat(4), made: fc.nat(6) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(plans, (rows) => {
        const planned = rows.map(({ tier, visits: count }, i) => ({
          accountId: `${i}`,
          tier,
          visits: count,
        }));
        const done = rows.flatMap(({ made }, i) =>
          Array.from({ length: made }, () => ({ accountId: `${i}`, on: '2024-05-05' })),
        );
        const result = visitCoverage(planned, done);
        expect(result.total.kept).toBe(rows.reduce((sum, row) => sum + Math.min(row.visits, row.made), 0));
        expect(result.total.reached).toBe(rows.filter(({ made }) => made > 0).length);
        for (const key of ['accounts', 'reached', 'complete', 'planned', 'made', 'kept'] as const) {
          expect(result.tiers.reduce((sum, row) => sum + row[key], 0)).toBe(result.total[key]);
        }
        expect(result.total.adherence ?? 0).toBeLessThanOrEqual(1);
        expect(visitCoverage([...planned].reverse(), [...done].reverse())).toEqual(result);
        expect(hasNaN(result)).toBe(false);
      }),
      { seed: 1 },
    );
  });
});
