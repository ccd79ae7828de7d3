/**
 * One evaluation of the Lagrangian of the capacitated p-median problem, where some of its choices are already made.
 *
 * 1. A multiplier l(u) is paid to whoever takes unit u. Every row r that is not closed chooses units for itself:
 *    f(r) = c(own) - l(own) - the most value l(u) - c(u, r) of other units within its limit, a knapsack.
 * 2. L(l) = sum of l(u) + f(r) of all open rows + the smallest f(r) of undecided ones, as many as are left to open, none
 *    above 0. For any l it is below the cost of every plan within the limits that agrees with the choices made.
 *
 * A Dantzig bound comes first; only rows that it leaves among the smallest are settled by `fillByBranching`. O(pairs),
 * and a sort of what gains at each row. Reference: M. L. Fisher: The Lagrangian Relaxation Method for Solving Integer
 * Programming Problems, 1981, DOI 10.1287/mnsc.27.1.1.
 */
import { fillByBranching } from './fillByBranching.js';
import type { MedianModel } from './medianModel.js';

/** Rounding errors as a share of what is added up. */
const ROUNDING = 1e-12;

/** A share of a knapsack's value that is rounding. */
const EXACT = 1e-10;

/** What may become of a row. */
export const UNDECIDED = 0;
export const OPEN = 1;
export const CLOSED = 2;

/** Choices that are made: which rows are open, and where units may still be. */
export interface MedianChoices {
  /** Entry `[r]` is UNDECIDED, OPEN or CLOSED. */
  readonly status: Uint8Array;
  /** Entry `[u]` is the row that unit u is at for certain, -1 for none. */
  readonly home: Int32Array;
  /** Units that may be at row r, besides its own and those at home there: `unit[start[r]]` … `unit[start[r + 1] - 1]`. */
  readonly start: Int32Array;
  readonly unit: Int32Array;
}

/** Evaluates; what the last evaluation found stands in its arrays. */
export interface MedianDual {
  /** L(l), less what rounding may add to it. */
  evaluate(choices: MedianChoices, multiplier: Float64Array): number;
  /** f(r), or where the row was not settled no more than that; infinite for closed rows. */
  readonly worth: Float64Array;
  /** Entry `[r]` is Dantzig's bound of f(r), and at which gain per load its knapsack is full; 0 where it is not. */
  readonly split: Float64Array;
  readonly ratio: Float64Array;
  /** Whether every row that was settled took the best there is for it, and not only the best that was found. */
  isExact(): boolean;
  /** The rows that were chosen among the undecided ones, the smallest f(r) first. */
  readonly chosen: number[];
  /** Entry `[u]` is how many open or chosen rows took unit u, for units that are not at home anywhere. */
  readonly taken: Int32Array;
  /** Entries `[n * r]` … `[n * r + count[r] - 1]` are the units that row r took, where it was settled. */
  readonly list: Int32Array;
  readonly count: Int32Array;
  /** Lists the units that gain at row r, for {@link worthWith}; says how many they are. */
  openRow(choices: MedianChoices, multiplier: Float64Array, r: number): number;
  /** f(r) of the row that was opened last if unit u is at it; infinite where that cannot be. */
  worthWith(multiplier: Float64Array, u: number): number;
}

