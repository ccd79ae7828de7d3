/**
 * For every territory the territories whose centres are nearest to its middle, the nearest first: where its units may
 * go next.
 *
 * 1. The middle of a territory is the part of it that is nearest to its centre.
 * 2. Centres are looked at in turn, and one is entered among the nearest so far only where it is nearer than the last
 *    of them, which becomes rare soon: few comparisons a centre instead of the sort of all.
 * 3. Where territories are many, only some are looked at in a round, in turn, so that lists never take more time than
 *    what is done between two rounds; the others keep what they had.
 *
 * O(parts + k²) for all territories, with a small constant.
 */
import type { CentreBook } from './centreBook.js';
import type { Groups } from './groups.js';

/** Lists the nearest territories as they are now. */
export interface NearTerritories {
  /** Entry `[width * a + c]` is the territory whose centre is the c-th nearest to the middle of territory a. */
  readonly list: Int32Array;
  /** Writes the list anew for the territories whose turn it is: as many as take about so many looks, all at first. */
  refresh(looks: number): void;
}

/**
 * Starts with an empty list.
 *
 * @param k - how many territories there are
 * @param width - entries kept for a territory, below k
 * @returns the list, to be refreshed before it is read
 */
export function createNearTerritories(
  { lists, size }: Groups,
  book: Pick<CentreBook, 'reach'>,
  k: number,
  width: number,
): NearTerritories {
  const list = new Int32Array(k * width);
  /** Entry `[c]` is how far the c-th nearest so far is from the middle. */
  const reach = new Float64Array(width);

  /** The part of territory a that is nearest to its centre; -1 where it is empty. */
  function findMiddle(a: number): number {
    let middle = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let e = 0; e < size[a]; e++) {
      const howFar = book.reach(lists[a][e], a);
      if (howFar >= least) continue;
      least = howFar;
      middle = lists[a][e];
    }
    return middle;
  }

  function refreshRow(a: number): void {
    const middle = findMiddle(a);
    const base = width * a;
    let found = 0;
    let farthest = Number.POSITIVE_INFINITY;
    for (let j = 0; j < k; j++) {
      let howFar = middle < 0 ? 0 : book.reach(middle, j);
      // A territory without a centre may have it anywhere.
      if (howFar === Number.POSITIVE_INFINITY) howFar = -1;
      if (howFar >= farthest || j === a) continue;
      let at = found < width ? found++ : width - 1;
      // Equal ones stay in the order of the territories.
      for (; at > 0 && reach[at - 1] > howFar; at--) {
        reach[at] = reach[at - 1];
        list[base + at] = list[base + at - 1];
      }
      reach[at] = howFar;
      list[base + at] = j;
      if (found === width) farthest = reach[width - 1];
    }
  }

  /** The territory whose turn it is; -1 before the first round. */
  let next = -1;

  return {
    list,
    refresh: (looks) => {
      const rows = next < 0 ? k : Math.min(k, Math.ceil(looks / k));
      if (next < 0) next = 0;
      for (let row = 0; row < rows; row++) {
        refreshRow(next);
        next = next + 1 < k ? next + 1 : 0;
      }
    },
  };
}
