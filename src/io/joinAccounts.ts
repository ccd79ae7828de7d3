import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import type { Account } from '../model/account.js';
import type { Plan } from '../plan/plan.js';
import { checkPlanInput } from './checkPlanInput.js';

/** An account of a plan together with its record. */
export interface PlannedAccount {
  readonly account: Account;
  /** Index of its territory in the plan, -1 where nothing may hold it. */
  readonly territory: number;
  readonly locked: boolean;
}

/**
 * Looks up the record of every account of a plan.
 *
 * @param plan - the plan
 * @param accounts - the accounts it was made from, in any order
 * @returns one entry for every assignment, in their order
 * @throws {@link InputError} naming whatever is no plan, account or place, every account without an assignment, every assignment without an account, and every
 *   unknown territory
 * @remarks O(n).
 */
export function joinAccounts(plan: Plan, accounts: readonly Account[]): PlannedAccount[] {
  checkPlanInput(plan, accounts);
  const issues: Issue[] = [];
  const territoryAt = new Map(plan.territories.map(({ id }, t) => [id, t]));
  const accountAt = new Map(accounts.map((account) => [account.id, account]));
  const joined: PlannedAccount[] = [];
  plan.assignments.forEach(({ accountId, territoryId, locked }, row) => {
    const account = accountAt.get(accountId);
    const territory = territoryId === null ? -1 : territoryAt.get(territoryId);
    if (account === undefined)
      addIssue(issues, badValue(row, 'accountId', 'unknown-account', 'the id of an account', accountId));
    if (territory === undefined) {
      addIssue(
        issues,
        badValue(row, 'territoryId', 'unknown-territory', 'the id of a territory of the plan', territoryId),
      );
    }
    if (account !== undefined && territory !== undefined) joined.push({ account, territory, locked });
  });
  const assigned = new Set(plan.assignments.map(({ accountId }) => accountId));
  accounts.forEach(({ id }, row) => {
    if (!assigned.has(id))
      addIssue(issues, badValue(row, 'id', 'unassigned-account', 'an account of the plan', id));
  });
  if (issues.length > 0) throw new InputError('accounts of the plan', issues);
  return joined;
}
