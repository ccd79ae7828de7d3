/**
 * Ejection chains: a unit takes the place of another, which takes the place of a third, and so on, until the last one
 * takes the place of the first (a cycle) or finds room (a path). Every book is entered and left at most once, so the
 * change of energy is a sum of exchanges that are exact.
 *
 * 1. The first unit leaves its book. A chain is a row of units, each bound for the book of the next.
 * 2. A chain grows by any unit of any open book of its last unit. Some turn of every chain that pays has only partial
 *    sums below zero, so others are not followed; of those that are, the `BEAM` best of each length are kept.
 * 3. Each chain may close, or end in any open book; the best of all closed ones is made, if it pays.
 *
 * O(LENGTH * BEAM * members of open books) for a unit. References: F. Glover: Ejection Chains, Reference Structures and
 * Alternating Path Methods for Traveling Salesman Problems, 1996; for this problem M. Yagiura, T. Ibaraki, F. Glover:
 * An Ejection Chain Approach for the Generalized Assignment Problem, 2004, DOI 10.1287/ijoc.1030.0036; the search by
 * partial sums by R. K. Ahuja, J. B. Orlin, D. Sharma: Multi-exchange neighborhood structures for the capacitated
 * minimum spanning tree problem, 2001, DOI 10.1007/PL00011427.
 */
import type { Csr } from '../../core/csr.js';
import type { BooksState } from './booksState.js';

/** Units in a chain at the most, and chains of one length that are followed. */
const LENGTH = 5;
const BEAM = 8;
/** A chain must gain this share of the mean cost of a unit. */
const LEAST_GAIN = 1e-9;

/** Finds and makes chains, with scratch space of its own. */
export interface EjectionChains {
  /** Makes the best chain that begins with a unit; false where none pays. `changed` lists the books it went through. */
  improveFrom(unit: number, open: Csr): boolean;
  /** Books of the last chain that was made. */
  readonly changed: number[];
  /** Exchanges that were evaluated since it was last asked. */
  takeEvaluations(): number;
}

/** Makes the search for one state. */
export function createEjectionChains(state: BooksState): EjectionChains {
  const { pairs, pairOf, size, members, exchange } = state;
  const { book } = pairs;
  let scale = 0;
  for (const value of pairs.cost) scale = Math.max(scale, Math.abs(value));
  const leastGain = LEAST_GAIN * (scale || 1);
  /** Labels: a last unit, the label before, the pair that label's unit takes up, and the sum of exchanges so far. */
  const most = 1 + BEAM * LENGTH;
  const unit = new Int32Array(most);
  const before = new Int32Array(most);
  const taken = new Int32Array(most);
  const sum = new Float64Array(most);
  const changed: number[] = [];
  let evaluations = 0;

  /** Whether a chain has been through a book. */
  function isOnWay(label: number, j: number): boolean {
    for (let at = label; at >= 0; at = before[at]) if (book[pairOf[unit[at]]] === j) return true;
    return false;
  }

  function improveFrom(first: number, open: Csr): boolean {
    const firstPair = pairOf[first];
    const home = book[firstPair];
    const leaving = exchange(firstPair, -1);
    unit[0] = first;
    before[0] = -1;
    sum[0] = 0;
    let from = 0;
    let to = 1;
    let bestSum = -leastGain;
    let bestLabel = -1;
    let bestPair = -1;
    for (let length = 1; length <= LENGTH && from < to; length++) {
      const full = to + BEAM;
      let end = to;
      for (let label = from; label < to; label++) {
        const u = unit[label];
        for (let s = open.offsets[u]; s < open.offsets[u + 1]; s++) {
          const e = open.targets[s];
          const j = book[e];
          if (j === home) {
            if (length === 1) continue;
            const closed = sum[label] + exchange(firstPair, e);
            evaluations++;
            if (closed < bestSum) {
              bestSum = closed;
              bestLabel = label;
              bestPair = e;
            }
            continue;
          }
          if (isOnWay(label, j)) continue;
          const ended = sum[label] + leaving + exchange(-1, e);
          if (ended < bestSum) {
            bestSum = ended;
            bestLabel = label;
            bestPair = e;
          }
          evaluations += 1 + size[j];
          if (length === LENGTH) continue;
          const list = members[j];
          for (let at = 0; at < size[j]; at++) {
            const v = list[at];
            const partial = sum[label] + exchange(pairOf[v], e);
            if (partial >= 0 || (end === full && partial >= sum[full - 1])) continue;
            let spot = end === full ? full - 1 : end++;
            for (; spot > to && sum[spot - 1] > partial; spot--) {
              unit[spot] = unit[spot - 1];
              before[spot] = before[spot - 1];
              taken[spot] = taken[spot - 1];
              sum[spot] = sum[spot - 1];
            }
            unit[spot] = v;
            before[spot] = label;
            taken[spot] = e;
            sum[spot] = partial;
          }
        }
      }
      from = to;
      to = end;
    }
    if (bestLabel < 0) return false;
    changed.length = 0;
    changed.push(book[bestPair]);
    let entering = bestPair;
    for (let label = bestLabel; label >= 0; label = before[label]) {
      changed.push(book[pairOf[unit[label]]]);
      state.move(entering);
      entering = taken[label];
    }
    return true;
  }

  return {
    improveFrom,
    changed,
    takeEvaluations: () => {
      const made = evaluations;
      evaluations = 0;
      return made;
    },
  };
}
