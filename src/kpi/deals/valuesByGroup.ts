import type { DealColumns } from './dealColumns.js';

/** Numbers of the deals of each group, in ascending order. */
export interface ValuesByGroup {
  /** Group by group, behind the last one those of all once more. */
  readonly values: Float64Array;
  /** Entry `[g]` is where the numbers of group g begin, and those of the group before it end. */
  readonly starts: Int32Array;
}

/**
 * Sorts one number of each deal within its group.
 *
 * @param columns - the deals
 * @param numberOf - the number of deal d, at least 0; NaN leaves it out
 */
export function valuesByGroup(
  { groupOf, groups, amounts }: DealColumns,
  numberOf: (d: number) => number,
): ValuesByGroup {
  const starts = new Int32Array(groups.length + 2);
  const all = new Float64Array(amounts.length);
  for (let d = 0; d < all.length; d++) {
    all[d] = numberOf(d);
    if (all[d] >= 0) starts[groupOf[d] + 1]++;
  }
  for (let g = 0; g < groups.length; g++) starts[g + 1] += starts[g];
  const count = starts[groups.length];
  starts[groups.length + 1] = 2 * count;
  const values = new Float64Array(2 * count);
  const next = starts.slice();
  for (let d = 0; d < all.length; d++) if (all[d] >= 0) values[next[groupOf[d]]++] = all[d];
  const sort = (g: number) => {
    // A view costs more than all else where groups are many and small.
    if (starts[g + 1] - starts[g] > 1) values.subarray(starts[g], starts[g + 1]).sort();
  };
  for (let g = 0; g < groups.length; g++) sort(g);
  values.copyWithin(count, 0);
  if (groups.length > 1) sort(groups.length);
  return { values, starts };
}
