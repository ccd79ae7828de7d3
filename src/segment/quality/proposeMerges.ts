import type { Account, AttributeValue } from '../../model/account.js';
import { knownValue, ownFields } from '../readField.js';
import { type DuplicateReason, reasonNames } from './duplicateReasons.js';
import type { JoinedAccounts } from './joinedAccounts.js';

/** Records that are likely to be one, and what a merge would do. Groups may share lists that are equal. */
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

/** Parts of an account; the empty one is for fields of its own. */
const parts = ['', 'measures', 'attributes'] as const;

/**
 * Makes a group of the rows of each set in which something was found, and says what a merge would do.
 *
 * @param accounts - as read
 * @param joined - which of them are one; of no use later
 * @returns groups, the one with the first row first
 * @remarks O(accounts + fields of those in groups).
 */
export function proposeMerges(accounts: readonly Account[], joined: JoinedAccounts): DuplicateGroup[] {
  // Entry [first] has all reasons of its set.
  const { found } = joined;
  // Entry [row] is the row after it in its set, 0 for none; in the column of names, which nobody needs any longer, because
  // engines go through the whole heap once so much was made.
  const after = joined.names.fill(0);
  for (let row = accounts.length - 1; row >= 0; row--) {
    const first = joined.first(row);
    if (first === row) continue;
    found[first] |= found[row];
    after[row] = after[first];
    after[first] = row;
  }
  // Lists that groups share, as few differ in their own way: entry [found] and those by what differs.
  const reasonsBy: DuplicateReason[][] = [];
  const listsBy = new Map<string, Pick<DuplicateGroup, 'fills' | 'conflicts'>>();
  const differing = new Map<string, boolean>();
  const groups: DuplicateGroup[] = [];
  for (let row = 0; row < accounts.length; row++) {
    if (after[row] === 0 || joined.first(row) !== row) continue;
    let [keep, most, size] = [row, countFields(accounts[row]), 1];
    for (let next = after[row]; next > 0; next = after[next], size++) {
      const known = countFields(accounts[next]);
      if (known > most) keep = next;
      most = Math.max(most, known);
    }
    // A list that grows keeps room for what never comes.
    const merge: number[] = new Array(size - 1);
    let merged = 0;
    for (let next = row; merged < size - 1; next = after[next]) {
      if (next === keep) continue;
      merge[merged++] = next;
      compareFields(accounts[next], accounts[keep], differing);
    }
    let key = '';
    differing.forEach((isUnknown, name) => {
      key += `${name.length} ${name} ${isUnknown} `;
    });
    let lists = listsBy.get(key);
    if (lists === undefined) {
      const names = [...differing.keys()].sort();
      lists = {
        fills: names.filter((name) => differing.get(name)),
        conflicts: names.filter((name) => !differing.get(name)),
      };
      listsBy.set(key, lists);
    }
    differing.clear();
    reasonsBy[found[row]] ??= reasonNames.filter((_, r) => (found[row] >> r) & 1);
    const { fills, conflicts } = lists;
    groups.push({ keep, merge, reasons: reasonsBy[found[row]], fills, conflicts });
  }
  return groups;
}

/** Fields of a part of an account by its number, and names of those that may be known. */
function partOf(account: Account, p: number): Readonly<Record<string, AttributeValue | undefined>> {
  return (p ? account[parts[p] as 'measures'] : account) as Readonly<
    Record<string, AttributeValue | undefined>
  >;
}

function fieldsOf(part: Readonly<Record<string, unknown>>, p: number): readonly string[] {
  return p ? Object.keys(part) : ownFields;
}

/** How many fields of an account are known. */
function countFields(account: Account): number {
  let known = 0;
  for (let p = 0; p < parts.length; p++) {
    const part = partOf(account, p);
    for (const field of fieldsOf(part, p)) if (knownValue(part[field]) !== null) known++;
  }
  return known;
}

/** Notes by dotted name which fields of an account differ from those of the one to keep, and whether they are unknown there. */
function compareFields(account: Account, kept: Account, differing: Map<string, boolean>): void {
  for (let p = 0; p < parts.length; p++) {
    const part = partOf(account, p);
    const other = partOf(kept, p);
    for (const field of fieldsOf(part, p)) {
      const value = knownValue(part[field]);
      const own = Object.hasOwn(other, field) ? knownValue(other[field]) : null;
      if (value === null || value === own) continue;
      const name = p ? `${parts[p]}.${field}` : field;
      // What is in conflict stays so.
      if (name !== 'id' && differing.get(name) !== false) differing.set(name, own === null);
    }
  }
}
