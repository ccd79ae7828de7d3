import { exponential } from '../../core/exponential.js';
import { createGroupSums } from '../../core/groupSums.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { areRatesOrNull, type CurrencyRates } from '../../model/currency.js';
import { lengthOf } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import { type DatedAmount, isDay, readEvents } from './purchases.js';

/** Options of {@link sumByRecency}. */
export interface RecencyOptions {
  /** The day that ages are counted to, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Age in days at which an event counts half, above 0. */
  readonly halfLifeDays: number;
  /** Rates by currency. Default `null`: there is one currency, and a second is an error. */
  readonly rates: CurrencyRates | null;
}

/**
 * Sums what happened to every account, old events counting less: each half-life halves them.
 *
 * @param accountIds - unique ids
 * @param events - signals or purchases in any order, none after `asOf`
 * @param options - reference day and half-life; both must be given, as no half-life fits every business
 * @returns a new array; entry `[i]` is the sum over the events of account i of amount x 2^(-age / half-life), 0 for none
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming every event with an unknown account, a bad day or amount, or a second currency
 * @remarks O(accounts + events); the same bits on every runtime.
 * @example
 * ```ts
 * import { sumByRecency } from 'bailiwick/segment';
 *
 * const signals = [
 *   { accountId: 'a', on: '2026-03-31', amount: 10 },
 *   { accountId: 'a', on: '2026-03-01', amount: 10 },
 * ];
 * Array.from(sumByRecency(['a', 'b'], signals, { asOf: '2026-03-31', halfLifeDays: 30 })); // => [15, 0]
 * ```
 */
export function sumByRecency(
  accountIds: readonly string[],
  events: readonly DatedAmount[],
  options: Pick<RecencyOptions, 'asOf' | 'halfLifeDays'> & Partial<RecencyOptions>,
): Float64Array {
  const { asOf, halfLifeDays, rates } = resolveOptions<RecencyOptions>(
    'sumByRecency',
    { asOf: '', halfLifeDays: 0, rates: null },
    { ...options, asOf: options?.asOf ?? '', halfLifeDays: options?.halfLifeDays ?? 0 },
    { asOf: isDay, halfLifeDays: numberIn(Number.MIN_VALUE, Number.MAX_VALUE), rates: areRatesOrNull },
  );
  // Entry [a] is the weight of an event of age a; ages are few, events many.
  const weights: number[] = [];
  const sums = createGroupSums(lengthOf(accountIds));
  readEvents('sumByRecency', accountIds, events, { from: null, asOf, rates }, (account, age, amount) => {
    weights[age] ??= exponential((-Math.LN2 * age) / halfLifeDays);
    sums.add(account, amount * weights[age]);
  });
  return columnOf(accountIds.length, sums.at);
}
