import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../src/core/errors.js';
import type { Issue } from '../../src/core/issue.js';
import { checkDeals, parseDeals } from '../../src/model/checkDeals.js';
import { checkLocks, parseLocks } from '../../src/model/checkLocks.js';
import { checkMeasures, parseMeasures } from '../../src/model/checkMeasures.js';
import { checkReps, parseReps } from '../../src/model/checkReps.js';
import { checkTerritories, parseTerritories } from '../../src/model/checkTerritories.js';

const brief = ({ row, field, code, severity }: Issue) => `${row} ${field} ${code} ${severity}`;

describe('checkReps', () => {
  const columns = {
    id: 'rep_id',
    name: 'city',
    lon: 'lon',
    lat: 'lat',
    capacity: 'capacity_hours',
    skills: 'skills',
    start: 'start_date',
  };
  const row = {
    rep_id: 'R1',
    city: 'Boston',
    lon: '-71.06',
    lat: '42.36',
    capacity_hours: '1400',
    skills: 'psychiatric;pediatric',
    start_date: '2021-03-01',
  };

  it('reads a table of seats', () => {
    const { values, issues } = checkReps([row, { ...row, rep_id: 'R2', lon: '', lat: '', skills: '' }], {
      columns,
    });
    expect(issues).toEqual([]);
    expect(values[0]).toEqual({
      id: 'R1',
      name: 'Boston',
      home: { lon: -71.06, lat: 42.36 },
      capacity: 1400,
      skills: ['psychiatric', 'pediatric'],
      start: '2021-03-01',
    });
    expect(values[1]).toMatchObject({ id: 'R2', skills: [] });
    expect(values[1]).not.toHaveProperty('home');
  });

  it('names the column of every bad cell', () => {
    const bad = { ...row, rep_id: '', lon: '', lat: '142', capacity_hours: '-1', start_date: '2023-02-30' };
    expect(checkReps([bad], { columns }).issues.map(brief).sort()).toEqual([
      '0 capacity_hours negative error',
      '0 lat out-of-range error',
      '0 lon missing-value error',
      '0 rep_id missing-value error',
      '0 start_date bad-date error',
    ]);
  });

  it.each(['2023-2-3', '03/01/2021', '2023-02-29', '2023-13-01', '2023-01-01T00:00', 20230101])(
    'refuses %s as a day',
    (start) => {
      const { issues } = checkReps([{ id: 'R', capacity: 1, skills: [], start }]);
      expect(issues.map(({ field, severity }) => [field, severity])).toEqual([['start', 'error']]);
    },
  );

  it('accepts the leap day of a leap year', () => {
    expect(checkReps([{ id: 'R', capacity: 1, skills: [], start: '2024-02-29' }]).issues).toEqual([]);
  });

  it('finds swapped homes and the point 0, 0', () => {
    const rows = [
      { id: 'A', capacity: 1, skills: [], home: { lon: 42.36, lat: -171.06 } },
      { id: 'B', capacity: 1, skills: [], home: { lon: 42.36, lat: -71.06 } },
      { id: 'C', capacity: 1, skills: [], home: { lon: 0, lat: 0 } },
    ];
    expect(checkReps(rows, { bounds: [-125, 24, -66, 50] }).issues.map(brief)).toEqual([
      '0 home.lat swapped-coordinates error',
      '1 home.lat swapped-coordinates error',
      '2 home.lat null-island warning',
    ]);
  });

  it('names half a home and fields that a home has not', () => {
    const rows = [{ id: 'A', capacity: 1, skills: [], home: { lon: 5, latitude: 50 } }];
    expect(checkReps(rows).issues.map(brief)).toEqual([
      'null home.latitude unknown-field warning',
      '0 home.lat missing-value error',
    ]);
  });
});

describe('checkTerritories', () => {
  it('passes good records on', () => {
    const rows = [
      {
        id: 'T1',
        repIds: ['R1'],
        seat: { lon: 1, lat: 2 },
        share: 2,
        limits: { hours: { min: 1, max: Infinity } },
      },
      { id: 'T2', repIds: [] },
    ];
    expect(checkTerritories(rows)).toEqual({ values: rows, rows: Int32Array.of(0, 1), issues: [] });
  });

  it('reads a table', () => {
    const columns = { id: 'territory', repIds: 'reps', lon: 'lon', lat: 'lat', share: 'share' };
    const row = { territory: 'T1', reps: 'R1;R2', lon: '1', lat: '2', share: '1.5' };
    expect(checkTerritories([row], { columns }).values).toEqual([
      { id: 'T1', repIds: ['R1', 'R2'], seat: { lon: 1, lat: 2 }, share: 1.5 },
    ]);
  });

  it('refuses impossible limits and shares', () => {
    const rows = [
      { id: 'A', repIds: [], limits: { hours: { min: 5, max: 4 } } },
      { id: 'B', repIds: [], limits: { hours: { min: Infinity, max: -1 }, beds: 3 } },
      { id: 'C', repIds: [], share: -1 },
      { id: 'D', repIds: 'R1' },
    ];
    expect(checkTerritories(rows).issues.map(brief)).toEqual([
      '0 limits.hours.min min-above-max error',
      '1 limits.hours.min not-finite error',
      '1 limits.hours.max negative error',
      '1 limits.beds wrong-type error',
      '1 limits.hours.min min-above-max error',
      '2 share negative error',
      '3 repIds wrong-type error',
    ]);
  });
});

