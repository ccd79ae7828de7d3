import type { IdNumbers } from '../core/idNumbers.js';
import type { Issue } from '../core/issue.js';
import { checkId, eachRecord } from '../core/records.js';
import type { CurrencyReader } from '../model/currency.js';
import { addDuplicate, checkAmount } from './checkFields.js';

/** A quota of a rep, a territory, or whatever groups are; the quotas of `allocateQuota` are such. */
export interface QuotaRow {
  readonly id: string;
  /** 0 or more. */
  readonly quota: number;
  /** ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Quotas by the number of their holder, in one currency; adds issues as `checkQuotas` does, and is empty where it does. */
export function readQuotas(
  quotas: readonly QuotaRow[],
  holders: IdNumbers,
  worthOf: CurrencyReader,
  issues: Issue[],
): number[] {
  const known = issues.length;
  checkQuotas(quotas, holders, worthOf, issues);
  if (issues.length > known) return [];
  return quotas.map(({ quota, currency }, row) => quota * worthOf(currency, row));
}

/**
 * Numbers the holders of quotas, in their order; adds an issue for rows that are none, ids that come twice, quotas that are no
 * amounts, also once they are converted, and currencies that cannot be.
 */
export function checkQuotas(
  quotas: readonly QuotaRow[],
  holders: IdNumbers,
  worthOf: CurrencyReader,
  issues: Issue[],
): void {
  eachRecord(quotas, 'quotas', issues, ({ id, quota, currency }, row) => {
    const known = holders.ids.length;
    if (checkId(id, row, 'quotas.id', issues)) {
      holders.numberOf(id, row);
      if (holders.ids.length === known) {
        addDuplicate(id, row, 'quotas.id', issues);
      }
    }
    checkAmount(quota, row, 'quotas.quota', issues, worthOf(currency, row, 'quotas.currency'));
  });
}
