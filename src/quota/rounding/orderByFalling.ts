/**
 * Positions by falling value, equal ones in index order. Plain numbers sort several times faster than positions with a
 * comparison, so the numbers are sorted, and each position looks its place up. O(n log n).
 */
export function orderByFalling(values: Float64Array): Int32Array {
  const sorted = values.map((value) => -value).sort();
  /** Entry `[p]` is how many positions have been placed at p and after, where p is the first place of a value. */
  const placed = new Int32Array(values.length);
  const order = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const first = countBelow(sorted, -values[i]);
    order[first + placed[first]++] = i;
  }
  return order;
}

/** How many numbers of a sorted list are below a value. */
export function countBelow(sorted: Float64Array | Int32Array, value: number): number {
  let low = 0;
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