describe('checkMeasures', () => {
  it('accepts an infinite tolerance: reported, not balanced', () => {
    const rows = [
      { id: 'hours', unit: 'h', tolerance: 0.05 },
      { id: 'count', tolerance: Infinity },
    ];
    expect(checkMeasures(rows).values).toEqual(rows);
    const columns = { id: 'id', tolerance: 'tolerance' };
    const flat = [{ id: 'count', tolerance: 'Infinity' }];
    expect(checkMeasures(flat, { columns }).values).toEqual([rows[1]]);
  });

  it('refuses tolerances that are none, and ids that every object has as a key', () => {
    const rows = [
      { id: 'a', tolerance: -0.1 },
      { id: 'b', tolerance: Number.NaN },
      { id: 'c' },
      { id: 'd', tolerance: '5 %' },
      { id: 'constructor', tolerance: 0 },
      { id: 'a', tolerance: 1 },
    ];
    expect(checkMeasures(rows).issues.map(brief)).toEqual([
      '0 tolerance negative error',
      '1 tolerance not-finite error',
      '2 tolerance missing-value error',
      '3 tolerance wrong-type error',
      '4 id unsafe-key error',
      '5 id duplicate-id error',
    ]);
  });
});

describe('checkDeals', () => {
  const deal = { id: 'D', accountId: 'A', amount: -5, stage: 'won', openedOn: '2023-01-31' };

  it('passes good records on', () => {
    const rows = [
      deal,
      { ...deal, id: 'E', currency: 'EUR', closedOn: '2023-01-31', won: false, repId: 'R' },
    ];
    expect(checkDeals(rows)).toEqual({ values: rows, rows: Int32Array.of(0, 1), issues: [] });
  });

  it('reads a table', () => {
    const columns = {
      id: 'id',
      accountId: 'account',
      amount: 'amount',
      stage: 'stage',
      openedOn: 'opened',
      closedOn: 'closed',
      won: 'won',
    };
    const row = {
      id: 'D',
      account: 'A',
      amount: '1e3',
      stage: 'won',
      opened: '2023-01-01',
      closed: '2023-02-01',
    };
    const words = ['Yes', 'n', '1', 'FALSE', 'maybe'];
    const rows = words.map((won, i) => ({ ...row, id: `D${i}`, won }));
    const { values, issues } = checkDeals(rows, { columns });
    expect(values.map(({ won }) => won)).toEqual([true, false, true, false]);
    expect(values[0]).toMatchObject({ amount: 1000, openedOn: '2023-01-01' });
    expect(issues.map(brief)).toEqual(['4 won wrong-type error']);
  });

  it('refuses dates, codes and amounts that are none', () => {
    const bad = { ...deal, openedOn: '2023-02-30', closedOn: 'soon', currency: 'euro', amount: Infinity };
    expect(checkDeals([bad]).issues.map(brief).sort()).toEqual([
      '0 amount not-finite error',
      '0 closedOn bad-date error',
      '0 currency bad-format error',
      '0 openedOn bad-date error',
    ]);
  });

  it('compares the days and the outcome', () => {
    const rows = [
      { ...deal, id: '1', closedOn: '2023-01-30', won: true },
      { ...deal, id: '2', won: true },
      { ...deal, id: '3', closedOn: '2023-02-01' },
    ];
    expect(checkDeals(rows).issues.map(brief)).toEqual([
      '0 closedOn closed-before-opened error',
      '1 won outcome-while-open warning',
      '2 won closed-without-outcome warning',
    ]);
  });
});

describe('checkLocks', () => {
  it('reads a table', () => {
    const columns = { accountId: 'account_id', territoryId: 'rep_id' };
    expect(checkLocks([{ account_id: '1', rep_id: 'R' }], { columns }).values).toEqual([
      { accountId: '1', territoryId: 'R' },
    ]);
  });

  it('refuses a second territory for an account, and warns of repetition', () => {
    const rows = [
      { accountId: 'A', territoryId: 'T1' },
      { accountId: 'A', territoryId: 'T2' },
      { accountId: 'A', territoryId: 'T1' },
      { accountId: 'B' },
    ];
    const { issues, values } = checkLocks(rows);
    expect(issues.map(brief)).toEqual([
      '1 territoryId lock-conflict error',
      '2 accountId repeated-lock warning',
      '3 territoryId missing-value error',
    ]);
    expect(issues[0].message).toContain('row 0 locks "A" to "T1"');
    expect(values).toEqual([rows[0], rows[2]]);
  });
});

describe('the parse functions', () => {
  it.each([
    ['reps', parseReps],
    ['territories', parseTerritories],
    ['measures', parseMeasures],
    ['deals', parseDeals],
    ['locks', parseLocks],
  ])('of %s throw an InputError that says so', (what, parse) => {
    expect(() => parse([5])).toThrow(InputError);
    expect(() => parse([5])).toThrow(`${what}: 1 error`);
    expect(parse([])).toEqual([]);
    expect(() => parse([], { colums: {} } as never)).toThrow(OptionsError);
  });
});
