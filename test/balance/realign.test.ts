import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import { prepareColumns } from '../../src/balance/prepareColumns.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { disruptionFrontier, disruptionFrontierAsync } from '../../src/balance/realign/disruptionFrontier.js';
import type { FrontierPlan } from '../../src/balance/realign/judgePlans.js';
import { repairAlignment, repairAlignmentAsync } from '../../src/balance/realign/repairAlignment.js';
import { OptionsError } from '../../src/core/errors.js';
import { createRandom } from '../../src/core/random.js';
import { bruteForce, commonChoices, findForbidden, findSeparated, judge, movedOf } from './judge.js';
import { anyProblem } from './problems.js';

const RUNS = { numRuns: 60, interruptAfterTimeLimit: 6_000, seed: 1 };
const OPTIONS = { cycles: 0 };
const seatsOf = ({ travel }: BalanceProblem) => (travel.kind === 'geometric' ? travel.seats : null);
const withoutBudget = (problem: BalanceProblem): BalanceProblem => ({
  ...problem,
  disruptionBudget: Number.POSITIVE_INFINITY,
});

/** The least that any plan within the limits moves, by looking at all plans; `null` where there is none. */
function leastMoved(problem: BalanceProblem): number | null {
  const onlyMoves = { ...withoutBudget(problem), trips: problem.trips.map(() => 0), disruptionWeight: 1 };
  return bruteForce(onlyMoves, seatsOf(problem))?.cost ?? null;
}

describe('repair', () => {
  const tiny = anyProblem({ seats: ['fixed'], maxUnits: 9, maxTerritories: 3 });

  test.prop([tiny], { ...RUNS, numRuns: 100 })('states a least that holds', (problem) => {
    const { status, moved } = repairAlignment(problem, OPTIONS);
    const least = leastMoved(problem);
    if (least === null) {
      expect(moved.least?.found ?? null).toBeNull();
      return;
    }
    expect(status).not.toBe('infeasible');
    expect(moved.least!.proven).toBeLessThanOrEqual(least * (1 + 1e-9) + 1e-9);
    if (moved.least!.found !== null) expect(moved.least!.found).toBeGreaterThanOrEqual(least * (1 - 1e-9));
  });

  it('mostly moves no more than has to move', () => {
    const seen = { solvable: 0, found: 0, least: 0 };
    for (const problem of fc.sample(tiny, { numRuns: 200, seed: 3 })) {
      const least = leastMoved(problem);
      if (least === null) continue;
      seen.solvable++;
      const { found } = repairAlignment(problem).moved.least!;
      if (found !== null) seen.found++;
      if (found !== null && found <= least * (1 + 1e-9)) seen.least++;
    }
    expect(seen.solvable).toBeGreaterThan(80);
    expect(seen.found / seen.solvable, JSON.stringify(seen)).toBeGreaterThanOrEqual(0.99);
    expect(seen.least / seen.solvable, JSON.stringify(seen)).toBeGreaterThanOrEqual(0.95);
  });

  it.each([5, 12])(
    'moves hardly more than a twentieth to narrow limits from 5 to 2 percent, %i free centres',
    (k) => {
      const { moved, status } = repairAlignment(scatter('balanced', k), OPTIONS);
      expect(status).toBe('feasible');
      expect(moved.share).toBeLessThan(0.07);
    },
  );

  test.prop([anyProblem()], RUNS)('stopped at once leaves everything where it is', (problem) => {
    const result = repairAlignment(problem, { ...OPTIONS, maxEvaluations: 1 });
    const { outside } = judge(withoutBudget(problem), result.assignment, result.centres);
    const isKept = outside.length === 0 && !result.assignment.includes(-1);
    expect(['optimal', 'feasible'].includes(result.status)).toBe(isKept);
    expect(result.reasons.length > 0).toBe(!isKept);
    expect(findForbidden(problem, result)).toEqual([]);
  });

  test.prop([anyProblem()], RUNS)('is the same whoever asks', async (problem) => {
    expect(await repairAlignmentAsync(problem, OPTIONS)).toEqual(repairAlignment(problem, OPTIONS));
  });
});

