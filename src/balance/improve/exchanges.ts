/**
 * Who could go where: for every pair of territories (a, b) the units of a that lose least, at the given prices, by
 * going to b. Operators that combine two or three units look only at these.
 *
 * The regret of a unit is its value (cost plus prices of its loads) in b less that in a. The prices of the relaxation
 * make regrets comparable between units of different load: at the optimum of the relaxation none is below zero.
 */
import { buildCsr, type Csr } from '../../core/csr.js';
import type { SearchProblem } from '../searchProblem.js';
import type { PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';

/** Units kept for a pair of territories; tuned with bench/improve. */
const MOST_UNITS = 24;

/** Pairs p = 0 … pairs - 1, each with its units in order of regret. */
export interface Exchanges {
  /** Row a lists the pairs that lead out of territory a. */
  readonly pairsOf: Csr;
  /** Entry `[p]` is the territory that pair p leads to. */
  readonly to: Int32Array;
  /** Entry `[p]` is the pair that leads back; -1 where nobody could. */
  readonly back: Int32Array;
  /** Entry `[p]` is how many units pair p has. */
  readonly size: Int32Array;
  /** Entry `[MOST_UNITS * p + s]` is a unit; the least regret first. */
  readonly unit: Int32Array;
  /** Entry `[MOST_UNITS * p + s]` is what that unit costs where the pair leads to. */
  readonly cost: Float64Array;
  /** Entry `[p]` is the least change of unit cost (without prices) among the units of pair p. */
  readonly least: Float64Array;
  /** Where the units of pair p start in `unit` and `cost`. */
  readonly startOf: (pair: number) => number;
  /** The pair from a to b; -1 where there is none. */
  readonly find: (a: number, b: number) => number;
}

/** Lists the exchanges of a state; the lists go stale with every move, so readers check who is still there. */
export function listExchanges(
  search: SearchProblem,
  state: PlanState,
  candidates: Candidates,
  prices: Float64Array,
): Exchanges {
  const { n, k, M, load, hasBudget, costs } = search;
  const movePrice = hasBudget ? prices[search.size - 1] : 0;
  const { start, count, territory, cost } = candidates;
  const { assignment, unitCost } = state;
  const pairs = new Map<number, number>();
  const from: number[] = [];
  const to: number[] = [];
  /** Entry `[e]` is the pair of candidate entry e, -1 for the unit's own territory. */
  const pairOfEntry = new Int32Array(territory.length).fill(-1);
  for (let u = 0; u < n; u++) {
    for (let e = start[u]; e < start[u] + count[u]; e++) {
      if (territory[e] === assignment[u]) continue;
      const key = k * assignment[u] + territory[e];
      let pair = pairs.get(key);
      if (pair === undefined) {
        pair = from.length;
        pairs.set(key, pair);
        from.push(assignment[u]);
        to.push(territory[e]);
      }
      pairOfEntry[e] = pair;
    }
  }
  const size = new Int32Array(from.length);
  const unit = new Int32Array(MOST_UNITS * from.length);
  const costThere = new Float64Array(unit.length);
  const regrets = new Float64Array(unit.length);
  for (let u = 0; u < n; u++) {
    for (let e = start[u]; e < start[u] + count[u]; e++) {
      const pair = pairOfEntry[e];
      if (pair < 0) continue;
      let regret = cost[e] - unitCost[u];
      for (let m = 0; m < M; m++) {
        regret += load[M * u + m] * (prices[M * territory[e] + m] - prices[M * assignment[u] + m]);
      }
      if (hasBudget) regret += movePrice * (costs.moved(u, territory[e]) - costs.moved(u, assignment[u]));
      const base = MOST_UNITS * pair;
      if (size[pair] === MOST_UNITS && regret >= regrets[base + MOST_UNITS - 1]) continue;
      let at = base + (size[pair] === MOST_UNITS ? MOST_UNITS - 1 : size[pair]++);
      for (; at > base && regrets[at - 1] > regret; at--) {
        regrets[at] = regrets[at - 1];
        unit[at] = unit[at - 1];
        costThere[at] = costThere[at - 1];
      }
      regrets[at] = regret;
      unit[at] = u;
      costThere[at] = cost[e];
    }
  }
  const least = new Float64Array(from.length).fill(Number.POSITIVE_INFINITY);
  for (let pair = 0; pair < from.length; pair++) {
    for (let s = MOST_UNITS * pair; s < MOST_UNITS * pair + size[pair]; s++) {
      least[pair] = Math.min(least[pair], costThere[s] - unitCost[unit[s]]);
    }
  }
  return {
    least,
    pairsOf: buildCsr(
      k,
      from,
      Int32Array.from(from, (_, p) => p),
    ),
    to: Int32Array.from(to),
    back: Int32Array.from(from, (a, p) => pairs.get(k * to[p] + a) ?? -1),
    size,
    unit,
    cost: costThere,
    startOf: (pair) => MOST_UNITS * pair,
    find: (a, b) => pairs.get(k * a + b) ?? -1,
  };
}
