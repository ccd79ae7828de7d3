import { describe, expect, it } from 'vitest';
import type { BalanceInput } from '../../src/balance/prepare/balanceInput.js';
import type { TravelInput } from '../../src/balance/prepare/findTravel.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import { InputError } from '../../src/core/errors.js';
import type { Plan } from '../../src/plan/plan.js';
import { solvePlan } from '../../src/plan/solvePlan.js';
import { verifyPlan } from '../../src/plan/verifyPlan.js';

const cities: [string, number, number, number][] = [
  ['Oslo', 10.75, 59.91, 40],
  ['Bergen', 5.32, 60.39, 25],
  ['Trondheim', 10.4, 63.43, 20],
  ['Stavanger', 5.73, 58.97, 20],
  ['Drammen', 10.2, 59.74, 15],
  ['Kristiansand', 8, 58.15, 20],
];

const makeInput = (travel: TravelInput): BalanceInput => ({
  accounts: cities.map(([id, lon, lat, hours]) => ({ id, lon, lat, measures: { hours }, attributes: {} })),
  territories: [
    { id: 'west', repIds: [] },
    { id: 'east', repIds: [] },
  ],
  measures: [{ id: 'hours', tolerance: 0.2 }],
  travel,
});

const byMinutes: TravelInput = {
  kind: 'betweenAccounts',
  costs: cities.map(([, lon, lat]) => cities.map(([, x, y]) => Math.abs(lon - x) + Math.abs(lat - y))),
};

const travels: [string, TravelInput][] = [
  ['the mean', { kind: 'greatCircle', centre: 'mean' }],
  ['an account', { kind: 'greatCircle', centre: 'unit' }],
  ['an account, by squared distance', { kind: 'greatCircle', metric: 'squaredDistance', centre: 'unit' }],
  ['an account, by a matrix', byMinutes],
];

const failedBy = (input: BalanceInput, plan: Plan) =>
  verifyPlan(input, plan)
    .checks.filter(({ ok }) => !ok)
    .map(({ name }) => name);

describe('a plan with free centres that follow their accounts', () => {
  it.each(travels)('is verified where the centre is %s', (_, travel) => {
    const input = makeInput(travel);
    const plan = solvePlan(input);
    expect(failedBy(input, plan)).toEqual([]);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('names the account that is the centre, which its territory holds', () => {
    const plan = solvePlan(makeInput({ kind: 'greatCircle', centre: 'unit' }));
    for (const { id, centreAccountId } of plan.territories) {
      const home = plan.assignments.find(({ accountId }) => accountId === centreAccountId);
      expect(home?.territoryId).toBe(id);
    }
    const mean = solvePlan(makeInput({ kind: 'greatCircle', centre: 'mean' }));
    expect(mean.territories.some((territory) => 'centreAccountId' in territory)).toBe(false);
  });

  it('is caught when its centre is moved', () => {
    const input = makeInput({ kind: 'greatCircle', centre: 'mean' });
    const plan = solvePlan(input);
    const [first, ...others] = plan.territories;
    const moved = { ...first, centre: { lon: first.centre!.lon + 0.01, lat: first.centre!.lat } };
    expect(failedBy(input, { ...plan, territories: [moved, ...others] })).toContain('centres');
  });

  it.each(travels.slice(1))('is caught when it names a worse account: %s', (_, travel) => {
    const input = makeInput(travel);
    const plan = solvePlan(input);
    const [first, ...others] = plan.territories;
    const others0 = plan.assignments.filter(
      ({ territoryId, accountId }) => territoryId === first.id && accountId !== first.centreAccountId,
    );
    const worse = { ...first, centreAccountId: others0[0].accountId };
    expect(failedBy(input, { ...plan, territories: [worse, ...others] })).toContain('centres');
    const outside = plan.assignments.find(({ territoryId }) => territoryId !== first.id)!.accountId;
    const stray = { ...first, centreAccountId: outside };
    expect(failedBy(input, { ...plan, territories: [stray, ...others] })).toContain('centres');
  });

  it('is caught when it names an account where centres are none', () => {
    const input = makeInput({ kind: 'greatCircle', centre: 'mean' });
    const plan = solvePlan(input);
    const [first, ...others] = plan.territories;
    const named = { ...first, centreAccountId: 'Oslo' };
    expect(failedBy(input, { ...plan, territories: [named, ...others] })).toContain('centres');
  });
});

describe('a rule for centres that makes no sense', () => {
  const codesOf = (input: BalanceInput) => {
    try {
      prepareProblem(input);
    } catch (error) {
      if (error instanceof InputError) return error.issues.map(({ code, field, row }) => [row, field, code]);
    }
    return [];
  };

  it('is named', () => {
    const middle = { kind: 'greatCircle', centre: 'middle' } as unknown as TravelInput;
    expect(codesOf(makeInput(middle))).toEqual([[null, 'travel.centre', 'unknown-word']]);
    const median: TravelInput = { kind: 'greatCircle', metric: 'squaredDistance', centre: 'median' };
    expect(codesOf(makeInput(median))).toEqual([[null, 'travel.centre', 'unknown-word']]);
  });

  it('is named when a seat would not be used, and when rows or costs are missing', () => {
    const input = makeInput(byMinutes);
    const seated = { ...input, territories: [{ id: 'west', repIds: [], seat: { lon: 5, lat: 60 } }] };
    expect(codesOf(seated)).toEqual([[0, 'territories.seat', 'unused-seat']]);
    const short: TravelInput = {
      kind: 'betweenAccounts',
      costs: [
        [0, 1],
        [1, -1, 0, 0, 0, 0],
      ],
    };
    expect(codesOf(makeInput(short)).map(([row, , code]) => [row, code])).toEqual([
      [null, 'wrong-length'],
      [0, 'wrong-length'],
      [1, 'out-of-range'],
      [2, 'wrong-length'],
      [3, 'wrong-length'],
      [4, 'wrong-length'],
      [5, 'wrong-length'],
    ]);
  });
});
