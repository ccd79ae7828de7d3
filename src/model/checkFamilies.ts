import { buildCsr } from '../core/csr.js';
import { showValue } from '../core/issue.js';
import type { Draft } from './checkRecords.js';

/** How many ids of a cycle are spelled out. */
const SHOWN_IDS = 10;

/**
 * Checks that every parent exists, that no account is its own ancestor, and that no parent is left out alone.
 *
 * @param draft - takes `unknown-parent`, `family-cycle` and `parent-left-out`, all errors
 * @param rowById - by id, the row that has it
 * @remarks O(rows). Run it last: descendants of every row left out so far are left out too, so that a parent of a
 * value is always a value.
 */
export function checkFamilies(draft: Draft<unknown>, rowById: ReadonlyMap<string, number>): void {
  const { candidates } = draft;
  /** Entry `[r]` is the row of the parent of row r, -1 for none. */
  const parents = new Int32Array(candidates.length).fill(-1);
  for (let row = 0; row < candidates.length; row++) {
    const parentId = candidates[row]?.parentId;
    if (typeof parentId !== 'string' || parentId === '') continue;
    const parent = rowById.get(parentId);
    if (parent !== undefined) parents[row] = parent;
    else draft.reject(row, 'parentId', 'unknown-parent', 'the id of an account in the list', parentId);
  }
  rejectCycles(draft, parents);
  rejectOrphans(draft, parents);
}

function rejectCycles(draft: Draft<unknown>, parents: Int32Array): void {
  /** Entry `[r]` is the walk that came through row r, counted from 1; 0 for none yet. */
  const walks = new Int32Array(parents.length);
  for (let start = 0; start < parents.length; start++) {
    let row = start;
    while (row >= 0 && walks[row] === 0) {
      walks[row] = start + 1;
      row = parents[row];
    }
    if (row < 0 || walks[row] !== start + 1) continue;
    const cycle = [row];
    for (let next = parents[row]; next !== row; next = parents[next]) cycle.push(next);
    const ids = cycle.slice(0, SHOWN_IDS).map((member) => showValue(draft.candidates[member]?.id));
    const more = cycle.length > SHOWN_IDS ? `… (${cycle.length} accounts)` : ids[0];
    const hint = `the cycle is ${[...ids, more].join(' -> ')}`;
    for (const member of cycle) {
      const parentId = draft.candidates[member]?.parentId;
      draft.reject(member, 'parentId', 'family-cycle', 'above the account', parentId, hint);
    }
  }
}

function rejectOrphans(draft: Draft<unknown>, parents: Int32Array): void {
  const children = Int32Array.from(parents.keys()).filter((row) => parents[row] >= 0);
  const { offsets, targets } = buildCsr(
    parents.length,
    children.map((row) => parents[row]),
    children,
  );
  const queue: number[] = [];
  for (let row = 0; row < parents.length; row++) if (draft.failed[row] === 1) queue.push(row);
  for (let q = 0; q < queue.length; q++) {
    const parent = queue[q];
    for (let e = offsets[parent]; e < offsets[parent + 1]; e++) {
      const row = targets[e];
      if (draft.failed[row] === 1) continue;
      const hint = `row ${parent} has an error`;
      draft.reject(
        row,
        'parentId',
        'parent-left-out',
        'an account without error',
        draft.candidates[row]?.parentId,
        hint,
      );
      queue.push(row);
    }
  }
}
