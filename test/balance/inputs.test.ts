import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import { type BalanceInput, prepareProblem } from '../../src/balance/prepare.js';
import { type InputError, OptionsError } from '../../src/core/errors.js';
import type { Account } from '../../src/model/account.js';

const account = (id: string, lon: number, hours: number, more: Partial<Account> = {}): Account => ({
  id,
  lon,
  lat: 50,
  measures: { hours },
  attributes: {},
  ...more,
});
const seat = (id: string, lon: number) => ({ id, repIds: [id], seat: { lon, lat: 50 } });
const base: BalanceInput = {
  accounts: [account('a', 10, 8), account('b', 11, 8), account('c', 12, 8), account('d', 13, 8)],
  territories: [seat('west', 10.4), seat('east', 12.6)],
  measures: [{ id: 'hours', tolerance: 0.1 }],
};
const codesOf = (input: BalanceInput) => {
  try {
    prepareProblem(input);
  } catch (error) {
    return (error as InputError).issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
  }
  return [];
};
const reasonsOf = (input: BalanceInput) => {
  const { status, reasons } = balanceTerritories(prepareProblem(input));
  return { status, codes: reasons.map(({ code }) => code), first: reasons[0]?.message };
};

describe('prepareProblem', () => {
  it('names everything that is wrong at once', () => {
    expect(
      codesOf({
        accounts: [
          account('a', 200, 8),
          account('a', 10, -1, { incumbentId: 'nowhere' }),
          { id: 'x', lon: 3, measures: {}, attributes: {}, requiredSkills: ['german'] },
        ],
        territories: [
          { ...seat('west', 10), share: -1 },
          { ...seat('west', 11), limits: { visits: { max: 3 } } },
        ],
        measures: [{ id: 'hours', tolerance: -1 }],
        locks: [{ accountId: 'nobody', territoryId: 'north' }],
      }).sort(),
    ).toEqual([
      '0 accounts.lon/lat out-of-range',
      '0 locks.accountId unknown-account',
      '0 locks.territoryId unknown-territory',
      '0 territories.share out-of-range',
      '1 accounts.id duplicate-id',
      '1 accounts.incumbentId unknown-territory',
      '1 accounts.measures.hours out-of-range',
      '1 territories.id duplicate-id',
      '1 territories.limits unknown-measure',
      '2 accounts.lon/lat out-of-range',
      '2 accounts.measures.hours missing',
      '2 accounts.requiredSkills no-reps',
      'null measures.hours.tolerance out-of-range',
    ]);
  });

  it('refuses a matrix of the wrong size and costs that are not', () => {
    const matrix = (costs: number[][]) => codesOf({ ...base, travel: { kind: 'matrix', costs } });
    expect(matrix([[1, 2]])).toContain('null travel.costs wrong-length');
    expect(
      matrix([
        [1, 2],
        [1, 2, 3],
        [1, Number.NaN],
        [1, 2],
      ]),
    ).toEqual(['1 travel.costs wrong-length', '2 travel.cost to east out-of-range']);
  });

  it('takes targets by share and narrows limits', () => {
    const problem = prepareProblem({
      ...base,
      territories: [
        { ...seat('west', 10.4), share: 3 },
        { ...seat('east', 12.6), limits: { hours: { max: 8.2 } } },
      ],
    });
    expect(Array.from(problem.targets[0])).toEqual([24, 8]);
    expect(problem.uppers[0][0]).toBeCloseTo(26.4, 12);
    expect(problem.uppers[0][1]).toBe(8.2);
    expect(problem.lowers[0][1]).toBeCloseTo(7.2, 12);
  });
});

