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

/**
 * Starts sums at 0. Whole numbers, such as cents, are added without rounding: a sum has its three parts only when one has lost
 * something, which saves two thirds of the memory that many groups wait for.
 */
export function createGroupSums(count: number): GroupSums {
  // Entries from [size * g] on are the parts of the sum of group g.
  let parts = new Float64Array(count);
  let size = 1;
  const widen = () => {
    const heads = parts;
    parts = new Float64Array(3 * count);
    for (let g = 0; g < count; g++) parts[3 * g] = heads[g];
    size = 3;
  };
  return {
    add: (group, value) => {
      const lost = size === 1 ? addInto(parts, group, value, 1) : addInto(parts, 3 * group, value);
      if (size === 3 || lost === 0) return;
      widen();
      addInto(parts, 3 * group + 1, lost, 2);
    },
    at: (group) => {
      if (group >= count) return compensatedSum(parts);
      return size === 1 ? parts[group] : sumOfParts(parts, 3 * group);
    },
  };
}
