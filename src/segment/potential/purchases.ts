import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { eachRecord } from '../../core/records.js';
import { type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { lengthOf } from '../checkColumn.js';
import { joinAccounts } from '../joinAccounts.js';

/** Something that happened to an account on a day: a purchase, a return, a visit to the web site. */
export interface DatedAmount {
  readonly accountId: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
  /** How much: money, or points for a signal; negative for a return. */
  readonly amount: number;
  /** ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Dated amounts as columns: entry `[e]` is about event e. */
export interface EventColumns {
  /** Index of the account. */
  readonly account: Int32Array;
  /** Whole days from the event to the reference day, 0 or more. */
  readonly age: Int32Array;
  /** In one currency. */
  readonly amount: Float64Array;
}

/**
 * Reads dated amounts into columns, and names everything that is wrong.
 *
 * @param what - what is read, for the error
 * @param accountIds - unique ids
 * @param events - in any order
 * @param asOf - the reference day; later events are an error
 * @param rates - see {@link CurrencyRates}
 * @returns new arrays
 * @throws {@link InputError} naming every bad event
 */
export function readEvents(
  what: string,
  accountIds: readonly string[],
  events: readonly DatedAmount[],
  asOf: string,
  rates: CurrencyRates | null,
): EventColumns {
  const issues: Issue[] = [];
  const accountAt = joinAccounts(accountIds, events, issues);
  const today = dayNumberOf(asOf);
  const worthOf = createCurrencyReader(rates, issues);
  const count = lengthOf(events);
  const columns = {
    account: new Int32Array(count),
    age: new Int32Array(count),
    amount: new Float64Array(count),
  };
  eachRecord(events, 'events', issues, ({ accountId, on, amount, currency }, row) => {
    const account = accountAt(row);
    const day = dayNumberOf(on);
    if (account < 0)
      issues.push(badValue(row, 'accountId', 'unknown-account', 'the id of an account', accountId));
    if (Number.isNaN(day)) issues.push(badValue(row, 'on', 'not-a-day', 'a day as YYYY-MM-DD', on));
    else if (day > today) issues.push(badValue(row, 'on', 'out-of-range', `${asOf} or before`, on));
    if (!Number.isFinite(amount))
      issues.push(badValue(row, 'amount', 'out-of-range', 'a finite number', amount));
    columns.account[row] = account;
    columns.age[row] = today - day;
    const worth = worthOf(currency, row);
    columns.amount[row] = typeof amount === 'number' ? amount * worth : Number.NaN;
  });
  if (issues.length > 0) throw new InputError(what, issues);
  return columns;
}

/** Good for a day. */
export const isDay = (value: unknown): string | null =>
  Number.isNaN(dayNumberOf(value)) ? 'a day as YYYY-MM-DD' : null;
