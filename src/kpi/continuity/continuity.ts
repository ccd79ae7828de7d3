import { InputError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import { badValue, type Issue } from '../../core/issue.js';
import { ratio } from '../ratio.js';
import { type Holders, type Holding, holdersOf } from './holders.js';

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
  const lists: Holders[] = [];
  if (Array.isArray(alignments)) {
    for (let k = 0; k < alignments.length; k++) {
      lists.push(holdersOf(`alignments.${k}`, alignments[k], accounts, issues));
    }
  } else issues.push(badValue(null, 'alignments', 'not-a-list', 'a list of alignments', alignments));
  if (issues.length > 0) throw new InputError('continuity', issues);
  const first = lists[0] ?? [];
  let present = Array.from(first.keys()).filter((account) => typeof first[account] === 'string');
  let kept = present;
  return lists.map((holders): ContinuityStep => {
    present = present.filter((account) => holders[account] !== undefined);
    kept = kept.filter((account) => holders[account] === first[account]);
    return { accounts: present.length, kept: kept.length, continuity: ratio(kept.length, present.length) };
  });
}