describe('a frontier', () => {
  const solve = (problem: BalanceProblem) => disruptionFrontier(problem, { ...OPTIONS, plans: 5 });

  test.prop([anyProblem()], RUNS)(
    'rises in moved value, and every plan is better than the one before',
    (problem) => {
      const plans = solve(problem);
      expect(plans.length).toBeGreaterThan(0);
      expect(plans.length).toBeLessThanOrEqual(5);
      for (let p = 1; p < plans.length; p++) {
        expect(plans[p].result.moved.value).toBeGreaterThanOrEqual(plans[p - 1].result.moved.value);
        expect(compare(plans[p], plans[p - 1])).toBeLessThan(0);
      }
    },
  );

  test.prop([anyProblem()], RUNS)('starts where nothing moves that need not', (problem) => {
    // A plain list: what is mapped from a column of whole numbers would be cut to whole numbers.
    const roots = [...problem.families].filter((root, i) => root === i);
    const members = (root: number) =>
      [...problem.families.keys()].filter((i) => problem.families[i] === root);
    const forced = roots
      .map((root) => {
        const moves = commonChoices(problem, root).map((j) =>
          members(root).reduce((sum, i) => sum + movedOf(problem, i, j), 0),
        );
        return moves.length > 0 ? Math.min(...moves) : 0;
      })
      .reduce((sum, moved) => sum + moved, 0);
    expect(solve(problem)[0].result.moved.value).toBeCloseTo(forced, 6);
  });

  test.prop([anyProblem()], RUNS)('says of each plan what is so', (problem) => {
    const free = withoutBudget(problem);
    for (const { result, excess, imbalance } of solve(problem)) {
      const judged = judge(free, result.assignment, result.centres);
      expect(findForbidden(problem, result)).toEqual([]);
      expect(findSeparated(problem, result)).toEqual([]);
      expect(result.reasons.length > 0).toBe(!['optimal', 'feasible'].includes(result.status));
      expect(result.moved.value).toBeCloseTo(judged.moved, 6);
      expect(excess).toBeCloseTo(judged.excess, 6);
      expect(Math.abs(result.cost.total - judged.cost.total)).toBeLessThanOrEqual(
        1e-6 * (1 + judged.cost.total),
      );
      judged.loads.forEach((load, m) => {
        const worst = Math.max(
          0,
          ...load.map((value, j) =>
            problem.targets[m][j] > 0 ? Math.abs(value - problem.targets[m][j]) / problem.targets[m][j] : 0,
          ),
        );
        expect(imbalance[m]).toBeCloseTo(worst, 6);
      });
    }
  });

  test.prop([anyProblem({ maxUnits: 12 })], { ...RUNS, numRuns: 25 })(
    'is the same whoever asks',
    async (problem) => {
      const options = { ...OPTIONS, plans: 4 };
      expect(await disruptionFrontierAsync(problem, options)).toEqual(disruptionFrontier(problem, options));
    },
  );

  it('moves little for balance alone where incumbents are scattered far from one another', () => {
    const problem = scatter('anywhere', 12);
    const { found } = repairAlignment(problem, OPTIONS).moved.least!;
    const plans = disruptionFrontier(problem, { ...OPTIONS, plans: 8 });
    const within = plans.find(({ excess }) => excess === 0);
    expect(within!.result.moved.value).toBeLessThanOrEqual(found!);
    expect(plans).toHaveLength(8);
  });

  it('seeks others where plans are no better than those that move less', () => {
    expect(disruptionFrontier(scatter('balanced', 12), { ...OPTIONS, plans: 6 })).toHaveLength(6);
  });

  it.each([{ plans: 2 }, { plans: 3.5 }, { cycle: 3 }])('does not take the option %j', (options) => {
    const [problem] = fc.sample(anyProblem(), { numRuns: 1, seed: 1 });
    expect(() => disruptionFrontier(problem, options as object)).toThrow(OptionsError);
  });
});

/**
 * Points strewn over a square, with free centres and loads within 2 % of their means; their incumbents by chance, or
 * those of a plan within 5 %.
 */
function scatter(incumbents: 'anywhere' | 'balanced', territories: number): BalanceProblem {
  const random = createRandom(5);
  const units = 240;
  const column = (most: number) => Float64Array.from({ length: units }, () => most * random.nextShare());
  const places = { x: column(100), y: column(100), loads: { hours: column(9) }, territories };
  const plan =
    incumbents === 'anywhere'
      ? Int32Array.from({ length: units }, () => random.nextBelow(territories))
      : balanceTerritories(prepareColumns({ ...places, tolerance: 0.05 })).assignment;
  return prepareColumns({ ...places, tolerance: 0.02, incumbents: plan });
}

/** Below zero where a is better: less outside the limits, or as little and cheaper. */
function compare(a: FrontierPlan, b: FrontierPlan): number {
  return a.excess - b.excess || a.result.cost.total - b.result.cost.total;
}
