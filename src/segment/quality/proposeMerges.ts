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
 * @param joined - which of them are one
 * @returns groups, the one with the first row first
 * @remarks O(accounts + fields of those in groups).
 */
export function proposeMerges(accounts: readonly Account[], joined: JoinedAccounts): DuplicateGroup[] {
  // Entry [root] has the reasons of its set.
  const why = new Uint8Array(accounts.length);
  joined.found.forEach((bits, row) => {
    why[joined.find(row)] |= bits;
  });
  // Entry [root] is the first row of its set, entry [row] the next one, each plus one; 0 for none.
  const first = new Int32Array(accounts.length);
  const after = new Int32Array(accounts.length);
  for (let row = accounts.length - 1; row >= 0; row--) {
    const root = joined.find(row);
    if (why[root] === 0) continue;
    after[row] = first[root];
    first[root] = row + 1;
  }
  const reasonsBy: DuplicateReason[][] = [];
  const fields = new FieldDifferences();
  const groups: DuplicateGroup[] = [];
  for (let row = 0; row < accounts.length; row++) {
    const root = joined.find(row);
    if (first[root] !== row + 1) continue;
    let [keep, most, size] = [row, -1, 0];
    for (let next = row + 1; next > 0; next = after[next - 1], size++) {
      const known = countFields(accounts[next - 1]);
      if (known > most) keep = next - 1;
      most = Math.max(most, known);
    }
    // A list that grows keeps room for what never comes.
    const merge: number[] = new Array(size - 1);
    let merged = 0;
    for (let next = row + 1; next > 0; next = after[next - 1]) {
      if (next - 1 === keep) continue;
      merge[merged++] = next - 1;
      fields.compare(accounts[next - 1], accounts[keep]);
    }
    reasonsBy[why[root]] ??= reasonNames.filter((_, r) => (why[root] >> r) & 1);
    groups.push({ keep, merge, reasons: reasonsBy[why[root]], ...fields.take() });
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

/** What is known of a field of the records to merge: as in the one to keep, not known there, or another value. */
const [SAME, FILLS, DIFFERS] = [0, 1, 2];

/** Fields of the records of a group that differ from those of the one to keep. */
class FieldDifferences {
  /** Dotted names by number, and numbers by part and name, which needs no dotted name each time it is met. */
  private readonly names: string[] = [];
  private readonly numbers = parts.map(() => new Map<string, number>());
  /** Entry `[f]` is what is known of field number f so far. */
  private readonly states: number[] = [];
  /** Lists by states: few kinds of differences are many groups'. */
  private readonly lists = new Map<string, Pick<DuplicateGroup, 'fills' | 'conflicts'>>();

  /** Notes fields of an account that differ from those of the one to keep. */
  compare(account: Account, kept: Account): void {
    for (let p = 0; p < parts.length; p++) {
      const part = partOf(account, p);
      const other = partOf(kept, p);
      for (const field of fieldsOf(part, p)) {
        const value = knownValue(part[field]);
        if (value === null) continue;
        const own = Object.hasOwn(other, field) ? knownValue(other[field]) : null;
        if (value === own) continue;
        const number = this.numberOf(p, field);
        // What is in conflict stays so.
        this.states[number] = Math.max(this.states[number], own === null ? FILLS : DIFFERS);
      }
    }
  }

  /** What was noted since this was called last. */
  take(): Pick<DuplicateGroup, 'fills' | 'conflicts'> {
    const key = this.states.join('');
    let lists = this.lists.get(key);
    if (lists === undefined) {
      const namesOf = (state: number) =>
        this.names.filter((name, f) => this.states[f] === state && name !== 'id').sort();
      lists = { fills: namesOf(FILLS), conflicts: namesOf(DIFFERS) };
      this.lists.set(key, lists);
    }
    this.states.fill(SAME);
    return lists;
  }

  private numberOf(p: number, field: string): number {
    let number = this.numbers[p].get(field);
    if (number === undefined) {
      number = this.names.push(p ? `${parts[p]}.${field}` : field) - 1;
      this.numbers[p].set(field, number);
      this.states.push(SAME);
    }
    return number;
  }
}
