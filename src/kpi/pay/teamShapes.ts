import { compensatedSum } from '../../core/compensatedSum.js';

/** What teams with the same roles in the same order have in common; entry `[k]` of a list is about member k. */
export interface TeamShape {
  /** Sum of the parts of the roles that somebody has. */
  readonly filled: number;
  /** Part of the role, divided by those who have it. */
  readonly weights: Float64Array;
  /** Scratch for rounding. */
  readonly whole: number[];
  readonly remainders: Float64Array;
}

/** Shapes with keys below are kept. Chosen: with three roles teams of up to five. */
export const MOST_SHAPES = 4096;

/** The key of a team without members. */
export const NO_TEAM = 1;

/**
 * Gives the shape of a team.
 *
 * @param parts - entry `[r]` is the part of role r
 * @returns by key, by the roles of the members and by their number. A key is made by starting from `NO_TEAM` and putting
 * `key x (roles + 1) + role + 1` in its place for each member; one of `MOST_SHAPES` and above is that of no shape
 * @remarks A shape that is kept is made once; O(members) for others.
 */
export function createTeamShapes(
  parts: Float64Array,
): (key: number, role: Int32Array, size: number) => TeamShape {
  const kept: (TeamShape | undefined)[] = [];
  /** Entry `[r]` is how many have role r. */
  const holders = new Int32Array(parts.length);

  function make(role: Int32Array, size: number): TeamShape {
    const filledParts = new Float64Array(size);
    const weights = new Float64Array(size);
    for (let k = 0; k < size; k++) filledParts[k] = holders[role[k]]++ === 0 ? parts[role[k]] : 0;
    for (let k = 0; k < size; k++) weights[k] = parts[role[k]] / holders[role[k]];
    for (let k = 0; k < size; k++) holders[role[k]] = 0;
    const remainders = new Float64Array(size);
    return { filled: compensatedSum(filledParts), weights, whole: new Array(size).fill(0), remainders };
  }

  return (key, role, size) => {
    if (key >= MOST_SHAPES) return make(role, size);
    while (kept.length <= key) kept.push(undefined);
    const known = kept[key] ?? make(role, size);
    kept[key] = known;
    return known;
  };
}
