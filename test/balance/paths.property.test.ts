import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createExchanges } from '../../src/balance/improve/exchanges.js';
import { findPaths } from '../../src/balance/improve/findPaths.js';
import { listLinks } from '../../src/balance/improve/listLinks.js';
import { setPenalties } from '../../src/balance/improve/localSearch.js';
import type { Neighbourhood } from '../../src/balance/improve/operator.js';
import { chain } from '../../src/balance/improve/operators/chain.js';
import { path } from '../../src/balance/improve/operators/path.js';
import { relocate } from '../../src/balance/improve/operators/relocate.js';
import { swap } from '../../src/balance/improve/operators/swap.js';
import { reachOf } from '../../src/balance/improve/reachOf.js';
import { defaultBalanceOptions } from '../../src/balance/options.js';
import { prepareColumns } from '../../src/balance/prepareColumns.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { createSearchProblem, type SearchProblem } from '../../src/balance/searchProblem.js';
import { createState, type PlanState } from '../../src/balance/state.js';
import { buildPlaceTree } from '../../src/balance/transport/buildPlaceTree.js';
import { findCandidates } from '../../src/balance/transport/findCandidates.js';
import { createWork, runTask } from '../../src/balance/work.js';
import { createRandom } from '../../src/core/random.js';
import { anyProblem } from './problems.js';

const RUNS = { numRuns: 100, interruptAfterTimeLimit: 8_000, seed: 1 };
const work = createWork(defaultBalanceOptions);
const searchOf = (problem: BalanceProblem) =>
  createSearchProblem(problem, problem.travel.kind === 'geometric' ? problem.travel.seats.slice() : null);

function stateOf(search: SearchProblem, assignment: Int32Array): PlanState {
  return createState(
    search,
    assignment,
    Float64Array.from(assignment, (j, u) => search.costs.cost(u, j)),
  );
}

/** What operators work on, at first penalties. */
function surround(search: SearchProblem, state: PlanState, prices: Float64Array): Neighbourhood {
  const tree = runTask(buildPlaceTree(search, work), work);
  const query = { prices, band: Number.POSITIVE_INFINITY, most: 4 };
  const candidates = runTask(findCandidates(search, tree, query, work), work);
  setPenalties(search, state, prices);
  const reach = runTask(reachOf(state, candidates), work);
  const exchanges = createExchanges(search, state, candidates, prices, work);
  return { search, state, candidates, reach, prices, leastGain: 1e-9, hasChanged: () => true, exchanges };
}

function objective({ k }: SearchProblem, state: PlanState): number {
  let sum = state.cost() + state.penaltyOfBudget();
  for (let j = 0; j < k; j++) sum += state.penaltyOf(j);
  return sum;
}

/**
 * Units of one load in territories that hold `counts` of them and have to hold as many each: they cost 10 where they
 * are, `next` in the next territory, from the last to the first `last`, and far more elsewhere.
 */
function inTurn(
  counts: readonly number[],
  next: number,
  last: number,
): { search: SearchProblem; state: PlanState } {
  const k = counts.length;
  const owner = Int32Array.from(counts.flatMap((count, j) => Array.from({ length: count }, () => j)));
  const n = owner.length;
  const costs = Array.from(owner, (a) =>
    Array.from({ length: k }, (_, j) =>
      j === a ? 10 : j === (a + 1) % k ? (a === k - 1 ? last : next) : 1000,
    ),
  );
  const problem = {
    ...prepareColumns({
      x: new Float64Array(n),
      y: new Float64Array(n),
      loads: { count: new Float64Array(n).fill(1) },
      territories: counts.map((_, j) => ({ seat: { x: j, y: 0 } })),
      tolerance: 0,
    }),
    travel: { kind: 'matrix' as const, costs: Float64Array.from(costs.flat()) },
  };
  const search = searchOf(problem);
  return { search, state: stateOf(search, owner) };
}

const sweepOthers = (around: Neighbourhood) =>
  [relocate, swap, chain].map((operator) => runTask(operator.sweep(around, work), work));

describe('paths', () => {
  it('lead load from a territory that has too much through five others to one that lacks it', () => {
    const { search, state } = inTurn([5, 4, 4, 4, 4, 4, 3], 11, 1000);
    const around = surround(search, state, new Float64Array(search.size));
    expect(sweepOthers(around)).toEqual([0, 0, 0]);
    expect(runTask(path.sweep(around, work), work)).toBe(1);
    expect(state.excess()).toBe(0);
    expect(state.cost()).toBe(28 * 10 + 6);
  });

  it('go round a ring where every territory is full', () => {
    const { search, state } = inTurn([4, 4, 4, 4, 4, 4], 9, 9);
    const around = surround(search, state, new Float64Array(search.size));
    expect(sweepOthers(around)).toEqual([0, 0, 0]);
    expect(runTask(path.sweep(around, work), work)).toBe(1);
    expect(state.excess()).toBe(0);
    expect(state.cost()).toBe(24 * 10 - 6);
  });

  it('go no farther than eight links', () => {
    const { search, state } = inTurn([5, 4, 4, 4, 4, 4, 4, 4, 4, 3], 11, 1000);
    const around = surround(search, state, new Float64Array(search.size));
    expect(runTask(path.sweep(around, work), work)).toBe(0);
  });

  const problems = fc
    .tuple(anyProblem({ seats: ['fixed'], minUnits: 4, minTerritories: 3 }), fc.boolean())
    .map(([problem, hasBudget]) => ({
      ...problem,
      incumbents: problem.incumbents.map((_, i) => (i % 3 === 0 ? -1 : i % problem.territoryIds.length)),
      disruptionValue: problem.disruptionValue.map((_, i) => 1 + (i % 4)),
      disruptionBudget: hasBudget ? problem.incumbents.length / 3 : Number.POSITIVE_INFINITY,
    }));
  let seen = 0;

  test.prop([problems, fc.nat()], RUNS)(
    'change what they say, and each touches no territory twice',
    (problem, seed) => {
      const search = searchOf(problem);
      if (search.n === 0) return;
      const random = createRandom(seed);
      const { row, choices } = search;
      const anywhere = (u: number) => {
        const from = choices.offsets[row[u]];
        return choices.targets[from + random.nextBelow(choices.offsets[row[u] + 1] - from)];
      };
      const assignment = Int32Array.from({ length: search.n }, (_, u) => anywhere(u));
      const prices = Float64Array.from({ length: search.size }, () => random.nextShare());
      for (const isRing of [false, true]) {
        const around = surround(search, stateOf(search, assignment.slice()), prices);
        for (const { units, to, costs, delta, shift } of runTask(
          findPaths(around, runTask(listLinks(around, work), work), isRing, work),
          work,
        )) {
          const state = stateOf(search, assignment.slice());
          setPenalties(search, state, prices);
          const before = objective(search, state);
          const expected = before + delta + state.budgetPenalty(shift);
          const left = units.map((u) => assignment[u]);
          units.forEach((u, i) => {
            expect(costs[i]).toBe(search.costs.cost(u, to[i]));
            state.move(u, to[i], costs[i]);
          });
          expect(Math.abs(objective(search, state) - expected)).toBeLessThanOrEqual(
            1e-9 * (1 + Math.abs(before)),
          );
          expect(new Set(left).size).toBe(left.length);
          expect(to.slice(0, -1)).toEqual(left.slice(1));
          expect(to[to.length - 1] === left[0]).toBe(isRing);
          if (!isRing) expect(left).not.toContain(to[to.length - 1]);
          seen++;
        }
      }
    },
  );

  it('were seen in numbers', () => {
    expect(seen).toBeGreaterThan(20);
  });
});
