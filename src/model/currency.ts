import { addIssue, badValue, type Issue, showValue } from '../core/issue.js';
import type { OptionCheck } from '../core/options.js';
import { isRecord } from '../core/records.js';

/** Worth of one unit of a currency in the one that results are in, by ISO 4217 code. */
export type CurrencyRates = Readonly<Record<string, number>>;

/** Says what one unit of a record's currency is worth, and names a currency that cannot be: of a row, in a field. */
export type CurrencyReader = (currency: unknown, row: number, field?: string) => number;

/** Good for a table of rates or `null`. */
export const areRatesOrNull: OptionCheck = (rates) => {
  const isTable = isRecord(rates) && Object.values(rates).every(isRate);
  return rates === null || isTable ? null : 'a finite number above 0 for each currency, or null';
};

function isRate(rate: unknown): rate is number {
  return typeof rate === 'number' && rate > 0 && rate < Number.POSITIVE_INFINITY;
}

/**
 * Makes a reader of amounts in one currency: without rates a second currency is an error, with rates each needs one.
 *
 * @param rates - the table, checked before by {@link areRatesOrNull}, or `null` where there is one currency only
 * @param issues - takes `several-currencies`, `unknown-currency`, and `wrong-type` for what is no text
 * @returns worth of one unit of a record's currency; 1 after an error, so that checking can go on
 */
export function createCurrencyReader(rates: CurrencyRates | null, issues: Issue[]): CurrencyReader {
  let only: unknown;
  // Where the first currency stands.
  let first = '';
  // Made once: all rows may be wrong.
  let oneOfRates = '';
  return (currency, row, field = 'currency') => {
    // So it is in most rows, of which there may be millions.
    if (rates === null && first !== '' && currency === only) return 1;
    const isCode = currency === undefined || typeof currency === 'string';
    let [code, expected] = ['wrong-type', 'a code, or absent'];
    if (isCode && rates === null) {
      if (first === '') {
        first = `${field} in row ${row}`;
        only = currency;
      }
      if (currency === only) return 1;
      [code, expected] = ['several-currencies', `${showValue(only)}, as ${first}, where no rates are given`];
    } else if (isCode && rates !== null) {
      if (currency !== undefined && Object.hasOwn(rates, currency)) return rates[currency];
      oneOfRates ||= `one of ${Object.keys(rates).join(', ')}`;
      [code, expected] = ['unknown-currency', oneOfRates];
    }
    addIssue(issues, badValue(row, field, code, expected, currency));
    return 1;
  };
}

/**
 * Makes the reader of a table that is part of the input and not of the options: a rate that is none is an issue, and counts as 1
 * so that checking can go on.
 */
export function readRates(rates: CurrencyRates | null, issues: Issue[]): CurrencyReader {
  if (!isRecord(rates)) {
    if (rates !== null) issues.push(badValue(null, 'rates', 'wrong-type', 'a rate for each currency', rates));
    return createCurrencyReader(null, issues);
  }
  const known = Object.entries(rates).map(([code, rate]): [string, number] => {
    if (isRate(rate)) return [code, rate];
    issues.push(badValue(null, `rates.${code}`, 'out-of-range', 'a finite number above 0', rate));
    return [code, 1];
  });
  return createCurrencyReader(Object.fromEntries(known), issues);
}
