import { risingOrder } from './risingOrder.js';

/**
 * Positions of names by their UTF-16 code units, which no locale changes; equal ones in index order.
 *
 * Idea: (1) what all names begin with is passed over; (2) as many of the next code units as a double counts exactly are
 * its digits, the end of a name below every unit; (3) these numbers are ordered, and names that share one are compared.
 *
 * @param names - any texts
 * @returns entry `[k]` is the position of the name with k before it
 * @remarks O(length of the names) where few share their first units, O(n log n) comparisons at worst; deterministic.
 */
export function risingNames(names: readonly string[]): Int32Array {
  const common = commonLength(names);
  let most = 0;
  for (const name of names) {
    for (let c = common; c < name.length; c++) most = Math.max(most, name.charCodeAt(c));
  }
  const base = most + 2;
  let digits = 0;
  for (let size = base; size <= Number.MAX_SAFE_INTEGER; size *= base) digits++;
  const keys = new Float64Array(names.length);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    let key = 0;
    for (let c = common; c < common + digits; c++)
      key = key * base + (c < name.length ? name.charCodeAt(c) + 1 : 0);
    keys[i] = key;
  }
  const order = risingOrder(keys);
  const compare = (a: number, b: number) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : a - b);
  for (let first = 0; first < order.length; ) {
    let behind = first + 1;
    while (behind < order.length && keys[order[behind]] === keys[order[first]]) behind++;
    if (behind - first > 1) order.subarray(first, behind).sort(compare);
    first = behind;
  }
  return order;
}

/** How many code units all names have in common at their beginning. */
function commonLength(names: readonly string[]): number {
  if (names.length === 0) return 0;
  const [one] = names;
  let length = one.length;
  for (const name of names) {
    let same = 0;
    while (same < length && same < name.length && name.charCodeAt(same) === one.charCodeAt(same)) same++;
    length = same;
  }
  return length;
}
