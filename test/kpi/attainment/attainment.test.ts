import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { attainment } from '../../../src/kpi/attainment/attainment.js';
import { elapsedShare } from '../../../src/kpi/attainment/elapsedShare.js';
import { rollUpAttainment } from '../../../src/kpi/attainment/rollUpAttainment.js';
import { wilsonInterval } from '../../../src/kpi/statistics/wilsonInterval.js';
import { hasNaN, issuesOf } from '../support/issuesOf.js';

const actuals = [
  { id: 'ann', actual: 70 },
  { id: 'ann', actual: 50 },
  { id: 'bob', actual: -10 },
  { id: 'guest', actual: 40 },
];
const quotas = [
  { id: 'ann', quota: 100 },
  { id: 'bob', quota: 50 },
  { id: 'cid', quota: 50 },
  { id: 'new', quota: 0 },
];

describe('attainment', () => {
  it('converts currencies by a table, and refuses a second one without', () => {
    const sold = [
      { id: 'ann', actual: 100, currency: 'EUR' },
      { id: 'ann', actual: 40, currency: 'USD' },
      { id: 'bob', actual: 60, currency: 'USD' },
    ];
    const asked = [
      { id: 'ann', quota: 200, currency: 'USD' },
      { id: 'bob', quota: 50, currency: 'EUR' },
    ];
    const { rows, total } = attainment(sold, asked, { rates: { EUR: 1.2, USD: 1 } });
    expect(rows.map((row) => [row.actual, row.quota, row.attainment])).toEqual([
      [160, 200, 0.8],
      [60, 60, 1],
    ]);
    expect([total.actual, total.quota]).toEqual([220, 260]);
    const inOne = sold.map((row) => ({ ...row, currency: 'USD' }));
    expect(() => attainment(sold, [])).toThrow(
      'row 1, actuals.currency: actuals.currency should be "EUR", as actuals.currency in row 0',
    );
    expect(() => attainment(inOne, asked)).toThrow('"EUR"');
    expect(() => attainment(inOne, asked, { rates: { USD: 1 } })).toThrow('one of USD');
  });

  it('is actual over quota; rows of one id add up, returns may exceed sales', () => {
    const { rows, total } = attainment(actuals, quotas);
    expect(rows).toEqual([
      { id: 'ann', actual: 120, quota: 100, attainment: 1.2, gap: 20, pace: null },
      { id: 'bob', actual: -10, quota: 50, attainment: -0.2, gap: -60, pace: null },
      { id: 'cid', actual: 0, quota: 50, attainment: 0, gap: -50, pace: null },
      { id: 'new', actual: 0, quota: 0, attainment: null, gap: 0, pace: null },
      { id: 'guest', actual: 40, quota: null, attainment: null, gap: null, pace: null },
    ]);
    expect(total).toEqual({
      actual: 150,
      quota: 200,
      attainment: 0.75,
      gap: -50,
      pace: null,
      withQuota: 3,
      reached: 1,
      reachedShare: 1 / 3,
      interval: wilsonInterval(1, 3),
      medianAttainment: 0,
    });
  });

  it('has named alternatives for a quota of 0 and for those without quota', () => {
    const { rows, total } = attainment(actuals, quotas, { zeroQuota: 'full', totals: 'withQuota' });
    expect(rows[3].attainment).toBe(1);
    expect(total).toMatchObject({ actual: 110, attainment: 0.55, withQuota: 4, reached: 2 });
  });

  it('says the pace', () => {
    const { rows } = attainment(actuals, quotas, { dueShare: 0.5 });
    expect(rows.map(({ pace }) => pace)).toEqual([2.4, -0.4, 0, null, null]);
  });

  it('has an answer for nobody and for a team of one', () => {
    expect(attainment([], []).total).toMatchObject({ quota: null, attainment: null, reachedShare: null });
    expect(attainment([{ id: 'a', actual: 5 }], [{ id: 'a', quota: 4 }]).total).toMatchObject({
      attainment: 1.25,
      reachedShare: 1,
      medianAttainment: 1.25,
    });
  });

  it('refuses what is no number and options that are none', () => {
    expect(issuesOf(() => attainment([{ id: 'a', actual: Number.NaN }], []))).toEqual([
      '0 actuals.actual not-finite',
    ]);
    expect(issuesOf(() => attainment([], [{ id: 'a', quota: -1 }]))).toEqual(['0 quotas.quota out-of-range']);
    for (const options of [{ dueShare: 0 }, { dueShare: 1.1 }, { zeroQuota: 'one' }, { confidence: 2 }]) {
      expect(() => attainment([], [], options as never)).toThrow(OptionsError);
    }
  });

  it('adds up, does not depend on order, rises with sales, and is free of NaN', () => {
    const rows = fc.array(
      fc.record({ id: fc.constantFrom('a', 'b', 'c'), actual: fc.integer({ min: -50, max: 100 }) }),
    );
    fc.assert(
      fc.property(rows, fc.array(fc.nat(90), { maxLength: 4 }), (list, amounts) => {
        const given = amounts.map((quota, i) => ({ id: 'abcd'[i], quota }));
        const report = attainment(list, given);
        expect(report.rows.reduce((sum, { actual }) => sum + actual, 0)).toBe(report.total.actual);
        expect(attainment([...list].reverse(), given).total).toEqual(report.total);
        const more = attainment([...list, { id: 'a', actual: 7 }], given);
        expect(more.total.attainment ?? 0).toBeGreaterThanOrEqual(report.total.attainment ?? 0);
        expect(hasNaN(report)).toBe(false);
      }),
      { seed: 1 },
    );
  });
});

