import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { checkAccounts } from '../../src/model/checkAccounts.js';
import { checkDeals } from '../../src/model/checkDeals.js';
import type { Checked } from '../../src/model/checked.js';
import { checkLocks } from '../../src/model/checkLocks.js';
import { checkMeasures } from '../../src/model/checkMeasures.js';
import { checkReps } from '../../src/model/checkReps.js';
import { checkTerritories } from '../../src/model/checkTerritories.js';

type Row = Record<string, unknown>;

const id = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[A-Z]\d?$/) },
  { weight: 1, arbitrary: fc.constantFrom('a', ' A', '', '__proto__', 'constructor', 'N/A') },
);
const number = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 80 }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(-0, -999, 95, 180, Number.NaN, Infinity) },
);
const day = fc.constantFrom('2024-02-29', '2023-02-29', '2023-01-01', 'soon');
const place = fc.record({ lon: number, lat: number }, { requiredKeys: [] });
const loads = fc.dictionary(fc.oneof(id, fc.string({ maxLength: 3 })), number, { maxKeys: 3 });
const words = fc.array(id, { maxLength: 3 });

/** Values that are right often enough for good records to occur, and anything at all now and then. */
const dirty = <T>(good: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 25, arbitrary: good },
    { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<unknown> },
  );
const listOf = (fields: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[]) =>
  fc.array(
    dirty(
      fc.record(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, dirty(value)])), {
        requiredKeys,
      }),
    ),
    { maxLength: 6 },
  );

/** Says in plain code whether a value is what its interface promises; shares nothing with the schemas. */
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isLoad = (value: unknown) => typeof value === 'number' && value >= 0 && value < Infinity;
const isDay = (value: unknown) =>
  typeof value === 'string' && new Date(`${value}T00:00:00Z`).toISOString?.().slice(0, 10) === value;
const isDegrees = (value: unknown, limit: number) => typeof value === 'number' && Math.abs(value) <= limit;
const isPlace = (value: unknown) => isDegrees((value as Row).lon, 180) && isDegrees((value as Row).lat, 90);
const isList = (value: unknown) => Array.isArray(value) && value.every(isText);
const optional = (value: unknown, good: (value: unknown) => boolean) => value === undefined || good(value);
const each = (value: unknown, good: (value: unknown) => boolean) =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  Object.entries(value).every(([key, entry]) => !(key in Object.prototype) && good(entry));

interface Kind {
  readonly rows: fc.Arbitrary<unknown[]>;
  readonly check: (rows: readonly unknown[], options?: never) => Checked<unknown>;
  readonly isGood: (value: Row) => boolean;
  readonly fields: string[];
}

const kinds: Record<string, Kind> = {
  accounts: {
    rows: listOf(
      {
        id,
        name: fc.string(),
        lon: number,
        lat: number,
        measures: loads,
        attributes: fc.dictionary(id, fc.jsonValue(), { maxKeys: 2 }),
        parentId: fc.option(id, { nil: undefined, freq: 3 }),
        incumbentId: id,
        requiredSkills: words,
      },
      ['id', 'measures', 'attributes'],
    ),
    check: checkAccounts,
    fields: [
      'id',
      'name',
      'lon',
      'lat',
      'measures',
      'attributes',
      'parentId',
      'incumbentId',
      'requiredSkills',
    ],
    isGood: (value) =>
      isText(value.id) &&
      optional(value.name, (name) => typeof name === 'string') &&
      (value.lon === undefined) === (value.lat === undefined) &&
      (value.lon === undefined || isPlace(value)) &&
      each(value.measures, isLoad) &&
      each(
        value.attributes,
        (entry) => entry === null || ['string', 'boolean'].includes(typeof entry) || Number.isFinite(entry),
      ) &&
      optional(value.parentId, isText) &&
      optional(value.incumbentId, isText) &&
      optional(value.requiredSkills, isList),
  },
  reps: {
    rows: listOf({ id, name: id, home: place, capacity: number, skills: words, start: day, role: id }, [
      'id',
      'capacity',
      'skills',
    ]),
    check: checkReps,
    fields: ['id', 'name', 'home', 'capacity', 'skills', 'start', 'role'],
    isGood: (value) =>
      isText(value.id) &&
      isLoad(value.capacity) &&
      isList(value.skills) &&
      optional(value.home, isPlace) &&
      optional(value.start, isDay) &&
      optional(value.name, (name) => typeof name === 'string') &&
      optional(value.role, (role) => typeof role === 'string'),
  },
  territories: {
    rows: listOf(
      {
        id,
        repIds: words,
        seat: place,
        share: number,
        limits: fc.dictionary(id, fc.record({ min: number, max: number }, { requiredKeys: [] }), {
          maxKeys: 2,
        }),
      },
      ['id', 'repIds'],
    ),
    check: checkTerritories,
    fields: ['id', 'repIds', 'seat', 'share', 'limits'],
    isGood: (value) =>
      isText(value.id) &&
      isList(value.repIds) &&
      optional(value.seat, isPlace) &&
      optional(value.share, isLoad) &&
      optional(value.limits, (limits) =>
        each(limits, (limit) => {
          const { min = 0, max = Infinity } = limit as { min?: number; max?: number };
          return isLoad(min) && max >= min;
        }),
      ),
  },
  measures: {
    rows: listOf({ id, name: id, unit: id, tolerance: number }, ['id', 'tolerance']),
    check: checkMeasures,
    fields: ['id', 'name', 'unit', 'tolerance'],
    isGood: (value) => isText(value.id) && !((value.id as string) in {}) && (value.tolerance as number) >= 0,
  },
  deals: {
    rows: listOf(
      {
        id,
        accountId: id,
        amount: number,
        stage: id,
        openedOn: day,
        closedOn: day,
        won: fc.boolean(),
        currency: fc.constantFrom('USD', 'usd'),
        repId: id,
      },
      ['id', 'accountId', 'amount', 'stage', 'openedOn'],
    ),
    check: checkDeals,
    fields: ['id', 'accountId', 'amount', 'stage', 'openedOn', 'closedOn', 'won', 'currency', 'repId'],
    isGood: (value) =>
      [value.id, value.accountId, value.stage].every(isText) &&
      Number.isFinite(value.amount) &&
      isDay(value.openedOn) &&
      optional(
        value.closedOn,
        (closedOn) => isDay(closedOn) && (closedOn as string) >= (value.openedOn as string),
      ) &&
      optional(value.won, (won) => typeof won === 'boolean') &&
      optional(value.repId, isText) &&
      optional(value.currency, (currency) => currency === 'USD'),
  },
  locks: {
    rows: listOf({ accountId: id, territoryId: id }, ['accountId', 'territoryId']),
    check: checkLocks,
    fields: ['accountId', 'territoryId'],
    isGood: (value) => isText(value.accountId) && isText(value.territoryId),
  },
};

