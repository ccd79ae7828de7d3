/**
 * Parts the units of two territories anew, so that one of them gets a wanted load at the least cost.
 *
 * Given a pool of units u with load w_u and cost g_u of being in a and not in b, find a set S with low <= w(S) <= high
 * and the least g(S): a knapsack with a floor.
 *
 * 1. The few units that are heavier than the room between the limits decide what is possible: all their subsets are
 *    looked at, up to 2^`MOST_HEAVY`.
 * 2. The others come in the order of g_u / w_u. If they could be split, a prefix of that order would be the best fill
 *    for a subset; that is a lower bound, found by bisection of the sums.
 * 3. Subsets are filled with whole units from the lowest bound up, until no bound is below the best fill.
 *
 * O(n log n + 2^h log n) for n units, h of them heavy. Filling is greedy, so a set that there is may be missed.
 * G. B. Dantzig: Discrete-variable extremum problems, 1957, DOI 10.1287/opre.5.2.266, for the bound.
 */
import type { SearchProblem } from '../searchProblem.js';

/** Units whose subsets are looked at; found by trial. */
const MOST_HEAVY = 10;
/** Subsets that are filled; found by trial. */
const MOST_FILLS = 12;

/** One way to part a pool. */
export interface Split {
  /** Units of a, then those of b. */
  readonly units: Int32Array;
  /** How many of them are a's. */
  readonly count: number;
  /** Load of a. */
  readonly load: number;
  /** Cost of the units of a there, less what they would cost in b. */
  readonly cost: number;
}

/** Parts a pool of units so that a has a load from `low` to `high`; `null` where no such set was found. */
export type SplitPair = (pool: Int32Array, a: number, b: number, low: number, high: number) => Split | null;

/** Keeps the arrays that parting needs; for one measure. */
export function createSplitPair({ n, k, load, row, choices, costs }: SearchProblem): SplitPair {
  const mayHold = new Uint8Array((choices.offsets.length - 1) * k);
  for (let r = 0; r + 1 < choices.offsets.length; r++) {
    for (let e = choices.offsets[r]; e < choices.offsets[r + 1]; e++) mayHold[k * r + choices.targets[e]] = 1;
  }
  /** Entry `[u]` is the cost of unit u in a less that in b. */
  const gain = new Float64Array(n);
  /** Entry `[s]` is the load of subset s of the heavy units, its cost, and the bound for it. */
  const subsetLoad = new Float64Array(1 << MOST_HEAVY);
  const subsetCost = new Float64Array(1 << MOST_HEAVY);
  const subsetBound = new Float64Array(1 << MOST_HEAVY);

  return (pool, a, b, low, high) => {
    /** What must be in a whatever else is. */
    const fixed: number[] = [];
    const others: number[] = [];
    const free: number[] = [];
    let fixedLoad = 0;
    let fixedCost = 0;
    for (const u of pool) {
      gain[u] = costs.cost(u, a) - costs.cost(u, b);
      if (mayHold[k * row[u] + b] === 0) {
        fixed.push(u);
        fixedLoad += load[u];
        fixedCost += gain[u];
      } else if (mayHold[k * row[u] + a] === 0) others.push(u);
      else free.push(u);
    }
    const { heavy, light } = takeHeavy(free, load, high - low);
    light.sort((u, v) => gain[u] * load[v] - gain[v] * load[u] || load[v] - load[u] || u - v);
    const sums = sumUp(light, load, gain);
    const subsets = 1 << heavy.length;
    subsetLoad[0] = fixedLoad;
    subsetCost[0] = fixedCost;
    for (let s = 0; s < subsets; s++) {
      const bit = 31 - Math.clz32(s & -s);
      if (s > 0) {
        subsetLoad[s] = subsetLoad[s & (s - 1)] + load[heavy[bit]];
        subsetCost[s] = subsetCost[s & (s - 1)] + gain[heavy[bit]];
      }
      subsetBound[s] = subsetCost[s] + boundFill(sums, low - subsetLoad[s], high - subsetLoad[s]);
    }
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let fill = 0; fill < MOST_FILLS; fill++) {
      let next = 0;
      for (let s = 1; s < subsets; s++) if (subsetBound[s] < subsetBound[next]) next = s;
      if (subsetBound[next] >= bestCost) break;
      subsetBound[next] = Number.POSITIVE_INFINITY;
      const cost =
        subsetCost[next] + fillUp(light, load, gain, low - subsetLoad[next], high - subsetLoad[next], null);
      if (cost >= bestCost) continue;
      best = next;
      bestCost = cost;
    }
    if (best < 0) return null;
    const isTaken = new Uint8Array(light.length);
    fillUp(light, load, gain, low - subsetLoad[best], high - subsetLoad[best], isTaken);
    const ours = [
      ...fixed,
      ...heavy.filter((_, h) => (best >> h) % 2 === 1),
      ...light.filter((_, at) => isTaken[at] === 1),
    ];
    const theirs = [
      ...others,
      ...heavy.filter((_, h) => (best >> h) % 2 === 0),
      ...light.filter((_, at) => isTaken[at] === 0),
    ];
    let total = 0;
    for (const u of ours) total += load[u];
    return { units: Int32Array.from([...ours, ...theirs]), count: ours.length, load: total, cost: bestCost };
  };
}

