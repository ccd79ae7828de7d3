import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../../src/balance/balanceTerritories.js';
import { cellPlan } from '../../../src/balance/centred/cellPlan.js';
import { prepareCentred } from '../../../src/balance/centred/prepareCentred.js';
import { resolveBalanceOptions } from '../../../src/balance/options.js';
import type { BalanceProblem } from '../../../src/balance/problem.js';
import { createSearchProblem } from '../../../src/balance/searchProblem.js';
import { createWork, runTask } from '../../../src/balance/work.js';
import { createRandom } from '../../../src/core/random.js';
import { centredCost, plainProblem, towardsMeans } from './centredProblems.js';

/** Points in towns of unlike size, with their loads. */
function drawTowns(n: number, seed: number) {
  const random = createRandom(seed);
  const towns = Array.from({ length: 12 }, () => [random.nextBelow(9000), random.nextBelow(9000)]);
  const points = Array.from({ length: n }, () => {
    const [x, y] = towns[Math.min(random.nextBelow(12), random.nextBelow(12))];
    const near = () => random.nextBelow(300) + random.nextBelow(300) + random.nextBelow(300);
    return [x + near(), y + near()];
  });
  return { points, loads: Float64Array.from(points, () => 1 + random.nextBelow(100)) };
}

/** The most load of a territory where all are filled to a share. */
const limitOf = (loads: Float64Array, k: number, fullness: number) =>
  Math.ceil(loads.reduce((sum, load) => sum + load, 0) / (k * fullness));

/** Towns with costs between any two points, and territories filled to a share. */
function makeTowns(n: number, k: number, fullness: number, seed: number): BalanceProblem {
  const { points, loads } = drawTowns(n, seed);
  const costs = new Float64Array(n * n);
  points.forEach(([x, y], i) => {
    points.forEach((other, h) => {
      costs[n * i + h] = Math.hypot(x - other[0], y - other[1]);
    });
  });
  const limits = { lower: 0, upper: limitOf(loads, k, fullness) };
  return plainProblem(loads, k, limits, { kind: 'between', costs });
}

function cut(problem: BalanceProblem, seed: number): Int32Array {
  const work = createWork(resolveBalanceOptions({}));
  const centred = prepareCentred(createSearchProblem(problem, null));
  return runTask(cellPlan(centred, createRandom(seed), work), work);
}

/** Entry `[j]` is the load of territory j. */
function loadsOf(problem: BalanceProblem, assignment: Int32Array): number[] {
  const sums = problem.territoryIds.map(() => 0);
  assignment.forEach((j, i) => {
    sums[j] += problem.loads[0][i];
  });
  return sums;
}

describe('cells of alike loads', () => {
  it('share out the loads to about a unit for every cut', () => {
    for (const k of [2, 3, 7, 16, 25]) {
      const problem = makeTowns(300, k, 1, k);
      const target = problem.targets[0][0];
      for (const load of loadsOf(problem, cut(problem, 1))) {
        // A cut is half a unit off at the most, and k - 1 cells share in what it is off.
        expect(Math.abs(load - target)).toBeLessThanOrEqual(100);
      }
    }
  });

  it('cost a small part of what groups by chance cost', () => {
    const problem = makeTowns(300, 20, 1, 4);
    const random = createRandom(1);
    const byChance = Int32Array.from({ length: 300 }, () => random.nextBelow(20));
    expect(centredCost(problem, cut(problem, 1))).toBeLessThan(0.3 * centredCost(problem, byChance));
  });

  it('are none of them empty, however uneven the loads are', () => {
    const problem = makeTowns(12, 12, 1, 5);
    problem.loads[0].fill(0);
    problem.loads[0][3] = 100;
    expect(Array.from(cut(problem, 1)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, j) => j),
    );
  });

  it('differ by seed, and are the same for the same seed', () => {
    const problem = makeTowns(100, 9, 1, 6);
    const plans = [1, 1, 2].map((seed) => cut(problem, seed).join());
    expect(plans[1]).toBe(plans[0]);
    expect(plans[2]).not.toBe(plans[0]);
  });
});

describe('territories that are nearly full, in towns of unlike size', () => {
  it('are within their limits early', () => {
    for (const seed of [1, 2, 3]) {
      const problem = makeTowns(500, 25, 0.97, seed);
      const { assignment } = balanceTerritories(problem, {
        seed,
        cycles: Number.POSITIVE_INFINITY,
        maxEvaluations: 5_000_000,
      });
      expect(Math.max(...loadsOf(problem, assignment))).toBeLessThanOrEqual(problem.uppers[0][0]);
    }
  });
});

describe('runs from cells', () => {
  it('become longer where territories are many, and stay as long where they are few', () => {
    const lengthen = (k: number) => {
      const work: number[] = [];
      let pauses = 0;
      // Where centres are means there is neither a bound nor a region between two runs.
      const { points, loads } = drawTowns(6 * k, 1);
      const limits = { lower: 0, upper: limitOf(loads, k, 0.9) };
      balanceTerritories(plainProblem(loads, k, limits, towardsMeans(points, k)), {
        cycles: 3,
        maxTimeMs: Number.MAX_VALUE,
        // It is asked at every pause, each some thousand evaluations after the last.
        clock: () => pauses++,
        onProgress: ({ phase }) => {
          if (phase === 'improve') work.push(pauses);
        },
      });
      const [begin, first, second, third] = work;
      return (third - second) / (first - begin);
    };
    expect(lengthen(20)).toBeLessThan(1.4);
    expect(lengthen(50)).toBeGreaterThan(1.6);
  });
});
