import { describe, expect, it } from 'vitest';
import { listPeriods } from '../../../src/quota/calendar/periods.js';
import type { ProrateInput, TerritoryHolding } from '../../../src/quota/phasing/prorateInput.js';
import { prorateQuota } from '../../../src/quota/phasing/prorateQuota.js';
import { issuesOf } from '../support/issuesOf.js';

const april: ProrateInput = {
  territories: ['t'],
  periods: listPeriods('2025-04-01', 'month', 1),
  amounts: [3_000],
  holdings: [],
};
const rowsOf = (holdings: readonly TerritoryHolding[], more: Partial<ProrateInput> = {}) =>
  prorateQuota({ ...april, ...more, holdings }).map(({ repId, quota, days }) => [repId, quota, days]);
const hold = (repId: string, from?: string, until?: string, share?: number): TerritoryHolding => ({
  territoryId: 't',
  repId,
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
  ...(share === undefined ? {} : { share }),
});

describe('prorateQuota', () => {
  it('gives the whole period to one who holds it throughout', () => {
    expect(rowsOf([hold('a')])).toEqual([['a', 3_000, 30]]);
  });

  it('gives a period to the successor where the move is on its first day', () => {
    expect(rowsOf([hold('a', undefined, '2025-03-31'), hold('b', '2025-04-01')])).toEqual([['b', 3_000, 30]]);
  });

  it('divides by days where the move is within, the day of the move to the successor', () => {
    expect(rowsOf([hold('b', '2025-04-11'), hold('a', undefined, '2025-04-10')])).toEqual([
      ['a', 1_000, 10],
      ['b', 2_000, 20],
    ]);
  });

  it('keeps what nobody holds with the territory, or spreads it', () => {
    const holdings = [hold('a', undefined, '2025-04-10'), hold('b', '2025-04-21')];
    expect(rowsOf(holdings)).toEqual([
      ['a', 1_000, 10],
      ['b', 1_000, 10],
      [null, 1_000, 10],
    ]);
    expect(rowsOf(holdings, { vacancy: 'spread' })).toEqual([
      ['a', 1_500, 10],
      ['b', 1_500, 10],
    ]);
    expect(rowsOf([], { vacancy: 'spread' })).toEqual([[null, 3_000, 30]]);
  });

  it('splits a territory between the roles of a pod', () => {
    expect(rowsOf([hold('a', undefined, undefined, 0.75), hold('b', undefined, undefined, 0.25)])).toEqual([
      ['a', 2_250, 22.5],
      ['b', 750, 7.5],
    ]);
  });

  it('counts a holding that ends on the first day of a period', () => {
    expect(rowsOf([hold('a', undefined, '2025-04-01'), hold('b', '2025-04-02')])).toEqual([
      ['a', 100, 1],
      ['b', 2_900, 29],
    ]);
  });

  it('leaves no vacancy of rounding between three thirds', () => {
    const thirds = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
      hold(id, undefined, undefined, 0.1666666666666666),
    );
    expect(rowsOf(thirds).map(([id, quota]) => [id, quota])).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [id, 500]),
    );
  });

  it('counts all days of a period without working days', () => {
    const weekend = { periods: [{ id: 'w', start: '2025-04-05', end: '2025-04-06' }], amounts: [100] };
    const rows = rowsOf([hold('a', '2025-04-06')], { ...weekend, calendar: {} });
    expect(rows).toEqual([
      ['a', 50, 1],
      [null, 50, 1],
    ]);
  });

  it('makes one row of two stretches of the same rep', () => {
    const holdings = [
      hold('a', undefined, '2025-04-10'),
      hold('b', '2025-04-11', '2025-04-20'),
      hold('a', '2025-04-21'),
    ];
    expect(rowsOf(holdings)).toEqual([
      ['a', 2_000, 20],
      ['b', 1_000, 10],
    ]);
  });

  it('counts working days where a calendar is given, and calendar days where none is worked', () => {
    // April 2025 has 22 days from Monday to Friday, 2 of them holidays here; 8 - 1 of them until the 10th.
    const calendar = { holidays: ['2025-04-03', '2025-04-18'] };
    const holdings = [hold('a', undefined, '2025-04-10'), hold('b', '2025-04-11')];
    expect(rowsOf(holdings, { calendar })).toEqual([
      ['a', 1_050, 7],
      ['b', 1_950, 13],
    ]);
    expect(rowsOf(holdings, { calendar: { workdays: [] } })).toEqual([
      ['a', 1_000, 10],
      ['b', 2_000, 20],
    ]);
  });

  it('adds up exactly where days do not divide the quota', () => {
    const rows = rowsOf([hold('a', undefined, '2025-04-07'), hold('b', '2025-04-08')], { amounts: [1_001] });
    expect(rows).toEqual([
      ['a', 234, 7],
      ['b', 767, 23],
    ]);
  });

  it('refuses two who hold the same day in full, and names the day', () => {
    const run = () => rowsOf([hold('a', undefined, '2025-04-10'), hold('b', '2025-04-10')]);
    expect(issuesOf(run)).toEqual(['1 holdings.share overlap']);
    expect(run).toThrow('at most 1 in sum for t on 2025-04-10');
    expect(issuesOf(() => rowsOf([hold('a'), hold('b')]))).toEqual(['1 holdings.share overlap']);
    const thirds = ['a', 'b', 'c'].map((id) => hold(id, undefined, undefined, 1 / 3));
    expect(issuesOf(() => rowsOf(thirds))).toEqual([]);
  });

  it('names everything that is wrong at once', () => {
    const holdings = [
      { territoryId: 'x', repId: '', from: '2025-02-29', share: 2 },
      hold('a', '2025-04-02', '2025-04-01'),
    ];
    expect(issuesOf(() => prorateQuota({ ...april, amounts: [1, 2], holdings }))).toEqual([
      'null amounts wrong-length',
      '0 holdings.territoryId unknown-territory',
      '0 holdings.repId missing-id',
      '0 holdings.from bad-day',
      '0 holdings.share out-of-range',
      '1 holdings.until end-before-start',
    ]);
    expect(issuesOf(() => rowsOf([], { amounts: [0.5] }))).toEqual(['0 amounts not-whole-units']);
  });
});
