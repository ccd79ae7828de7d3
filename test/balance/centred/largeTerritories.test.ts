import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../../src/balance/balanceTerritories.js';
import { createCentredState } from '../../../src/balance/centred/centredState.js';
import { prepareCentred } from '../../../src/balance/centred/prepareCentred.js';
import { createSearchProblem } from '../../../src/balance/searchProblem.js';
import { createRandom } from '../../../src/core/random.js';
import { centredCost, plainProblem, towardsMeans } from './centredProblems.js';

/** Points of a plane for k territories with as many of them as there may be at the most. */
function makeProblem(points: readonly number[][], k: number, most: number) {
  const loads = new Float64Array(points.length).fill(1);
  return plainProblem(loads, k, { lower: 0, upper: most }, towardsMeans(points, k));
}

describe('territories of many units', () => {
  it('are followed move by move to about what they cost, and added up anew when asked for their cost', () => {
    const random = createRandom(1);
    const problem = makeProblem(
      Array.from({ length: 600 }, () => [1000 * random.nextShare(), 1000 * random.nextShare()]),
      3,
      600,
    );
    const search = createSearchProblem(problem, null);
    const state = createCentredState(
      prepareCentred(search),
      Int32Array.from({ length: 600 }, () => random.nextBelow(3)),
    );
    const { assignment } = state.plan;
    let worst = 0;
    for (let move = 0; move < 200; move++) {
      const u = random.nextBelow(600);
      const b = random.nextBelow(3);
      if (assignment[u] !== b) state.move(u, -1, b);
      const exact = centredCost(problem, assignment);
      const followed = [0, 1, 2].reduce((sum, j) => sum + state.book.costOf(j), 0);
      worst = Math.max(worst, Math.abs(followed - exact));
      if (move % 20 === 19) expect(Math.abs(state.cost() - exact)).toBeLessThan(1e-6);
    }
    // A unit is about 400 from its centre.
    expect(worst).toBeLessThan(6);
  });

  it('are the clumps where there are clumps, wherever the seeds fall', () => {
    const random = createRandom(2);
    const points = Array.from({ length: 9 * 70 }, (_, i) => [
      1000 * (i % 3) + 100 * random.nextShare(),
      1000 * (Math.floor(i / 3) % 3) + 100 * random.nextShare(),
    ]);
    const problem = makeProblem(points, 9, 100);
    const clumps = centredCost(
      problem,
      Int32Array.from(points.keys(), (i) => i % 9),
    );
    for (let seed = 0; seed < 6; seed++)
      expect(balanceTerritories(problem, { seed, cycles: 1 }).cost.total).toBeCloseTo(clumps, 6);
  });
});
