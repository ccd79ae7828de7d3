import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  computeCapacity,
  computeRamp,
  limitTopAccounts,
  listPeriods,
  prorateQuota,
} from '../../src/quota/index.js';
import { countCalls } from '../support/countCalls.js';

/** Inputs of which one thing is large where it mostly is small: steps are counted, as calls of a function that every step makes. */
const dayOf = (k: number) => new Date(Date.UTC(2000, 0, 1 + k)).toISOString().slice(0, 10);
const daily = (count: number) =>
  Array.from({ length: count }, (_, k) => ({ id: `p${k}`, start: dayOf(k), end: dayOf(k) }));

afterEach(() => vi.restoreAllMocks());

describe('skewed inputs of quotas', () => {
  it('looks at months of a ramp only where there are periods', () => {
    let reads = 0;
    const schedule = new Proxy(new Array<number>(2_000).fill(0.5), {
      get: (list, key, receiver) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
        return Reflect.get(list, key, receiver);
      },
    });
    const reps = Array.from({ length: 100 }, (_, r) => ({ id: `r${r}`, start: '1950-01-31' }));
    const { shares } = computeRamp(reps, listPeriods('2025-01-01', 'month', 2), schedule);
    expect(new Set(shares)).toEqual(new Set([0.5]));
    // Each once when it is checked, and a few of each rep.
    expect(reads).toBeLessThan(2_000 + 100 * 30);
  });

  it('does not come back to months of a ramp, periods and absences that are over', () => {
    const count = 400;
    const periods = daily(count);
    const reps = [
      {
        id: 'r',
        hoursPerDay: 8,
        start: dayOf(0),
        absences: periods.filter((_, k) => k % 2 === 0).map(({ start }) => ({ from: start, until: start })),
      },
    ];
    const calls = countCalls(Math, 'max', () =>
      computeCapacity({ reps, periods, calendars: { x: {} }, schedule: new Array(60).fill(0.5) }),
    );
    expect(calls).toBeLessThan(6 * count);
    expect(countCalls(Math, 'max', () => computeRamp(reps, periods, new Array(60).fill(0.5)))).toBeLessThan(
      3 * count,
    );
  });

  it('does not come back to holdings that are over while another one lasts', () => {
    const count = 300;
    const periods = daily(count);
    const holdings = [
      { territoryId: 't', repId: 'pod', share: 0.5 },
      ...periods.map(({ start }, k) => ({
        territoryId: 't',
        repId: `r${k}`,
        from: start,
        until: start,
        share: 0.5,
      })),
    ];
    const input = { territories: ['t'], periods, amounts: new Array(count).fill(100), holdings };
    expect(prorateQuota(input)).toHaveLength(2 * count);
    expect(countCalls(Math, 'max', () => prorateQuota(input))).toBeLessThan(6 * count);
  });

  it('never looks at holdings without a share', () => {
    const count = 300;
    const holdings = Array.from({ length: count }, (_, k) => ({
      territoryId: 't',
      repId: `r${k}`,
      share: 0,
    }));
    const input = {
      territories: ['t'],
      periods: daily(count),
      amounts: new Array(count).fill(100),
      holdings,
    };
    expect(countCalls(Math, 'max', () => prorateQuota(input))).toBeLessThan(count);
  });

  it('asks only reps with the rarest skill whether they have all', () => {
    const count = 300;
    const reps = Array.from({ length: count }, (_, r) => ({ id: `r${r}`, skills: ['all', `s${r}`] }));
    const accounts = Array.from({ length: count }, (_, a) => ({
      id: `a${a}`,
      repId: null,
      requiredSkills: a % 2 === 0 ? ['all', `s${count - 1 - a}`] : ['all', `unknown ${a}`],
    }));
    const input = { reps, accounts, limits: [{ fromMonths: 0, max: 1 }], asOf: '2025-01-01' };
    const odd = accounts.filter((_, a) => a % 2 === 1).map(({ id }) => id);
    expect(limitTopAccounts(input).unplaceableIds).toEqual(odd);
    expect(countCalls(Set.prototype, 'has', () => limitTopAccounts(input))).toBeLessThan(6 * count);
  });

  it('counts months of tenure without going through them', () => {
    const input = {
      reps: [{ id: 'r', skills: [], start: '0001-01-31' }],
      accounts: [],
      limits: [
        { fromMonths: 0, max: 1 },
        { fromMonths: 24_288, max: 2 },
        { fromMonths: 24_289, max: 3 },
      ],
    };
    const monthsOn = (asOf: string) => limitTopAccounts({ ...input, asOf }).rows[0];
    expect(monthsOn('2025-02-27')).toMatchObject({ tenureMonths: 24_288, limit: 2 });
    expect(monthsOn('2025-02-28')).toMatchObject({ tenureMonths: 24_289, limit: 3 });
    expect(countCalls(Math, 'min', () => monthsOn('2025-02-28'))).toBeLessThan(5);
  });

  it('lists no periods after the last day that can be written', () => {
    expect(listPeriods('9999-11-01', 'month', 2).at(-1)?.end).toBe('9999-12-31');
    for (const [start, length, count] of [
      ['9999-11-01', 'month', 3],
      ['9999-12-25', 'week', 2],
      ['2025-01-01', 'year', Number.MAX_SAFE_INTEGER],
    ] as const)
      expect(() => listPeriods(start, length, count)).toThrow(/end in the year 9999/);
  });
});
