import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageDealSize } from '../../../src/kpi/deals/averageDealSize.js';
import { bookings } from '../../../src/kpi/deals/bookings.js';
import { toDealColumns } from '../../../src/kpi/deals/dealColumns.js';
import { openPipeline } from '../../../src/kpi/deals/openPipeline.js';
import { pipelineCoverage } from '../../../src/kpi/deals/pipelineCoverage.js';
import { pipelineVelocity } from '../../../src/kpi/deals/pipelineVelocity.js';
import { salesCycle } from '../../../src/kpi/deals/salesCycle.js';
import { winRate } from '../../../src/kpi/deals/winRate.js';
import { salesFigures } from '../../../src/kpi/scorecard/salesFigures.js';
import { salesScorecard } from '../../../src/kpi/scorecard/salesScorecard.js';
import { byRep, dayAt, randomDeals } from '../deals/randomDeals.js';
import { hasNaN, issuesOf } from '../support/issuesOf.js';

const periods = [
  { id: 'H1', from: dayAt(0), to: dayAt(181) },
  { id: 'H2', from: dayAt(182), to: dayAt(365) },
];
const groups = ['r1', 'r2', 'r3'];
const quotas = [
  { id: 'r1', periodId: 'H1', quota: 300 },
  { id: 'r2', periodId: 'H1', quota: 200 },
  { id: 'r1', periodId: 'H2', quota: 100 },
];

describe('salesScorecard', () => {
  it('says of each group and period what the single figures say, as of the last day of the period', () => {
    fc.assert(
      fc.property(randomDeals, (deals) => {
        const card = salesScorecard({
          deals: toDealColumns(deals, { groupBy: byRep, groups }),
          periods,
          quotas,
        });
        for (const [p, { id, from, to }] of periods.entries()) {
          const then = toDealColumns(deals, { groupBy: byRep, groups, asOf: to });
          const given = quotas.filter(({ periodId }) => periodId === id);
          const cover = pipelineCoverage(then, given, { from, to });
          const velocity = pipelineVelocity(then, { from, to });
          const total = card.totals[p];
          expect(total.bookings).toEqual(bookings(then, { from, to }).total);
          expect(total.winRate).toEqual(winRate(then, { from, to }).total);
          expect(total.dealSize).toEqual(averageDealSize(then, { from, to }).total);
          expect(total.cycle).toEqual(salesCycle(then, { from, to }).total);
          expect(total.pipeline).toEqual(openPipeline(then).total);
          expect(total.figures.pipelineCoverage).toBe(cover.total.coverage);
          expect(total.figures.velocityPerDay).toBe(velocity.total.perDay);
          for (const row of card.rows.filter(({ periodId }) => periodId === id)) {
            const own = cover.groups.find(({ group }) => group === row.group);
            expect(row.quota).toBe(own?.quota);
            expect(row.figures.pipelineCoverage).toBe(own?.coverage);
            expect(row.figures.booked).toBe(own?.booked);
          }
        }
        expect(hasNaN(card)).toBe(false);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('does not look beyond the as-of day of its columns', () => {
    const deal = {
      id: '1',
      accountId: 'a',
      amount: 5,
      stage: 'x',
      openedOn: dayAt(1),
      closedOn: dayAt(9),
      won: true,
    };
    const early = salesScorecard({ deals: toDealColumns([deal], { asOf: dayAt(5) }), periods });
    expect(early.rows).toEqual([]);
    expect(early.totals.map(({ figures }) => [figures.booked, figures.pipeline])).toEqual([
      [0, 5],
      [0, 5],
    ]);
    expect(salesScorecard({ deals: toDealColumns([deal]), periods }).totals[0].figures.booked).toBe(5);
  });

  it('adds quotas up to the digit, in whatever order they come', () => {
    const deals = toDealColumns([], { groupBy: byRep, groups });
    const given = [1e16, 1, 1].map((quota, i) => ({ id: groups[i], periodId: 'H1', quota }));
    for (const list of [given, given.toReversed()])
      expect(salesScorecard({ deals, periods, quotas: list }).totals[0].quota).toBe(1e16 + 2);
  });

  it('gives its figures for comparisons', () => {
    const card = salesScorecard({ deals: toDealColumns([], { groupBy: byRep, groups: ['a'] }), periods });
    expect(salesFigures(card, 'H2')).toEqual([
      { id: 'a', figures: expect.objectContaining({ booked: 0, attainment: null }) },
    ]);
    expect(issuesOf(() => salesFigures(card, 'H3'))).toEqual(['null periodId unknown-period']);
  });

  it('names periods and quotas that are wrong', () => {
    const run = () =>
      salesScorecard({
        deals: toDealColumns([], { groupBy: byRep, groups: ['a'] }),
        periods: [periods[0], { ...periods[0], from: 'x' }, { id: 'back', from: dayAt(9), to: dayAt(8) }],
        quotas: [
          { id: 'a', periodId: 'H1', quota: -1 },
          { id: 'a', periodId: 'H1', quota: 1 },
          { id: 'z', periodId: 'H9', quota: 1 },
        ],
      });
    expect(issuesOf(run)).toEqual([
      '0 quotas.quota out-of-range',
      '1 periods.from bad-date',
      '1 periods.id duplicate-id',
      '1 quotas.id duplicate-id',
      '2 periods.to out-of-range',
      '2 quotas.id unknown-group',
      '2 quotas.periodId unknown-period',
    ]);
  });
});
