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
import type { Deal } from '../../../src/model/deal.js';
import { hasNaN } from '../support/issuesOf.js';
import { byRep, dayAt, randomDeals } from './randomDeals.js';

const asOf = dayAt(180);
const period = { from: dayAt(60), to: dayAt(170) };
const stageChances = { lead: 0.125, proposal: 0.5 };
const quotas = [
  { id: 'r1', quota: 300 },
  { id: 'r4', quota: 100 },
];

const figures = (deals: readonly Deal[], by = byRep) => {
  const columns = toDealColumns(deals, { asOf, groupBy: by });
  return {
    rates: winRate(columns, { ...period, denominator: 'all' }),
    booked: bookings(columns, period),
    sizes: averageDealSize(columns, period),
    cycles: salesCycle(columns, period),
    open: openPipeline(columns, { stageChances }),
    cover: pipelineCoverage(columns, quotas, period),
    velocity: pipelineVelocity(columns, period),
  };
};

/** The same by the definitions, deal by deal, with texts for days. */
function figuresByDefinition(deals: readonly Deal[]) {
  const known = deals.filter(({ openedOn }) => openedOn <= asOf);
  const isClosed = ({ closedOn }: Deal) => closedOn !== undefined && closedOn <= asOf;
  const isInside = ({ closedOn = '' }: Deal) => closedOn >= period.from && closedOn <= period.to;
  const sum = (list: readonly Deal[]) => list.reduce((total, { amount }) => total + amount, 0);
  const sales = known.filter(({ amount }) => amount >= 0);
  const closed = sales.filter((deal) => isClosed(deal) && isInside(deal));
  const won = closed.filter((deal) => deal.won === true);
  const lost = closed.filter((deal) => deal.won === false);
  const open = sales.filter((deal) => !isClosed(deal));
  const returned = known.filter(
    (deal) => deal.amount < 0 && isClosed(deal) && isInside(deal) && deal.won === true,
  );
  const days = won.map(
    ({ openedOn, closedOn = '' }) => (Date.parse(closedOn) - Date.parse(openedOn)) / 86_400_000,
  );
  return { won, lost, open, closed, returned, days, sum };
}

describe('figures of deals', () => {
  it('agree with their definitions', () => {
    fc.assert(
      fc.property(randomDeals, (deals) => {
        const { won, lost, open, closed, returned, days, sum } = figuresByDefinition(deals);
        const { rates, booked, sizes, cycles, open: pipeline } = figures(deals);
        const stillOpen = open.filter(({ openedOn }) => openedOn <= period.to);
        expect(rates.total).toMatchObject({ won: won.length, lost: lost.length, open: stillOpen.length });
        expect(rates.total.denominator).toBe(closed.length + stillOpen.length);
        expect(booked.total.net).toBe(sum(won) + sum(returned));
        expect(booked.total.returns).toBe(returned.length);
        expect(sizes.total.mean).toBe(won.length > 0 ? sum(won) / won.length : null);
        expect(cycles.total.days).toBe(days.reduce((a, b) => a + b, 0));
        expect(pipeline.total.amount).toBe(sum(open));
        const byChance = open.map(
          ({ stage, amount }) => amount * stageChances[stage as keyof typeof stageChances],
        );
        expect(pipeline.total.weightedAmount).toBe(byChance.reduce((a, b) => a + b, 0));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('of each group are those of its deals alone, and sums add up to the total', () => {
    fc.assert(
      fc.property(randomDeals, (deals) => {
        const all = figures(deals);
        for (const group of ['r1', 'r2', null]) {
          const mine = deals.filter((deal) => byRep(deal) === group);
          if (mine.length === 0) continue;
          const alone = figures(mine);
          for (const key of ['rates', 'booked', 'sizes', 'cycles', 'open', 'velocity'] as const) {
            const row = all[key].groups.find((one) => one.group === group);
            expect(row).toEqual({ group, ...alone[key].total });
          }
        }
        const add = (rows: readonly number[]) => rows.reduce((a, b) => a + b, 0);
        expect(add(all.booked.groups.map(({ net }) => net))).toBe(all.booked.total.net);
        expect(add(all.open.groups.map(({ amount }) => amount))).toBe(all.open.total.amount);
        expect(add(all.rates.groups.map(({ won }) => won))).toBe(all.rates.total.won);
        expect(add(all.cover.groups.map(({ quota }) => quota ?? 0))).toBe(400);
      }),
      { seed: 1 },
    );
  });

  it('do not depend on the order of the deals and are free of NaN', () => {
    fc.assert(
      fc.property(randomDeals, (deals) => {
        const all = figures(deals);
        expect(figures([...deals].reverse())).toEqual(all);
        expect(hasNaN(all)).toBe(false);
      }),
      { seed: 1 },
    );
  });

  it('rise with another won deal', () => {
    fc.assert(
      fc.property(randomDeals, fc.nat(100), (deals, amount) => {
        const more: Deal = {
          id: 'more',
          accountId: 'a',
          amount,
          stage: 'lead',
          openedOn: dayAt(50),
          closedOn: dayAt(100),
          won: true,
        };
        const [before, after] = [figures(deals), figures([...deals, more])];
        expect(after.rates.total.rate ?? 0).toBeGreaterThanOrEqual(before.rates.total.rate ?? 0);
        expect(after.booked.total.net).toBe(before.booked.total.net + amount);
      }),
      { seed: 1 },
    );
  });
});
