import { badValue, type Issue, showValue } from '../core/issue.js';
import type { OptionCheck } from '../core/options.js';
import { isRecord } from '../core/records.js';

/** Worth of one unit of a currency in the one that results are in, by ISO 4217 code. */
export type CurrencyRates = Readonly<Record<string, number>>;

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
 * @param rates - the table, or `null` where there is one currency only
 * @param issues - takes `several-currencies`, `unknown-currency` and `out-of-range`
 * @returns worth of one unit of a record's currency; 1 after an error, so that checking can go on
 */
export function createCurrencyReader(
  rates: CurrencyRates | null,
  issues: Issue[],
): (currency: string | undefined, row: number) => number {
  let only: string | undefined;
  let isFirst = true;
  return (currency, row) => {
    if (rates === null) {
      if (isFirst) only = currency;
      isFirst = false;
      if (currency !== only) {
        const expected = `${showValue(only)}, as in row 0, where no rates are given`;
        issues.push(badValue(row, 'currency', 'several-currencies', expected, currency));
      }
      return 1;
    }
    const rate = currency !== undefined && Object.hasOwn(rates, currency) ? rates[currency] : undefined;
    if (isRate(rate)) return rate;
    const expected = `one of ${Object.keys(rates).join(', ')}, with a rate above 0`;
    issues.push(badValue(row, 'currency', 'unknown-currency', expected, rate ?? currency));
    return 1;
  };
}
