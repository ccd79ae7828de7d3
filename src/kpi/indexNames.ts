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
 * @param others - more that there should be
 * @remarks O(names + groups log groups), see {@link orderOfNames}.
 */
export function indexNames(
  names: ArrayLike<string | null>,
  others: readonly (string | null)[] = [],
): NameIndex {
  const found: (string | null)[] = [];
  const numbers = new Map<string | null, number>();
  const numberOf = (name: string | null) => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, found.length);
    return found.push(name) - 1;
  };
  const groupOf = new Int32Array(names.length);
  for (let i = 0; i < names.length; i++) {
    groupOf[i] = i > 0 && names[i] === names[i - 1] ? groupOf[i - 1] : numberOf(names[i]);
  }
  for (const name of others) numberOf(name);
  const order = orderOfNames(found);
  // Entry `[n]` is the position of the name that came as number n.
  const places = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) places[order[k]] = k;
  for (let i = 0; i < groupOf.length; i++) groupOf[i] = places[groupOf[i]];
  return { groups: Array.from(order, (n) => found[n]), groupOf };
}
