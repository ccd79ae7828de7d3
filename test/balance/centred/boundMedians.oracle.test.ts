import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { boundMedians } from '../../../src/balance/bound/boundMedians.js';
import { prepareCentred } from '../../../src/balance/centred/prepareCentred.js';
import type { BalanceProblem } from '../../../src/balance/problem.js';
import { createSearchProblem } from '../../../src/balance/searchProblem.js';
import { createRandom } from '../../../src/core/random.js';
import { plainProblem } from './centredProblems.js';

interface Shape {
  readonly n: number;
  readonly k: number;
  readonly seed: number;
  readonly isWhole: boolean;
  /** Share of all capacities that is needed. */
  readonly tightness: number;
}

/** A capacitated p-median problem on points of a square. */
function makeProblem({ n, k, seed, isWhole, tightness }: Shape) {
  const random = createRandom(seed);
  const x = Array.from({ length: n }, () => [100 * random.nextShare(), 100 * random.nextShare()]);
  const demand = Float64Array.from({ length: n }, () => 1 + random.nextBelow(9));
  const total = demand.reduce((sum, value) => sum + value, 0);
  const capacity = Math.ceil(total / (k * tightness));
  const costs = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, h] = [Math.floor(at / n), at % n];
    const distance = Math.hypot(x[i][0] - x[h][0], x[i][1] - x[h][1]);
    return isWhole ? Math.floor(distance) : distance;
  });
  const problem = plainProblem(demand, k, { lower: 0, upper: capacity }, { kind: 'between', costs });
  return { problem, costs, demand, capacity };
}

/** The least cost of all plans: every set of centres, every assignment to them within the capacity. */
function bruteForce({ n, k }: Shape, { costs, demand, capacity }: ReturnType<typeof makeProblem>): number {
  let least = Number.POSITIVE_INFINITY;
  const place = (centres: readonly number[], u: number, room: readonly number[], cost: number): void => {
    if (cost >= least) return;
    if (u === n) {
      least = cost;
      return;
    }
    centres.forEach((h, c) => {
      if (room[c] < demand[u] || (centres.includes(u) && h !== u)) return;
      place(
        centres,
        u + 1,
        room.map((value, d) => (d === c ? value - demand[u] : value)),
        cost + costs[n * u + h],
      );
    });
  };
  const choose = (centres: readonly number[], from: number): void => {
    if (centres.length === k) place(centres, 0, Array(k).fill(capacity), 0);
    else for (let h = from; h < n; h++) choose([...centres, h], h + 1);
  };
  choose([], 0);
  return least;
}

/** Goes on to the end, led by plans found on the way only; the last bound and the cost of the last plan. */
function prove(problem: BalanceProblem, costs: Float64Array, firstCost: number, isWithin: boolean) {
  const n = problem.unitIds.length;
  const bound = boundMedians(prepareCentred(createSearchProblem(problem, null)), 0)!;
  const values: number[] = [];
  let plan: Int32Array | null = null;
  for (let step = 0; !bound.isDone() && step < 1e5; step++) {
    bound.step(firstCost, isWithin);
    plan = bound.takePlan() ?? plan;
    const value = bound.value();
    if (value !== null) values.push(value);
  }
  expect(bound.isDone()).toBe(true);
  const units = [...Array(n).keys()];
  const groups = problem.territoryIds.map((_, j) => units.filter((u) => plan?.[u] === j));
  const from = (group: readonly number[], h: number) => group.reduce((sum, u) => sum + costs[n * u + h], 0);
  const costOf = (group: readonly number[]) => Math.min(...group.map((h) => from(group, h)));
  const cost = groups.reduce((sum, group) => sum + (group.length === 0 ? 0 : costOf(group)), 0);
  return { values, plan, cost, groups };
}

const anyShape = fc.record({
  n: fc.integer({ min: 4, max: 9 }),
  k: fc.integer({ min: 2, max: 3 }),
  seed: fc.nat(10_000),
  isWhole: fc.boolean(),
  tightness: fc.constantFrom(0.6, 0.8, 0.95),
});

describe('branch and bound on centres', () => {
  test.prop([anyShape], { numRuns: 150, seed: 1 })(
    'ends at the least cost of all plans, with a plan of that cost, and is never above it',
    (shape) => {
      const made = makeProblem(shape);
      const least = bruteForce(shape, made);
      if (least === Number.POSITIVE_INFINITY) return;
      // A cost far above, so that it has to find plans by itself.
      const { values, plan, cost, groups } = prove(made.problem, made.costs, 10 * least + 10, false);
      const slack = 1e-9 * least + 1e-9;
      for (const value of values) expect(value).toBeLessThanOrEqual(least + slack);
      expect(values[values.length - 1]).toBeGreaterThanOrEqual(least - slack);
      expect(plan).not.toBeNull();
      expect(cost).toBeCloseTo(least, 6);
      for (const group of groups) {
        expect(group.reduce((sum, u) => sum + made.demand[u], 0)).toBeLessThanOrEqual(made.capacity);
      }
    },
  );

  test.prop([anyShape], { numRuns: 100, seed: 2 })('proves a plan that was handed in', (shape) => {
    const made = makeProblem(shape);
    const least = bruteForce(shape, made);
    if (least === Number.POSITIVE_INFINITY) return;
    const { values } = prove(made.problem, made.costs, least, true);
    expect(values[values.length - 1]).toBeCloseTo(least, 6);
  });

  it('closes a gap that the relaxation alone leaves', () => {
    const shape = { n: 40, k: 5, seed: 3, isWhole: false, tightness: 0.9 };
    const { problem, costs } = makeProblem(shape);
    const { values, cost } = prove(problem, costs, 1e4, false);
    expect(values[values.length - 1]).toBeCloseTo(cost, 6);
  });
});
