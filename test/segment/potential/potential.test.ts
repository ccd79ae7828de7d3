import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import type { Account } from '../../../src/model/account.js';
import { normaliseValues } from '../../../src/segment/potential/normaliseValues.js';
import { scoreLookAlikes } from '../../../src/segment/potential/scoreLookAlikes.js';
import { scorePotential } from '../../../src/segment/potential/scorePotential.js';
import { scoreRfm } from '../../../src/segment/potential/scoreRfm.js';
import { sumByRecency } from '../../../src/segment/potential/sumByRecency.js';

const accountsOf = (rows: Account['attributes'][]): Account[] =>
  rows.map((attributes, i) => ({ id: `a${i}`, measures: {}, attributes }));

describe('normaliseValues', () => {
  it('ranks by the share of others below and half of the equal ones, passing over the unknown', () => {
    const one = fc.oneof(
      fc.integer({ min: -4, max: 4 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.constantFrom(-0, 0, 1.5, 5e-324, 1e9, Number.NaN),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (values) => {
        const known = values.filter((value) => !Number.isNaN(value));
        const rankOf = (value: number) => {
          const below = known.filter((other) => other < value).length;
          const equal = known.filter((other) => other === value).length;
          return known.length === 1 ? 0.5 : (below + (equal - 1) / 2) / (known.length - 1);
        };
        const ranks = values.map((value) => (Number.isNaN(value) ? value : rankOf(value)));
        expect(Array.from(normaliseValues(values, 'rank'))).toEqual(ranks);
      }),
    );
  });

  it('takes logarithms of negative values too, and several ways in turn', () => {
    expect(Array.from(normaliseValues([-(Math.E - 1), 0, Math.E ** 2 - 1], 'log'))).toEqual([
      -1,
      0,
      expect.closeTo(2, 12),
    ]);
    const factor = { id: 'f', weight: 10, value: ({ attributes }: Account) => attributes.v as number };
    const { scores } = scorePotential(accountsOf([{ v: 0 }, { v: 9 }, { v: 99 }]), [
      { ...factor, normalise: ['log', 'minMax'] },
    ]);
    expect(scores[1]).toBeCloseTo(5, 12);
  });

  it('keeps what is unknown and spans any range', () => {
    expect(Array.from(normaliseValues([Number.NaN, 4], 'minMax'))).toEqual([Number.NaN, 0.5]);
    expect(Array.from(normaliseValues([-1.7e308, 0, 1.7e308], 'minMax'))).toEqual([0, 0.5, 1]);
    expect(Array.from(normaliseValues([0, 5e-324], 'minMax'))).toEqual([0, 1]);
  });

  it('refuses a way that it does not know', () => {
    expect(() => normaliseValues([1], ['log', 'sqrt' as 'log'])).toThrow(OptionsError);
  });
});

describe('sumByRecency', () => {
  it('adds every event once, however many there are', () => {
    for (const count of [0, 255, 256, 257, 1000]) {
      const events = Array.from({ length: count }, (_, e) => ({
        accountId: 'abc'[e % 3],
        on: '2026-06-30',
        amount: e + 1,
      }));
      const sums = [0, 0, 0];
      for (const [e, { amount }] of events.entries()) sums[e % 3] += amount;
      expect([...sumByRecency(['a', 'b', 'c'], events, { asOf: '2026-06-30', halfLifeDays: 30 })]).toEqual(
        sums,
      );
    }
  });

  it('halves with every half-life', () => {
    const events = [0, 10, 20, 30].map((day) => ({ accountId: 'a', on: `2026-01-${31 - day}`, amount: 8 }));
    const sums = sumByRecency(['a'], events.slice(0, 3), { asOf: '2026-01-31', halfLifeDays: 10 });
    expect(sums[0]).toBeCloseTo(8 + 4 + 2, 12);
  });

  it('names unknown accounts, bad days, days to come, and a second currency', () => {
    const events = [
      { accountId: 'a', on: '2026-01-01', amount: 1, currency: 'USD' },
      { accountId: 'x', on: '2026-02-30', amount: Number.NaN, currency: 'EUR' },
      { accountId: 'a', on: '2027-01-01', amount: 1, currency: 'USD' },
    ];
    try {
      sumByRecency(['a'], events, { asOf: '2026-06-30', halfLifeDays: 30 });
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map(({ row, code }) => `${row} ${code}`)).toEqual([
        '1 unknown-account',
        '1 not-a-day',
        '1 out-of-range',
        '1 several-currencies',
        '2 out-of-range',
      ]);
    }
  });

  it('converts by the table that it is given, and by nothing else', () => {
    const events = [
      { accountId: 'a', on: '2026-01-31', amount: 10, currency: 'EUR' },
      { accountId: 'a', on: '2026-01-31', amount: 10, currency: 'USD' },
    ];
    const options = { asOf: '2026-01-31', halfLifeDays: 1 };
    expect(sumByRecency(['a'], events, { ...options, rates: { EUR: 2, USD: 1 } })[0]).toBe(30);
    expect(() => sumByRecency(['a'], events, { ...options, rates: { EUR: 2 } })).toThrow(/unknown-currency/);
  });

  it('insists on a day and a half-life', () => {
    expect(() => sumByRecency([], [], {} as never)).toThrow(/asOf.*halfLifeDays/s);
  });
});

