import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../../src/balance/balanceTerritories.js';
import type { BalanceProblem } from '../../../src/balance/problem.js';
import { commonChoices, judge } from '../judge.js';
import { anyCentredProblem, centredCost, hasMeans } from './centredProblems.js';

/** The least cost of a plan within the limits, by looking at all plans; `null` where there is none. */
function bruteForceCentred(problem: BalanceProblem): number | null {
  const roots = [...problem.families].filter((root, i) => root === i);
  const choices = roots.map((root) => commonChoices(problem, root));
  const chosen = new Map<number, number>();
  let least: number | null = null;
  const place = (at: number): void => {
    if (at < roots.length) {
      for (const j of choices[at]) {
        chosen.set(roots[at], j);
        place(at + 1);
      }
      return;
    }
    const assignment = Int32Array.from(problem.families, (root) => chosen.get(root)!);
    const { outside, isOverspent } = judge(without(problem), assignment, null);
    if (outside.length > 0 || isOverspent) return;
    const cost = centredCost(problem, assignment);
    if (hasMeans(problem, assignment) && !(cost >= (least ?? Number.POSITIVE_INFINITY))) least = cost;
  };
  place(0);
  return least;
}

/** The same problem where travel costs nothing: for loads only. */
const without = (problem: BalanceProblem): BalanceProblem => ({
  ...problem,
  travel: { kind: 'matrix', costs: new Float64Array(problem.unitIds.length * problem.territoryIds.length) },
});

describe('against all plans there are', () => {
  const problems = anyCentredProblem({ maxUnits: 7, maxTerritories: 3 });

  test.prop([problems], { numRuns: 120, seed: 1 })('nothing is claimed that is not so', (problem) => {
    const result = balanceTerritories(problem, { cycles: 1 });
    const isWithin = result.status === 'optimal' || result.status === 'feasible';
    const best = bruteForceCentred(problem);
    if (!hasMeans(problem, result.assignment)) return;
    expect(result.cost.total).toBeCloseTo(centredCost(problem, result.assignment), 6);
    if (isWithin) expect(best).not.toBeNull();
    if (best === null) return;
    expect(result.status).not.toBe('infeasible');
    if (result.bound !== null) expect(result.bound).toBeLessThanOrEqual(best * (1 + 1e-9) + 1e-9);
    if (isWithin) expect(result.cost.total).toBeGreaterThanOrEqual(best * (1 - 1e-9) - 1e-9);
  });

  it('a plan is nearly always found where there is one, and mostly the best', () => {
    // Fixed problems, so that a change for the worse shows; see the figures in the message when it fails.
    const shares = { solvable: 0, found: 0, best: 0 };
    for (const problem of fc.sample(problems, { numRuns: 120, seed: 7 })) {
      const least = bruteForceCentred(problem);
      if (least === null) continue;
      const { status, cost } = balanceTerritories(problem, { cycles: 2 });
      shares.solvable++;
      if (status !== 'optimal' && status !== 'feasible') continue;
      shares.found++;
      if (cost.total <= least * (1 + 1e-9) + 1e-9) shares.best++;
    }
    expect(shares.solvable).toBeGreaterThan(50);
    expect(shares.found / shares.solvable, JSON.stringify(shares)).toBeGreaterThanOrEqual(0.98);
    expect(shares.best / shares.solvable, JSON.stringify(shares)).toBeGreaterThanOrEqual(0.95);
  });
});
