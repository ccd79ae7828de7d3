import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { penetration } from '../../../src/kpi/coverage/penetration.js';
import { revenuePerUnit } from '../../../src/kpi/coverage/revenuePerUnit.js';
import { travelShare } from '../../../src/kpi/coverage/travelShare.js';
import { utilisation } from '../../../src/kpi/coverage/utilisation.js';
import { wilsonInterval } from '../../../src/kpi/statistics/wilsonInterval.js';
import { hasNaN, issuesOf } from '../support/issuesOf.js';

describe('utilisation, travelShare and revenuePerUnit', () => {
  it('are ratios of sums, rows of one id added up', () => {
    const used = utilisation([
      { id: 'ann', load: 30, capacity: 40 },
      { id: 'bob', load: 5, capacity: 0 },
      { id: 'ann', load: 50, capacity: 40 },
    ]);
    expect(used.rows).toEqual([
      { id: 'ann', load: 80, capacity: 80, utilisation: 1 },
      { id: 'bob', load: 5, capacity: 0, utilisation: null },
    ]);
    expect(used.total).toEqual({ load: 85, capacity: 80, utilisation: 1.0625 });
    const road = travelShare([
      { id: 'ann', travelHours: 10, otherHours: 30 },
      { id: 'bob', travelHours: 0, otherHours: 0 },
    ]);
    expect(road.rows.map((row) => row.travelShare)).toEqual([0.25, null]);
    const revenue = revenuePerUnit([
      { id: 'north', revenue: 100, units: 10 },
      { id: 'south', revenue: -20, units: 10 },
      { id: 'sea', revenue: 0, units: 0 },
    ]);
    expect(revenue.rows.map((row) => [row.perUnit, row.index])).toEqual([
      [10, 2.5],
      [-2, -0.5],
      [null, null],
    ]);
    expect(revenue.total).toEqual({ revenue: 80, units: 20, perUnit: 4, index: 1 });
  });

  it('have no value for nobody, and refuse what is no amount', () => {
    expect(utilisation([]).total).toEqual({ load: 0, capacity: 0, utilisation: null });
    expect(revenuePerUnit([{ id: 'a', revenue: 0, units: 5 }]).total).toMatchObject({
      perUnit: 0,
      index: null,
    });
    expect(issuesOf(() => utilisation([{ id: 'a', load: -1, capacity: Number.NaN }]))).toEqual([
      '0 capacity out-of-range',
      '0 load out-of-range',
    ]);
    expect(
      issuesOf(() => revenuePerUnit([{ id: 'a', revenue: Number.POSITIVE_INFINITY, units: -1 }])),
    ).toEqual(['0 revenue not-finite', '0 units out-of-range']);
  });
});

describe('penetration', () => {
  const rows = [
    { group: 'north', captured: 30, potential: 100 },
    { group: 'north', captured: 0, potential: 50 },
    { group: 'north', captured: 60, potential: 50 },
    { group: 'south', captured: 20, potential: null },
    { group: null, captured: -5, potential: 10 },
  ];

  it('is told by accounts and by value; accounts without potential stay out of the value', () => {
    const { total, groups } = penetration(rows);
    expect(groups.map(({ group }) => group)).toEqual(['north', 'south', null]);
    expect(groups[0]).toEqual({
      group: 'north',
      accounts: 3,
      customers: 2,
      accountShare: 2 / 3,
      interval: wilsonInterval(2, 3),
      unknown: 0,
      abovePotential: 1,
      captured: 90,
      potential: 200,
      valueShare: 0.45,
      untapped: 120,
    });
    expect(groups[1]).toMatchObject({ customers: 1, unknown: 1, valueShare: null, untapped: 0 });
    expect(total).toMatchObject({ accounts: 5, customers: 3, captured: 85, potential: 210, untapped: 135 });
  });

  it('takes an account that bought all of its potential for no sign of a low one', () => {
    const { total } = penetration([{ group: 'a', captured: 5, potential: 5 }]);
    expect(total).toMatchObject({ abovePotential: 0, untapped: 0, valueShare: 1 });
  });

  it('has an answer for nobody, and names what is no number', () => {
    expect(penetration([]).total).toMatchObject({ accountShare: null, interval: null, valueShare: null });
    const bad = [
      { group: 'a', captured: Number.NaN, potential: -1 },
      { group: 'a', captured: 1, potential: Number.POSITIVE_INFINITY },
    ];
    expect(issuesOf(() => penetration(bad))).toEqual([
      '0 captured not-finite',
      '0 potential out-of-range',
      '1 potential out-of-range',
    ]);
  });

  it('adds up over groups in any order', () => {
    const some = fc.array(
      fc.record({
        group: fc.option(fc.constantFrom('a', 'b')),
        captured: fc.integer({ min: -5, max: 30 }),
        potential: fc.option(fc.nat(40)),
      }),
    );
    fc.assert(
      fc.property(some, (list) => {
        const result = penetration(list);
        for (const key of [
          'accounts',
          'customers',
          'captured',
          'potential',
          'untapped',
          'unknown',
        ] as const) {
          expect(result.groups.reduce((sum, row) => sum + row[key], 0)).toBe(result.total[key]);
        }
        expect(penetration([...list].reverse())).toEqual(result);
        expect(hasNaN(result)).toBe(false);
      }),
      { seed: 1 },
    );
  });
});
