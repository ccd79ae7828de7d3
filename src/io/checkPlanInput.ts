import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { checkId, eachRecord, isRecord } from '../core/records.js';
import type { Account } from '../model/account.js';
import { checkPlan } from '../plan/checkPlan.js';
import type { Plan } from '../plan/plan.js';

/** Refuses what is no plan, and records of accounts that nothing can be drawn from. */
export function checkPlanInput(plan: Plan, accounts: readonly Account[]): void {
  checkPlan('plan', plan);
  const issues: Issue[] = [];
  eachRecord(accounts, 'accounts', issues, ({ id, lon, lat, measures }, row) => {
    checkId(id, row, 'accounts.id', issues);
    if (!isRecord(measures)) {
      addIssue(issues, badValue(row, 'accounts.measures', 'wrong-type', 'loads by measure id', measures));
    }
    if (!isDegrees(lon, 180)) {
      addIssue(issues, badValue(row, 'accounts.lon', 'out-of-range', 'from -180 to 180, or missing', lon));
    }
    if (!isDegrees(lat, 90)) {
      addIssue(issues, badValue(row, 'accounts.lat', 'out-of-range', 'from -90 to 90, or missing', lat));
    }
  });
  if (issues.length > 0) throw new InputError('accounts', issues);
}

/** Half a place is none, and is not drawn. */
function isDegrees(value: unknown, most: number): boolean {
  return value === undefined || (typeof value === 'number' && Math.abs(value) <= most);
}