describe('scoreRfm', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'never'];
  // Buyer k bought k times, last on day 10 k, each time for 100 k.
  const purchases = ids.slice(0, 5).flatMap((accountId, k) =>
    Array.from({ length: k + 1 }, (_, p) => ({
      accountId,
      on: `2026-0${p + 1}-${String(5 * (k + 1)).padStart(2, '0')}`,
      amount: 100 * (k + 1),
    })),
  );

  it('gives quintiles of five buyers their five scores, and none to who never bought', () => {
    const { codes, frequency, monetary, recencyDays } = scoreRfm(ids, purchases, { asOf: '2026-06-30' });
    expect(codes).toEqual(['111', '222', '333', '444', '555', '000']);
    expect(Array.from(frequency)).toEqual([1, 2, 3, 4, 5, 0]);
    expect(Array.from(monetary)).toEqual([100, 400, 900, 1600, 2500, 0]);
    expect(recencyDays.slice(4)).toEqual([36, null]);
  });

  it('takes returns off the money, and does not count them as purchases', () => {
    const back = { accountId: 'e', on: '2026-06-29', amount: -2450 };
    const { monetary, frequency, recencyDays } = scoreRfm(ids, [...purchases, back], { asOf: '2026-06-30' });
    expect([monetary[4], frequency[4], recencyDays[4]]).toEqual([50, 5, 36]);
  });

  it('gives what all share the middle score', () => {
    const same = ['a', 'b'].map((accountId) => ({ accountId, on: '2026-01-01', amount: 5 }));
    expect(scoreRfm(['a', 'b'], same, { asOf: '2026-01-02' }).codes).toEqual(['333', '333']);
  });

  it('ranks within cells where nested', () => {
    // Two days, on each a small and a large buyer: nested, money is ranked within the day.
    const nested = ['a', 'b', 'c', 'd'].map((accountId, i) => ({
      accountId,
      on: i < 2 ? '2026-01-01' : '2026-02-01',
      amount: [10, 20, 300, 400][i],
    }));
    const options = { asOf: '2026-03-01', bins: 2 } as const;
    expect(scoreRfm(['a', 'b', 'c', 'd'], nested, options).codes.map((code) => code[2])).toEqual([
      '1',
      '1',
      '2',
      '2',
    ]);
    const cells = scoreRfm(['a', 'b', 'c', 'd'], nested, { ...options, binning: 'nested' });
    expect(cells.codes.map((code) => code[2])).toEqual(['1', '2', '1', '2']);
  });

  it('keeps cells apart whose scores have one sum: old and frequent is not new and rare', () => {
    const buyers = [10, 20, 30, 40, 300, 400, 500, 600].map((money, i) => ({
      ...{ accountId: `b${i}`, amount: i % 4 < 2 ? money : money / 2 },
      on: i < 4 ? '2026-01-01' : '2026-02-01',
    }));
    const twice = buyers.filter((_, i) => i % 4 >= 2);
    const { codes } = scoreRfm(
      buyers.map(({ accountId }) => accountId),
      [...buyers, ...twice],
      { asOf: '2026-03-01', bins: 2, binning: 'nested' },
    );
    expect(codes).toEqual(['111', '112', '121', '122', '211', '212', '221', '222']);
  });

  it('spends the sum or the mean of the purchases, returns taken off both', () => {
    const back = { accountId: 'e', on: '2026-06-29', amount: -2450 };
    const { monetary } = scoreRfm(ids, [...purchases, back], { asOf: '2026-06-30', monetary: 'mean' });
    expect(Array.from(monetary)).toEqual([100, 200, 300, 400, 10, 0]);
  });

  it('takes a purchase of the day itself, and refuses one of the day after', () => {
    const on = (day: string) => [{ accountId: 'a', on: day, amount: 1 }];
    expect(scoreRfm(['a'], on('2026-06-30'), { asOf: '2026-06-30' }).recencyDays).toEqual([0]);
    expect(() => scoreRfm(['a'], on('2026-07-01'), { asOf: '2026-06-30' })).toThrow('2026-07-01');
  });

  it('weighs the parts and hands them over', () => {
    const weights = { recency: 2, frequency: 0, monetary: -1 };
    const { scores, contributions } = scoreRfm(ids, purchases, {
      asOf: '2026-06-30',
      weights,
      monetary: 'mean',
    });
    expect(scores[4]).toBe(5);
    expect([contributions.recency[4], contributions.frequency[4], contributions.monetary[4]]).toEqual([
      10, 0, -5,
    ]);
  });
});

