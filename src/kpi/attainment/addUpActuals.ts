import { InputError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import type { Issue } from '../../core/issue.js';
import { checkId, countRows, eachRecord } from '../../core/records.js';
import { type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { checkNumber } from '../checkFields.js';
import { checkQuotas, type QuotaRow } from '../quotaTable.js';

/** Something achieved by a rep, a territory, or whoever has a quota; several rows of one id add up. */
export interface ActualRow {
  readonly id: string;
  /** Finite; negative where returns exceed sales. */
  readonly actual: number;
  /** ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Who achieved what: those with quotas in their order, then the others by first appearance. */
export function addUpActuals(
  actuals: readonly ActualRow[],
  quotas: readonly QuotaRow[],
  rates: CurrencyRates | null,
) {
  const holders = createIdNumbers();
  const issues: Issue[] = [];
  const worthOf = createCurrencyReader(rates, issues);
  checkQuotas(quotas, holders, worthOf, issues);
  const numbers = new Int32Array(countRows(actuals));
  eachRecord(actuals, 'actuals', issues, (actual, row) => {
    if (checkId(actual.id, row, 'actuals.id', issues)) numbers[row] = holders.numberOf(actual.id, row);
    const worth = worthOf(actual.currency, row, 'actuals.currency');
    checkNumber(actual.actual, row, 'actuals.actual', issues, worth);
  });
  if (issues.length > 0) throw new InputError('attainment', issues);
  const sums = createGroupSums(holders.ids.length);
  actuals.forEach(({ actual, currency }, row) => {
    sums.add(numbers[row], actual * worthOf(currency, row));
  });
  return holders.ids.map((id, k) => ({
    id,
    actual: sums.at(k),
    quota: k < quotas.length ? quotas[k].quota * worthOf(quotas[k].currency, k) : null,
  }));
}
