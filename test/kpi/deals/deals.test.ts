import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { averageDealSize } from '../../../src/kpi/deals/averageDealSize.js';
import { bookings } from '../../../src/kpi/deals/bookings.js';
import { toDealColumns } from '../../../src/kpi/deals/dealColumns.js';
import { openPipeline } from '../../../src/kpi/deals/openPipeline.js';
import { pipelineCoverage } from '../../../src/kpi/deals/pipelineCoverage.js';
import { pipelineVelocity } from '../../../src/kpi/deals/pipelineVelocity.js';
import { salesCycle } from '../../../src/kpi/deals/salesCycle.js';
import { winRate } from '../../../src/kpi/deals/winRate.js';
import type { Deal } from '../../../src/model/deal.js';
import { issuesOf } from '../support/issuesOf.js';

const base = { accountId: 'a', stage: 'proposal' };
const deals: Deal[] = [
  {
    ...base,
    id: '1',
    amount: 100,
    openedOn: '2024-01-01',
    closedOn: '2024-01-31',
    won: true,
    repId: 'ann',
  },
  {
    ...base,
    id: '2',
    amount: 300,
    openedOn: '2024-01-15',
    closedOn: '2024-03-15',
    won: true,
    repId: 'ann',
  },
  {
    ...base,
    id: '3',
    amount: 200,
    openedOn: '2024-02-01',
    closedOn: '2024-02-29',
    won: false,
    repId: 'ann',
  },
  { ...base, id: '4', amount: 400, openedOn: '2024-03-01', repId: 'ann' },
  { ...base, id: '5', amount: 50, openedOn: '2024-02-10', closedOn: '2024-02-10', won: false, repId: 'bob' },
  { ...base, id: '6', amount: 80, openedOn: '2024-02-20', closedOn: '2024-03-20', repId: 'bob' },
  { ...base, id: '7', amount: -60, openedOn: '2024-03-01', closedOn: '2024-03-05', won: true, repId: 'bob' },
  { ...base, id: '8', amount: 500, openedOn: '2024-03-10', stage: 'lead' },
];
const columns = toDealColumns(deals, { groupBy: ({ repId }) => repId ?? null, groups: ['cid'] });

describe('winRate', () => {
  it('is won over won and lost, by count and by value; returns and unknown outcomes stay out', () => {
    const { total, groups } = winRate(columns);
    expect(total).toMatchObject({ won: 2, lost: 2, open: 2, withoutOutcome: 1, returns: 1, denominator: 4 });
    expect(total).toMatchObject({ rate: 0.5, wonAmount: 400, denominatorAmount: 650 });
    expect(total.valueRate).toBeCloseTo(400 / 650, 15);
    expect(groups.map(({ group, rate, interval }) => [group, rate, interval === null])).toEqual([
      ['ann', 2 / 3, false],
      ['bob', 0, false],
      ['cid', null, true],
      [null, null, true],
    ]);
  });

  it('can count open deals below the line', () => {
    const { total } = winRate(columns, { denominator: 'all' });
    expect(total).toMatchObject({ denominator: 7, denominatorAmount: 1630, rate: 2 / 7 });
  });

  it('counts by closing day or by cohort', () => {
    const march = { from: '2024-03-01', to: '2024-03-31' };
    expect(winRate(deals, march).total).toMatchObject({ won: 1, lost: 0, open: 2, returns: 1 });
    const january = { from: '2024-01-01', to: '2024-01-31', dated: 'opened' } as const;
    expect(winRate(deals, january).total).toMatchObject({ won: 2, lost: 0, open: 0, returns: 0 });
    expect(winRate(deals, { to: '2024-02-28' }).total).toMatchObject({ won: 1, lost: 1, open: 0 });
  });

  it('has an answer for no deals', () => {
    expect(winRate([]).total).toMatchObject({ won: 0, rate: null, interval: null, valueRate: null });
    expect(winRate([]).groups).toEqual([]);
  });
});