describe('scoreLookAlikes', () => {
  const accounts = accountsOf([
    { type: 'x', size: 1 },
    { type: 'x', size: 2 },
    { type: 'y', size: 30 },
    { type: 'y', size: 40 },
    { type: null, size: 50 },
  ]);
  const type = { id: 'type', value: ({ attributes }: Account) => attributes.type };
  const size = { id: 'size', value: ({ attributes }: Account) => attributes.size };
  const isBest = [0, 0, 1, 0, 1];

  it('weighs levels by hand-worked evidence', () => {
    const { scores, contributions, evidence } = scoreLookAlikes(accounts, isBest, [type]);
    // y: (1 + .5) / (1 + 1) of the best, (1 + .5) / (3 + 1) of the others; x: .5 / 2 and 2.5 / 4.
    expect(scores[2]).toBeCloseTo(Math.log(0.75 / 0.375), 12);
    expect(scores[0]).toBeCloseTo(Math.log(0.25 / 0.625), 12);
    expect(contributions.type[4]).toBe(0);
    expect(evidence.map(({ level }) => level)).toEqual(['y', 'x']);
  });

  it('makes the unknown a level where told so', () => {
    const { evidence, scores } = scoreLookAlikes(accounts, isBest, [type], { missing: 'level' });
    expect(evidence[0]).toMatchObject({ level: null, best: 1, others: 0 });
    expect(scores[4]).toBeGreaterThan(scores[2]);
  });

  it('cuts numbers into bins and never parts equal ones', () => {
    const { evidence } = scoreLookAlikes(accounts, isBest, [size], { bins: 2 });
    expect(evidence.map(({ level }) => level).sort()).toEqual(['1 … 2', '30 … 50']);
    const same = scoreLookAlikes(accountsOf([{ size: 3 }, { size: 3 }, { size: 3 }]), [1, 0, 0], [size]);
    expect(new Set(same.scores).size).toBe(1);
  });

  it('says that there is no contrast without best customers, or without others', () => {
    for (const flags of [
      [0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1],
    ]) {
      const { status, scores } = scoreLookAlikes(accounts, flags, [type, size]);
      expect(status).toBe('no-contrast');
      expect(Array.from(scores)).toEqual([0, 0, 0, 0, 0]);
    }
    expect(scoreLookAlikes([], [], [type]).scores).toHaveLength(0);
  });

  it('names values that are no text, flag or number, and a list too short', () => {
    const odd = { id: 'odd', value: () => Number.POSITIVE_INFINITY };
    expect(() => scoreLookAlikes(accounts, [1], [odd])).toThrow(/6 errors/);
    expect(() => scoreLookAlikes(accounts, isBest, [type, type])).toThrow(OptionsError);
    expect(() => scoreLookAlikes(accounts, [1], [odd])).toThrow(InputError);
  });
});
