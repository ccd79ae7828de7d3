import { risingOrder } from '../../core/risingOrder.js';

/** What no partition can beat, and the units that are the reason. */
export interface SpreadBound {
  /** Largest minus smallest level that every plan has at the least. */
  readonly spread: number;
  /** Units, the heaviest first, without which the bound would be lower; empty where it is 0. */
  readonly units: readonly number[];
}

/**
 * Bounds the spread of the levels of k books (loads over shares, shares 1 on the mean) from below.
 *
 * The highest level is at least the mean, the heaviest unit in the book of the largest share, and, as k + 1 units share
 * k books, the sum of the k-th and the next heaviest there. The lowest is at most the mean, and, for any r, at most what
 * is left without the r heaviest units over the k - r smallest shares: the books of those r hold at least them, and
 * others the rest. Whole loads in equal books give whole levels. O(n + k log k).
 *
 * @param load - entry `[i]` is the load of unit i
 * @param share - entry `[j]` is the share of book j, 1 on the mean, above 0
 */
export function boundSpread(load: Float64Array, share: Float64Array): SpreadBound {
  const k = share.length;
  let total = 0;
  for (const value of load) total += value;
  if (k < 2 || total === 0) return { spread: 0, units: [] };
  /** Heaviest first, equal ones in index order. */
  const order = risingOrder(load.map((value) => -value));
  const shares = share.slice().sort();
  const isEqual = shares[0] === shares[k - 1];
  const isWhole =
    isEqual && load.every((value) => Number.isSafeInteger(value)) && Number.isSafeInteger(total);
  const mean = total / k;
  let highest = isWhole ? Math.ceil(mean) : mean;
  let highUnits: number[] = [];
  const raise = (value: number, units: number[]) => {
    if (value <= highest) return;
    highest = value;
    highUnits = units;
  };
  if (order.length > 0) raise(load[order[0]] / shares[k - 1], [order[0]]);
  if (order.length > k)
    raise((load[order[k - 1]] + load[order[k]]) / shares[k - 1], [order[k - 1], order[k]]);
  let lowest = isWhole ? Math.floor(mean) : mean;
  let lowUnits: number[] = [];
  let left = total;
  let room = 0;
  const smallest = new Float64Array(k + 1);
  for (let j = 0; j < k; j++) {
    room += shares[j];
    smallest[j + 1] = room;
  }
  for (let r = 1; r < k; r++) {
    if (r <= order.length) left = Math.max(0, left - load[order[r - 1]]);
    const level = r >= order.length ? 0 : left / smallest[k - r];
    const least = isWhole ? Math.floor(level) : level;
    if (least >= lowest) continue;
    lowest = least;
    lowUnits = Array.from(order.subarray(0, Math.min(r, order.length)));
  }
  const noise = 1e-12 * mean;
  const spread = highest - lowest > noise ? highest - lowest - (isWhole ? 0 : noise) : 0;
  const units = [...new Set([...lowUnits, ...highUnits])].sort((a, b) => load[b] - load[a] || a - b);
  return { spread, units: spread > 0 ? units : [] };
}
