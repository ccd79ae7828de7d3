import { InputError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import { badValue, type Issue } from '../../core/issue.js';
import { countRows } from '../../core/records.js';
import { ratio } from '../ratio.js';
import { eachHolding, type Holding } from './holders.js';

/** Continuity of a series of alignments up to one of them. */
export interface ContinuityStep {
  /** Accounts of the first alignment that somebody held and that are in every alignment up to this one. */
  readonly accounts: number;
  /** Of them, those with the same holder in every alignment up to this one. */
  readonly kept: number;
  /** kept / accounts; `null` without accounts. */
  readonly continuity: number | null;
}

/**
 * Continuity over several periods: the share of accounts that never changed hands since the first alignment.
 *
 * @param alignments - who held what in each period, in their order; rep ids in place of territory ids where the persons
 * matter
 * @returns one step for each alignment, the first of which is 1
 * @throws {@link InputError} naming every row that is none, id that is no text, and account that comes twice in an alignment
 * @remarks An account that comes back to its first holder has been interrupted and does not count again. O(sum of the
 * alignments), deterministic. For one step with loads see {@link disruption}.
 * @example
 * ```ts
 * import { continuity } from 'bailiwick/kpi';
 * const held = (a: string, b: string) => [
 *   { accountId: 'a', territoryId: a },
 *   { accountId: 'b', territoryId: b },
 * ];
 * const steps = continuity([held('ann', 'bob'), held('ann', 'ann'), held('ann', 'bob')]);
 * steps.map((step) => step.continuity); // => [1, 0.5, 0.5]
 * ```
 */
export function continuity(alignments: readonly (readonly Holding[])[]): ContinuityStep[] {
  const issues: Issue[] = [];
  const accounts = createIdNumbers();
  const steps: ContinuityStep[] = [];
  // Entries `[n]` are the last alignment so far that has account number n, and who holds it there.
  const lastIn: number[] = [];
  const holders: (string | null)[] = [];
  let first: readonly (string | null)[] = [];
  let present: number[] = [];
  let kept: number[] = [];
  if (!Array.isArray(alignments))
    issues.push(badValue(null, 'alignments', 'not-a-list', 'a list of alignments', alignments));
  const count = countRows(alignments);
  for (let k = 0; k < count; k++) {
    eachHolding(`alignments.${k}`, alignments[k], accounts, issues, (account, holder) => {
      const isNew = lastIn[account] !== k;
      lastIn[account] = k;
      holders[account] = holder;
      return isNew;
    });
    if (k === 0) {
      first = holders.slice();
      kept = Array.from(first.keys()).filter((account) => typeof first[account] === 'string');
      present = kept;
    }
    present = present.filter((account) => lastIn[account] === k);
    kept = kept.filter((account) => lastIn[account] === k && holders[account] === first[account]);
    steps.push({
      accounts: present.length,
      kept: kept.length,
      continuity: ratio(kept.length, present.length),
    });
  }
  if (issues.length > 0) throw new InputError('continuity', issues);
  return steps;
}
