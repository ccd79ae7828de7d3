import type { Account, AttributeValue } from '../../model/account.js';
import { knownValue, ownFields } from '../readField.js';
import { type DuplicateReason, reasonNames } from './duplicateReasons.js';
import type { JoinedAccounts } from './joinedAccounts.js';

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

/** A group that is being read. */
interface Draft {
  readonly reasons: number;
  keep: number;
  /** Fields known in the record to keep. */
  known: number;
  /** The other rows. */
  readonly merge: number[];
  /** By number of a field that differs from that of the record to keep: whether a merge would fill it. */
  readonly differing: boolean[];
}

/** Parts of an account; the empty one is for fields of its own. */
const parts = ['', 'measures', 'attributes'] as const;

/**
 * Makes a group of the rows of each set in which something was found, and says what a merge would do.
 *
 * @param accounts - as read; gone through twice from the first to the last, which is how they lie in memory
 * @param joined - which of them are one; O(fields of accounts)
 * @returns groups, the one with the first row first
 */
export function proposeMerges(accounts: readonly Account[], joined: JoinedAccounts): DuplicateGroup[] {
  // Entry [root] has the reasons of its set.
  const why = new Uint8Array(accounts.length);
  joined.found.forEach((bits, row) => {
    why[joined.find(row)] |= bits;
  });
  const drafts = new Map<number, Draft>();
  accounts.forEach((account, row) => {
    const root = joined.find(row);
    if (why[root] === 0) return;
    let draft = drafts.get(root);
    if (draft === undefined) {
      draft = { reasons: why[root], keep: row, known: -1, merge: [], differing: [] };
      drafts.set(root, draft);
    }
    const known = countFields(account);
    if (known > draft.known) {
      draft.keep = row;
      draft.known = known;
    }
  });
  const fields = new FieldNames();
  accounts.forEach((account, row) => {
    const root = joined.find(row);
    const draft = why[root] === 0 ? undefined : drafts.get(root);
    if (draft === undefined || draft.keep === row) return;
    draft.merge.push(row);
    compareFields(account, accounts[draft.keep], fields, draft.differing);
  });
  return Array.from(drafts.values(), ({ reasons, keep, merge, differing }) => {
    const fills: string[] = [];
    const conflicts: string[] = [];
    differing.forEach((isFilled, f) => {
      if (fields.names[f] !== 'id') (isFilled ? fills : conflicts).push(fields.names[f]);
    });
    return {
      keep,
      merge,
      reasons: reasonNames.filter((_, r) => (reasons >> r) & 1),
      fills: fills.sort(),
      conflicts: conflicts.sort(),
    };
  });
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

/** Numbers for fields, in which a field of a part needs no dotted name each time it is met. */
class FieldNames {
  readonly names: string[] = [];
  private readonly numbers = parts.map(() => new Map<string, number>());

  numberOf(p: number, field: string): number {
    let number = this.numbers[p].get(field);
    if (number === undefined) {
      number = this.names.push(p ? `${parts[p]}.${field}` : field) - 1;
      this.numbers[p].set(field, number);
    }
    return number;
  }
}

/** Notes fields of an account that differ from those of the one to keep. */
function compareFields(account: Account, kept: Account, fields: FieldNames, differing: boolean[]): void {
  for (let p = 0; p < parts.length; p++) {
    const part = partOf(account, p);
    const other = partOf(kept, p);
    for (const field of fieldsOf(part, p)) {
      const number = fields.numberOf(p, field);
      // What is in conflict stays so.
      if (differing[number] === false) continue;
      const value = knownValue(part[field]);
      const own = Object.hasOwn(other, field) ? knownValue(other[field]) : null;
      if (value !== null && value !== own) differing[number] = own === null;
    }
  }
}
