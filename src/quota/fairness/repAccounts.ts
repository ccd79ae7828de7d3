import { badValue, type Issue } from '../../core/issue.js';
import { isAmount } from '../rounding/checkTotal.js';
import type { UncertainAccount } from './attainabilityInput.js';

/** Reps by first appearance; entry `[r]` of `members` are the positions of the accounts of rep r. */
export interface RepAccounts {
  readonly ids: readonly string[];
  readonly members: readonly (readonly number[])[];
}

/** Sorts accounts by rep. */
export function groupByRep(accounts: readonly UncertainAccount[]): RepAccounts {
  const indexOf = new Map<string, number>();
  const members: number[][] = [];
  accounts.forEach(({ repId }, i) => {
    const r = indexOf.get(repId);
    if (r === undefined) {
      indexOf.set(repId, members.length);
      members.push([i]);
    } else members[r].push(i);
  });
  return { ids: [...indexOf.keys()], members };
}

/** Checks that there are accounts, each with a rep and a range in order. */
export function checkAccounts(accounts: readonly UncertainAccount[], issues: Issue[]): void {
  if (!Array.isArray(accounts) || accounts.length === 0) {
    issues.push(badValue(null, 'accounts', 'not-a-list', 'a list of at least one account', accounts));
    return;
  }
  accounts.forEach((account: UncertainAccount, row: number) => {
    const { repId, p10, p50, p90 } = account ?? {};
    if (typeof repId !== 'string' || repId === '')
      issues.push(badValue(row, 'repId', 'missing-id', 'a text that is not empty', repId));
    if (!isAmount(p10)) issues.push(badValue(row, 'p10', 'out-of-range', 'a number of at least 0', p10));
    if (!(isAmount(p50) && !(p50 < p10)))
      issues.push(badValue(row, 'p50', 'out-of-order', `a number of at least the p10, ${p10}`, p50));
    if (!(isAmount(p90) && !(p90 < p50)))
      issues.push(badValue(row, 'p90', 'out-of-order', `a number of at least the p50, ${p50}`, p90));
  });
}
