import { risingOrder } from './risingOrder.js';

/**
 * Ranks of numbers, equal ones sharing the mean of their places.
 *
 * @param values - finite numbers
 * @returns entry `[i]` is the rank of value i, 1 for the smallest; halves for ties
 * @remarks O(n): whole numbers that lie close together are counted, others ordered, see `risingOrder`; deterministic.
 */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length);
  const [least, span] = spanOfWhole(values);
  if (span >= 1 && span <= values.length) {
    const rankOf = ranksByCount(values, least, span);
    for (let i = 0; i < values.length; i++) ranks[i] = rankOf[values[i] - least];
    return ranks;
  }
  const order = risingOrder(values);
  for (let first = 0; first < order.length; ) {
    let behind = first + 1;
    while (behind < order.length && values[order[behind]] === values[order[first]]) behind++;
    for (let k = first; k < behind; k++) ranks[order[k]] = (first + 1 + behind) / 2;
    first = behind;
  }
  return ranks;
}

/** The least of whole numbers, and how many there are from it to the largest; infinitely many where one is not whole, below 1 for none. */
function spanOfWhole(values: ArrayLike<number>): [least: number, span: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== Math.floor(value)) return [0, Number.POSITIVE_INFINITY];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most - least + 1];
}

/** Entry `[v]` is the rank of `least + v`, where that occurs. */
function ranksByCount(values: ArrayLike<number>, least: number, span: number): Float64Array {
  const rankOf = new Float64Array(span);
  for (let i = 0; i < values.length; i++) rankOf[values[i] - least]++;
  let before = 0;
  for (let v = 0; v < span; v++) {
    const count = rankOf[v];
    rankOf[v] = (2 * before + 1 + count) / 2;
    before += count;
  }
  return rankOf;
}
