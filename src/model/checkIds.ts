import type { Draft } from './checkRecords.js';

/**
 * Checks that ids differ: the first row with an id keeps it, every later one is left out.
 *
 * @param draft - takes `duplicate-id` (error), `id-whitespace` and `similar-id` (warnings: ids that differ only in case
 * or spaces)
 * @returns by id, the first row that has it
 * @remarks O(rows).
 */
export function checkIds(draft: Draft<unknown>): Map<string, number> {
  const rowById = new Map<string, number>();
  const rowByLook = new Map<string, number>();
  for (let row = 0; row < draft.candidates.length; row++) {
    const id = draft.candidates[row]?.id;
    if (typeof id !== 'string' || id === '') continue;
    const first = rowById.get(id);
    if (first !== undefined) {
      draft.reject(row, 'id', 'duplicate-id', 'unique', id, `row ${first} has it already`);
      continue;
    }
    rowById.set(id, row);
    if (id !== id.trim()) draft.warn(row, 'id', 'id-whitespace', 'without spaces around', id);
    const look = id.replace(/\s+/g, '').toLowerCase();
    const other = rowByLook.get(look);
    if (other === undefined) rowByLook.set(look, row);
    else {
      const hint = `row ${other} has ${JSON.stringify(draft.candidates[other]?.id)}`;
      draft.warn(row, 'id', 'similar-id', 'different from others in more than case and spaces', id, hint);
    }
  }
  return rowById;
}