/** The heaviest of the units above a load, and all others. */
function takeHeavy(units: readonly number[], load: Float64Array, above: number) {
  const heavy = units.filter((u) => load[u] > above);
  heavy.sort((u, v) => load[v] - load[u] || u - v);
  heavy.length = Math.min(heavy.length, MOST_HEAVY);
  const isHeavy = new Set(heavy);
  return { heavy, light: units.filter((u) => !isHeavy.has(u)) };
}

/** Sums over the first units of the order. */
interface Sums {
  /** Entry `[i]` is the load of the first i units, and their cost. */
  readonly load: Float64Array;
  readonly cost: Float64Array;
  /** How many units are cheaper in a. */
  readonly gaining: number;
}

function sumUp(light: readonly number[], load: Float64Array, gain: Float64Array): Sums {
  const loads = new Float64Array(light.length + 1);
  const costs = new Float64Array(light.length + 1);
  let gaining = 0;
  light.forEach((u, i) => {
    loads[i + 1] = loads[i] + load[u];
    costs[i + 1] = costs[i] + gain[u];
    if (gain[u] < 0) gaining = i + 1;
  });
  return { load: loads, cost: costs, gaining };
}

/** The least cost of a load from `low` to `high` if units may be split; infinite where there is none. */
function boundFill({ load, cost, gaining }: Sums, low: number, high: number): number {
  const last = load.length - 1;
  if (high < 0 || low > load[last]) return Number.POSITIVE_INFINITY;
  const wanted = Math.min(Math.max(load[gaining], low, 0), high);
  let from = 0;
  let to = last;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (load[middle] < wanted) from = middle + 1;
    else to = middle;
  }
  if (from === 0 || load[from] === load[from - 1]) return cost[from];
  return cost[from] - ((load[from] - wanted) * (cost[from] - cost[from - 1])) / (load[from] - load[from - 1]);
}

/** Takes whole units in order, leaving out what does not fit; infinite where that does not reach `low`. */
function fillUp(
  light: readonly number[],
  load: Float64Array,
  gain: Float64Array,
  low: number,
  high: number,
  isTaken: Uint8Array | null,
): number {
  let total = 0;
  let cost = 0;
  for (let i = 0; i < light.length; i++) {
    const u = light[i];
    if (total >= low && gain[u] >= 0) break;
    if (total + load[u] > high) continue;
    total += load[u];
    cost += gain[u];
    if (isTaken !== null) isTaken[i] = 1;
  }
  return total >= low && total <= high ? cost : Number.POSITIVE_INFINITY;
}
