import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import type { BalanceInput } from '../../src/balance/prepare/balanceInput.js';
import type { PairCost } from '../../src/balance/prepare/findPairs.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import type { InputError } from '../../src/core/errors.js';
import { solvePlan } from '../../src/plan/solvePlan.js';
import { verifyPlan } from '../../src/plan/verifyPlan.js';
import { anyProblem } from './problems.js';
import { listPairs, makeIneligibleDear } from './variants.js';

const account = (id: string, hours: number) => ({ id, measures: { hours }, attributes: {} });
const pair = (accountId: string, territoryId: string, cost: number): PairCost => ({
  accountId,
  territoryId,
  cost,
});
const input: BalanceInput = {
  accounts: [account('a', 4), account('b', 4), account('c', 4), account('d', 4)],
  territories: [
    { id: 'west', repIds: [] },
    { id: 'mid', repIds: [] },
    { id: 'east', repIds: [] },
  ],
  measures: [{ id: 'hours', tolerance: 0.6 }],
  travel: {
    kind: 'sparse',
    costs: [
      pair('d', 'east', 1),
      pair('a', 'mid', 9),
      pair('c', 'mid', 2),
      pair('a', 'west', 3),
      pair('b', 'west', 5),
      pair('b', 'mid', 4),
      pair('c', 'east', 8),
    ],
  },
};

describe('travel by a list of pairs', () => {
  it('puts the pairs in rows by account, rising by territory', () => {
    const { travel } = prepareProblem(input);
    expect(travel).toEqual({
      kind: 'sparse',
      offsets: Int32Array.of(0, 2, 4, 6, 7),
      territories: Int32Array.of(0, 1, 0, 1, 1, 2, 2),
      costs: Float64Array.of(3, 9, 5, 4, 2, 8, 1),
    });
  });

  it('names every pair that is unknown, given twice or without a cost', () => {
    const costs = [
      pair('a', 'west', 1),
      pair('z', 'west', 1),
      pair('a', 'north', Number.NaN),
      pair('a', 'west', 2),
    ];
    let issues: readonly string[] = [];
    try {
      prepareProblem({ ...input, travel: { kind: 'sparse', costs } });
    } catch (error) {
      issues = (error as InputError).issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
    }
    expect(issues).toEqual([
      '1 travel.costs.accountId unknown-account',
      '2 travel.costs.territoryId unknown-territory',
      '2 travel.costs.cost out-of-range',
      '3 travel.costs duplicate-pair',
    ]);
  });

  it('puts accounts in listed territories only, and the verifier agrees', () => {
    const plan = solvePlan(input);
    expect(plan.assignments.map(({ territoryId }) => territoryId)).toEqual(['west', 'mid', 'mid', 'east']);
    expect(plan.cost.travel).toBe(3 + 4 + 2 + 1);
    expect(verifyPlan(input, plan).checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('is found out where a plan puts an account elsewhere', () => {
    const plan = solvePlan(input);
    const assignments = plan.assignments.map((one) =>
      one.accountId === 'a' ? { ...one, territoryId: 'east' } : one,
    );
    const failed = verifyPlan(input, { ...plan, assignments }).checks.filter(({ ok }) => !ok);
    expect(failed.map(({ name }) => name)).toContain('eligibility');
  });

  it('names an account that no pair lists', () => {
    const { kind, costs } = input.travel as { kind: 'sparse'; costs: PairCost[] };
    const travel = { kind, costs: costs.filter(({ accountId }) => accountId !== 'd') };
    const { status, reasons } = balanceTerritories(prepareProblem({ ...input, travel }));
    expect(status).toBe('infeasible');
    expect(reasons[0]).toMatchObject({ code: 'no-eligible-territory', unitIds: ['d'] });
  });

  test.prop([anyProblem({ travel: ['matrix'] })], { numRuns: 150, interruptAfterTimeLimit: 8_000, seed: 7 })(
    'gives the plan of the same matrix with the same eligibility',
    (drawn) => {
      const problem = makeIneligibleDear(drawn);
      expect(balanceTerritories(listPairs(problem))).toEqual(balanceTerritories(problem));
    },
  );
});
