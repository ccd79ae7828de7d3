import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createExchanges, type Exchanges, startOf } from '../../src/balance/improve/exchanges.js';
import { improveLocally, setPenalties } from '../../src/balance/improve/localSearch.js';
import { defaultBalanceOptions } from '../../src/balance/options.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { createSearchProblem, type SearchProblem } from '../../src/balance/searchProblem.js';
import { createState, type PlanState } from '../../src/balance/state.js';
import { buildPlaceTree } from '../../src/balance/transport/buildPlaceTree.js';
import { findCandidates } from '../../src/balance/transport/findCandidates.js';
import { createWork, runTask } from '../../src/balance/work.js';
import { createRandom, type Random } from '../../src/core/random.js';
import { anyProblem } from './problems.js';

const RUNS = { numRuns: 200, interruptAfterTimeLimit: 8_000, seed: 1 };
/** Two units of three have an incumbent, and every other problem has a budget for what may leave it. */
const problems = fc
  .tuple(anyProblem({ seats: ['fixed'], minUnits: 2, minTerritories: 2 }), fc.boolean())
  .map(([problem, hasBudget]) => ({
    ...problem,
    incumbents: problem.incumbents.map((_, i) => (i % 3 === 0 ? -1 : i % problem.territoryIds.length)),
    disruptionValue: problem.disruptionValue.map((_, i) => 1 + (i % 4)),
    disruptionBudget: hasBudget ? problem.incumbents.length / 3 : Number.POSITIVE_INFINITY,
  }));

const searchOf = (problem: BalanceProblem) =>
  createSearchProblem(problem, problem.travel.kind === 'geometric' ? problem.travel.seats.slice() : null);

/** Every unit somewhere it may be. */
function startAnywhere(search: SearchProblem, random: Random): PlanState {
  const assignment = Int32Array.from({ length: search.n }, (_, u) => anywhere(search, u, random));
  return createState(search, assignment, costsOf(search, assignment));
}

function anywhere({ row, choices }: SearchProblem, u: number, random: Random): number {
  const from = choices.offsets[row[u]];
  return choices.targets[from + random.nextBelow(choices.offsets[row[u] + 1] - from)];
}

const costsOf = ({ costs }: SearchProblem, assignment: Int32Array) =>
  Float64Array.from(assignment, (j, u) => costs.cost(u, j));

/** Any penalties but none, the same for the same problem. */
function penalise(search: SearchProblem, state: PlanState): void {
  for (let at = 0; at < state.penalty.length; at++) state.penalty[at] = 1 + (at % 3);
  if (search.hasBudget) state.setBudgetPenalty(2);
}

/** The books of the same assignment, kept by nobody. */
function recompute(search: SearchProblem, state: PlanState): PlanState {
  const fresh = createState(search, state.assignment.slice(), costsOf(search, state.assignment));
  penalise(search, fresh);
  return fresh;
}

function objective({ k }: SearchProblem, state: PlanState): number {
  let sum = state.cost() + state.penaltyOfBudget();
  for (let j = 0; j < k; j++) sum += state.penaltyOf(j);
  return sum;
}

/** Moves units round: each goes where the next one was, the last one to the first or anywhere. */
function drawMoves(search: SearchProblem, state: PlanState, random: Random) {
  const units = Array.from({ length: 1 + random.nextBelow(4) }, () => random.nextBelow(search.n));
  const own = units.map((u) => state.assignment[u]);
  const mayBe = (u: number, j: number) => {
    const { row, choices } = search;
    return choices.targets.subarray(choices.offsets[row[u]], choices.offsets[row[u] + 1]).includes(j);
  };
  const to = units.map((u, i) => (i + 1 < units.length ? own[i + 1] : anywhere(search, u, random)));
  const isChain = new Set([...own, to[to.length - 1]]).size >= own.length && new Set(own).size === own.length;
  const isAllowed = units.every((u, i) => mayBe(u, to[i]));
  const isOpen = !own.includes(to[to.length - 1]) || to[to.length - 1] === own[0];
  return isChain && isAllowed && isOpen ? { units, own, to } : null;
}

