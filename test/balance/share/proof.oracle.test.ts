import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../../src/balance/balanceTerritories.js';
import type { BalanceProblem } from '../../../src/balance/problem.js';
import { commonChoices, judge } from '../judge.js';
import { anyProblem } from '../problems.js';

/** The cheapest plan of all that keep locks, eligibility, families and limits; infinite where none does. */
function cheapestCost(problem: BalanceProblem, seats: Float64Array | null): number {
  const { families, territoryIds } = problem;
  const k = territoryIds.length;
  const roots = [...families.keys()].filter((i) => families[i] === i);
  const choices = roots.map((root) => commonChoices(problem, root));
  let least = Number.POSITIVE_INFINITY;
  for (let code = 0; code < k ** roots.length; code++) {
    const places = roots.map((_, r) => Math.floor(code / k ** r) % k);
    if (!places.every((j, r) => choices[r].includes(j))) continue;
    const assignment = Array.from(families, (root) => places[roots.indexOf(root)]);
    const { cost, excess } = judge(problem, assignment, seats);
    if (excess === 0) least = Math.min(least, cost.total);
  }
  return least;
}

describe('a bound by search', () => {
  it('is what the cheapest of all plans costs', () => {
    const shape = {
      seats: ['fixed'],
      minUnits: 4,
      maxUnits: 7,
      minTerritories: 2,
      maxTerritories: 3,
    } as const;
    const tolerances = [0.2, 0.4];
    let proven = 0;
    for (const problem of fc.sample(anyProblem({ ...shape, tolerances }), { numRuns: 250, seed: 1 })) {
      const { proof, bound, cost, centres, status, relaxation } = balanceTerritories(problem, { cycles: 2 });
      if (proof !== 'search') continue;
      expect(status).toBe('optimal');
      expect(relaxation).toMatch(/^nothing: /);
      expect(bound! / cost.total).toBeCloseTo(1, 12);
      expect(bound! / cheapestCost(problem, centres)).toBeCloseTo(1, 9);
      proven++;
    }
    expect(proven).toBeGreaterThan(15);
  });
});
