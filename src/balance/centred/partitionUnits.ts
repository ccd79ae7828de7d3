/**
 * The cheapest partition of units into k territories of a pool (set partitioning), by branch and bound.
 *
 * 1. Prices of units give a bound (pricePartition.ts). Territories whose reduced cost lifts it to the cost that is to
 *    be beaten are left out for good: below the first bound few remain.
 * 2. Branch on the unit that the fewest territories hold: each of them in turn, the least reduced cost first, takes out
 *    all that share a unit with it. What remains is priced anew, from the prices of its parent.
 * 3. A partition that is found is the cost to be beaten from then on, and the nodes are counted anew.
 *
 * Exact unless the nodes or the evaluations run out: exponential at worst, O(entries of the pool) for every step of
 * prices; the first prices are raised in any case. References:
 * E. Balas, M. W. Padberg: Set partitioning: a survey, 1976, DOI 10.1137/1018115; A. Caprara, M. Fischetti, P. Toth: A
 * heuristic method for the set covering problem, 1999, DOI 10.1287/opre.47.5.730 (prices that last from call to call).
 */
import type { Task, Work } from '../work.js';
import { type Climb, createPartitionPricer, ENTRIES } from './pricePartition.js';
import type { TerritoryColumns } from './territoryPool.js';

/** Prices of a node below the first; chosen by trial. */
const NODE: Climb = { steps: 40, length: 0.05, patience: 5 };
/** A partition must be cheaper by this share. */
const LEAST_GAIN = 1e-9;

/** What is to be partitioned. */
export interface Partition {
  /** The territories that may be chosen; they hold no other units than the ones below. */
  readonly candidates: Int32Array;
  /** The units. */
  readonly rows: Int32Array;
  /** How many territories are to be chosen. */
  readonly count: number;
}

/** How much is looked at before it gives up. */
export interface PartitionEffort {
  /** Nodes since the last partition that was found. */
  readonly nodes: number;
  /** Evaluations in all. */
  readonly evaluations: number;
}

/** What was found. */
export interface PartitionAnswer {
  /** The territories chosen; `null` where none were found. */
  readonly chosen: Int32Array | null;
  /** Whether nothing is cheaper: neither nodes nor evaluations ran out. */
  readonly isExact: boolean;
}

/**
 * Finds territories that hold every unit once and cost less than `below`, the cheapest where the effort is enough.
 * `prices`, entry `[u]` that of unit u, are raised in place.
 */
export function* partitionUnits(
  pool: TerritoryColumns,
  { candidates, rows, count }: Partition,
  below: number,
  prices: Float64Array,
  first: Climb,
  { nodes, evaluations }: PartitionEffort,
  work: Work,
): Task<PartitionAnswer> {
  const starts = pool.starts();
  const units = pool.units();
  const costs = pool.costs();
  const n = prices.length;
  const pricer = createPartitionPricer(pool, n);
  /** Entry `[u]` is how many candidates of a node hold unit u. */
  const holders = new Int32Array(n);
  const isTaken = new Uint8Array(n);
  const chosen: number[] = [];
  let found: Int32Array | null = null;
  let most = below * (1 - LEAST_GAIN);
  let left = nodes;
  const end = work.spent() + evaluations;
  let isExact = true;

  const holds = (c: number, u: number) => {
    for (let e = starts[c]; e < starts[c + 1]; e++) if (units[e] === u) return true;
    return false;
  };
  const isFree = (c: number) => {
    for (let e = starts[c]; e < starts[c + 1]; e++) if (isTaken[units[e]] === 1) return false;
    return true;
  };
  const mark = (c: number, value: number) => {
    for (let e = starts[c]; e < starts[c + 1]; e++) isTaken[units[e]] = value;
  };

  /** The unit that the fewest candidates hold, the first among equal ones. */
  function findScarce(among: Int32Array, open: Int32Array): number {
    for (const u of open) holders[u] = 0;
    for (const c of among) for (let e = starts[c]; e < starts[c + 1]; e++) holders[units[e]]++;
    let scarce = open[0];
    for (const u of open) if (holders[u] < holders[scarce]) scarce = u;
    return scarce;
  }

  function* branch(
    among: Int32Array,
    open: Int32Array,
    missing: number,
    spent: number,
    own: Float64Array,
    climb: Climb,
  ): Task<void> {
    left--;
    if (among.length < missing || holders[findScarce(among, open)] === 0) return;
    const bound = spent + (yield* pricer.climb(among, open, missing, own, most - spent, climb, work));
    const threshold = pricer.threshold();
    const { reduced } = pricer;
    const rise = (c: number) => Math.max(0, reduced[c] - threshold);
    const worthy = among.filter((c) => bound + rise(c) < most);
    if (bound >= most || worthy.length < missing) return;
    const unit = findScarce(worthy, open);
    const next = worthy.filter((c) => holds(c, unit)).sort((a, b) => reduced[a] - reduced[b] || a - b);
    const rises = Float64Array.from(next, rise);
    for (let at = 0; at < next.length; at++) {
      if (bound + rises[at] >= most) return;
      const isWorn = left <= 0 || work.spent() >= end;
      isExact &&= !isWorn;
      if (isWorn) return;
      const c = next[at];
      const cost = spent + costs[c];
      chosen.push(c);
      mark(c, 1);
      const rest = open.filter((u) => isTaken[u] === 0);
      if (missing > 1 && rest.length > 0) {
        const free = worthy.filter(isFree);
        if (work.isPauseDue(Math.ceil(worthy.length / ENTRIES))) yield;
        yield* branch(free, rest, missing - 1, cost, own.slice(), NODE);
      } else if (missing === 1 && rest.length === 0 && cost < most) {
        most = cost * (1 - LEAST_GAIN);
        found = Int32Array.from(chosen);
        left = nodes;
      }
      mark(c, 0);
      chosen.pop();
    }
  }

  yield* branch(candidates, rows, count, 0, prices, first);
  return { chosen: found, isExact };
}
