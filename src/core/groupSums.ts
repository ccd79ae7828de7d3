import { addInto } from './addInto.js';
import { compensatedSum } from './compensatedSum.js';

/** Sums by group in which neither the count nor the order of what is added shows. */
export interface GroupSums {
  add(group: number, value: number): void;
  /** The sum of a group; that of all groups for the index behind the last. */
  at(group: number): number;
}

/** Starts sums at 0. */
export function createGroupSums(count: number): GroupSums {
  // Three entries from `[3 * g]` on make up the sum of group g (see `addInto`); behind the last group stand zeros.
  const parts = new Float64Array(3 * count + 3);
  return {
    add: (group, value) => addInto(parts, 3 * group, value),
    at: (group) => compensatedSum(parts, group < count ? 3 * group : 0, 3 * group + 3),
  };
}
