import { InputError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import { badValue, type Issue } from '../../core/issue.js';
import { checkId, countRows, eachRecord, isRecord } from '../../core/records.js';
import { type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { checkNumber } from '../checkFields.js';
import { createGroupSums } from '../groupSums.js';
import { checkQuotas, type QuotaRow } from '../quotaTable.js';

/** Something achieved by a rep, a territory, or whoever has a quota; several rows of one id add up. */
export interface ActualRow {
  readonly id: string;
  /** Finite; negative where returns exceed sales. */
  readonly actual: number;
  /** ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** A quota that may be in a currency of its own. */
export interface CurrencyQuotaRow extends QuotaRow {
  /** ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Who achieved what: those with quotas in their order, then the others by first appearance. */
export function addUpActuals(
  actuals: readonly ActualRow[],
  quotas: readonly CurrencyQuotaRow[],
  rates: CurrencyRates | null,
) {
  const holders = createIdNumbers();
  const issues: Issue[] = [];
  checkQuotas(quotas, holders, issues);
  const worthOf = createCurrencyReader(rates, issues);
  const checkCurrency = ({ currency }: { readonly currency?: unknown }, row: number) => {
    if (currency === undefined || typeof currency === 'string') worthOf(currency, row);
    else issues.push(badValue(row, 'currency', 'wrong-type', 'the code of a currency, or absent', currency));
  };
  const numbers = new Int32Array(countRows(actuals));
  eachRecord(actuals, 'actuals', issues, (actual, row) => {
    if (checkId(actual.id, row, 'actuals.id', issues)) numbers[row] = holders.numberOf(actual.id, row);
    checkNumber(actual.actual, row, 'actuals.actual', issues);
    checkCurrency(actual, row);
  });
  if (Array.isArray(quotas)) {
    for (let row = 0; row < quotas.length; row++) if (isRecord(quotas[row])) checkCurrency(quotas[row], row);
  }
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
