import { InputError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import { addIssue, badValue, type Issue, oneOfWords } from '../../core/issue.js';
import { isList } from '../../core/records.js';
import { amount, checkColumn, lengthOf } from '../checkColumn.js';
import { checkNames, failOptions } from './checkTiers.js';

/** How accounts moved between tiers from one period to the next. */
export interface TierMigration {
  /** The tiers, the highest first. */
  readonly tiers: readonly string[];
  /** Entry `[from][to]` is how many accounts went from tier `from` to tier `to`. */
  readonly counts: readonly (readonly number[])[];
  /** Entry `[from][to]` is what these accounts are worth; counts where no values were given. */
  readonly values: readonly (readonly number[])[];
  /** Entry `[t]` is how many accounts are new in tier t. */
  readonly entered: readonly number[];
  /** Entry `[t]` is how many accounts were in tier t and are gone. */
  readonly left: readonly number[];
  /** Accounts in a higher, the same, a lower tier than before. */
  readonly up: number;
  readonly stayed: number;
  readonly down: number;
  /** stayed / (up + stayed + down); `null` where no account is in both periods. */
  readonly stayedShare: number | null;
}

/** More tiers than this do not fit into tables of tiers x tiers. Chosen: 64 MB a table. */
const MOST_TIERS = 2000;

/**
 * Tables how accounts moved between tiers from one period to the next.
 *
 * @param before - entry `[i]` is the tier of account i before; `null` where it was no account yet
 * @param after - entry `[i]` is its tier now; `null` where it is gone
 * @param tiers - names of the tiers, the highest first
 * @param values - entry `[i]` is what account i is worth, 0 or more; 1 unless given
 * @returns new tables
 * @throws {@link OptionsError} where names repeat or there are more than 2,000
 * @throws {@link InputError} naming every tier that is none, every bad value, and lists of different lengths
 * @remarks O(n + tiers²).
 * @example
 * ```ts
 * import { compareTiers } from 'bailiwick/segment';
 * const { counts, up, stayedShare } = compareTiers(['A', 'B', 'B', null], ['A', 'A', 'B', 'B'], ['A', 'B']);
 * counts; // => [[1, 0], [1, 1]]
 * up; // => 1
 * stayedShare; // => 2 / 3
 * ```
 */
export function compareTiers(
  before: readonly (string | null)[],
  after: readonly (string | null)[],
  tiers: readonly string[],
  values?: ArrayLike<number>,
): TierMigration {
  const problems: string[] = [];
  checkNames(tiers, problems);
  if (lengthOf(tiers) > MOST_TIERS)
    problems.push(`tiers should be ${MOST_TIERS} at the most, but are ${tiers.length}`);
  failOptions('compareTiers', problems);
  const rankOf = new Map(tiers.map((tier, t) => [tier, t]));
  checkMigration(before, after, rankOf, values);
  const counts = tiers.map(() => tiers.map(() => 0));
  const worth = createGroupSums(tiers.length * tiers.length);
  const entered = tiers.map(() => 0);
  const left = tiers.map(() => 0);
  let [up, stayed, down] = [0, 0, 0];
  for (let i = 0; i < before.length; i++) {
    const from = before[i] === null ? -1 : (rankOf.get(before[i] as string) as number);
    const to = after[i] === null ? -1 : (rankOf.get(after[i] as string) as number);
    if (from < 0 || to < 0) {
      if (to >= 0) entered[to]++;
      if (from >= 0) left[from]++;
      continue;
    }
    counts[from][to]++;
    worth.add(from * tiers.length + to, values === undefined ? 1 : values[i]);
    if (to < from) up++;
    else if (to > from) down++;
    else stayed++;
  }
  const both = up + stayed + down;
  return {
    ...{ tiers, counts, entered, left, up, stayed, down },
    values: counts.map((row, from) => row.map((_, to) => worth.at(from * tiers.length + to))),
    stayedShare: both > 0 ? stayed / both : null,
  };
}

function checkMigration(
  before: readonly (string | null)[],
  after: readonly (string | null)[],
  rankOf: ReadonlyMap<string, number>,
  values: ArrayLike<number> | undefined,
): void {
  const issues: Issue[] = [];
  const count = lengthOf(before);
  if (values !== undefined) checkColumn(issues, 'values', values, count, amount);
  const expected = `${oneOfWords([...rankOf.keys()])}, or null`;
  for (const [field, list] of Object.entries({ before, after })) {
    if (!isList(list, field, issues)) continue;
    if (list.length !== count)
      issues.push(badValue(null, field, 'wrong-length', `a list of ${count}`, list.length));
    for (let row = 0; row < list.length; row++) {
      const tier = list[row];
      if (tier !== null && !rankOf.has(tier as string))
        addIssue(issues, badValue(row, field, 'unknown-tier', expected, tier));
    }
  }
  if (issues.length > 0) throw new InputError('compareTiers', issues);
}
