import { compensatedSum } from './compensatedSum.js';

/** Sums by group that do not lose digits, however many are added. */
export interface GroupSums {
  add(group: number, value: number): void;
  /** The sum of a group; that of all groups for an index behind the last. */
  at(group: number): number;
}

/** Starts sums at 0. */
export function createGroupSums(count: number): GroupSums {
  const sums = new Float64Array(count);
  // Entry `[g]` is what rounding took from the sum of group g (Neumaier, see `compensatedSum`).
  const corrections = new Float64Array(count);
  const at = (group: number) =>
    group < count
      ? sums[group] + corrections[group]
      : compensatedSum(sums.map((sum, g) => sum + corrections[g]));
  return {
    at,
    add: (group, value) => {
      const sum = sums[group];
      const next = sum + value;
      corrections[group] += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sums[group] = next;
    },
  };
}
