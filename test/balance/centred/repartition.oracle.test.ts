import { describe, expect, it } from 'vitest';
import { createCentredState } from '../../../src/balance/centred/centredState.js';
import { listNearUnits } from '../../../src/balance/centred/nearUnits.js';
import { prepareCentred } from '../../../src/balance/centred/prepareCentred.js';
import { canRepartition, repartition } from '../../../src/balance/centred/repartition.js';
import { resolveBalanceOptions } from '../../../src/balance/options.js';
import type { BalanceProblem } from '../../../src/balance/problem.js';
import { createSearchProblem } from '../../../src/balance/searchProblem.js';
import { createWork, runTask } from '../../../src/balance/work.js';
import { createRandom } from '../../../src/core/random.js';
import { centredCost, plainProblem } from './centredProblems.js';

const UPPER = 4;

/** Units of one load each, costs between them by chance, territories for four at the most. */
function makeProblem(n: number, k: number, lower: number, seed: number): BalanceProblem {
  const random = createRandom(seed);
  const costs = Float64Array.from({ length: n * n }, () => random.nextBelow(400) / 4);
  const limits = { lower, upper: UPPER };
  return plainProblem(new Float64Array(n).fill(1), k, limits, { kind: 'between', costs });
}

/** The same with distances between points, 0 from a centre to itself: sets are left out by what others cost at the least. */
function makePlane(n: number, k: number, seed: number): BalanceProblem {
  const random = createRandom(seed);
  const points = Array.from({ length: n }, () => [random.nextBelow(50), random.nextBelow(50)]);
  const costs = Float64Array.from({ length: n * n }, (_, at) => {
    const [x, y] = points[Math.floor(at / n)];
    return Math.hypot(x - points[at % n][0], y - points[at % n][1]);
  });
  return plainProblem(new Float64Array(n).fill(1), k, { lower: 0, upper: UPPER }, { kind: 'between', costs });
}

/** The least cost of all plans within the limits. */
function bruteForce(problem: BalanceProblem, lower: number): number {
  const n = problem.unitIds.length;
  const k = problem.territoryIds.length;
  const assignment = new Int32Array(n);
  const size = new Int32Array(k);
  let least = Number.POSITIVE_INFINITY;
  const place = (i: number): void => {
    if (i === n) {
      if (size.every((count) => count >= lower)) least = Math.min(least, centredCost(problem, assignment));
      return;
    }
    for (let j = 0; j < k; j++) {
      if (size[j] === UPPER) continue;
      size[j]++;
      assignment[i] = j;
      place(i + 1);
      size[j]--;
      if (size[j] === 0) break;
    }
  };
  place(0);
  return least;
}

function run(problem: BalanceProblem, shakes: number, start?: Int32Array) {
  const n = problem.unitIds.length;
  const k = problem.territoryIds.length;
  const search = createSearchProblem(problem, null);
  const centred = prepareCentred(search);
  expect(canRepartition(centred)).toBe(true);
  const state = createCentredState(centred, start ?? Int32Array.from({ length: n }, (_, i) => i % k));
  const kept: number[] = [];
  const work = createWork(resolveBalanceOptions({}));
  runTask(
    (function* () {
      const near = yield* listNearUnits(search, centred.parts, centred.distance, n - 1, work);
      const keep = () => kept.push(state.cost());
      yield* repartition(centred, state, near, shakes, createRandom(1), keep, () => {}, work);
    })(),
    work,
  );
  return { state, kept };
}

describe('territories re-solved exactly', () => {
  it.each([
    [9, 3, 0],
    [9, 3, 2],
    [10, 3, 3],
    [8, 4, 0],
    [7, 2, 3],
  ])(
    'are the best of all plans where %i units of %i territories (%i at least) are one group',
    (n, k, lower) => {
      for (let seed = 1; seed <= 6; seed++) {
        const problem = makeProblem(n, k, lower, seed);
        const { state } = run(problem, 0);
        expect(state.cost()).toBeCloseTo(centredCost(problem, state.plan.assignment), 9);
        expect(state.cost()).toBeCloseTo(bruteForce(problem, lower), 9);
        expect(state.outsideCount()).toBe(0);
      }
    },
  );

  it.each([
    [9, 3],
    [10, 4],
    [8, 5],
  ])('are the best of all plans where %i points of %i territories are one group', (n, k) => {
    for (let seed = 1; seed <= 12; seed++) {
      const problem = makePlane(n, k, seed);
      const best = bruteForce(problem, 0);
      const { assignment } = run(problem, 0).state.plan;
      expect(centredCost(problem, assignment)).toBeCloseTo(best, 9);
      // The nearer a plan is to the best, the more sets are left out.
      for (let u = 1; u < n; u++) {
        const start = assignment.slice();
        start[u] = assignment[u - 1];
        start[u - 1] = assignment[u];
        expect(run(problem, 0, start).state.cost()).toBeCloseTo(best, 9);
      }
    }
  });

  it('only get better when shaken, and what is handed over is what they cost', () => {
    const problem = makeProblem(60, 18, 0, 3);
    const { state, kept } = run(problem, 30);
    expect(kept.length).toBeGreaterThan(1);
    for (let s = 1; s < kept.length; s++) expect(kept[s]).toBeLessThan(kept[s - 1]);
    expect(centredCost(problem, state.plan.assignment)).toBeLessThanOrEqual(kept[kept.length - 1] + 1e-6);
    expect(state.outsideCount()).toBe(0);
  });
});
