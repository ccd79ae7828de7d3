import { describe, expect, it } from 'vitest';
import { accountsToGeoJson } from '../../src/io/accountsToGeoJson.js';
import { formatTable } from '../../src/io/formatTable.js';
import { drawMap } from '../../src/io/map/drawMap.js';
import { writeReport } from '../../src/io/report/writeReport.js';
import { shapeTerritories } from '../../src/io/shape/shapeTerritories.js';
import { territoriesToGeoJson } from '../../src/io/territoriesToGeoJson.js';
import { diffPlans } from '../../src/plan/diffPlans.js';
import type { Plan } from '../../src/plan/plan.js';
import { solvePlan } from '../../src/plan/solvePlan.js';
import { createFieldForce } from '../plan/support/fieldForce.js';
import { issuesOf } from '../support/issuesOf.js';

/** What plain JavaScript may hand over. */
type Anything = never;

const input = createFieldForce();
const { accounts } = input;
const plan = solvePlan(input);
const shapes = shapeTerritories(plan, accounts);
const nothings = [null, undefined, {}, [], 7n, Symbol('plan'), 'plan'];

describe('a plan from anywhere', () => {
  const readers: readonly [string, (plan: Plan) => unknown][] = [
    ['accountsToGeoJson', (one) => accountsToGeoJson(one, accounts)],
    ['territoriesToGeoJson', (one) => territoriesToGeoJson(one, shapes)],
    ['shapeTerritories', (one) => shapeTerritories(one, accounts)],
    ['drawMap', (one) => drawMap(one, accounts, shapes)],
    ['writeReport', (one) => writeReport(one, accounts, shapes)],
    ['diffPlans, as the one before', (one) => diffPlans(one, plan)],
    ['diffPlans, as the one after', (one) => diffPlans(plan, one)],
  ];

  it.each(readers)('is refused by %s where it is none', (_, read) => {
    for (const nothing of nothings)
      expect(issuesOf(() => read(nothing as Anything))[0]).toMatch(/ wrong-type$/);
    const [first, ...rest] = plan.territories;
    const torn = { ...plan, measures: null, territories: [{ ...first, loads: { hours: '7' } }, ...rest] };
    expect(issuesOf(() => read(torn as Anything))).toEqual([
      'null measures wrong-type',
      '0 territories.loads wrong-type',
    ]);
    expect(issuesOf(() => read(plan))).toEqual([]);
  });
});

describe('accounts from anywhere', () => {
  const [first, ...rest] = accounts;

  it.each<[string, unknown, string]>([
    ['no list', null, 'null accounts not-a-list'],
    ['no record', [null, ...rest], '0 accounts wrong-type'],
    ['an id that is none', [{ ...first, id: Symbol('a') }, ...rest], '0 accounts.id missing-id'],
    ['no loads', [{ ...first, measures: undefined }, ...rest], '0 accounts.measures wrong-type'],
    ['a place of texts', [{ ...first, lon: '10' }, ...rest], '0 accounts.lon out-of-range'],
    ['a place off the globe', [{ ...first, lat: 91 }, ...rest], '0 accounts.lat out-of-range'],
  ])('are refused for %s', (_, records, issue) => {
    expect(issuesOf(() => drawMap(plan, records as Anything, shapes))).toEqual([issue]);
    expect(issuesOf(() => accountsToGeoJson(plan, records as Anything))).toEqual([issue]);
  });
});

describe('shapes', () => {
  it('of another plan are refused', () => {
    const other = { ...plan, territories: plan.territories.map((one) => ({ ...one, id: `new ${one.id}` })) };
    expect(issuesOf(() => territoriesToGeoJson(other, shapes))).toEqual(
      [0, 1, 2].map((row) => `${row} shapes.territories.id other-territory`),
    );
    const fewer = { ...shapes, territories: shapes.territories.slice(1) };
    expect(issuesOf(() => drawMap(plan, accounts, fewer))).toContain('null shapes.territories wrong-length');
    const more = { ...shapes, territories: [...shapes.territories, shapes.territories[0]] };
    expect(issuesOf(() => writeReport(plan, accounts, more))).toEqual([
      '3 shapes.territories.id other-territory',
    ]);
  });

  it('that are none are refused', () => {
    for (const nothing of nothings)
      expect(issuesOf(() => drawMap(plan, accounts, nothing as Anything))).not.toEqual([]);
  });
});

describe('formatTable', () => {
  const table = (columns: unknown, rows: unknown = [], options?: unknown) =>
    issuesOf(() => formatTable(columns as Anything, rows as Anything, options as Anything));

  it('names what is no list, column or cell', () => {
    for (const nothing of [null, undefined, {}, 7, 'columns'])
      expect(table(nothing)).toEqual(['null columns not-a-list']);
    expect(table([null, { header: 7, total: 1n, decimals: 21 }])).toEqual([
      '0 columns wrong-type',
      '1 columns.header wrong-type',
      '1 columns.value wrong-type',
      '1 columns.total wrong-type',
      '1 columns.decimals wrong-type',
    ]);
    expect(table([], {})).toEqual(['null rows not-a-list']);
    expect(table([{ header: 'n', value: () => 1n }], [{}])).toEqual(['0 n wrong-type']);
    expect(table([], [], { style: 'html' })).toEqual(['null style bad-option']);
  });
});