describe('bookings, averageDealSize and salesCycle', () => {
  it('add up what was won, and set returns apart', () => {
    expect(bookings(columns).total).toEqual({
      deals: 2,
      amount: 400,
      returns: 1,
      returnAmount: -60,
      net: 340,
    });
    expect(bookings(columns).groups[1]).toEqual({
      group: 'bob',
      deals: 0,
      amount: 0,
      returns: 1,
      returnAmount: -60,
      net: -60,
    });
    expect(bookings(deals, { from: '2024-01-31', to: '2024-01-31' }).total.net).toBe(100);
  });

  it('say mean, median and the weight of the largest', () => {
    const expected = { deals: 2, amount: 400, returns: 1, mean: 200, median: 200, largestShare: 0.75 };
    expect(averageDealSize(columns).total).toEqual(expected);
    expect(averageDealSize(columns, { returns: 'net' }).total).toEqual({
      ...expected,
      amount: 340,
      mean: 170,
    });
    expect(averageDealSize(columns).groups[1]).toMatchObject({
      group: 'bob',
      deals: 0,
      mean: null,
      median: null,
    });
    expect(averageDealSize(deals, { to: '2024-01-31' }).total).toMatchObject({ deals: 1, mean: 100 });
  });

  it('count days from opening to closing', () => {
    expect(salesCycle(columns).total).toEqual({
      deals: 2,
      days: 90,
      meanDays: 45,
      medianDays: 45,
      p90Days: 57,
    });
    expect(salesCycle(deals, { outcomes: 'lost' }).total).toMatchObject({ deals: 2, days: 28 });
    expect(salesCycle(deals, { outcomes: 'decided', from: '2024-02-01' }).total).toMatchObject({ deals: 3 });
    expect(salesCycle(columns).groups[2]).toMatchObject({ deals: 0, meanDays: null, p90Days: null });
  });
});

describe('openPipeline, pipelineCoverage and pipelineVelocity', () => {
  it('value what is open, weighted by the chance of the stage', () => {
    const stageChances = { lead: 0.1, proposal: 0.5 };
    const { total, groups, amountPerGroup } = openPipeline(columns, { stageChances });
    expect(total).toEqual({
      deals: 2,
      amount: 900,
      returns: 0,
      weightedAmount: 250,
      meanAmount: 450,
      meanAgeDays: null,
    });
    expect(groups.map(({ group, amount }) => [group, amount])).toEqual([
      ['ann', 400],
      ['bob', 0],
      ['cid', 0],
      [null, 500],
    ]);
    expect(amountPerGroup).toBeCloseTo(400 / 3, 12);
    expect(openPipeline(deals).amountPerGroup).toBe(null);
  });

  it('want a chance for every stage with an open deal', () => {
    const run = () => openPipeline(columns, { stageChances: { lead: 0.1 } });
    expect(issuesOf(run)).toEqual(['3 stage no-chance']);
    expect(() => openPipeline(columns, { stageChances: { lead: 2 } })).toThrow(OptionsError);
  });

  it('go back to an earlier day', () => {
    const then = toDealColumns(deals, { asOf: '2024-02-10' });
    expect(openPipeline(then).total).toMatchObject({ deals: 2, amount: 500, meanAgeDays: 17.5 });
    expect(bookings(then).total.net).toBe(100);
    expect(winRate(then).total).toMatchObject({ won: 1, lost: 1, open: 2, returns: 0 });
  });

  it('hold the pipeline against what remains of the quota', () => {
    const quotas = [
      { id: 'ann', quota: 600 },
      { id: 'bob', quota: 0 },
      { id: 'dan', quota: 50 },
    ];
    const { total, groups } = pipelineCoverage(columns, quotas);
    expect(groups).toEqual([
      { group: 'ann', pipeline: 400, booked: 400, quota: 600, remaining: 200, coverage: 2, state: 'open' },
      { group: 'bob', pipeline: 0, booked: -60, quota: 0, remaining: 60, coverage: 0, state: 'open' },
      {
        group: 'cid',
        pipeline: 0,
        booked: 0,
        quota: null,
        remaining: null,
        coverage: null,
        state: 'noQuota',
      },
      { group: 'dan', pipeline: 0, booked: 0, quota: 50, remaining: 50, coverage: 0, state: 'open' },
      {
        group: null,
        pipeline: 500,
        booked: 0,
        quota: null,
        remaining: null,
        coverage: null,
        state: 'noQuota',
      },
    ]);
    expect(total).toMatchObject({ pipeline: 900, booked: 340, quota: 650, remaining: 310 });
    expect(total.coverage).toBeCloseTo(900 / 310, 14);
    const met = pipelineCoverage(columns, [{ id: 'ann', quota: 100 }], { against: 'quota' });
    expect(met.groups[0]).toMatchObject({ remaining: 0, coverage: 4, state: 'met' });
    expect(pipelineCoverage(columns, []).total).toMatchObject({ quota: null, state: 'noQuota' });
    const weighted = pipelineCoverage(columns, quotas, { stageChances: { lead: 0, proposal: 0.25 } });
    expect(weighted.total.pipeline).toBe(100);
  });

  it('refuse quotas that come twice or are no amounts', () => {
    const quotas = [
      { id: 'ann', quota: -1 },
      { id: 'ann', quota: 5 },
    ];
    expect(issuesOf(() => pipelineCoverage(columns, quotas))).toEqual([
      '0 quotas.quota out-of-range',
      '1 quotas.id duplicate-id',
    ]);
  });

  it('multiply out', () => {
    const { total, groups } = pipelineVelocity(columns);
    expect(total).toEqual({
      deals: 2,
      winRate: 0.5,
      averageDealSize: 200,
      cycleDays: 45,
      perDay: (2 * 0.5 * 200) / 45,
    });
    expect(groups[1]).toMatchObject({ group: 'bob', winRate: 0, averageDealSize: null, perDay: null });
    expect(pipelineVelocity(columns, { to: '2024-01-31' }).total).toMatchObject({
      winRate: 1,
      cycleDays: 30,
    });
  });
});

