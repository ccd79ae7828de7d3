/** Ids by number, from 0 in the order in which they came first. */
export interface IdNumbers {
  /** Entry `[n]` is the id of number n. */
  readonly ids: readonly string[];
  /** The number of an id, a new one where it has none yet; `row` is where it stands in its list. */
  numberOf(id: string, row: number): number;
}

/**
 * Starts to number ids, so that lists of records are joined by arrays over the numbers.
 *
 * @remarks Lists of one table mostly come in one order: where the id of number `row` is the one that is asked for, nothing
 * is looked up. O(1) an id, deterministic.
 */
export function createIdNumbers(): IdNumbers {
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  return {
    ids,
    numberOf: (id, row) => {
      if (row < ids.length && ids[row] === id) return row;
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, ids.length);
      return ids.push(id) - 1;
    },
  };
}
