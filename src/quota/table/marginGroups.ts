import type { TableInput } from './tableInput.js';

/** A margin in columns, its totals in whole units or amounts. */
export interface MarginGroups {
  /** Positions of its axes. */
  readonly axes: readonly number[];
  /** Entry `[c]` is the group that cell c counts in. */
  readonly groupOf: Int32Array;
  /** Entry `[g]` is what group g must add up to. */
  readonly totals: Float64Array;
}

/** Entry `[c]` is the group of cell c when cells are grouped by some axes, the last one running fastest. */
export function groupCells(sizes: readonly number[], axes: readonly number[]): Int32Array {
  const count = sizes.reduce((product, size) => product * size, 1);
  const groupOf = new Int32Array(count);
  for (const axis of axes) {
    const size = sizes[axis];
    const stride = sizes.slice(axis + 1).reduce((product, next) => product * next, 1);
    for (let c = 0, member = 0, run = 0; c < count; c++) {
      groupOf[c] = groupOf[c] * size + member;
      if (++run < stride) continue;
      run = 0;
      member = member + 1 === size ? 0 : member + 1;
    }
  }
  return groupOf;
}

/** Turns checked margins into columns. */
export function toMarginGroups({ axes, margins }: TableInput): MarginGroups[] {
  const sizes = axes.map(({ members }) => members.length);
  return margins.map((margin) => {
    const positions = margin.axes.map((id) => axes.findIndex((axis) => axis.id === id));
    return {
      axes: positions,
      groupOf: groupCells(sizes, positions),
      totals: Float64Array.from(margin.totals),
    };
  });
}

/** Adds cells up by group, in whatever order they come: none is below 0, so one running correction is enough (see `sumColumn`). */
export function sumGroups(cells: Float64Array, groupOf: Int32Array, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  // Entry `[g]` is what rounding took from the sum of group g.
  const lost = new Float64Array(groups);
  for (let c = 0; c < cells.length; c++) {
    const group = groupOf[c];
    const sum = sums[group];
    const next = sum + cells[c];
    const added = next - sum;
    lost[group] += sum - (next - added) + (cells[c] - added);
    sums[group] = next;
  }
  for (let g = 0; g < groups; g++) sums[g] += lost[g];
  return sums;
}

/** Names the members of a group of a margin. */
export function membersOf(
  { axes }: TableInput,
  positions: readonly number[],
  group: number,
): readonly string[] {
  const names: string[] = [];
  let left = group;
  for (const position of [...positions].reverse()) {
    const { members } = axes[position];
    names.unshift(members[left % members.length]);
    left = Math.floor(left / members.length);
  }
  return names;
}