/** What a chain changes, by what operators ask of a state. */
function judgeChain(search: SearchProblem, state: PlanState, { units, own, to }: Chain): number {
  const last = units.length - 1;
  const isClosed = to[last] === own[0];
  let delta = 0;
  let shift = 0;
  units.forEach((u, i) => {
    const entering = i > 0 ? units[i - 1] : isClosed ? units[last] : -1;
    delta += search.costs.cost(u, to[i]) - state.unitCost[u] + state.exchangePenalty(own[i], u, entering);
    shift += state.movedChange(u, to[i]);
  });
  if (!isClosed) delta += state.exchangePenalty(to[last], -1, units[last]);
  return delta + state.budgetPenalty(shift);
}
type Chain = NonNullable<ReturnType<typeof drawMoves>>;

function expectSameBooks(search: SearchProblem, state: PlanState): void {
  penalise(search, state);
  const fresh = recompute(search, state);
  const close = (actual: number, expected: number) =>
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
  state.load.forEach((load, at) => {
    expect(Math.abs(load - fresh.load[at])).toBeLessThanOrEqual(1e-9);
  });
  expect(state.unitCost).toEqual(fresh.unitCost);
  close(state.moved(), fresh.moved());
  close(state.excess(), fresh.excess());
  close(objective(search, state), objective(search, fresh));
}

describe('the books of a plan', () => {
  test.prop([problems, fc.nat()], RUNS)(
    'are the recomputed ones after any moves and chains',
    (problem, seed) => {
      const search = searchOf(problem);
      if (search.n === 0) return;
      const random = createRandom(seed);
      const state = startAnywhere(search, random);
      penalise(search, state);
      for (let step = 0; step < 60; step++) {
        const chain = drawMoves(search, state, random);
        if (chain === null) continue;
        const before = objective(search, state);
        const delta = judgeChain(search, state, chain);
        chain.units.forEach((u, i) => {
          state.move(u, chain.to[i], search.costs.cost(u, chain.to[i]));
        });
        if (new Set(chain.to).size === 1 && chain.to[0] === chain.own[0]) continue;
        const change = objective(search, state) - before;
        expect(Math.abs(change - delta)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(before)));
      }
      expectSameBooks(search, state);
    },
  );

  test.prop([problems, fc.nat()], RUNS)('are the recomputed ones after every operator', (problem, seed) => {
    const search = searchOf(problem);
    if (search.n === 0) return;
    const { state, lists, prices, work } = prepare(search, createRandom(seed));
    runTask(improveLocally(search, state, lists, prices, work), work);
    expectSameBooks(search, state);
  });

  test.prop([problems, fc.nat()], RUNS)('have exchanges that follow the moves', (problem, seed) => {
    const search = searchOf(problem);
    if (search.n === 0) return;
    const random = createRandom(seed);
    const { state, lists, prices, work } = prepare(search, random);
    const kept = createExchanges(search, state, lists, prices, work);
    for (let step = 0; step < 5; step++) {
      for (let move = 0; move < 3; move++) {
        const u = random.nextBelow(search.n);
        const to = anywhere(search, u, random);
        state.move(u, to, search.costs.cost(u, to));
      }
      const anew = createExchanges(search, state, lists, prices, work);
      expect(unitsOf(runTask(kept.list(), work))).toEqual(unitsOf(runTask(anew.list(), work)));
    }
  });
});

function prepare(search: SearchProblem, random: Random) {
  const work = createWork(defaultBalanceOptions);
  const prices = Float64Array.from({ length: search.size }, () => random.nextShare());
  const state = startAnywhere(search, random);
  setPenalties(search, state, prices);
  const tree = runTask(buildPlaceTree(search, work), work);
  const query = { prices, band: Number.POSITIVE_INFINITY, most: 4 };
  const lists = runTask(findCandidates(search, tree, query, work), work);
  return { state, lists, prices, work };
}

/** The units and least change of every pair that has some. */
function unitsOf({ pairsOf, to, size, unit, least }: Exchanges) {
  const found = new Map<string, unknown>();
  for (let a = 0; a + 1 < pairsOf.offsets.length; a++) {
    for (const pair of pairsOf.targets.subarray(pairsOf.offsets[a], pairsOf.offsets[a + 1])) {
      const units = unit.slice(startOf(pair), startOf(pair) + size[pair]);
      if (size[pair] > 0) found.set(`${a} ${to[pair]}`, [units, least[pair]]);
    }
  }
  return found;
}
