import { risingOrder } from './risingOrder.js';

/**
 * Ranks of numbers, equal ones sharing the mean of their places.
 *
 * @param values - finite numbers
 * @returns entry `[i]` is the rank of value i, 1 for the smallest; halves for ties
 * @remarks O(n), see `risingOrder`; deterministic.
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = risingOrder(values);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let behind = first + 1;
    while (behind < order.length && values[order[behind]] === values[order[first]]) behind++;
    for (let k = first; k < behind; k++) ranks[order[k]] = (first + 1 + behind) / 2;
    first = behind;
  }
  return ranks;
}