describe('balanceTerritories', () => {
  it('refuses unknown options and a time limit without a clock', () => {
    const problem = prepareProblem(base);
    const options = { speed: 3, maxTimeMs: 10 } as object;
    expect(() => balanceTerritories(problem, options)).toThrow(OptionsError);
    expect(() => balanceTerritories(problem, options)).toThrow(/no option "speed".*clock/s);
  });

  it('names a unit that no territory can hold', () => {
    const accounts = [...base.accounts, account('whale', 11, 400)];
    const { status, first } = reasonsOf({ ...base, accounts });
    expect(status).toBe('infeasible');
    expect(first).toBe('unit whale has 400 of hours, more than the 237.6 that any territory for it may have');
  });

  it('names the group of units whose only territories lack room', () => {
    const accounts = base.accounts.map((one, i) => (i < 3 ? { ...one, requiredSkills: ['german'] } : one));
    const reps = [
      { id: 'west', capacity: 1, skills: ['german'] },
      { id: 'east', capacity: 1, skills: [] },
    ];
    const { status, codes, first } = reasonsOf({ ...base, accounts, reps });
    expect(status).toBe('infeasible');
    expect(codes[0]).toBe('eligible-capacity');
    expect(first).toContain('24 of hours, but territories west may have 17.6');
  });

  it('names locks that exceed a limit', () => {
    const locks = ['a', 'b', 'c'].map((accountId) => ({ accountId, territoryId: 'west' }));
    expect(reasonsOf({ ...base, locks }).codes[0]).toBe('locks-above-limit');
  });

  it('names units that nothing may hold, and families without a common territory', () => {
    expect(reasonsOf({ ...base, isEligible: ({ id }) => id !== 'b' }).codes).toContain(
      'no-eligible-territory',
    );
    const family = [account('a', 10, 8), account('b', 11, 8, { parentId: 'a' })];
    const locks = [
      { accountId: 'a', territoryId: 'west' },
      { accountId: 'b', territoryId: 'east' },
    ];
    expect(reasonsOf({ ...base, accounts: family, locks, keepFamilies: true }).codes[0]).toBe(
      'family-conflict',
    );
  });

  it('names territories that must have more than they may, and totals out of reach', () => {
    const [west, east] = base.territories;
    const at = (limits: { min?: number; max?: number }) => ({
      ...base,
      measures: [{ id: 'hours', tolerance: Number.POSITIVE_INFINITY }],
      territories: [
        { ...west, limits: { hours: limits } },
        { ...east, limits: { hours: limits } },
      ],
    });
    expect(reasonsOf(at({ min: 20 })).codes[0]).toBe('total-below-limits');
    expect(reasonsOf(at({ max: 10 })).codes[0]).toBe('total-above-limits');
    const crossed = { ...base, territories: [{ ...west, limits: { hours: { min: 30 } } }, east] };
    expect(reasonsOf(crossed).codes[0]).toBe('limits-conflict');
  });

  it('proves that limits of two measures conflict although each alone could be met', () => {
    const accounts = Array.from({ length: 20 }, (_, i) => ({
      ...account(`a${i}`, 10 + i / 10, 1),
      measures: i % 2 === 0 ? { hours: 9, visits: 1 } : { hours: 1, visits: 9 },
    }));
    const [west, east] = base.territories;
    // West wants nearly all hours and nearly no visits: the hours come with at least ten visits.
    const limits = { hours: { min: 95 }, visits: { max: 12 } };
    const { status, codes } = reasonsOf({
      ...base,
      accounts,
      territories: [{ ...west, limits }, east],
      measures: ['hours', 'visits'].map((id) => ({ id, tolerance: Number.POSITIVE_INFINITY })),
    });
    expect(status).toBe('infeasible');
    expect(codes[0]).toBe('limits-conflict');
  });

  it('moves less the more a move costs', () => {
    const accounts = base.accounts.map((one, i) => ({ ...one, incumbentId: i % 2 === 0 ? 'east' : 'west' }));
    const moved = [0, 50, 1000].map((disruptionWeight) => {
      const { assignment } = balanceTerritories(prepareProblem({ ...base, accounts, disruptionWeight }));
      return Array.from(assignment).filter((j, i) => base.territories[j].id !== accounts[i].incumbentId)
        .length;
    });
    expect(moved[0]).toBeGreaterThan(0);
    expect(moved[1]).toBeLessThanOrEqual(moved[0]);
    expect(moved[2]).toBe(0);
  });
});
