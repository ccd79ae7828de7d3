import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories, balanceTerritoriesAsync } from '../../../src/balance/balanceTerritories.js';
import type { BalanceProgress } from '../../../src/balance/options.js';
import type { BalanceProblem } from '../../../src/balance/problem.js';
import { OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { findForbidden, findMisplaced, findSeparated } from '../judge.js';
import { anyCentredProblem, centredCost, plainProblem } from './centredProblems.js';

type Rule = 'mean' | 'unit';

/** Points of a plane with a demand each, for territories of one capacity. */
function makeProblem(points: readonly number[][], k: number, capacity: number, rule: Rule): BalanceProblem {
  const demand = Float64Array.from(points, ([, , load = 1]) => load);
  return plainProblem(
    demand,
    k,
    { lower: 0, upper: capacity },
    {
      kind: 'geometric',
      dimension: 2,
      places: Float64Array.from(points.flatMap((point) => point.slice(0, 2))),
      seats: new Float64Array(2 * k).fill(Number.NaN),
      metric: 'distance',
      scale: 1,
      centre: rule,
    },
  );
}

function scatter(n: number, seed: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => [
    1000 * random.nextShare(),
    1000 * random.nextShare(),
    1 + random.nextBelow(20),
  ]);
}

const rules: Rule[] = ['mean', 'unit'];

describe.each(rules)('territories whose centre is the %s', (rule) => {
  it('are the clumps where there are clumps, each as full as may be', () => {
    // Crosses of five, 100 apart: any other plan of five each has a way of nearly 100 in it.
    const arms = [
      [0, 0],
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ];
    const points = Array.from({ length: 9 }, (_, c) => c).flatMap((c) =>
      arms.map(([x, y]) => [100 * (c % 3) + x, 100 * Math.floor(c / 3) + y]),
    );
    const result = balanceTerritories(makeProblem(points, 9, 5, rule));
    expect(result.cost.total).toBeCloseTo(36, 9);
    expect(result.status).toBe(rule === 'unit' ? 'optimal' : 'feasible');
    for (let i = 0; i < 45; i++) expect(result.assignment[i]).toBe(result.assignment[5 * Math.floor(i / 5)]);
    if (rule === 'unit') expect(Array.from(result.centreUnits!, (i) => i % 5)).toEqual(Array(9).fill(0));
    else expect(result.centreUnits).toBeNull();
  });

  it('have a centre where the result says, and cost what they cost from there', () => {
    const problem = makeProblem(scatter(60, 3), 6, 130, rule);
    const { assignment, cost, centres, centreUnits, status } = balanceTerritories(problem, { cycles: 1 });
    expect(status === 'feasible' || status === 'optimal').toBe(true);
    expect(cost.total).toBeCloseTo(centredCost(problem, assignment), 6);
    centreUnits?.forEach((i, j) => {
      expect(assignment[i]).toBe(j);
      if (problem.travel.kind !== 'geometric') return;
      expect([...centres!.subarray(2 * j, 2 * j + 2)]).toEqual([
        ...problem.travel.places.subarray(2 * i, 2 * i + 2),
      ]);
    });
  });

  it('are the same for the same seed, and never worse with more evaluations', () => {
    const problem = makeProblem(scatter(40, 4), 4, 120, rule);
    const run = (maxEvaluations: number) => {
      const options = { seed: 5, cycles: Number.POSITIVE_INFINITY, maxEvaluations };
      const { assignment, cost, violations, stopCause, status } = balanceTerritories(problem, options);
      expect(stopCause === 'evaluations' || status === 'optimal').toBe(true);
      return { assignment: [...assignment], cost: cost.total, violations: violations.length };
    };
    let before = { cost: Number.POSITIVE_INFINITY, violations: Number.POSITIVE_INFINITY };
    for (const evaluations of [1, 2e5, 6e5, 1.5e6]) {
      const now = run(evaluations);
      expect(run(evaluations)).toEqual(now);
      expect(now.violations).toBeLessThanOrEqual(before.violations);
      if (now.violations === 0 && before.violations === 0)
        expect(now.cost).toBeLessThanOrEqual(before.cost * (1 + 1e-12));
      before = now;
    }
    expect(before.violations).toBe(0);
  });

  it('fill every territory to the last where there is no slack', () => {
    const points = scatter(60, 6).map(([x, y]) => [x, y]);
    const { status, loads } = balanceTerritories(makeProblem(points, 5, 12, rule));
    expect(status).toBe(rule === 'unit' ? 'optimal' : 'feasible');
    expect([...loads[0]]).toEqual([12, 12, 12, 12, 12]);
  });

  it('are found for points at one place, for one territory, and for more territories than points', () => {
    const same = Array.from({ length: 12 }, () => [7, 7]);
    expect(balanceTerritories(makeProblem(same, 4, 3, rule)).cost.total).toBe(0);
    const one = balanceTerritories(
      makeProblem(
        [
          [0, 0],
          [4, 0],
          [2, 0],
        ],
        1,
        3,
        rule,
      ),
    );
    expect(one.cost.total).toBeCloseTo(4, 12);
    const many = balanceTerritories(
      makeProblem(
        [
          [0, 0],
          [4, 0],
        ],
        5,
        1,
        rule,
      ),
    );
    expect(many.cost.total).toBe(0);
    expect(many.status === 'feasible' || many.status === 'optimal').toBe(true);
    expect(balanceTerritories(makeProblem([], 2, 1, rule)).cost.total).toBe(0);
  });

  it('name the unit that fits nowhere', () => {
    const { status, reasons, bound } = balanceTerritories(
      makeProblem(
        [
          [0, 0, 9],
          [1, 0, 2],
        ],
        2,
        8,
        rule,
      ),
    );
    expect(status).toBe('infeasible');
    expect(reasons.map(({ code }) => code)).toContain('unit-above-limit');
    expect(bound).toBeNull();
  });

  it('are handed over by the asynchronous form byte for byte, and when it is stopped', async () => {
    const problem = makeProblem(scatter(70, 8), 7, 120, rule);
    const { cost, assignment } = await balanceTerritoriesAsync(problem, { cycles: 1 });
    const sync = balanceTerritories(problem, { cycles: 1 });
    expect([...assignment]).toEqual([...sync.assignment]);
    expect(cost).toEqual(sync.cost);
    const controller = new AbortController();
    const seen: BalanceProgress[] = [];
    const { signal } = controller;
    setTimeout(() => controller.abort(), 30);
    const onProgress = (progress: BalanceProgress) => seen.push(progress);
    const cycles = Number.POSITIVE_INFINITY;
    const stopped = await balanceTerritoriesAsync(problem, { cycles, signal, onProgress });
    expect(stopped.stopCause).toBe('abort');
    expect(Math.min(...stopped.assignment)).toBeGreaterThanOrEqual(0);
    for (let s = 1; s < seen.length; s++) expect(seen[s].share).toBeGreaterThanOrEqual(seen[s - 1].share);
  });
});

