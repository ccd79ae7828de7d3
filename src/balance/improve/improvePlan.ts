/**
 * From a rounded plan to the best one found: local search, then cycles of annealing and local search, each from the
 * best plan so far. More work goes on where less stopped, so it never ends with a worse plan.
 */
import { createRandom, type Random } from '../../core/random.js';
import type { BalanceOptions } from '../options.js';
import type { SearchProblem } from '../searchProblem.js';
import { shareAnew } from '../share/shareAnew.js';
import { createState, type PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import { findCandidates } from '../transport/findCandidates.js';
import type { PlaceTree } from '../transport/placeTree.js';
import type { Task, Work } from '../work.js';
import { anneal } from './anneal.js';
import { findPatience } from './findPatience.js';
import { improveLocally, type Stiffness, setPenalties } from './localSearch.js';
import { passOn } from './passOn.js';

/** Width of the candidate lists as a share of the mean cost of a trip of weight, at the most. */
const BAND = 0.5;
/**
 * The width is this over the units of a territory, times the square of the measures: where many units stand near a
 * border, the nearest of them fill a limit as well as all; several measures need more to choose from.
 */
const NEAR_UNITS = 30;
/** Lists are widened by this factor while limits are exceeded and they are no wider than that. */
const WIDENING = 4;
const WIDEST = 8;
const MOST_CANDIDATES = 12;
/** Rounds of a cycle at the most. */
const MOST_ROUNDS = 4;
/** Units a territory in the mean up to which the best plan is shared anew: with more, whole units cost hardly more than split ones. */
const MOST_SHARED = 100;
/** Evaluations of sharing in a cycle at the least, some tenths of a second: few units are annealed in less. */
const LEAST_SHARING = 3e6;
/** Penalties of annealing: hardly more than a load is worth, so that it passes through plans a little outside the limits. */
const SOFT: Stiffness = { price: 1.2, cost: 0.01 };
/** A plan is compared with the best one at each so manieth pause: comparing and copying take as long as many moves. */
const PAUSES_APART = 10;
/** Excesses that differ by less are the same, in mean targets. */
const EXCESS_NOISE = 1e-12;

/** The best plan so far, apart from the state that is worked on. */
export interface BestPlan {
  readonly assignment: Int32Array;
  readonly unitCost: Float64Array;
  cost: number;
  /** Load outside the limits, in mean targets, summed. */
  excess: number;
}

/** Starts with a state as the best plan. */
export function createBestPlan(state: PlanState): BestPlan {
  const { assignment, unitCost } = state;
  return {
    assignment: assignment.slice(),
    unitCost: unitCost.slice(),
    cost: state.cost(),
    excess: state.excess(),
  };
}

/** Takes a state over where it is better: less outside the limits, or as little and cheaper. */
export function keepBetter(best: BestPlan, state: PlanState): boolean {
  const excess = state.excess();
  // Within the limits is within the limits; outside them the same loads may add up to another last digit.
  const noise = best.excess > 0 && excess > 0 ? EXCESS_NOISE : 0;
  if (excess > best.excess + noise) return false;
  // The cost is added up from scratch, so it comes last.
  const cost = state.cost();
  if (excess >= best.excess - noise && cost >= best.cost) return false;
  best.assignment.set(state.assignment);
  best.unitCost.set(state.unitCost);
  best.cost = cost;
  best.excess = excess;
  return true;
}

/** Copies the best plan into a new state with first penalties. */
function resume(search: SearchProblem, best: BestPlan, prices: Float64Array): PlanState {
  const state = createState(search, best.assignment.slice(), best.unitCost.slice());
  setPenalties(search, state, prices);
  return state;
}

/**
 * Local search from the best plan, over lists that widen while limits are exceeded; hands over the lists. Where units are
 * too coarse for moves along lists, territories outside the limits of one measure are parted anew (passOn.ts).
 */
export function* improveBest(
  search: SearchProblem,
  tree: PlaceTree,
  prices: Float64Array,
  best: BestPlan,
  work: Work,
): Task<Candidates> {
  let weight = 0;
  for (let u = 0; u < search.n; u++) weight += search.weight[u];
  const { n, k, M } = search;
  let share = Math.min(BAND, (NEAR_UNITS * k * M * M) / n);
  const trip = best.cost / weight;
  for (;;) {
    const band = share * trip || Number.POSITIVE_INFINITY;
    const lists = yield* findCandidates(search, tree, { prices, band, most: MOST_CANDIDATES }, work);
    yield* improveOver(search, lists, prices, best, work);
    if (best.excess > 0 && M === 1 && !search.hasBudget) {
      const state = resume(search, best, prices);
      yield* keepBest(best, state, passOn(search, state, work));
    }
    if (best.excess === 0 || share > WIDEST) return lists;
    share *= WIDENING;
  }
}

/** Local search from the best plan over given lists. */
export function* improveOver(
  search: SearchProblem,
  lists: Candidates,
  prices: Float64Array,
  best: BestPlan,
  work: Work,
): Task<void> {
  const state = resume(search, best, prices);
  yield* keepBest(best, state, improveLocally(search, state, lists, prices, work));
}

/** Does some work on a state and keeps the best of what it was at every tenth pause and at the end, whoever stops it. */
export function* keepBest(best: BestPlan, state: PlanState, task: Task<void>): Task<void> {
  let seen = -1;
  try {
    let pauses = 0;
    for (let step = task.next(); !step.done; step = task.next()) {
      if (pauses++ % PAUSES_APART === 0 && state.moves() !== seen) {
        keepBetter(best, state);
        seen = state.moves();
      }
      yield;
    }
  } finally {
    keepBetter(best, state);
  }
}

/**
 * Cycles of annealing and local search, until a plan is optimal by its bound; says after each how many are done. Where
 * few units have a choice a cycle has several rounds, each from the best plan so far. Ends with whether the best plan was
 * proven to be the cheapest in the meantime.
 */
export function* runCycles(
  search: SearchProblem,
  lists: Candidates,
  prices: Float64Array,
  best: BestPlan,
  bound: number,
  options: BalanceOptions,
  onCycle: (done: number) => void,
  work: Work,
): Task<boolean> {
  const random = createRandom(options.seed);
  const rounds = Math.floor(Math.min(MOST_ROUNDS, findPatience(lists)));
  for (let cycle = 0; cycle < options.cycles; cycle++) {
    const before = work.spent();
    for (let round = 0; round < rounds; round++) {
      if (best.excess === 0 && best.cost - bound <= options.optimalGap * Math.abs(best.cost)) return false;
      const state = resume(search, best, prices);
      setPenalties(search, state, prices, SOFT);
      yield* keepBest(best, state, anneal(search, state, lists, prices, random, work));
      setPenalties(search, state, prices);
      yield* keepBest(best, state, improveLocally(search, state, lists, prices, work));
    }
    const isShared =
      best.excess === 0 && bound > 0 && !search.hasBudget && search.n <= MOST_SHARED * search.k;
    // As much again as the annealing takes: where sharing pays nothing, a cycle is twice as long at the most.
    const allowed = Math.max(LEAST_SHARING, work.spent() - before);
    if (isShared && (yield* shareBest(search, lists, prices, best, allowed, random, work))) return true;
    onCycle(cycle + 1);
    // Where no unit has a choice there is nothing to look at, however many cycles are asked for.
    if (work.spent() === before) return false;
  }
  return false;
}

/** Shares territories of the best plan anew, and says whether it is proven to be the cheapest. */
function shareBest(
  search: SearchProblem,
  lists: Candidates,
  prices: Float64Array,
  best: BestPlan,
  evaluations: number,
  random: Random,
  work: Work,
): Task<boolean> {
  const take = (assignment: Int32Array) => {
    const state = createState(search, best.assignment.slice(), best.unitCost.slice());
    assignment.forEach((j, u) => {
      if (j !== best.assignment[u]) state.move(u, j, search.costs.cost(u, j));
    });
    return keepBetter(best, state);
  };
  return shareAnew({ search, prices }, lists, { plan: best, take }, evaluations, random, work);
}