describe.each(Object.entries(kinds))('the check of %s', (_, { rows, check, isGood, fields }) => {
  it('gives only values that keep the promises of the interface', () => {
    let kept = 0;
    fc.assert(
      fc.property(rows, (list) => {
        for (const value of check(list).values as Row[]) {
          kept++;
          expect(isGood(value)).toBe(true);
          expect(Object.keys(value).filter((key) => !fields.includes(key))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
    expect(kept).toBeGreaterThan(20);
  });

  it('names every row it leaves out, and no row it keeps, in an error', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { values, rows: kept, issues } = check(list);
        const failed = new Set(
          issues.flatMap(({ row, severity }) => (severity === 'error' && row !== null ? [row] : [])),
        );
        expect([...kept, ...failed].sort((a, b) => a - b)).toEqual(list.map((_, row) => row));
        expect(values).toHaveLength(kept.length);
        const order = issues.map(({ row }) => row ?? -1);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  it('finds no error in what it gave, and gives it again', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { values } = check(list);
        const again = check(values);
        expect(again.values).toEqual(values);
        expect(again.issues.filter(({ severity }) => severity !== 'warning')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever it is given, and says the same again', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), fc.anything())), (list) => {
        expect(check(list).issues).toEqual(check(list).issues);
      }),
    );
  });
});

describe('checkAccounts', () => {
  it('reads the same accounts from texts as from records', () => {
    const account = fc.record(
      { name: fc.constantFrom('Alpha', 'Beta'), beds: fc.double({ min: 0, max: 1e6, noNaN: true }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(account), (list) => {
        const records = list.map(({ name, beds }, i) => ({
          id: `A${i}`,
          ...(name === undefined ? {} : { name }),
          measures: beds === undefined ? {} : { beds },
          attributes: { owner: name ?? null },
        }));
        const flat = records.map((record, i) => ({
          ID: record.id,
          NAME: record.name ?? '',
          BEDS: list[i].beds === undefined ? '' : String(list[i].beds),
        }));
        const { values, issues } = checkAccounts(flat, {
          columns: { id: 'ID', name: 'NAME' },
          measures: { beds: 'BEDS' },
          attributes: { owner: 'NAME' },
        });
        expect(issues).toEqual([]);
        expect(values).toEqual(records.map((record) => ({ ...record, measures: { ...record.measures } })));
      }),
    );
  });

  it('keeps families closed: the parent of a value is a value, and no value is its own ancestor', () => {
    const parents = fc.array(fc.option(fc.nat(12), { nil: undefined }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parents, fc.nat(11), (list, broken) => {
        const records = list.map((parent, i) => ({
          id: `A${i}`,
          measures: i === broken ? { hours: -1 } : {},
          attributes: {},
          ...(parent === undefined ? {} : { parentId: `A${parent}` }),
        }));
        const expected = records.filter((record) => {
          let at: (typeof records)[number] | undefined = record;
          for (let step = 0; step <= records.length; step++) {
            if (at === undefined || at === records[broken]) return false;
            if (at.parentId === undefined) return true;
            at = records[Number(at.parentId.slice(1))];
          }
          return false;
        });
        expect(checkAccounts(records).values.map((value) => value.id)).toEqual(
          expected.map((record) => record.id),
        );
      }),
    );
  });
});

describe('InputError', () => {
  it('stays short however many issues it carries', () => {
    const { issues } = checkAccounts(Array.from({ length: 5000 }, () => 5));
    expect(new InputError('accounts', issues).message.split('\n')).toHaveLength(23);
  });
});
