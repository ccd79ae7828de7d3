/**
 * The value that would stand at `rank` if the values were sorted; they are reordered so that none before it is larger.
 * C. A. R. Hoare: Algorithm 65, Find, 1961, DOI 10.1145/366622.366647. O(n) for values in no adverse order.
 *
 * @param values - at least one, none NaN; reordered
 * @param rank - 0 for the smallest
 */
export function selectSmallest(values: Float64Array, rank: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1];
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const held = values[i];
      values[i++] = values[j];
      values[j--] = held;
    }
    if (rank <= j) to = j;
    else if (rank >= i) from = i;
    else break;
  }
  return values[rank];
}
