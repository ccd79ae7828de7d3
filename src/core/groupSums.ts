import { compensatedSum } from './compensatedSum.js';
import { addInto, sumOfParts } from './sumParts.js';

/** Sums by group in which neither the count nor the order of what is added shows. */
export interface GroupSums {
  add(group: number, value: number): void;
  /** The sum of a group; that of all groups for an index behind the last. */
  at(group: number): number;
}

/** Counts by group. */
export interface GroupCounts {
  add(group: number): void;
  /** The count of a group; that of all groups for the index behind the last. */
  at(group: number): number;
}

/** Starts counts at 0. They take a sixth of the memory of sums, which is what many groups wait for. */
export function createGroupCounts(count: number): GroupCounts {
  const counts = new Int32Array(count + 1);
  return {
    add: (group) => {
      counts[group]++;
      counts[count]++;
    },
    at: (group) => counts[group],
  };
}

/** Starts sums at 0. */
export function createGroupSums(count: number): GroupSums {
  // Three entries from `[3 * g]` on are the parts of the sum of group g.
  const parts = new Float64Array(3 * count);
  return {
    add: (group, value) => addInto(parts, 3 * group, value),
    at: (group) => (group < count ? sumOfParts(parts, 3 * group) : compensatedSum(parts)),
  };
}
