/**
 * The value that would stand at `rank` if the values were sorted; they are reordered so that none before it is larger.
 * C. A. R. Hoare: Algorithm 65, Find, 1961, DOI 10.1145/366622.366647. O(n) whatever their order, but for one made to meet
 * the places that are drawn here.
 *
 * @param values - at least one, none NaN; reordered
 * @param rank - 0 for the smallest
 * @param count - how many there are, all of them unless told: what stands behind is left alone
 */
export function selectSmallest(values: Float64Array, rank: number, count = values.length): number {
  let from = 0;
  let to = count - 1;
  let drawn = 1;
  while (from < to) {
    // Drawn by a congruential sequence (Numerical Recipes), as the middle of values that fall and rise again is the least.
    drawn = (Math.imul(drawn, 1664525) + 1013904223) >>> 0;
    const pivot = values[from + Math.floor((drawn / 2 ** 32) * (to - from + 1))];
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
