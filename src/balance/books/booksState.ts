import type { Pairs } from './assignmentProblem.js';

/** A load above its capacity by less than this share of it is a rounding error. */
const ROUNDING = 1e-10;

/**
 * A whole assignment with its loads and members, kept up to date move by move.
 *
 * Its energy is the sum of reduced costs (cost plus prices of loads less the least of these of the unit) plus, for each
 * book, a part of the price of the capacity that stays empty, or a penalty on what is above it. With the whole price it
 * would be cost less the bound of the prices; a part makes room worth something, which later units can use.
 */
export interface BooksState {
  readonly pairs: Pairs;
  /** Entry `[i]` is the pair of unit i. */
  readonly pairOf: Int32Array;
  /** Entry `[e]` is the unit of pair e. */
  readonly unitOf: Int32Array;
  /** Entry `[e]` is the reduced cost of pair e, 0 or more. */
  readonly reduced: Float64Array;
  /** Entry `[M * j + m]` is a load of book j. */
  readonly load: Float64Array;
  /** Entry `[M * j + m]` is what a load of 1 above the capacity costs. */
  readonly penalty: Float64Array;
  /** How many units book j has. */
  readonly size: Int32Array;
  /** Entry `[j][s]` is a unit of book j, s below `size[j]`, in no order. */
  readonly members: readonly Int32Array[];
  /** Change of the energy of the book of these pairs when `leaving` goes and `entering` comes, -1 for none. */
  exchange(leaving: number, entering: number): number;
  /** Entry `[M * j + m]` is the price of a capacity. */
  readonly prices: Float64Array;
  /** Moves the unit of a pair there. */
  move(pair: number): void;
  /** Sum of costs, from scratch. */
  cost(): number;
  /** Load above the capacities, in mean capacities, summed. */
  excess(): number;
  /** Energy under the present penalties of any assignment, from scratch. */
  energyOf(pairOf: Int32Array): number;
  /** Takes over an assignment and adds its loads up anew. */
  reset(pairOf: Int32Array): void;
  /** Raises the penalties of what is above its capacity and lowers the others. */
  adaptPenalties(): void;
  /** Puts the penalties back to where they start; the share of the price of empty capacity is that of a turn. */
  resetPenalties(turn: number): void;
}

/** Penalties start at this times the price, and at least this share of the mean spread of costs for a mean load. */
const FIRST_PENALTY = 1.5;
const LEAST_PENALTY = 0.1;
/** Empty capacity is charged one of these shares of its price, in turns. */
const EMPTY_SHARES = [0.4, 0.2];
/** After each local search. */
const RAISE = 1.05;
const RELIEF = 0.99;

