import type { DealColumns } from './dealColumns.js';

/**
 * Sorts one number of each deal within its group.
 *
 * @param columns - the deals
 * @param numberOf - the number of deal d, at least 0; NaN leaves it out
 * @returns by index of a group its numbers in ascending order; behind the last group those of all
 */
export function valuesByGroup(
  { groupOf, groups, amounts }: DealColumns,
  numberOf: (d: number) => number,
): (group: number) => Float64Array {
  // Entry `[g]` is where the numbers of group g begin in `values`.
  const starts = new Int32Array(groups.length + 1);
  const all = new Float64Array(amounts.length);
  for (let d = 0; d < all.length; d++) {
    all[d] = numberOf(d);
    if (all[d] >= 0) starts[groupOf[d] + 1]++;
  }
  for (let g = 0; g < groups.length; g++) starts[g + 1] += starts[g];
  const values = new Float64Array(starts[groups.length]);
  const next = starts.slice();
  for (let d = 0; d < all.length; d++) if (all[d] >= 0) values[next[groupOf[d]]++] = all[d];
  const sorted = groups.length > 1 ? values.slice().sort() : values;
  for (let g = 0; g < groups.length; g++) values.subarray(starts[g], starts[g + 1]).sort();
  return (group) => (group === groups.length ? sorted : values.subarray(starts[group], starts[group + 1]));
}
