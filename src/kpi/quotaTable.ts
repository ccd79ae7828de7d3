import { InputError } from '../core/errors.js';
import { badValue, type Issue } from '../core/issue.js';
import { isAmount } from './checkAmounts.js';

/** A quota of a rep, a territory, or whatever groups are; the quotas of `allocateQuota` are such. */
export interface QuotaRow {
  readonly id: string;
  /** 0 or more. */
  readonly quota: number;
}

/** Quotas by id; throws one `InputError` for ids that come twice and quotas that are no amounts. */
export function quotasById(what: string, quotas: readonly QuotaRow[]): Map<string, number> {
  const issues: Issue[] = [];
  const byId = new Map<string, number>();
  quotas.forEach(({ id, quota }, row) => {
    const known = byId.size;
    byId.set(id, quota);
    if (byId.size === known) {
      issues.push(badValue(row, 'quotas.id', 'duplicate-id', 'unlike every other id', id));
    }
    if (!isAmount(quota)) {
      issues.push(badValue(row, 'quotas.quota', 'out-of-range', 'a finite number of at least 0', quota));
    }
  });
  if (issues.length > 0) throw new InputError(what, issues);
  return byId;
}