/** Starts the books for an assignment. */
export function createBooksState(pairs: Pairs, prices: Float64Array, first: Int32Array): BooksState {
  const { n, k, M, start, book, cost, load: pairLoad, capacity } = pairs;
  const unitOf = new Int32Array(cost.length);
  for (let i = 0; i < n; i++) unitOf.fill(i, start[i], start[i + 1]);
  const reduced = reduceCosts(pairs, prices);
  const limit = capacity.map((value) => value * (1 + ROUNDING));
  const unit = meanOf(capacity) || 1;
  const base = firstPenalties(pairs, prices);
  const penalty = base.slice();
  const load = new Float64Array(k * M);
  const pairOf = new Int32Array(n);
  const size = new Int32Array(k);
  const room = new Int32Array(k);
  for (const j of book) room[j]++;
  const members = Array.from(room, (most) => new Int32Array(most));
  /** Entry `[i]` is where unit i stands in the members of its book. */
  const place = new Int32Array(n);

  let emptyShare = EMPTY_SHARES[0];
  const worth = (at: number, value: number) =>
    value > limit[at]
      ? penalty[at] * (value - capacity[at])
      : emptyShare * prices[at] * Math.max(0, capacity[at] - value);

  function enter(i: number, e: number): void {
    const j = book[e];
    place[i] = size[j];
    members[j][size[j]++] = i;
    pairOf[i] = e;
    for (let m = 0; m < M; m++) load[M * j + m] += pairLoad[M * e + m];
  }

  function leave(i: number): void {
    const e = pairOf[i];
    const j = book[e];
    const last = members[j][--size[j]];
    members[j][place[i]] = last;
    place[last] = place[i];
    for (let m = 0; m < M; m++) load[M * j + m] -= pairLoad[M * e + m];
  }

  function reset(source: Int32Array): void {
    load.fill(0);
    size.fill(0);
    const copy = source === pairOf ? source.slice() : source;
    for (let i = 0; i < n; i++) if (copy[i] >= 0) enter(i, copy[i]);
  }

  pairOf.set(first);
  reset(first);
  return {
    pairs,
    pairOf,
    unitOf,
    reduced,
    load,
    penalty,
    size,
    members,
    prices,
    reset,
    exchange: (leaving, entering) => {
      const j = book[leaving >= 0 ? leaving : entering];
      let delta = 0;
      for (let m = 0; m < M; m++) {
        const at = M * j + m;
        let after = load[at];
        if (leaving >= 0) after -= pairLoad[M * leaving + m];
        if (entering >= 0) after += pairLoad[M * entering + m];
        delta += worth(at, after) - worth(at, load[at]);
      }
      if (leaving >= 0) delta -= reduced[leaving];
      if (entering >= 0) delta += reduced[entering];
      return delta;
    },
    move: (e) => {
      const i = unitOf[e];
      leave(i);
      enter(i, e);
    },
    cost: () => {
      let sum = 0;
      for (let i = 0; i < n; i++) if (pairOf[i] >= 0) sum += cost[pairOf[i]];
      return sum;
    },
    excess: () => {
      let sum = 0;
      for (let at = 0; at < k * M; at++) if (load[at] > limit[at]) sum += (load[at] - capacity[at]) / unit;
      return sum;
    },
    energyOf: (other) => {
      const sums = new Float64Array(k * M);
      let energy = 0;
      for (let i = 0; i < n; i++) {
        const e = other[i];
        if (e < 0) continue;
        energy += reduced[e];
        for (let m = 0; m < M; m++) sums[M * book[e] + m] += pairLoad[M * e + m];
      }
      for (let at = 0; at < k * M; at++) energy += worth(at, sums[at]);
      return energy;
    },
    adaptPenalties: () => {
      for (let at = 0; at < k * M; at++) {
        if (load[at] > limit[at]) penalty[at] *= RAISE;
        else penalty[at] = Math.max(LEAST_PENALTY * base[at], penalty[at] * RELIEF);
      }
    },
    resetPenalties: (turn) => {
      emptyShare = EMPTY_SHARES[turn % EMPTY_SHARES.length];
      penalty.set(base);
    },
  };
}

/** Entry `[e]` is cost plus prices of pair e less the least of these of its unit. */
function reduceCosts({ n, M, start, book, cost, load }: Pairs, prices: Float64Array): Float64Array {
  const reduced = cost.slice();
  for (let i = 0; i < n; i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let e = start[i]; e < start[i + 1]; e++) {
      for (let m = 0; m < M; m++) reduced[e] += prices[M * book[e] + m] * load[M * e + m];
      least = Math.min(least, reduced[e]);
    }
    for (let e = start[i]; e < start[i + 1]; e++) reduced[e] -= least;
  }
  return reduced;
}

function firstPenalties(pairs: Pairs, prices: Float64Array): Float64Array {
  const { n, k, M, start, cost, load } = pairs;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let e = start[i]; e < start[i + 1]; e++) {
      low = Math.min(low, cost[e]);
      high = Math.max(high, cost[e]);
    }
    if (high > low) spread += high - low;
  }
  const penalty = new Float64Array(k * M);
  for (let m = 0; m < M; m++) {
    let total = 0;
    for (let e = 0; e < cost.length; e++) total += load[M * e + m];
    const meanLoad = total / cost.length || 1;
    const least = (LEAST_PENALTY * (spread / n || 1)) / meanLoad;
    for (let j = 0; j < k; j++) penalty[M * j + m] = FIRST_PENALTY * prices[M * j + m] + least;
  }
  return penalty;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
