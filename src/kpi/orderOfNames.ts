import { compareNames } from './compareNames.js';

/**
 * Positions of names in their order, that of {@link compareNames}; equal ones in index order.
 *
 * Idea: (1) a number is made of the first units of each name, in a base for each place that holds what stands there, so that a
 * beginning that all share takes nothing, and of its position; (2) numbers are sorted as such, without a look at any name;
 * (3) names of one number are sorted in the same way by the units that come next, and few of them by comparison.
 *
 * @param names - `null` for none
 * @returns entry `[k]` is the position of the name with k before it
 * @remarks O(units + n log n) where few begin alike, O(units x log n) at most; deterministic. Comparisons of names wait for memory
 * at each of n log n steps. Juha Kärkkäinen, Tommi Rantala: Engineering Radix Sort for Strings, 2008, DOI 10.1007/978-3-540-89097-3_3.
 */
export function orderOfNames(names: readonly (string | null)[]): Int32Array {
  const order = new Int32Array(names.length);
  let end = 0;
  for (let i = 0; i < names.length; i++) if (names[i] !== null) order[end++] = i;
  for (let i = 0, k = end; k < names.length; i++) if (names[i] === null) order[k++] = i;
  // Ranges of the order of which all names have as many units in common, and how many.
  const open: Alike[] = [{ range: order.subarray(0, end), depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { range, depth } = next;
    if (range.length < FEW) range.sort((a, b) => compareNames(names[a], names[b]));
    else for (const alike of sortRange(range, names as readonly string[], depth)) open.push(alike);
  }
  return order;
}

/** Below it comparisons cost less than making numbers; chosen. */
const FEW = 32;

/** So many units of a name are looked at together; chosen, about what fits into a number where each has two values. */
const AHEAD = 24;

interface Alike {
  readonly range: Int32Array;
  readonly depth: number;
}

/** Sorts names by some units from a depth on; gives the ranges that are still to be sorted. */
function sortRange(range: Int32Array, names: readonly string[], depth: number): Alike[] {
  const count = range.length;
  // Entries `[p]` are about the unit at depth + p: the lowest and the highest, and below all the end of a name.
  const lowest = new Int32Array(AHEAD).fill(65_536);
  const highest = new Int32Array(AHEAD).fill(-1);
  for (let k = 0; k < count; k++) {
    const name = names[range[k]];
    for (let p = 0; p < AHEAD; p++) {
      const unit = depth + p < name.length ? name.charCodeAt(depth + p) : -1;
      if (unit < lowest[p]) lowest[p] = unit;
      if (unit > highest[p]) highest[p] = unit;
      if (unit < 0) break;
    }
  }
  if (highest[0] < 0) return [];
  // A position among them takes the lowest bits.
  const scale = 2 ** Math.ceil(Math.log2(count));
  let used = 0;
  for (let values = scale; used < AHEAD && highest[used] >= 0; used++) {
    values *= highest[used] - lowest[used] + 1;
    if (values > 2 ** 53) break;
  }
  const keys = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const name = names[range[k]];
    let key = 0;
    for (let p = 0; p < used; p++) {
      key *= highest[p] - lowest[p] + 1;
      if (depth + p < name.length) key += name.charCodeAt(depth + p) - lowest[p];
    }
    keys[k] = key * scale + k;
  }
  keys.sort();
  const before = range.slice();
  const alike: Alike[] = [];
  for (let k = 0, from = 0; k < count; k++) {
    const key = Math.floor(keys[k] / scale);
    range[k] = before[keys[k] - key * scale];
    if (k + 1 < count && Math.floor(keys[k + 1] / scale) === key) continue;
    if (k > from) alike.push({ range: range.subarray(from, k + 1), depth: depth + used });
    from = k + 1;
  }
  return alike;
}
