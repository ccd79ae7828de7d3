import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import type { BalanceResult } from '../../src/balance/result.js';
import { bruteForce, dualValue } from './judge.js';
import { anyProblem } from './problems.js';
import { createExactRelaxation } from './relaxation.js';

const seatsOf = ({ travel }: BalanceProblem) => (travel.kind === 'geometric' ? travel.seats : null);
const isWithin = ({ status }: BalanceResult) => status === 'optimal' || status === 'feasible';

describe('against all plans there are', () => {
  const problems = anyProblem({ seats: ['fixed'], maxUnits: 9, maxTerritories: 3 });

  test.prop([problems], { numRuns: 150, interruptAfterTimeLimit: 10_000, seed: 1 })(
    'nothing is claimed that is not so',
    (problem) => {
      const result = balanceTerritories(problem, { cycles: 1 });
      const best = bruteForce(problem, seatsOf(problem));
      if (isWithin(result)) expect(best).not.toBeNull();
      if (best === null) return;
      expect(result.status).not.toBe('infeasible');
      const slack = 1e-9 * dualValue(problem, result).size;
      if (result.bound !== null) expect(result.bound).toBeLessThanOrEqual(best.cost + slack);
      if (isWithin(result)) expect(result.cost.total).toBeGreaterThanOrEqual(best.cost * (1 - 1e-9));
      if (result.status === 'optimal') {
        expect(result.cost.total).toBeLessThanOrEqual(best.cost * (1 + 1.1e-6) + slack);
      }
    },
  );

  it('a plan is nearly always found where there is one, and mostly the best', () => {
    // Fixed problems, so that a change for the worse shows; see the figures in the message when it fails.
    const shares = { solvable: 0, found: 0, best: 0 };
    for (const problem of fc.sample(problems, { numRuns: 500, seed: 7 })) {
      const cheapest = bruteForce(problem, seatsOf(problem));
      if (cheapest === null) continue;
      const result = balanceTerritories(problem);
      shares.solvable++;
      if (isWithin(result)) shares.found++;
      if (isWithin(result) && result.cost.total <= cheapest.cost * (1 + 1e-9)) shares.best++;
    }
    expect(shares.solvable).toBeGreaterThan(200);
    expect(shares.found / shares.solvable, JSON.stringify(shares)).toBeGreaterThanOrEqual(0.995);
    expect(shares.best / shares.solvable, JSON.stringify(shares)).toBeGreaterThanOrEqual(0.99);
  });
});

describe('against HiGHS on the relaxation', async () => {
  const exact = await createExactRelaxation();
  const few = anyProblem({ seats: ['fixed'] });
  const many = anyProblem({
    seats: ['fixed'],
    minUnits: 60,
    maxUnits: 150,
    minTerritories: 4,
    maxTerritories: 8,
  });
  const solve = (problem: BalanceProblem, relaxationGap: number) =>
    balanceTerritories(problem, { cycles: 0, relaxationGap });
  /** Conflicts about units that cannot be split are none of the relaxation's business. */
  const isAboutWholeUnits = ({ reasons, assignment }: BalanceResult) =>
    assignment.includes(-1) || reasons.some(({ code }) => code === 'unit-above-limit');

  test.prop([fc.oneof({ weight: 4, arbitrary: few }, { weight: 1, arbitrary: many })], {
    numRuns: 60,
    seed: 1,
    interruptAfterTimeLimit: 8_000,
  })('the bound is never above the optimum, and no solvable problem is called infeasible', (problem) => {
    const result = solve(problem, 1e-5);
    if (isAboutWholeUnits(result)) return;
    const optimum = exact(problem);
    if (optimum === null) return;
    expect(result.status).not.toBe('infeasible');
    const { size } = dualValue(problem, result);
    expect(result.bound!).toBeLessThanOrEqual(optimum + 1e-9 * size);
  });

  it('the price of the budget does not run away where a unit has but one candidate in its list', () => {
    const problem: BalanceProblem = {
      unitIds: ['u0'],
      territoryIds: ['t0', 't1'],
      measureIds: [],
      loads: [],
      targets: [],
      lowers: [],
      uppers: [],
      trips: Float64Array.of(42.8),
      travel: { kind: 'matrix', costs: Float64Array.of(1.5, 22) },
      eligibleRow: Int32Array.of(0),
      eligible: Uint8Array.of(1, 1),
      locks: Int32Array.of(-1),
      families: Int32Array.of(0),
      incumbents: Int32Array.of(1),
      disruptionValue: Float64Array.of(1),
      disruptionBudget: 0.3,
      disruptionWeight: 300,
    };
    const optimum = exact(problem)!;
    expect(solve(problem, 1e-9).bound! / optimum).toBeCloseTo(1, 7);
  });

  it('the bound reaches the optimum, and an unsolvable relaxation is proven so', () => {
    const gaps = [1e-5, 1e-9];
    /** The largest share of the optimum by which the bound falls short, at each gap. */
    const shortfall = [0, 0];
    const seen = { solvable: 0, unsolvable: 0, proven: 0 };
    for (const problem of [
      ...fc.sample(few, { numRuns: 200, seed: 11 }),
      ...fc.sample(many, { numRuns: 15, seed: 12 }),
    ]) {
      const results = gaps.map((gap) => solve(problem, gap));
      if (isAboutWholeUnits(results[0])) continue;
      const optimum = exact(problem);
      if (optimum === null) {
        seen.unsolvable++;
        if (results.every(({ status }) => status === 'infeasible')) seen.proven++;
        continue;
      }
      seen.solvable++;
      results.forEach(({ bound }, g) => {
        if (optimum > 0) shortfall[g] = Math.max(shortfall[g], (optimum - bound!) / optimum);
      });
    }
    expect(shortfall[0]).toBeLessThanOrEqual(1e-5);
    expect(shortfall[1]).toBeLessThanOrEqual(1e-7);
    expect(seen.solvable).toBeGreaterThan(80);
    expect(seen.unsolvable).toBeGreaterThan(10);
    // Prices may run out of passes on their way to a proof: 1 of about 200 in longer series.
    expect(seen.unsolvable - seen.proven, JSON.stringify(seen)).toBeLessThanOrEqual(1);
  });
});