describe.each(rules)('a disruption budget, centres at the %s', (rule) => {
  // Three clumps of five; every fifth unit of a clump has its incumbent in the next one.
  const points = Array.from({ length: 15 }, (_, i) => [100 * Math.floor(i / 5) + (i % 5), i % 3]);
  const incumbents = Int32Array.from(points, (_, i) => (Math.floor(i / 5) + (i % 5 >= 3 ? 1 : 0)) % 3);
  const solve = (disruptionBudget: number, capacity: number) =>
    balanceTerritories(
      { ...makeProblem(points, 3, capacity, rule), incumbents, disruptionBudget },
      { cycles: 4 },
    );

  it('is kept where less would be moved than is best for travel', () => {
    expect(solve(Number.POSITIVE_INFINITY, 6).moved.value).toBeGreaterThan(4);
    let before = Number.POSITIVE_INFINITY;
    for (const budget of [0, 2, 4, 6]) {
      const { status, moved, cost } = solve(budget, 6);
      expect(['feasible', 'optimal']).toContain(status);
      expect(moved.value).toBeLessThanOrEqual(budget);
      expect(cost.total).toBeLessThan(before);
      before = cost.total;
    }
  });

  it('that is too small for the limits is proven impossible', () => {
    const moved = incumbents.map(() => 0);
    const problem = { ...makeProblem(points, 3, 5, rule), incumbents: moved };
    const { status, reasons } = balanceTerritories({ ...problem, disruptionBudget: 9 }, { cycles: 2 });
    expect(status).toBe('infeasible');
    expect(reasons[0].code).toBe('disruption-budget');
    expect(balanceTerritories({ ...problem, disruptionBudget: 10 }, { cycles: 2 }).status).not.toBe(
      'infeasible',
    );
  });
});

describe('cycles without end', () => {
  it('need a budget, a time limit or a signal', () => {
    const problem = makeProblem([[0, 0]], 1, 1, 'mean');
    expect(() => balanceTerritories(problem, { cycles: Number.POSITIVE_INFINITY })).toThrow(OptionsError);
  });
});

describe('the bound of units as centres', () => {
  it('is near the cost of the plan, and below it', () => {
    const { bound, cost, relaxation } = balanceTerritories(makeProblem(scatter(60, 9), 6, 130, 'unit'), {
      cycles: 8,
    });
    expect(bound).toBeLessThanOrEqual(cost.total);
    expect(bound).toBeGreaterThan(0.95 * cost.total);
    expect(relaxation).toContain('centre');
  });
});

describe('whole units that do not fit', () => {
  it('are proven not to, where centres are units: three of about 2 into two territories of 3.5', () => {
    const points = [2, 2.1, 2.3].map((demand, x) => [x, 0, demand]);
    const { status, bound, reasons } = balanceTerritories(makeProblem(points, 2, 3.5, 'unit'));
    expect({ status, bound }).toEqual({ status: 'infeasible', bound: null });
    expect(reasons[0].message).toBe('whole units cannot be shared out within the upper limits of demand');
  });
});

describe('whatever else a problem has', () => {
  test.prop([anyCentredProblem()], { numRuns: 60, seed: 1 })(
    'locks, eligibility and families are kept, and loads and cost are what they are',
    (problem) => {
      const result = balanceTerritories(problem, { cycles: 0 });
      expect(findMisplaced(problem, result)).toEqual([]);
      expect(findForbidden(problem, result)).toEqual([]);
      expect(findSeparated(problem, result)).toEqual([]);
      result.loads.forEach((load, m) => {
        load.forEach((value, j) => {
          let sum = 0;
          result.assignment.forEach((home, i) => {
            if (home === j) sum += problem.loads[m][i];
          });
          expect(value).toBeCloseTo(sum, 6);
        });
      });
      expect(Number.isFinite(result.cost.total)).toBe(true);
    },
  );
});
