import { createGrowingIdTable } from '../core/growingIdTable.js';
import { IDS_AT_ONCE } from '../core/hashOfId.js';
import { orderOfNames } from './orderOfNames.js';

/** Names without doubles, and which of them stands where. */
export interface NameIndex {
  /** In their order, no name last. */
  readonly groups: (string | null)[];
  /** Entry `[i]` is the position of name i in `groups`. */
  readonly groupOf: Int32Array;
}

/**
 * Numbers names in their order, so that the order in which they come does not show.
 *
 * @param names - `null` for none
 * @remarks O(length of all names + groups log groups), see {@link orderOfNames}.
 */
export function indexNames(names: ArrayLike<string | null>): NameIndex {
  const { ids, numberInto } = createGrowingIdTable<string | null>();
  const groupOf = new Int32Array(names.length);
  const some: (string | null)[] = new Array(IDS_AT_ONCE).fill(null);
  for (let from = 0; from < names.length; from += IDS_AT_ONCE) {
    const count = Math.min(IDS_AT_ONCE, names.length - from);
    for (let k = 0; k < count; k++) some[k] = names[from + k];
    numberInto(some, count, groupOf, from);
  }
  return { groups: renumberInOrder(ids, groupOf), groupOf };
}

/**
 * Gives names their numbers in order in place of those they have.
 *
 * @param names - entry `[n]` is the name of number n
 * @param numbers - become the new ones
 * @returns the names by new number
 */
export function renumberInOrder(names: readonly (string | null)[], numbers: Int32Array): (string | null)[] {
  const order = orderOfNames(names);
  // Entry `[n]` is the new number in place of n.
  const places = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) places[order[k]] = k;
  for (let i = 0; i < numbers.length; i++) numbers[i] = places[numbers[i]];
  return Array.from(order, (n) => names[n]);
}
