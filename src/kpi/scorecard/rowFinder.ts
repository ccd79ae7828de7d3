import type { Issue } from '../../core/issue.js';
import { isId } from '../../core/records.js';
import { watchIds } from '../../core/watchIds.js';
import { addDuplicate } from '../checkFields.js';

/** Gives the row of an id, -1 where there is none. */
export type RowFinder = (id: unknown) => number;

/**
 * Finds rows by id; adds an issue for every id that comes again.
 *
 * @param records - what is no text for an id is no id
 * @remarks Lists of one table mostly come in one order: where an id stands in the row after the last that was found, nothing is
 * looked up, and where all do no table is made.
 */
export function createRowFinder(
  records: readonly { readonly id: string }[],
  list: string,
  issues: Issue[],
): RowFinder {
  const isRepeated = watchIds(records);
  let hasDoubles = false;
  records.forEach(({ id }, row) => {
    if (!isRepeated(row) || !isId(id)) return;
    addDuplicate(id, row, `${list}.id`, issues);
    hasDoubles = true;
  });
  let rows: Map<unknown, number> | null = null;
  let found = -1;
  const lookUp = (id: unknown) => {
    if (rows === null) {
      rows = new Map();
      // From behind: of doubles the first counts.
      for (let row = records.length - 1; row >= 0; row--) rows.set(records[row].id, row);
    }
    return (isId(id) ? rows.get(id) : undefined) ?? -1;
  };
  return (id) => {
    const next = found + 1;
    const isNext = !hasDoubles && next < records.length && records[next].id === id && isId(id);
    found = isNext ? next : lookUp(id);
    return found;
  };
}
