/**
 * Who could go where: for every pair of territories (a, b) the units of a that lose least, at the given prices, by
 * going to b. Operators that combine two or three units look only at these.
 *
 * The regret of a unit is its value (cost plus prices of its loads) in b less that in a. The prices of the relaxation
 * make regrets comparable between units of different load: at the optimum of the relaxation none is below zero.
 */
import { buildCsr, type Csr } from '../../core/csr.js';
import { inRuns } from '../../core/inRuns.js';
import type { SearchProblem } from '../searchProblem.js';
import type { PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task, Work } from '../work.js';

/** Units kept for a pair of territories; found by trial. */
const MOST_UNITS = 24;

/** Pairs p = 0 … pairs - 1, each with its units in order of regret. */
export interface Exchanges {
  /** Row a lists the pairs that lead out of territory a. */
  readonly pairsOf: Csr;
  /** Entry `[p]` is the territory that pair p leads to. */
  readonly to: readonly number[];
  /** Entry `[p]` is the pair that leads back; -1 where nobody could. */
  readonly back: Int32Array;
  /** Entry `[p]` is how many units pair p has. */
  readonly size: readonly number[];
  /** Entry `[MOST_UNITS * p + s]` is a unit; the least regret first. */
  readonly unit: Int32Array;
  /** Entry `[MOST_UNITS * p + s]` is what that unit costs where the pair leads to. */
  readonly cost: Float64Array;
  /** Entry `[p]` is the least change of unit cost (without prices) among the units of pair p. */
  readonly least: readonly number[];
  /** Where the units of pair p start in `unit` and `cost`. */
  readonly startOf: (pair: number) => number;
  /** The pair from a to b; -1 where there is none. */
  readonly find: (a: number, b: number) => number;
}

/**
 * Keeps the exchanges of a state; each call hands them over as they are now. What leads out of a territory depends on
 * its own units alone, so only territories that were touched since the call before are listed anew. The lists go stale
 * with every move, so readers check who is still there. O(units with a choice) a call, plus the candidates of units in
 * touched territories; pauses on the way.
 */
export function createExchanges(
  search: SearchProblem,
  state: PlanState,
  candidates: Candidates,
  prices: Float64Array,
  work: Work,
): () => Task<Exchanges> {
  const { n, k, M, load, hasBudget, costs } = search;
  const movePrice = hasBudget ? prices[search.size - 1] : 0;
  const { start, count, territory, cost } = candidates;
  const { assignment, unitCost, movedAt } = state;
  const choosers: number[] = [];
  /** Entry is the pair of `k * a + b`. */
  const pairs = new Map<number, number>();
  const from: number[] = [];
  const to: number[] = [];
  const least: number[] = [];
  const size: number[] = [];
  let unit = new Int32Array(0);
  let costThere = new Float64Array(0);
  let regrets = new Float64Array(0);
  let listedAt = -1;
  let listed: Exchanges | null = null;

  function openPair(key: number, a: number, b: number): number {
    const pair = from.length;
    pairs.set(key, pair);
    from.push(a);
    to.push(b);
    least.push(Number.POSITIVE_INFINITY);
    size.push(0);
    if (MOST_UNITS * from.length > unit.length) {
      const length = MOST_UNITS * 2 * from.length;
      unit = copyInto(new Int32Array(length), unit);
      costThere = copyInto(new Float64Array(length), costThere);
      regrets = copyInto(new Float64Array(length), regrets);
    }
    return pair;
  }

  function listUnit(u: number): void {
    const a = assignment[u];
    for (let e = start[u]; e < start[u] + count[u]; e++) {
      const b = territory[e];
      if (b === a) continue;
      const key = k * a + b;
      const pair = pairs.get(key) ?? openPair(key, a, b);
      let regret = cost[e] - unitCost[u];
      for (let m = 0; m < M; m++) regret += load[M * u + m] * (prices[M * b + m] - prices[M * a + m]);
      if (hasBudget) regret += movePrice * (costs.moved(u, b) - costs.moved(u, a));
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

  function findLeast(pair: number): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (let s = MOST_UNITS * pair; s < MOST_UNITS * pair + size[pair]; s++) {
      lowest = Math.min(lowest, costThere[s] - unitCost[unit[s]]);
    }
    return lowest;
  }

  return function* () {
    if (listed !== null && state.moves() === listedAt) return listed;
    if (listed === null) {
      yield* inRuns(n, (from, to) => {
        for (let u = from; u < to; u++) if (count[u] > 1) choosers.push(u);
      });
    }
    const since = listedAt;
    const known = from.length;
    for (let pair = 0; pair < known; pair++) if (movedAt[from[pair]] > since) size[pair] = 0;
    for (const u of choosers) {
      if (movedAt[assignment[u]] <= since) continue;
      listUnit(u);
      if (work.isPauseDue(count[u])) yield;
    }
    for (let pair = 0; pair < from.length; pair++)
      if (movedAt[from[pair]] > since) least[pair] = findLeast(pair);
    listedAt = state.moves();
    listed = {
      least,
      pairsOf: buildCsr(
        k,
        from,
        Int32Array.from(from, (_, p) => p),
      ),
      to,
      back: Int32Array.from(from, (a, p) => pairs.get(k * to[p] + a) ?? -1),
      size,
      unit,
      cost: costThere,
      startOf: (pair) => MOST_UNITS * pair,
      find: (a, b) => pairs.get(k * a + b) ?? -1,
    };
    return listed;
  };
}

function copyInto<T extends Int32Array | Float64Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
