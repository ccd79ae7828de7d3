import { InputError } from '../core/errors.js';
import { createIdNumbers, type IdNumbers } from '../core/idNumbers.js';
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
  checkQuotas(what, quotas, createIdNumbers());
  return new Map(quotas.map(({ id, quota }) => [id, quota]));
}

/** Numbers the holders of quotas, in their order; throws as `quotasById` does. */
export function checkQuotas(what: string, quotas: readonly QuotaRow[], holders: IdNumbers): void {
  const issues: Issue[] = [];
  quotas.forEach(({ id, quota }, row) => {
    const known = holders.ids.length;
    holders.numberOf(id, row);
    if (holders.ids.length === known) {
      issues.push(badValue(row, 'quotas.id', 'duplicate-id', 'unlike every other id', id));
    }
    if (!isAmount(quota)) {
      issues.push(badValue(row, 'quotas.quota', 'out-of-range', 'a finite number of at least 0', quota));
    }
  });
  if (issues.length > 0) throw new InputError(what, issues);
}
