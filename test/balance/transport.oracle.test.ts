import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createSearchProblem } from '../../src/balance/searchProblem.js';
import { createState } from '../../src/balance/state.js';
import { buildPlaceTree } from '../../src/balance/transport/buildPlaceTree.js';
import { findCandidates } from '../../src/balance/transport/findCandidates.js';
import { runTask } from '../../src/balance/work.js';
import { createRandom } from '../../src/core/random.js';
import { anyProblem } from './problems.js';

const problems = anyProblem({ seats: ['fixed'], maxUnits: 200 });
const work = { isPauseDue: () => false, stopCause: () => null, spent: () => 0 };
const RUNS = { numRuns: 60, interruptAfterTimeLimit: 10_000, seed: 1 };

describe('findCandidates', () => {
  test.prop([problems, fc.nat(), fc.double({ min: 0, max: 3000, noNaN: true })], RUNS)(
    'finds by boxes what looking at every territory finds',
    (problem, seed, band) => {
      const centres = problem.travel.kind === 'geometric' ? problem.travel.seats.slice() : null;
      const search = createSearchProblem(problem, centres);
      const random = createRandom(seed);
      const prices = Float64Array.from({ length: search.size }, () => 4000 * (random.nextShare() - 0.5));
      // What is moved beyond a budget may cost, what is not moved brings in nothing.
      if (search.hasBudget) prices[search.size - 1] = Math.abs(prices[search.size - 1]);
      const tree = runTask(buildPlaceTree(search, work), work);
      const query = { prices, band, most: 99 };
      const found = runTask(findCandidates(search, tree, query, work), work);
      const { choices, row, M, load, weight, costs } = search;
      for (let u = 0; u < search.n; u++) {
        const list = Array.from(
          choices.targets.subarray(choices.offsets[row[u]], choices.offsets[row[u] + 1]),
        );
        const valueIn = (j: number) => {
          let sum = costs.cost(u, j);
          for (let m = 0; m < M; m++) sum += load[M * u + m] * prices[M * j + m];
          return search.hasBudget ? sum + prices[search.size - 1] * costs.moved(u, j) : sum;
        };
        const least = Math.min(...list.map(valueIn));
        const edge = 1e-7 * (1 + Math.abs(least) + band * weight[u]);
        const mine = Array.from(found.territory.subarray(found.start[u], found.start[u] + found.count[u]));
        // Values within rounding of the edge of the band may be on either side.
        for (const j of list) {
          if (valueIn(j) < least + band * weight[u] - edge) expect(mine).toContain(j);
          if (valueIn(j) > least + band * weight[u] + edge) expect(mine).not.toContain(j);
        }
      }
    },
  );
});

describe('the state', () => {
  test.prop([problems, fc.nat()], RUNS)(
    'keeps loads and penalties as if counted anew after any moves',
    (problem, seed) => {
      const centres = problem.travel.kind === 'geometric' ? problem.travel.seats.slice() : null;
      const search = createSearchProblem(problem, centres);
      if (search.n === 0) return;
      const random = createRandom(seed);
      const pick = (u: number) => {
        const from = search.choices.offsets[search.row[u]];
        return search.choices.targets[
          from + random.nextBelow(search.choices.offsets[search.row[u] + 1] - from)
        ];
      };
      const assignment = Int32Array.from({ length: search.n }, (_, u) => pick(u));
      const state = createState(search, assignment, assignment.map(() => 0) as never);
      state.penalty.fill(3);
      state.setBudgetPenalty(3);
      let total = 3 * state.excess();
      for (let move = 0; move < 50; move++) {
        const u = random.nextBelow(search.n);
        const to = pick(u);
        if (to === state.assignment[u]) continue;
        total += state.exchangePenalty(state.assignment[u], u, -1) + state.exchangePenalty(to, -1, u);
        total += state.budgetPenalty(state.movedChange(u, to));
        state.move(u, to, 0);
      }
      const anew = createState(search, state.assignment.slice(), new Float64Array(search.n));
      state.load.forEach((load, at) => {
        expect(Math.abs(load - anew.load[at])).toBeLessThanOrEqual(1e-9 * (1 + search.n));
      });
      expect(Math.abs(total - 3 * anew.excess())).toBeLessThanOrEqual(1e-7 * (1 + total));
    },
  );
});
