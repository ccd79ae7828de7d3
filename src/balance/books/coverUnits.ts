/**
 * Exact cover: one set of units for each book, every unit in just one of the sets chosen, that lack least in sum.
 *
 * Depth first, books with few sets first, sets that lack little first. A branch ends where the lacks so far reach the
 * least sum known. O(product of the numbers of sets) at the worst, so steps are limited.
 */

/** Units at the most: bits of two words. */
export const WORD = 30;
export const MOST_UNITS = 2 * WORD;

/** Sets of units that one book may hold, those that lack least first. */
export interface UnitSets {
  /** Entry `[x]` has bit s where set x has unit s, for s below `WORD`. */
  readonly low: Int32Array;
  /** Entry `[x]` has bit s - `WORD` where set x has unit s, for s from `WORD` on. */
  readonly high: Int32Array;
  /** Entry `[x]` is what set x lacks to the best one, 0 or more. */
  readonly lack: Float64Array;
}

/** What was found. */
export interface Cover {
  /** Entry `[g]` is the set of list g; `null` where there is no cover below the limit. */
  readonly chosen: Int32Array | null;
  /** Whether all covers were looked at; no other is better then. */
  readonly isComplete: boolean;
  readonly steps: number;
}

/** Whether a set of two words has unit s. */
export function hasUnit(low: number, high: number, s: number): boolean {
  return ((s < WORD ? low >> s : high >> (s - WORD)) & 1) === 1;
}

/** Covers units 0 … count - 1 by one set of each list that lack less than a limit in sum, within so many steps. */
export function coverUnits(
  lists: readonly UnitSets[],
  count: number,
  limit: number,
  mostSteps: number,
): Cover {
  const order = Array.from(lists.keys()).sort((a, b) => lists[a].lack.length - lists[b].lack.length || a - b);
  const allLow = 2 ** Math.min(count, WORD) - 1;
  const allHigh = 2 ** Math.max(0, count - WORD) - 1;
  const current = new Int32Array(lists.length);
  let chosen: Int32Array | null = null;
  let least = limit;
  let steps = 0;

  function choose(depth: number, takenLow: number, takenHigh: number, sum: number): void {
    if (depth === order.length) {
      if (takenLow !== allLow || takenHigh !== allHigh) return;
      least = sum;
      chosen = current.slice();
      return;
    }
    const { low, high, lack } = lists[order[depth]];
    for (let x = 0; x < lack.length && steps < mostSteps; x++) {
      steps++;
      if (sum + lack[x] >= least) return;
      if ((low[x] & takenLow) !== 0 || (high[x] & takenHigh) !== 0) continue;
      current[order[depth]] = x;
      choose(depth + 1, takenLow | low[x], takenHigh | high[x], sum + lack[x]);
    }
  }

  choose(0, 0, 0, 0);
  return { chosen, isComplete: steps < mostSteps, steps };
}
