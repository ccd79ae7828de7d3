import { describe, expect, it } from 'vitest';
import { balanceTerritories, balanceTerritoriesAsync } from '../../src/balance/balanceTerritories.js';
import type { BalanceInput } from '../../src/balance/prepare/balanceInput.js';
import { prepareProblem } from '../../src/balance/prepare.js';
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

  it.each<[string, Partial<BalanceInput> | object, string]>([
    ['no territory', { territories: [] }, 'null territories empty'],
    ['an empty id', { accounts: [account('', 10, 8)] }, '0 accounts.id missing-id'],
    ['a measure twice', { measures: [base.measures[0], base.measures[0]] }, '1 measures.id duplicate-id'],
    [
      'half a place',
      { accounts: [{ ...account('a', 10, 8), lat: undefined }] },
      '0 accounts.lon/lat out-of-range',
    ],
    [
      'shares of nothing',
      { territories: base.territories.map((one) => ({ ...one, share: 0 })) },
      'null territories.share zero-total',
    ],
    [
      'a share below nothing where no measure asks for it',
      { measures: [], territories: [{ ...seat('west', 10), share: -1 }] },
      '0 territories.share out-of-range',
    ],
    [
      'a limit that nothing meets',
      { territories: [{ ...seat('west', 10), limits: { hours: { min: 5, max: 3 } } }] },
      '0 territories.limits.hours empty-range',
    ],
    [
      'loads without a sum',
      { accounts: [account('a', 10, 1e308), account('b', 10, 1e308)] },
      'null accounts.measures.hours out-of-range',
    ],
    [
      'an inherited measure',
      { measures: [{ id: 'toString', tolerance: 1 }] },
      '0 accounts.measures.toString out-of-range',
    ],
    [
      'a lock of an unknown account',
      { locks: [{ accountId: 'z', territoryId: 'west' }] },
      '0 locks.accountId unknown-account',
    ],
    [
      'two locks in conflict',
      { locks: ['west', 'east'].map((territoryId) => ({ accountId: 'a', territoryId })) },
      '1 locks.territoryId conflicting-lock',
    ],
    ['an unknown rep', { reps: [] }, '0 territories.repIds unknown-rep'],
    [
      'an unknown parent',
      { keepFamilies: true, accounts: [account('a', 10, 8, { parentId: 'z' })] },
      '0 accounts.parentId unknown-account',
    ],
    ['trips below nothing', { trips: () => -1 }, '0 trips out-of-range'],
    ['a disruption that is none', { disruptionValue: () => Number.NaN }, '0 disruptionValue out-of-range'],
    ['a weight below nothing', { disruptionWeight: -1 }, 'null disruptionWeight out-of-range'],
    ['no list of accounts', { accounts: null }, 'null accounts not-a-list'],
    ['an account that is nothing', { accounts: [null] }, '0 accounts wrong-type'],
    ['an account without loads', { accounts: [{ id: 'a' }] }, '0 accounts.measures wrong-type'],
    [
      'skills in one text',
      { accounts: [{ ...account('a', 10, 8), requiredSkills: 'german' }] },
      '0 accounts.requiredSkills not-a-list',
    ],
    ['a territory without reps', { territories: [{ id: 'west' }] }, '0 territories.repIds not-a-list'],
    [
      'a seat that is nothing',
      { territories: [{ ...seat('west', 10), seat: null }] },
      '0 territories.seat wrong-type',
    ],
    [
      'a limit that is a number',
      { territories: [{ ...seat('west', 10), limits: { hours: 3 } }] },
      '0 territories.limits.hours wrong-type',
    ],
    ['a measure that is a text', { measures: ['hours'] }, '0 measures wrong-type'],
    ['a rep without skills', { reps: [{ id: 'west' }] }, '0 reps.skills not-a-list'],
    ['a lock that is nothing', { locks: [null] }, '0 locks wrong-type'],
    ['trips by a number', { trips: 3 }, 'null trips wrong-type'],
    ['travel that is a word', { travel: 'greatCircle' }, 'null travel wrong-type'],
    ['a cost that is no function', { travel: { kind: 'function', cost: 1 } }, 'null travel.cost wrong-type'],
    ['a matrix that is none', { travel: { kind: 'matrix', costs: 3 } }, 'null travel.costs not-a-list'],
    ['pairs that are none', { travel: { kind: 'sparse', costs: null } }, 'null travel.costs not-a-list'],
    ['a pair that is nothing', { travel: { kind: 'sparse', costs: [null] } }, '0 travel.costs wrong-type'],
    [
      'a seat without a place',
      { territories: [{ ...seat('west', 10), seat: {} }] },
      '0 territories.seat.lon/lat out-of-range',
    ],
    [
      'a longitude of a BigInt',
      { accounts: [account('a', 10n as never, 8)] },
      '0 accounts.lon/lat out-of-range',
    ],
    [
      'a latitude that is a symbol',
      { territories: [{ ...seat('west', 10), seat: { lon: 10, lat: Symbol('n') } }] },
      '0 territories.seat.lon/lat out-of-range',
    ],
    [
      'a tolerance of a BigInt',
      { measures: [{ id: 'hours', tolerance: 1n }] },
      'null measures.hours.tolerance out-of-range',
    ],
    [
      'a tolerance that is a text',
      { measures: [{ id: 'hours', tolerance: '0.1' }] },
      'null measures.hours.tolerance out-of-range',
    ],
    [
      'a measure named by a symbol',
      { measures: [{ id: Symbol('m'), tolerance: 1 }] },
      '0 measures.id missing-id',
    ],
    [
      'a territory named by a symbol',
      { territories: [{ ...seat('west', 1), id: Symbol('t') }] },
      '0 territories.id missing-id',
    ],
    [
      'reps by their number',
      { territories: [{ ...seat('west', 1), repIds: Float64Array.of(1) }] },
      '0 territories.repIds not-a-list',
    ],
    [
      'a rep that is nothing',
      { territories: [{ ...seat('west', 1), repIds: [null] }] },
      '0 territories.repIds[0] wrong-type',
    ],
    [
      'a skill of a BigInt',
      { accounts: [{ ...account('a', 10, 8), requiredSkills: [1n] }] },
      '0 accounts.requiredSkills[0] wrong-type',
    ],
    ['a share of a BigInt', { disruptionBudget: { share: 1n } }, 'null disruptionBudget.share out-of-range'],
    ['a budget that is a number', { disruptionBudget: 0.1 }, 'null disruptionBudget wrong-type'],
    ['families by a word', { keepFamilies: 'yes' }, 'null keepFamilies wrong-type'],
    ['travel by an unknown word', { travel: { kind: 'car' } }, 'null travel.kind unknown-word'],
    [
      'an unknown metric',
      { travel: { kind: 'greatCircle', metric: 'x' } },
      'null travel.metric unknown-word',
    ],
    [
      'a detour that is shorter',
      { travel: { kind: 'greatCircle', detourFactor: 0.5 } },
      'null travel.detourFactor out-of-range',
    ],
    [
      'a cost that is infinite',
      { travel: { kind: 'function', cost: () => Number.POSITIVE_INFINITY } },
      '0 travel.cost to west out-of-range',
    ],
  ])('refuses %s', (_, changes, code) => {
    expect(codesOf({ ...base, ...changes } as BalanceInput)).toContain(code);
  });

  it('takes the same lock twice, families that are not kept, and reps that nobody needs', () => {
    const lock = { accountId: 'a', territoryId: 'west' };
    const accounts = [account('a', 10, 8, { parentId: 'unknown' })];
    expect(codesOf({ ...base, accounts, locks: [lock, lock] })).toEqual([]);
    expect(Array.from(prepareProblem({ ...base, locks: [lock, lock] }).locks)).toEqual([0, -1, -1, -1]);
  });

  it('lets an account into a territory where one rep has all the skills, not where two share them', () => {
    const problem = prepareProblem({
      ...base,
      accounts: [account('a', 10, 8, { requiredSkills: ['german', 'labs'] }), account('b', 10, 8)],
      territories: [
        { ...seat('west', 10), repIds: ['r1', 'r2'] },
        { ...seat('east', 11), repIds: ['r3'] },
      ],
      reps: [
        { id: 'r1', capacity: 1, skills: ['german'] },
        { id: 'r2', capacity: 1, skills: ['labs'] },
        { id: 'r3', capacity: 1, skills: ['labs', 'german'] },
      ],
    });
    const rowOf = (i: number) =>
      Array.from(problem.eligible.subarray(2 * problem.eligibleRow[i], 2 * problem.eligibleRow[i] + 2));
    expect([rowOf(0), rowOf(1)]).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('joins families of families under their first member', () => {
    const accounts = base.accounts.map((one, i) => (i > 0 ? { ...one, parentId: 'abc'[i - 1] } : one));
    expect(Array.from(prepareProblem({ ...base, accounts, keepFamilies: true }).families)).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('refuses a matrix of the wrong size and costs that are not', () => {
    const matrix = (costs: number[][]) => codesOf({ ...base, travel: { kind: 'matrix', costs } });
    expect(matrix([[1, 2]])).toContain('null travel.costs wrong-length');
    expect(matrix([7, new Float64Array(1)] as never)).toEqual(
      expect.arrayContaining(['0 travel.costs wrong-length', '1 travel.costs wrong-length']),
    );
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

  it.each([
    { seed: 0.5 },
    { relaxationGap: -1 },
    { relaxationGap: 2 },
    { optimalGap: Number.NaN },
    { cycles: -1 },
    { cycles: 1.5 },
    { centreRounds: 0 },
    { maxEvaluations: -1 },
    { maxTimeMs: Number.NaN, clock: () => 0 },
    { clock: 5 },
    { signal: {} },
    { onProgress: 'loud' },
  ])('refuses the options %o', async (options) => {
    const problem = prepareProblem(base);
    expect(() => balanceTerritories(problem, options as object)).toThrow(OptionsError);
    await expect(balanceTerritoriesAsync(problem, options as object)).rejects.toThrow(OptionsError);
  });

  it('solves what there is nearly nothing of', () => {
    const solve = (changes: Partial<BalanceInput>) => {
      const { status, assignment, bound, gap } = balanceTerritories(prepareProblem({ ...base, ...changes }));
      return [status, Array.from(assignment), bound, gap];
    };
    const one = [seat('west', 10)];
    expect(solve({ accounts: [] })).toEqual(['optimal', [], 0, 0]);
    expect(solve({ measures: [], trips: () => 0 })).toEqual(['optimal', expect.any(Array), 0, 0]);
    expect(solve({ accounts: [account('a', 10, 8)], territories: one })[0]).toBe('optimal');
    expect(solve({ accounts: [], territories: [{ id: 'free', repIds: [] }] })[0]).toBe('optimal');
  });

  it('calls a plan optimal within the gap that it is told, and feasible outside it', () => {
    // Three equal units for two territories within ±40 %: split, they would travel less.
    const accounts = [account('a', 10, 8), account('b', 10.1, 8), account('c', 10.2, 8)];
    const problem = prepareProblem({ ...base, accounts, measures: [{ id: 'hours', tolerance: 0.4 }] });
    const strict = balanceTerritories(problem, { cycles: 0 });
    expect(strict.status).toBe('feasible');
    expect(strict.gap).toBeGreaterThan(0.01);
    expect(balanceTerritories(problem, { cycles: 0, optimalGap: 1 }).status).toBe('optimal');
    // With a search it is proven that whole units cannot travel less.
    const { status, gap } = balanceTerritories(problem);
    expect([status, gap]).toEqual(['optimal', 0]);
  });

  it('says stopped, and which limit is not met, where whole units cannot balance but halves could', () => {
    const accounts = ['a', 'b', 'c'].map((id, i) => account(id, 10 + i, 8.5));
    const { status, reasons, violations, gap, bound } = balanceTerritories(
      prepareProblem({ ...base, accounts }),
    );
    expect(status).toBe('stopped');
    expect(reasons.map(({ code, territoryIds }) => `${code} ${territoryIds}`)).toEqual([
      'limit-not-met west',
      'limit-not-met east',
    ]);
    expect(violations.map(({ load }) => load).sort()).toEqual([17, 8.5]);
    expect(gap).toBeNull();
    expect(bound).toBeGreaterThan(0);
  });

  it('does not cut the bound down to the cost of a plan outside its limits', () => {
    const accounts = ['a', 'b', 'c'].map((id) => account(id, 10.4, 8.5));
    const { status, bound, cost } = balanceTerritories(prepareProblem({ ...base, accounts }));
    expect(status).toBe('stopped');
    // East needs 11.475 hours: 1.35 accounts in the relaxation, one of them in the nearest whole plan.
    expect(bound! / cost.total).toBeCloseTo(1.35, 4);
  });

  it('says which limits no sum of whole loads meets', () => {
    const accounts = ['a', 'b', 'c'].map((id) => account(id, 10.4, 8));
    const one = reasonsOf({ ...base, accounts });
    expect(one.status).toBe('infeasible');
    expect(one.first).toBe(
      'loads of hours come in steps of 8, and none lies within the limits of territories west, east, such as 10.8 to 13.2',
    );
    const seven = Array.from({ length: 7 }, (_, i) => account(`${i}`, 10 + i, 8));
    const loose = { ...base, accounts: seven, measures: [{ id: 'hours', tolerance: 0.2 }] };
    const capped = [seat('west', 10.4), seat('east', 12.6)].map((one) => ({
      ...one,
      limits: { hours: { max: 31 } },
    }));
    expect(reasonsOf({ ...loose, territories: capped }).first).toBe(
      'loads of hours come in steps of 8, so that all territories together may have at most 48, but there are 56',
    );
    const wanting = capped.map((one) => ({ ...one, limits: { hours: { min: 25 } } }));
    expect(reasonsOf({ ...loose, territories: wanting }).first).toBe(
      'loads of hours come in steps of 8, so that all territories together need at least 64, but there are 56',
    );
    const halves = [...accounts.slice(1), account('e', 10.4, 4), account('f', 10.4, 4)];
    expect(reasonsOf({ ...base, accounts: halves }).status).not.toBe('infeasible');
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
    expect(first).toBe(
      '3 units that need german have 24 of hours, but the only territories for them (west) may have 17.6',
    );
    const locks = [{ accountId: 'a', territoryId: 'west' }];
    expect(reasonsOf({ ...base, accounts, reps, locks }).first).toBe(
      '3 units that may only be in these have 24 of hours, but territories west may have 17.6',
    );
    const isEligible: BalanceInput['isEligible'] = (_, { id }) => id === 'west';
    expect(reasonsOf({ ...base, accounts, reps, isEligible }).first).toBe(
      '4 units that may only be in these have 32 of hours, but territories west may have 17.6',
    );
  });

  it('names the skills that no rep has, where they are why', () => {
    const skilled = (id: string, lon: number, requiredSkills: string[]) =>
      account(id, lon, 8, { requiredSkills });
    const accounts = [
      ...base.accounts,
      skilled('e', 11, ['german', 'dairy']),
      skilled('f', 11, ['french']),
      skilled('g', 11, ['german']),
    ];
    const reps = [
      { id: 'west', capacity: 1, skills: ['german'] },
      { id: 'east', capacity: 1, skills: ['dairy'] },
    ];
    expect(reasonsOf({ ...base, accounts, reps }).first).toBe(
      '2 units (e, f) may be in no territory: none has a rep with german and dairy or french',
    );
    // The pairs of the travel keep "g" out too, and that is no matter of skills.
    const pairs = accounts
      .filter(({ id }) => id !== 'g')
      .map(({ id }) => ({ accountId: id, territoryId: 'west', cost: 1 }));
    expect(reasonsOf({ ...base, accounts, reps, travel: { kind: 'sparse', costs: pairs } }).first).toBe(
      '3 units (e, f, g) may be in no territory: eligibility and locks leave none',
    );
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

  it('names territories whose own units are too few', () => {
    const accounts = base.accounts.map((one, i) => (i === 0 ? one : { ...one, requiredSkills: ['labs'] }));
    const reps = [
      { id: 'west', capacity: 1, skills: [] },
      { id: 'east', capacity: 1, skills: ['labs'] },
    ];
    const { status, reasons } = balanceTerritories(prepareProblem({ ...base, accounts, reps }));
    expect(status).toBe('infeasible');
    const need = reasons.find(({ code, required }) => code === 'eligible-capacity' && required === 14.4);
    expect(need?.message).toBe(
      'territories west need at least 14.4 of hours, but the units that may be there have 8',
    );
    expect(need).toMatchObject({ territoryIds: ['west'], measureId: 'hours', available: 8 });
  });

  it('spells out 20 of many units, the heaviest first', () => {
    const accounts = Array.from({ length: 30 }, (_, i) => account(`a${i}`, 10, 1 + i));
    const locks = accounts.map(({ id }) => ({ accountId: id, territoryId: 'west' }));
    const { reasons } = balanceTerritories(prepareProblem({ ...base, accounts, locks }));
    expect(reasons[0].unitIds).toHaveLength(20);
    expect(reasons[0].unitIds[0]).toBe('a29');
    expect(reasons[0].message).toContain('30 units');
  });

  it('charges a family once for each member that leaves its incumbent', () => {
    const accounts = base.accounts.map((one, i) => ({
      ...one,
      parentId: i < 2 ? 'a' : 'c',
      incumbentId: i === 3 ? 'west' : 'east',
    }));
    const input = { ...base, accounts, keepFamilies: true, disruptionValue: () => 2 };
    const stay = balanceTerritories(prepareProblem({ ...input, disruptionWeight: 1 }));
    // Both families are best where their places are: a and b leave the east, d leaves the west.
    expect(Array.from(stay.assignment)).toEqual([0, 0, 1, 1]);
    expect(stay.cost.disruption).toBe(3 * 2 * 1);
    // Exchanged, only c would leave its incumbent.
    const dear = balanceTerritories(prepareProblem({ ...input, disruptionWeight: 1e6 }));
    expect(Array.from(dear.assignment)).toEqual([1, 1, 0, 0]);
    expect(dear.cost.disruption).toBe(2e6);
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
