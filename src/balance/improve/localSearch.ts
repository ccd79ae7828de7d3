/**
 * Local search over a list of operators, from any assignment to one that no operator improves.
 *
 * 1. Loads outside their limits cost a penalty, at first a little more than the highest price of the relaxation.
 * 2. The cheapest operator runs until it finds nothing; then the next one, and after a success the cheapest again.
 * 3. Where limits are still exceeded when nothing improves, their penalties are raised and the search goes on. What a
 *    move is worth changes only where it touches a territory whose penalty was raised, so only there all are looked at.
 *
 * Cost plus penalties falls with every move, so it ends; moves are made in the order of indexes, so it is the same
 * every time. Each sweep is near-linear in the number of units with more than one candidate.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task, Work } from '../work.js';
import { createExchanges } from './exchanges.js';
import type { Operator } from './operator.js';
import { chain } from './operators/chain.js';
import { path } from './operators/path.js';
import { relocate } from './operators/relocate.js';
import { swap } from './operators/swap.js';
import { reachOf } from './reachOf.js';

/** Cheap ones first. */
const operators: readonly Operator[] = [relocate, swap, chain, path];

/** Sweeps at the most; a guard, since every sweep but the last of a round gains. */
const MOST_SWEEPS = 2000;

/** Penalties of exceeded limits grow by this factor, at most `MOST_RAISES` times. */
const PENALTY_STEP = 4;
const MOST_RAISES = 12;

/** A move must gain this share of the cost and of the highest penalty: less may be nothing but rounding. */
const LEAST_GAIN = 1e-12;

/** Improves a state in place until no operator finds a move that pays and, if it can be had, no limit is exceeded. */
export function* improveLocally(
  search: SearchProblem,
  state: PlanState,
  candidates: Candidates,
  prices: Float64Array,
  work: Work,
): Task<void> {
  let leastGain = findLeastGain(state);
  const reach = yield* reachOf(state, candidates);
  const exchanges = createExchanges(search, state, candidates, prices, work);
  /** Entry is the number of moves made when an operator last began to look through all moves; -1 before that. */
  const lookedAt = new Int32Array(operators.length).fill(-1);
  /** Entry `[j]` is the number of moves made when a penalty of territory j was last raised; -1 before that. */
  const raisedAt = new Int32Array(search.k).fill(-1);
  let raises = 0;
  let at = 0;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const since = lookedAt[at];
    lookedAt[at] = state.moves();
    const neighbourhood = {
      search,
      state,
      candidates,
      reach,
      prices,
      leastGain,
      hasChanged: (j: number) => state.movedAt[j] > since || raisedAt[j] >= since,
      exchanges,
    };
    const moves = yield* operators[at].sweep(neighbourhood, work);
    at = moves > 0 ? 0 : at + 1;
    if (at < operators.length) continue;
    if (state.excess() === 0 || raises++ === MOST_RAISES) return;
    for (let j = 0; j < search.k; j++) if (state.isOutside(j)) raisedAt[j] = state.moves();
    // What is left of a budget is in the worth of every move.
    if (search.hasBudget) lookedAt.fill(-1);
    state.raisePenalties(PENALTY_STEP);
    leastGain = findLeastGain(state);
    at = 0;
  }
}

function findLeastGain(state: PlanState): number {
  return LEAST_GAIN * (Math.abs(state.cost()) + state.highestPenalty());
}

/** How penalties start: times the highest price of the relaxation, and times the mean cost of a territory. */
export interface Stiffness {
  readonly price: number;
  readonly cost: number;
}
const STIFF: Stiffness = { price: 2, cost: 1 };

/** Sets the penalties of a state to where they start: well above what the relaxation would pay for a load. */
export function setPenalties(
  search: SearchProblem,
  state: PlanState,
  prices: Float64Array,
  { price, cost }: Stiffness = STIFF,
): void {
  const { k, M } = search;
  const mean = (cost * state.cost()) / k + Number.MIN_VALUE;
  if (search.hasBudget) state.setBudgetPenalty(price * Math.abs(prices[search.size - 1]) + mean);
  for (let m = 0; m < M; m++) {
    let highest = 0;
    for (let j = 0; j < k; j++) highest = Math.max(highest, Math.abs(prices[M * j + m]));
    for (let j = 0; j < k; j++) state.penalty[M * j + m] = price * highest + mean;
  }
}
