/**
 * The units that one book may take, in order of profit per load, and a search by branch and bound over sets of them
 * that the capacity holds. For a few dozens of units it is faster than a table of all capacities.
 *
 * A set is worth at most what it holds so far plus the units next in order, the last one in part (G. B. Dantzig:
 * Discrete-Variable Extremum Problems, 1957, DOI 10.1287/opre.5.2.266). O(2^units) at the worst, so looks are limited.
 */

/** Units that may come, their profit and load, and what was found of them. */
export interface Shelf {
  /** Entry `[x]` is the caller's number of item x; profit per load falls from item to item. */
  readonly id: Int32Array;
  /** Entry `[x]` is 1 where item x is in the best set that `fill` found. */
  readonly isChosen: Uint8Array;
  /** How many items there are. */
  size(): number;
  clear(): void;
  /** Puts an item in its place; only such of a profit above 0 may become part of what `fill` finds. */
  add(id: number, profit: number, load: number): void;
  /** Profit of the best set within a capacity that at most `mostLooks` looks find. */
  fill(capacity: number, mostLooks: number): number;
  /**
   * Calls back for every set within a capacity of a profit above a limit; false where that took more than `mostLooks`.
   * The set is in `isChosen` of the call.
   */
  list(capacity: number, above: number, mostLooks: number, found: (profit: number) => void): boolean;
  /** Looks that were made since it was last asked. */
  takeLooks(): number;
}

/** Makes an empty shelf for `most` items. */
export function createShelf(most: number): Shelf {
  const id = new Int32Array(most);
  const profit = new Float64Array(most);
  const load = new Float64Array(most);
  const ratio = new Float64Array(most);
  const isIn = new Uint8Array(most);
  const isChosen = new Uint8Array(most);
  let size = 0;
  /** Items of a profit above 0 come first: how many they are. */
  let worthy = 0;
  let best = 0;
  let limit = 0;
  let looks = 0;
  let allLooks = 0;
  let report: (profit: number) => void = () => {};

  /** The most that items from x on can add. */
  function boundFrom(x: number, room: number): number {
    let sum = 0;
    for (let left = room; x < worthy; x++) {
      if (load[x] > left) return sum + left * ratio[x];
      left -= load[x];
      sum += profit[x];
    }
    return sum;
  }

  function choose(x: number, room: number, sum: number): void {
    if (sum > best) {
      best = sum;
      isChosen.set(isIn.subarray(0, size));
    }
    for (; x < worthy && looks > 0; x++) {
      looks--;
      if (sum + boundFrom(x, room) <= best + 1e-12 * Math.abs(best)) return;
      if (load[x] > room) continue;
      isIn[x] = 1;
      choose(x + 1, room - load[x], sum + profit[x]);
      isIn[x] = 0;
    }
  }

  function visit(x: number, room: number, sum: number): void {
    if (sum > limit) report(sum);
    for (; x < size && looks > 0; x++) {
      looks--;
      if (x < worthy && sum + boundFrom(x, room) <= limit) return;
      if (load[x] > room || (x >= worthy && sum + profit[x] <= limit)) continue;
      isChosen[x] = 1;
      visit(x + 1, room - load[x], sum + profit[x]);
      isChosen[x] = 0;
    }
  }

  return {
    id,
    isChosen,
    size: () => size,
    clear: () => {
      size = 0;
      worthy = 0;
    },
    add: (own, gain, weight) => {
      const rate = weight > 0 ? gain / weight : gain * 1e15;
      let x = size++;
      for (; x > 0 && ratio[x - 1] < rate; x--) {
        id[x] = id[x - 1];
        profit[x] = profit[x - 1];
        load[x] = load[x - 1];
        ratio[x] = ratio[x - 1];
      }
      id[x] = own;
      profit[x] = gain;
      load[x] = weight;
      ratio[x] = rate;
      if (gain > 0) worthy++;
    },
    fill: (capacity, mostLooks) => {
      isIn.fill(0, 0, size);
      isChosen.fill(0, 0, size);
      best = 0;
      looks = mostLooks;
      choose(0, capacity, 0);
      allLooks += mostLooks - looks;
      return best;
    },
    list: (capacity, above, mostLooks, found) => {
      isChosen.fill(0, 0, size);
      limit = above;
      looks = mostLooks;
      report = found;
      visit(0, capacity, 0);
      allLooks += mostLooks - looks;
      return looks > 0;
    },
    takeLooks: () => {
      const made = allLooks;
      allLooks = 0;
      return made;
    },
  };
}
