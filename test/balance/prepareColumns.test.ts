import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import type { ColumnInput } from '../../src/balance/prepare/columnInput.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import { prepareColumns } from '../../src/balance/prepareColumns.js';
import type { InputError } from '../../src/core/errors.js';

const base: ColumnInput = {
  lon: [10, 11, 12, 13],
  lat: [50, 50, 50, 50],
  loads: { hours: [8, 8, 8, 8] },
  territories: 2,
  tolerance: 0.1,
};
const codesOf = (input: ColumnInput) => {
  try {
    prepareColumns(input);
  } catch (error) {
    return (error as InputError).issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
  }
  return [];
};

describe('prepareColumns', () => {
  it('makes the problem that records make', () => {
    const territories = [{ id: 'west', seat: { lon: 10, lat: 51 }, share: 2 }, { id: 'east' }];
    const accounts = [10, 11, 12, 13].map((lon, i) => ({
      id: String(i),
      lon,
      lat: 50,
      measures: { hours: 8 },
      attributes: {},
    }));
    const records = prepareProblem({
      accounts,
      territories: territories.map((territory) => ({ ...territory, repIds: [] })),
      measures: [{ id: 'hours', tolerance: 0.1 }],
      travel: { kind: 'greatCircle', metric: 'squaredDistance', detourFactor: 1.2 },
      trips: ({ lon }) => lon!,
      locks: [{ accountId: '0', territoryId: 'east' }],
    });
    const columns = prepareColumns({
      ...base,
      territories,
      unitIds: ['0', '1', '2', '3'],
      trips: [10, 11, 12, 13],
      locks: [1, -1, -1, -1],
      detourFactor: 1.2,
    });
    expect(columns).toEqual(records);
  });

  it('takes the rule for free centres, where it fits the metric', () => {
    const { centreUnits, assignment } = balanceTerritories(prepareColumns({ ...base, centre: 'unit' }));
    expect(Array.from(centreUnits!, (i) => assignment[i])).toEqual([0, 1]);
    expect(codesOf({ ...base, metric: 'distance', centre: 'median' })).toEqual([]);
    expect(codesOf({ ...base, centre: 'median' })).toEqual(['null centre unknown-word']);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing at all', null, ['null input wrong-type']],
    ['an empty record', {}, ['null loads wrong-type', 'null tolerance wrong-type']],
    ['a column that is a number', { ...base, trips: 4 }, ['null trips not-a-list']],
    ['loads that are no column', { ...base, loads: { hours: null } }, ['null loads.hours not-a-list']],
    ['ids in one text', { ...base, unitIds: 'abcd' }, ['null unitIds wrong-type']],
    ['a territory that is none', { ...base, territories: [{}, null] }, ['1 territories wrong-type']],
    [
      'a seat and limits that are no records',
      { ...base, territories: [{ seat: 4, limits: { hours: 8 } }, { limits: null }] },
      [
        '0 territories.seat wrong-type',
        '0 territories.limits.hours wrong-type',
        '1 territories.limits wrong-type',
      ],
    ],
  ])('names %s instead of failing on it', (_, input, codes) => {
    expect(codesOf(input as ColumnInput)).toEqual(codes);
  });

  it('names everything that is wrong at once', () => {
    expect(
      codesOf({
        lon: [10, 200, Number.NaN, 13],
        lat: [50, 50, 50, 50],
        loads: { hours: [8, -1, Number.NaN, 8], visits: [1, 2] },
        territories: [
          { id: 'a', share: -1 },
          { id: 'a', limits: { calls: { max: 3 } } },
        ],
        tolerance: { hours: 0.1, visits: -1 },
        unitIds: ['x', 'x', '', 'y'],
        locks: [0, 2, -1, 0.5],
        detourFactor: 0.5,
      }).sort(),
    ).toEqual([
      '0 territories.share out-of-range',
      '1 loads.hours out-of-range',
      '1 locks unknown-territory',
      '1 lon/lat out-of-range',
      '1 territories.id duplicate-id',
      '1 territories.limits unknown-measure',
      '1 units.id duplicate-id',
      '2 loads.hours out-of-range',
      '2 lon/lat out-of-range',
      '2 units.id missing-id',
      '3 locks unknown-territory',
      'null detourFactor out-of-range',
      'null loads.visits wrong-length',
      'null measures.visits.tolerance out-of-range',
    ]);
  });

  it.each<[string, Partial<Record<keyof ColumnInput, unknown>>, string]>([
    ['a BigInt', { lon: [10, 11n, 12, 13] }, '1 lon/lat out-of-range'],
    ['a symbol', { lat: [50, Symbol('n'), 50, 50] }, '1 lon/lat out-of-range'],
    ['nothing', { lat: [50, undefined, 50, 50] }, '1 lon/lat out-of-range'],
    [
      'a seat of texts',
      { territories: [{ seat: { lon: '10', lat: '50' } }] },
      '0 territories.seat out-of-range',
    ],
    [
      'a seat of a BigInt',
      { territories: [{ seat: { lon: 10n, lat: 50 } }] },
      '0 territories.seat out-of-range',
    ],
    ['a tolerance of a BigInt', { tolerance: { hours: 1n } }, 'null measures.hours.tolerance out-of-range'],
  ])('names %s in place of a number', (_, changes, code) => {
    expect(codesOf({ ...base, ...changes } as ColumnInput)).toContain(code);
  });

  it('asks for one pair of coordinates, and for territories', () => {
    const { lon: _lon, ...rest } = base;
    expect(codesOf(rest)).toContain('null lon, lat, x, y missing');
    expect(codesOf({ ...base, x: [1, 2, 3, 4], y: [1, 2, 3, 4] })).toContain('null lon, lat, x, y missing');
    expect(codesOf({ ...base, territories: 0 })).toContain('null territories empty');
    expect(codesOf({ ...base, territories: [] })).toContain('null territories empty');
  });

  it('counts the bad entries of a column that it does not name', () => {
    const hours = new Float64Array(1000).fill(-1);
    const column = new Float64Array(1000);
    try {
      prepareColumns({ ...base, lon: column, lat: column, loads: { hours } });
      expect.unreachable();
    } catch (error) {
      const { issues } = error as InputError;
      expect(issues.filter(({ row }) => row !== null)).toHaveLength(100);
      expect(issues.find(({ row }) => row === null)?.received).toBe('"wrong in 900 more rows"');
    }
  });

  it('calls units without ids by their number', () => {
    const { reasons } = balanceTerritories(prepareColumns({ ...base, loads: { hours: [1, 1, 90, 1] } }));
    expect(reasons[0].unitIds).toEqual(['2']);
  });

  it('does not hold on to the columns it is given', () => {
    const hours = Float64Array.of(8, 8, 8, 8);
    const problem = prepareColumns({ ...base, loads: { hours } });
    hours[0] = 99;
    expect(problem.loads[0][0]).toBe(8);
  });
});
