import { ratio } from '../ratio.js';
import { addUpPairs } from './addUpPairs.js';

/** How a rep or territory spends the time; several rows of one id add up. */
export interface TimeRow {
  readonly id: string;
  /** Hours on the road, 0 or more. */
  readonly travelHours: number;
  /** All other hours of work, 0 or more: with customers, and whatever else is counted as work. */
  readonly otherHours: number;
}

/** How much of the time goes into travel. */
export interface TravelShare {
  readonly travelHours: number;
  /** Travel and all other hours. */
  readonly totalHours: number;
  /** travelHours / totalHours, 0 to 1; `null` without hours. */
  readonly travelShare: number | null;
}

/**
 * Travel share: hours on the road over all hours of work, travel included.
 *
 * @param rows - hours by id
 * @returns by id in the order in which ids come first, and in total, which is the ratio of the sums
 * @throws {@link InputError} naming every row that is none, id that is no text, number that is negative or not finite
 * @remarks Products that divide by the hours with customers alone give larger figures: leave other work out of
 * `otherHours` for those. O(rows), deterministic.
 * @example
 * ```ts
 * import { travelShare } from 'bailiwick/kpi';
 * travelShare([{ id: 'ann', travelHours: 10, otherHours: 30 }]).total;
 * // => { travelHours: 10, totalHours: 40, travelShare: 0.25 }
 * ```
 */
export function travelShare(rows: readonly TimeRow[]): {
  readonly total: TravelShare;
  readonly rows: readonly (TravelShare & { readonly id: string })[];
} {
  const fields = { part: 'travelHours', whole: 'otherHours', isSigned: false } as const;
  const { ids, at } = addUpPairs('travelShare', rows, fields);
  const figure = (index: number): TravelShare => {
    const { part, whole } = at(index);
    return { travelHours: part, totalHours: part + whole, travelShare: ratio(part, part + whole) };
  };
  return { total: figure(ids.length), rows: ids.map((id, index) => ({ id, ...figure(index) })) };
}
