import { ratio } from '../ratio.js';
import { addUpPairs } from './addUpPairs.js';

/** Load and capacity of a rep or territory, in one unit such as hours; several rows of one id add up. */
export interface LoadRow {
  readonly id: string;
  /** 0 or more. */
  readonly load: number;
  /** 0 or more. */
  readonly capacity: number;
}

/** How much of a capacity is used. */
export interface Utilisation {
  readonly load: number;
  readonly capacity: number;
  /** load / capacity, above 1 where it is overloaded; `null` without capacity. */
  readonly utilisation: number | null;
}

/**
 * Utilisation: load over capacity.
 *
 * @param rows - such as workload and selling hours of reps, by week
 * @returns by id in the order in which ids come first, and in total, which is the ratio of the sums
 * @throws {@link InputError} naming every row that is none, id that is no text, number that is negative or not finite
 * @remarks O(rows), deterministic.
 * @example
 * ```ts
 * import { utilisation } from 'bailiwick/kpi';
 * const { rows, total } = utilisation([
 *   { id: 'ann', load: 45, capacity: 40 },
 *   { id: 'bob', load: 15, capacity: 40 },
 * ]);
 * rows[0]; // => { id: 'ann', load: 45, capacity: 40, utilisation: 1.125 }
 * total.utilisation; // => 0.75
 * ```
 */
export function utilisation(rows: readonly LoadRow[]): {
  readonly total: Utilisation;
  readonly rows: readonly (Utilisation & { readonly id: string })[];
} {
  const { ids, at } = addUpPairs('utilisation', rows, { part: 'load', whole: 'capacity', isSigned: false });
  const figure = (index: number): Utilisation => {
    const { part, whole } = at(index);
    return { load: part, capacity: whole, utilisation: ratio(part, whole) };
  };
  return { total: figure(ids.length), rows: ids.map((id, index) => ({ id, ...figure(index) })) };
}