describe('toDealColumns', () => {
  it('names everything that is wrong at once', () => {
    const bad = [
      { ...deals[0], amount: Number.NaN, openedOn: '2024-02-30' },
      { ...deals[0], closedOn: '2023-12-31', currency: 'EUR' },
      { ...deals[3], won: true, stage: undefined },
      { ...deals[0], closedOn: 'soon', won: 'yes' },
    ] as unknown as Deal[];
    expect(issuesOf(() => toDealColumns(bad))).toEqual([
      '0 amount not-finite',
      '0 openedOn bad-date',
      '1 closedOn closed-before-opened',
      '1 currency several-currencies',
      '2 stage wrong-type',
      '2 won outcome-while-open',
      '3 closedOn bad-date',
      '3 won wrong-type',
    ]);
  });

  it('names every deal whose group is no text', () => {
    const groups = [Object.create(null), Symbol('group'), 'ann', 7n, undefined];
    const run = () =>
      toDealColumns(
        groups.map(() => deals[0]),
        { groupBy: () => groups.shift() },
      );
    expect(issuesOf(run)).toEqual([0, 1, 3, 4].map((row) => `${row} groupBy wrong-type`));
  });

  it('refuses several currencies, or converts them by a table', () => {
    const mixed = [
      { ...deals[0], currency: 'EUR' },
      { ...deals[1], currency: 'USD' },
    ];
    expect(() => bookings(mixed)).toThrow('currency should be "EUR", as currency in row 0');
    expect(bookings(toDealColumns(mixed, { rates: { EUR: 1, USD: 0.5 } })).total.net).toBe(250);
    expect(issuesOf(() => toDealColumns([...mixed, deals[2]], { rates: { EUR: 1 } }))).toEqual([
      '1 currency unknown-currency',
      '2 currency unknown-currency',
    ]);
  });

  it('refuses options that are unknown or wrong, and periods that end before they begin', () => {
    expect(() => toDealColumns(deals, { asOf: '2024-02-30' })).toThrow(OptionsError);
    expect(() => toDealColumns(deals, { rates: { EUR: 0 } })).toThrow(OptionsError);
    expect(() => toDealColumns(deals, { groups: [1] } as never)).toThrow(OptionsError);
    expect(() => toDealColumns(deals, { group: 'x' } as never)).toThrow('there is no option "group"');
    expect(() => winRate(deals, { from: '2024-02-01', to: '2024-01-01' })).toThrow('on or after from');
    expect(() => winRate(deals, { dated: 'today' } as never)).toThrow(OptionsError);
  });
});