describe('elapsedShare', () => {
  it('counts days, both ends and leap days included', () => {
    expect(elapsedShare('2024-02-01', '2024-02-29', '2024-02-29')).toBe(1);
    expect(elapsedShare('2024-02-01', '2024-02-29', '2024-02-01')).toBe(1 / 29);
    expect(elapsedShare('2024-02-01', '2024-02-29', '2024-01-31')).toBe(0);
    expect(elapsedShare('2024-02-01', '2024-02-29', '2025-01-31')).toBe(1);
  });

  it('names days that are none', () => {
    expect(issuesOf(() => elapsedShare('2024-02-30', 'x', '2024-01-01'))).toEqual([
      'null from bad-date',
      'null to bad-date',
    ]);
    expect(issuesOf(() => elapsedShare('2024-02-02', '2024-02-01', '2024-01-01'))).toEqual([
      'null to out-of-range',
    ]);
  });
});

describe('rollUpAttainment', () => {
  const nodes = [
    { id: 'ann', parentId: 'east', actual: 60, quota: 66 },
    { id: 'nation', quota: 100 },
    { id: 'east', parentId: 'nation', quota: 60 },
    { id: 'bob', parentId: 'west', actual: 20, quota: 50 },
    { id: 'west', parentId: 'nation', actual: 5 },
    { id: 'lab', parentId: null },
  ];

  it('adds up from below and says what every level assigns beyond its own quota', () => {
    const rows = rollUpAttainment(nodes);
    const of = (id: string) => rows.find((row) => row.id === id);
    expect(rows.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
    expect(of('nation')).toEqual({
      id: 'nation',
      parentId: null,
      level: 0,
      actual: 85,
      quota: 100,
      attainment: 0.85,
      childQuota: 110,
      overAssignment: 0.1,
    });
    expect(of('east')).toMatchObject({ level: 1, actual: 60, attainment: 1, childQuota: 66 });
    expect(of('east')?.overAssignment).toBeCloseTo(0.1, 15);
    expect(of('west')).toMatchObject({ actual: 25, quota: 50, attainment: 0.5, overAssignment: 0 });
    expect(of('lab')).toMatchObject({ actual: 0, quota: null, attainment: null, overAssignment: null });
  });

  it('can go by the quotas of the leaves', () => {
    const rows = rollUpAttainment(nodes, { quotas: 'sum' });
    expect(rows[1]).toMatchObject({ quota: 116, childQuota: 116, overAssignment: 0 });
  });

  it('names duplicates, unknown parents, circles and numbers that are none', () => {
    const bad = [
      { id: 'a', parentId: 'b' },
      { id: 'b', parentId: 'a' },
      { id: 'c', parentId: 'z', actual: Number.NaN },
      { id: 'c', quota: -1 },
    ];
    expect(issuesOf(() => rollUpAttainment(bad))).toEqual([
      '0 parentId circle',
      '1 parentId circle',
      '2 actual not-finite',
      '2 parentId unknown-parent',
      '3 id duplicate-id',
      '3 quota out-of-range',
    ]);
    expect(rollUpAttainment([])).toEqual([]);
  });

  it('has a parent equal to its own and its children, at any depth and in any order', () => {
    const tree = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -20, max: 50 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(tree, (list) => {
        const built = list.map(([above, actual], i) => ({
          id: `${i}`,
          parentId: i === 0 ? null : `${above % i}`,
          actual,
        }));
        const rows = rollUpAttainment(built);
        expect(rows[0].actual).toBe(list.reduce((sum, [, actual]) => sum + actual, 0));
        for (const [i, row] of rows.entries()) {
          const children = rows.filter(({ parentId }) => parentId === row.id);
          expect(row.actual).toBe(children.reduce((sum, { actual }) => sum + actual, built[i].actual));
        }
        expect(rollUpAttainment([...built].reverse()).reverse()).toEqual(rows);
      }),
      { seed: 1 },
    );
  });
});
