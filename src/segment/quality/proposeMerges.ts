import type { Account, AttributeValue } from '../../model/account.js';
import { knownValue, ownFields } from '../readField.js';

/** Why records are likely to be one. */
export type DuplicateReason =
  | 'same-id'
  | 'same-name-and-place'
  | 'same-name-and-area'
  | 'alike-name-and-place';

/** In the order of the alphabet: entry [r] is the reason of bit 2^r. */
export const reasonNames: readonly DuplicateReason[] = [
  'alike-name-and-place',
  'same-id',
  'same-name-and-area',
  'same-name-and-place',
];

/** Records that are likely to be one, and what a merge would do. */
export interface DuplicateGroup {
  /** Row of the record to keep: the one with the most fields known, of equals the first. */
  readonly keep: number;
  /** Rows of the others, rising. */
  readonly merge: readonly number[];
  /** Every reason that joined two of them. */
  readonly reasons: readonly DuplicateReason[];
  /** Fields unknown in the record to keep that a record to merge would fill, by dotted name. */
  readonly fills: readonly string[];
  /** Fields in which known values differ, by dotted name. */
  readonly conflicts: readonly string[];
}

/**
 * Makes a group of the rows of each set in which something was found, and says what a merge would do.
 *
 * @param accounts - as read
 * @param find - gives the root of the set that a row is in
 * @param found - entry `[i]` has the bits of the reasons that were found for row i; O(accounts + fields of those in groups)
 * @returns groups, the one with the first row first
 */
export function proposeMerges(
  accounts: readonly Account[],
  find: (row: number) => number,
  found: Uint8Array,
): DuplicateGroup[] {
  // Entry [root] has the bits of its set.
  const why = new Uint8Array(accounts.length);
  for (let i = 0; i < found.length; i++) why[find(i)] |= found[i];
  const groups = new Map<number, number[]>();
  for (let i = 0; i < accounts.length; i++) {
    const root = find(i);
    if (why[root] === 0) continue;
    const rows = groups.get(root);
    if (rows === undefined) groups.set(root, [i]);
    else rows.push(i);
  }
  return Array.from(groups, ([root, rows]) => {
    const fields = rows.map((row) => knownFields(accounts[row]));
    const keep = rows.reduce((best, _, r) => (fields[r].size > fields[best].size ? r : best), 0);
    const fills = new Set<string>();
    const conflicts = new Set<string>();
    for (const own of fields) {
      for (const [field, value] of own) {
        const kept = fields[keep].get(field);
        if (kept === undefined) fills.add(field);
        else if (kept !== value && field !== 'id') conflicts.add(field);
      }
    }
    return {
      keep: rows[keep],
      merge: rows.filter((_, r) => r !== keep),
      reasons: reasonNames.filter((_, r) => (why[root] >> r) & 1),
      fills: [...fills].sort(),
      conflicts: [...conflicts].sort(),
    };
  });
}

function knownFields(account: Account): Map<string, AttributeValue> {
  const known = new Map<string, AttributeValue>();
  const note = (field: string, value: AttributeValue | undefined) => {
    const own = knownValue(value);
    if (own !== null) known.set(field, own);
  };
  for (const field of ownFields) note(field, account[field]);
  for (const part of ['measures', 'attributes'] as const)
    for (const [key, value] of Object.entries(account[part])) note(`${part}.${key}`, value);
  return known;
}
