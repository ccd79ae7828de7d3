import { createIdNumbers, type IdNumbers } from '../core/idNumbers.js';
import type { Issue } from '../core/issue.js';
import { checkId, eachRecord } from '../core/records.js';
import { addDuplicate, checkAmount } from './checkFields.js';

/** A quota of a rep, a territory, or whatever groups are; the quotas of `allocateQuota` are such. */
export interface QuotaRow {
  readonly id: string;
  /** 0 or more. */
  readonly quota: number;
}

/** Quotas by id; adds an issue for rows that are none, ids that come twice and quotas that are no amounts. */
export function quotasById(quotas: readonly QuotaRow[], issues: Issue[]): Map<string, number> {
  const known = issues.length;
  checkQuotas(quotas, createIdNumbers(), issues);
  return new Map(issues.length > known ? [] : quotas.map(({ id, quota }) => [id, quota]));
}

/** Numbers the holders of quotas, in their order; adds issues as `quotasById` does. */
export function checkQuotas(quotas: readonly QuotaRow[], holders: IdNumbers, issues: Issue[]): void {
  eachRecord(quotas, 'quotas', issues, ({ id, quota }, row) => {
    const known = holders.ids.length;
    if (checkId(id, row, 'quotas.id', issues)) {
      holders.numberOf(id, row);
      if (holders.ids.length === known) {
        addDuplicate(id, row, 'quotas.id', issues);
      }
    }
    checkAmount(quota, row, 'quotas.quota', issues);
  });
}
