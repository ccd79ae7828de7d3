import { badValue, type Issue } from '../../core/issue.js';
import type { OptionCheck } from '../../core/options.js';
import { isRecord } from '../../core/records.js';

/** Good for a table of rates or `null`. */
export const areRatesOrNull: OptionCheck = (value) => {
  const isRate = (rate: unknown) => typeof rate === 'number' && rate > 0 && rate < Number.POSITIVE_INFINITY;
  const isTable = isRecord(value) && Object.values(value).every(isRate);
  return value === null || isTable ? null : 'a finite number above 0 for each currency, or null';
};

/** Factors by currency; without a table the first currency is the only one allowed. */
export function createConverter(
  rates: Readonly<Record<string, number>> | null,
  issues: Issue[],
): (currency: string | undefined, row: number) => number {
  let only: string | undefined;
  let isFirst = true;
  return (currency, row) => {
    if (rates !== null) {
      if (currency !== undefined && Object.hasOwn(rates, currency)) return rates[currency];
      const expected = `a currency with a rate: ${Object.keys(rates).join(', ')}`;
      issues.push(badValue(row, 'currency', 'no-rate', expected, currency));
    } else if (isFirst) {
      only = currency;
      isFirst = false;
    } else if (currency !== only) {
      const expected = `${only ?? 'absent'} like the first, as no rates are given`;
      issues.push(badValue(row, 'currency', 'mixed-currencies', expected, currency));
    }
    return 1;
  };
}