/** Makes the scratch space for evaluations. */
export function createMedianDual({
  n,
  rows,
  places,
  free,
  cost,
  load,
  upper,
  own,
  counted,
}: MedianModel): MedianDual {
  const items = { value: new Float64Array(n), weight: new Float64Array(n), isChosen: new Uint8Array(n) };
  const unit = new Int32Array(n);
  const worth = new Float64Array(rows);
  const split = new Float64Array(rows);
  const ratio = new Float64Array(rows);
  const list = new Int32Array(rows * n);
  const count = new Int32Array(rows);
  const taken = new Int32Array(n);
  const chosen: number[] = [];
  /** Entry `[r]` is what is certain at row r: load and cost of its own unit and of those at home there. */
  const sureLoad = new Float64Array(rows);
  const sureCost = new Float64Array(rows);
  let isExact = true;
  /** Items of the row that is looked at, and the room for them. */
  let found = 0;
  let room = 0;

  /** Row that was opened last, and its items. */
  let opened = -1;
  let openedCount = 0;
  const openedValue = new Float64Array(n);
  const openedWeight = new Float64Array(n);
  const openedUnit = new Int32Array(n);

  /** Lists the units that gain at row r in falling order of gain per load. */
  function gather({ start, unit: may }: MedianChoices, multiplier: Float64Array, r: number): void {
    found = 0;
    room = upper[r] - sureLoad[r];
    const { value, weight } = items;
    for (let e = start[r]; e < start[r + 1]; e++) {
      const u = may[e];
      const gain = multiplier[u] - cost[n * r + u];
      if (!(gain > 0) || load[u] > room) continue;
      let at = found++;
      // Compared without division, so that units without load come first.
      while (at > 0 && value[at - 1] * load[u] < gain * weight[at - 1]) {
        value[at] = value[at - 1];
        weight[at] = weight[at - 1];
        unit[at] = unit[at - 1];
        at--;
      }
      value[at] = gain;
      weight[at] = load[u];
      unit[at] = u;
    }
  }

  /** Values row r by Dantzig's bound of the gathered items. */
  function estimate(r: number): void {
    let left = room;
    worth[r] = sureCost[r];
    ratio[r] = 0;
    for (let s = 0; s < found; s++) {
      if (items.weight[s] > left) {
        ratio[r] = items.value[s] / items.weight[s];
        worth[r] -= left * ratio[r];
        break;
      }
      left -= items.weight[s];
      worth[r] -= items.value[s];
    }
    split[r] = worth[r];
  }

  function settle(choices: MedianChoices, multiplier: Float64Array, r: number): void {
    gather(choices, multiplier, r);
    items.isChosen.fill(0, 0, found);
    const gain = fillByBranching(items, found, room);
    worth[r] = sureCost[r] - gain;
    count[r] = 0;
    let had = 0;
    for (let s = 0; s < found; s++) {
      if (items.isChosen[s] === 0) continue;
      list[n * r + count[r]++] = unit[s];
      had += items.value[s];
    }
    isExact &&= had >= gain * (1 - EXACT);
    if (own[r] >= 0 && choices.home[own[r]] < 0) list[n * r + count[r]++] = own[r];
  }

  /** Sums up what is certain at each row. */
  function lookAtHomes({ home }: MedianChoices, multiplier: Float64Array): void {
    for (let r = 0; r < rows; r++) {
      const u = own[r];
      const isIn = u >= 0 && home[u] < 0;
      sureLoad[r] = isIn ? load[u] : 0;
      sureCost[r] = isIn ? cost[n * r + u] - multiplier[u] : 0;
      worth[r] = Number.POSITIVE_INFINITY;
      split[r] = Number.POSITIVE_INFINITY;
      ratio[r] = 0;
    }
    for (const u of counted) {
      if (home[u] < 0) continue;
      sureLoad[home[u]] += load[u];
      sureCost[home[u]] += cost[n * home[u] + u];
    }
  }

  function choose(choices: MedianChoices, multiplier: Float64Array, most: number): void {
    const { status } = choices;
    const order: number[] = [];
    for (let r = 0; r < places; r++) if (status[r] === UNDECIDED && worth[r] < 0) order.push(r);
    order.sort((a, b) => worth[a] - worth[b] || a - b);
    chosen.length = 0;
    for (const r of order) {
      if (most === 0) return;
      if (chosen.length === most && worth[r] >= worth[chosen[most - 1]]) return;
      settle(choices, multiplier, r);
      if (worth[r] >= 0) continue;
      let at = chosen.length;
      chosen.push(r);
      for (; at > 0 && worth[chosen[at - 1]] > worth[r]; at--) chosen[at] = chosen[at - 1];
      chosen[at] = r;
      if (chosen.length > most) chosen.pop();
    }
  }

  return {
    worth,
    split,
    isExact: () => isExact,
    ratio,
    chosen,
    taken,
    list,
    count,
    evaluate: (choices, multiplier) => {
      const { status, home } = choices;
      lookAtHomes(choices, multiplier);
      isExact = true;
      let total = 0;
      let size = 0;
      taken.fill(0);
      const take = (r: number) => {
        total += worth[r];
        size += Math.abs(worth[r]);
        for (let s = n * r; s < n * r + count[r]; s++) taken[list[s]]++;
      };
      for (const u of counted) {
        if (home[u] >= 0) continue;
        total += multiplier[u];
        size += Math.abs(multiplier[u]);
      }
      let most = free.length;
      for (let r = 0; r < rows; r++) {
        if (status[r] === CLOSED) continue;
        if (sureLoad[r] > upper[r]) {
          if (status[r] === OPEN) return Number.POSITIVE_INFINITY;
          continue;
        }
        gather(choices, multiplier, r);
        estimate(r);
        if (status[r] !== OPEN) continue;
        settle(choices, multiplier, r);
        take(r);
        if (r < places) most--;
      }
      if (most < 0) return Number.POSITIVE_INFINITY;
      choose(choices, multiplier, most);
      for (const r of chosen) take(r);
      return total - ROUNDING * size;
    },
    openRow: (choices, multiplier, r) => {
      gather(choices, multiplier, r);
      opened = r;
      openedCount = found;
      openedValue.set(items.value.subarray(0, found));
      openedWeight.set(items.weight.subarray(0, found));
      openedUnit.set(unit.subarray(0, found));
      return found;
    },
    worthWith: (multiplier, u) => {
      const r = opened;
      const left = upper[r] - sureLoad[r] - load[u];
      if (left < 0) return Number.POSITIVE_INFINITY;
      let count = 0;
      for (let s = 0; s < openedCount; s++) {
        // What no longer fits takes no part.
        if (openedWeight[s] > left || openedUnit[s] === u) continue;
        items.value[count] = openedValue[s];
        items.weight[count++] = openedWeight[s];
      }
      items.isChosen.fill(0, 0, count);
      return sureCost[r] + cost[n * r + u] - multiplier[u] - fillByBranching(items, count, left);
    },
  };
}
