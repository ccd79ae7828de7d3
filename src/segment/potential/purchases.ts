import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { eachRecord } from '../../core/records.js';
import { type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { signedAmount } from '../checkColumn.js';
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

/** What bounds the days, and what money is worth. */
export interface EventSettings {
  /** Earlier events are an error; `null` for no such bound. */
  readonly from: string | null;
  /** The reference day; later events are an error. */
  readonly asOf: string;
  readonly rates: CurrencyRates | null;
}

/**
 * Events added one right after the other: what they are added to lies far apart, and the processor waits for many places at
 * once where nothing else is done in between. Tuned with bench/segment.bench.mjs.
 */
const BLOCK = 256;

/**
 * Reads dated amounts one after the other, and names everything that is wrong.
 *
 * @param what - what is read, for the error
 * @param accountIds - unique ids
 * @param events - in any order
 * @param add - takes the index of an event's account, its age as whole days from it to the reference day, 0 or more, and
 * its amount in one currency: no columns are kept of what may be millions
 * @throws {@link InputError} naming every bad event; some may have been added by then
 */
export function readEvents(
  what: string,
  accountIds: readonly string[],
  events: readonly DatedAmount[],
  { from, asOf, rates }: EventSettings,
  add: (account: number, age: number, amount: number) => void,
): void {
  const issues: Issue[] = [];
  const accountAt = joinAccounts(accountIds, events, issues);
  const first = from === null ? Number.NEGATIVE_INFINITY : dayNumberOf(from);
  const today = dayNumberOf(asOf);
  const worthOf = createCurrencyReader(rates, issues);
  // Entry [k] is about the k-th event that is read, but not added yet.
  const accounts = new Int32Array(BLOCK);
  const ages = new Int32Array(BLOCK);
  const amounts = new Float64Array(BLOCK);
  let read = 0;
  const addThose = () => {
    for (let k = 0; k < read; k++) add(accounts[k], ages[k], amounts[k]);
    read = 0;
  };
  eachRecord(events, 'events', issues, ({ accountId, on, amount, currency }, row) => {
    const account = accountAt(row);
    const day = dayNumberOf(on);
    if (account < 0)
      addIssue(issues, badValue(row, 'accountId', 'unknown-account', 'the id of an account', accountId));
    if (Number.isNaN(day)) addIssue(issues, badValue(row, 'on', 'not-a-day', 'a day as YYYY-MM-DD', on));
    else if (day > today) addIssue(issues, badValue(row, 'on', 'out-of-range', `${asOf} or before`, on));
    else if (day < first) addIssue(issues, badValue(row, 'on', 'out-of-range', `${from} or after`, on));
    const isGood = signedAmount.holds(amount);
    if (!isGood) addIssue(issues, badValue(row, 'amount', 'out-of-range', signedAmount.expected, amount));
    const worth = worthOf(currency, row);
    if (isGood && !signedAmount.holds(amount * worth))
      addIssue(
        issues,
        badValue(row, 'amount', 'out-of-range', `${signedAmount.expected} when converted`, amount),
      );
    if (issues.length > 0) return;
    if (read === BLOCK) addThose();
    accounts[read] = account;
    ages[read] = today - day;
    amounts[read++] = amount * worth;
  });
  if (issues.length > 0) throw new InputError(what, issues);
  addThose();
}

/** Good for a day. */
export const isDay = (value: unknown): string | null =>
  Number.isNaN(dayNumberOf(value)) ? 'a day as YYYY-MM-DD' : null;
