import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import type { Account } from '../../../src/model/account.js';
import { findDuplicates } from '../../../src/segment/quality/findDuplicates.js';
import { profileAccounts } from '../../../src/segment/quality/profileAccounts.js';
import type { DuplicateGroup } from '../../../src/segment/quality/proposeMerges.js';

const account = (id: string, parts: Partial<Account> = {}): Account => ({
  ...{ id, name: `Name ${id}`, lon: Number(id), lat: 50, measures: {}, attributes: {} },
  ...parts,
});
const listOf = (count: number, partsOf: (i: number) => Partial<Account>) =>
  Array.from({ length: count }, (_, i) => account(String(i + 1), partsOf(i)));
const showMends = (profile: ReturnType<typeof profileAccounts>) =>
  profile.mends.map(({ field, code, rows, gain }) => [field, code, [...rows], gain]);

describe('profileAccounts', () => {
  it('counts a record as stale from the age given on, a day to come as wrong, and 0, 0 as no place', () => {
    const days = ['2026-06-21', '2026-06-20', '2026-06-30', '2026-07-01'];
    const rows = days.map((seen, i) => ({
      ...{ id: `${i}`, name: `n${i}`, lon: 0, lat: i === 0 ? 0 : 10 * i },
      ...{ measures: {}, attributes: { seen } },
    }));
    const stale = { field: 'attributes.seen', asOf: '2026-06-30', afterDays: 10 };
    const { mends } = profileAccounts(rows, { stale });
    expect(mends.map(({ code, rows: own }) => [code, ...own]).sort()).toEqual([
      ['future-day', 3],
      ['stale', 1],
      ['unlocated', 0],
    ]);
  });

  it('gives a clean list 100 points and nothing to mend', () => {
    const profile = profileAccounts(listOf(4, () => ({})));
    expect(profile.score).toBe(100);
    expect(profile.mends).toEqual([]);
    expect(profile.contributions).toEqual({
      complete: 25,
      unique: 25,
      plausible: 25,
      current: null,
      located: 25,
    });
  });

  it('takes a measure that is not known for no outlier, and leaves it out of the quartiles', () => {
    const none: Account['measures'] = {};
    const list = listOf(20, (i) => ({ measures: i < 8 ? none : { beds: i === 8 ? 9 : 1000 + 10 * i } }));
    const { mends } = profileAccounts(list, { outliers: ['beds'] });
    expect(mends.map(({ field, code, rows }) => [field, code, ...rows])).toEqual([
      ['measures.beds', 'outlier', 8],
    ]);
  });

  it('finds outliers beyond the far fence of a skewed measure, and none where the quartiles are equal', () => {
    const profile = profileAccounts(
      listOf(9, (i) => ({ measures: { beds: i === 8 ? 1e6 : 10 + i, rooms: i === 8 ? 50 : 1 } })),
      { outliers: ['beds', 'rooms'] },
    );
    expect(showMends(profile)).toEqual([['measures.beds', 'outlier', [8], expect.closeTo(25 / 9, 12)]]);
  });

  it('puts the fence where logarithms put it, whatever its width', () => {
    const value = fc.double({ min: 0, max: 1e9, noNaN: true });
    const fences = fc.oneof(fc.constant(3), fc.double({ min: 0.001, max: 20, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 30 }), fences, (values, fence) => {
        const logs = values.map((each) => Math.log(1 + each)).sort((a, b) => a - b);
        const [lower, upper] = [0.25, 0.75].map((share) => {
          const at = share * (logs.length - 1);
          return logs[Math.floor(at)] + (at % 1) * (logs[Math.ceil(at)] - logs[Math.floor(at)]);
        });
        const excess = (each: number) => {
          const size = Math.log(1 + each);
          return Math.max(size - upper, lower - size) - fence * (upper - lower);
        };
        // On the fence itself the two may round differently.
        fc.pre(upper - lower > 1e-9 && values.every((each) => Math.abs(excess(each)) > 1e-9));
        const list = values.map((beds, i) => account(String(i + 1), { measures: { beds } }));
        const { mends } = profileAccounts(list, { outliers: ['beds'], fence });
        const found = mends.find(({ code }) => code === 'outlier')?.rows ?? [];
        expect([...found]).toEqual(values.flatMap((each, row) => (excess(each) > 0 ? [row] : [])));
      }),
      { numRuns: 500 },
    );
  });

  it('finds impossible values: below 0, off the earth, outside the range given, of another kind', () => {
    const list = [
      account('1', { measures: { beds: -3 } }),
      account('2', { lat: 95 }),
      account('3', { attributes: { score: 11 } }),
      account('4', { attributes: { score: 'high' } }),
      account('5', { attributes: { score: 10 } }),
    ];
    const profile = profileAccounts(list, { ranges: { 'attributes.score': [0, 10] } });
    expect(showMends(profile).map(([field, code, rows]) => [field, code, rows])).toEqual([
      ['attributes.score', 'impossible', [2, 3]],
      ['account', 'unlocated', [1]],
      ['lat', 'impossible', [1]],
      ['measures.beds', 'impossible', [0]],
    ]);
    expect(profile.contributions.plausible).toBeCloseTo(5, 12);
  });

  it('counts an account once, however much is wrong with it', () => {
    const list = [account('1', { measures: { beds: -3, rooms: -1 }, lat: 95 }), account('2')];
    expect(profileAccounts(list).contributions.plausible).toBe(12.5);
  });

  it('tells stale days from those to come, those that are none and those that are missing', () => {
    const days = ['2026-05-01', '2024-01-01', '2027-01-01', '2026-02-30', null];
    const profile = profileAccounts(
      listOf(5, (i) => ({ attributes: { seen: days[i] } })),
      {
        stale: { field: 'attributes.seen', asOf: '2026-06-30', afterDays: 365 },
      },
    );
    expect(showMends(profile).map(([, code, rows]) => [code, rows])).toEqual([
      ['future-day', [2]],
      ['not-a-day', [3]],
      ['stale', [1]],
      ['undated', [4]],
    ]);
    expect(profile.contributions.current).toBeCloseTo(20 / 5, 12);
  });

  it('counts what a merge would take away, and proposes it', () => {
    const list = [
      account('1'),
      account('1'),
      account('2'),
      account('3', { name: 'Name 2', lon: 2.0001 }),
      account('4', { name: 'Namen 2', lon: 2.0001 }),
    ];
    const profile = profileAccounts(list);
    expect(profile.duplicates.map(({ keep, merge }) => [keep, merge])).toEqual([
      [0, [1]],
      [2, [3]],
    ]);
    expect(profile.contributions.unique).toBe(15);
    expect(profile.mends.find(({ code }) => code === 'duplicate')?.rows).toEqual(Int32Array.of(1, 3));
  });

  it('does not read every account for the measure of each, where every account has a measure of its own', () => {
    let reads = 0;
    const list = Array.from({ length: 1000 }, (_, i) => {
      const measures = { [`m${i}`]: i % 2 ? 1 : -1 };
      return {
        ...account(`${i}`, { name: `Name ${i}` }),
        get measures() {
          reads++;
          return measures;
        },
      };
    });
    const { mends } = profileAccounts(list);
    expect(mends.filter(({ field }) => field.startsWith('measures.m'))).toHaveLength(500);
    expect(reads).toBeLessThan(10 * list.length);
  });

  it('counts the groups that are given instead', () => {
    const list = [
      account('1'),
      account('2'),
      account('3', { name: 'Name 2', lon: 2.0001 }),
      account('4', { name: 'Namen 2', lon: 2.0001 }),
    ];
    const duplicates = findDuplicates(list, { similarity: 0.6 });
    expect(duplicates.map(({ keep, merge }) => [keep, merge])).toEqual([[1, [2, 3]]]);
    const profile = profileAccounts(list, { duplicates });
    expect(profile.duplicates).toBe(duplicates);
    expect(profile.contributions.unique).toBe(12.5);
    expect(profileAccounts(list, { duplicates: [] }).contributions.unique).toBe(25);
  });

  it.each([
    ['no list', {}],
    ['no group', [null]],
    ['no rows to merge', [{ keep: 0 }]],
    ['a row of another list', [{ keep: 0, merge: [2] }]],
    ['a row that is none', [{ keep: 'length', merge: [1] }]],
  ])('refuses groups with %s', (_, duplicates) => {
    expect(() =>
      profileAccounts([account('1'), account('2')], {
        duplicates: duplicates as unknown as DuplicateGroup[],
      }),
    ).toThrow(/duplicates should be groups of rows of these accounts/);
  });

  it('puts first what matters by weight', () => {
    const list = [
      account('1', { name: '', attributes: { revenue: 1 } }),
      account('2', { name: '', attributes: { revenue: 1 } }),
      account('3', { lon: undefined, attributes: { revenue: 98 } }),
    ];
    expect(profileAccounts(list).mends[0].code).toBe('missing');
    const weighed = profileAccounts(list, { weight: ({ attributes }) => attributes.revenue as number });
    expect(weighed.mends[0].code).toBe('unlocated');
    expect(weighed.score).toBeCloseTo(75 - 0.5 + 0.5, 12);
  });

  it('has contributions that add up to the score, gains that mending keeps, and no NaN', () => {
    const number = fc.oneof(fc.constant(undefined), fc.double({ min: -200, max: 200 }));
    const row = fc.record({
      name: fc.constantFrom('', 'a', 'b'),
      lon: number,
      lat: number,
      beds: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -2, max: 30 })),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const list = rows.map(
          ({ name, lon, lat, beds }, i): Account => ({
            ...{ id: `${i % 15}`, name, lon, lat, measures: { beds }, attributes: {} },
          }),
        );
        const { score, contributions, mends } = profileAccounts(list, {
          fields: ['name', 'measures.beds'],
          outliers: ['beds'],
        });
        if (list.length === 0) {
          expect(score).toBeNull();
          return;
        }
        const sum = Object.values(contributions).reduce<number>((total, value) => total + (value ?? 0), 0);
        expect(sum).toBeCloseTo(score as number, 9);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        for (const { gain } of mends) expect(gain + (score as number)).toBeLessThanOrEqual(100 + 1e-9);
      }),
    );
  });

  it('refuses fields that there are none of, and weights below 0', () => {
    expect(() => profileAccounts([], { fields: ['beds'] })).toThrow(OptionsError);
    expect(() => profileAccounts([], { ranges: { lon: [1, 0] } })).toThrow(OptionsError);
    expect(() => profileAccounts([account('1')], { weight: () => -1 })).toThrow(InputError);
  });

  it('counts every field that one account lacks', () => {
    const bare = { id: 'a', measures: {}, attributes: {} };
    const { contributions } = profileAccounts([bare], { fields: ['name', 'attributes.zip'] });
    expect(contributions.complete).toBe(0);
  });

  it('does not widen what is possible by a range that is given', () => {
    const odd = { id: 'a', lon: 190, lat: 0, measures: { beds: -1 }, attributes: {} };
    const { mends } = profileAccounts([odd], { ranges: { lon: [-200, 200], 'measures.beds': [-10, 5] } });
    const impossible = mends.filter(({ code }) => code === 'impossible').map(({ field }) => field);
    expect(impossible).toEqual(['lon', 'measures.beds']);
  });
});
