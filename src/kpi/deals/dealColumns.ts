import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { createGrowingIdTable } from '../../core/growingIdTable.js';
import { IDS_AT_ONCE } from '../../core/hashOfId.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { type OptionCheck, resolveOptions } from '../../core/options.js';
import { countRows, isRecord } from '../../core/records.js';
import { areRatesOrNull, type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import type { Deal } from '../../model/deal.js';
import { renumberInOrder } from '../indexNames.js';
import { EVER, isDayOrNull } from '../period.js';
import { addDealIssues, isSound } from './checkDeal.js';

/** What became of a deal, as a number in {@link DealColumns}. */
export const OPEN = 0;
export const WON = 1;
export const LOST = 2;
export const WITHOUT_OUTCOME = 3;
export const NOT_YET = 4;

/** Tells the group that a deal counts in, such as its rep or territory; `null` for none. */
export interface GroupReader {
  (deal: Deal): string | null;
  /**
   * Tells those of some deals together, where that is faster than one by one; both ways should tell the same.
   *
   * @param deals - as given: there may be some that are no deals, whose groups mean nothing
   * @param from - the first of them
   * @param count - how many, 256 at the most
   * @param groups - entry `[k]` takes the group of deal `[from + k]`; `null` at first
   */
  readonly readMany?: (
    deals: readonly Deal[],
    from: number,
    count: number,
    groups: (string | null)[],
  ) => void;
}

/** How deals are read. */
export interface DealOptions {
  /**
   * Last day that is known, `YYYY-MM-DD`: a deal opened later is not there yet, one closed later is still open. Default
   * `null`: everything counts. Amount and stage are those of the record, whatever they were on that day.
   */
  readonly asOf: string | null;
  /** The group a deal counts in. Default `null`: no groups. */
  readonly groupBy: GroupReader | null;
  /** Groups that get a row even without deals, such as all reps of a team. Default none. */
  readonly groups: readonly string[];
  /**
   * By currency code: what one unit of it is in the currency of the results. Default `null`: nothing is converted, and
   * deals of more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
}

/** What {@link DealOptions} are unless told. */
export const defaultDealOptions: DealOptions = /* @__PURE__ */ Object.freeze({
  asOf: null,
  groupBy: null,
  groups: [],
  rates: null,
});

/** Deals column by column, checked once for any number of figures: entry `[d]` of every column is deal d. */
export interface DealColumns {
  /** In one currency; negative for a return. */
  readonly amounts: Float64Array;
  /** Day it was opened, counted from 1970-01-01. */
  readonly opened: Int32Array;
  /** Day it was closed, counted from 1970-01-01; 2^31 - 1 while it is open. */
  readonly closed: Int32Array;
  /** 0 open, 1 won, 2 lost, 3 closed without a known outcome, 4 opened after `asOf`. */
  readonly outcomes: Uint8Array;
  /** Index into `stages`. */
  readonly stageOf: Int32Array;
  readonly stages: readonly string[];
  /** Index into `groups`. */
  readonly groupOf: Int32Array;
  /** In the order of their names, the deals without a group last. Without groups there is only `null`. */
  readonly groups: readonly (string | null)[];
  readonly hasGroups: boolean;
  /** Day number; `null` where everything counts. */
  readonly asOf: number | null;
  /** The currency that all deals state; `null` where they state none or were converted. */
  readonly currency: string | null;
  /** What amounts were converted by, for quotas that come later; `null` where nothing was. */
  readonly rates: CurrencyRates | null;
}

/** Deals as records, or as columns that were made from them. */
export type DealSource = readonly Deal[] | DealColumns;

/**
 * Turns deals into columns: checks them, applies `asOf`, converts currencies and finds groups, once for many figures.
 *
 * @param deals - records; ids are not compared, {@link parseDeals} does that
 * @param options - see {@link DealOptions}
 * @returns new arrays
 * @throws {@link InputError} naming every row that is no deal, id or stage that is no text, amount that is not finite, day
 * that is none, deal closed before it was opened or with an outcome but no closing day, currency that is mixed or has no
 * rate, and group that is neither a text nor `null`; {@link OptionsError}
 * @remarks O(deals + length of their groups + groups log groups), deterministic.
 * @example
 * ```ts
 * import { toDealColumns, winRate } from 'bailiwick/kpi';
 * const deals = [
 *   { id: '1', accountId: 'a', amount: 100, currency: 'EUR', stage: 'won', openedOn: '2024-01-10', closedOn: '2024-03-01', won: true, repId: 'r1' },
 *   { id: '2', accountId: 'b', amount: 300, currency: 'USD', stage: 'lost', openedOn: '2024-02-01', closedOn: '2024-05-01', won: false, repId: 'r1' },
 * ];
 * const columns = toDealColumns(deals, {
 *   asOf: '2024-03-31',
 *   groupBy: ({ repId }) => repId ?? null,
 *   groups: ['r1', 'r2'],
 *   rates: { EUR: 1, USD: 0.9 },
 * });
 * winRate(columns).groups.map(({ group, won, lost, open }) => [group, won, lost, open]);
 * // => [['r1', 1, 0, 1], ['r2', 0, 0, 0]]
 * ```
 */
export function toDealColumns(deals: readonly Deal[], options?: Partial<DealOptions>): DealColumns {
  const settings = resolveOptions('toDealColumns', defaultDealOptions, options, {
    asOf: isDayOrNull,
    groupBy: isFunctionOrNull,
    groups: isListOfNames,
    rates: areRatesOrNull,
  });
  const issues: Issue[] = [];
  const columns = readDeals(deals, settings, issues);
  if (issues.length > 0) throw new InputError('deals', issues);
  return columns;
}

/** Columns of deals, every option given; adds the issues that {@link toDealColumns} throws. */
export function readDeals(deals: readonly Deal[], settings: DealOptions, issues: Issue[]): DealColumns {
  const { groupBy, rates } = settings;
  const asOf = settings.asOf === null ? EVER : dayNumberOf(settings.asOf);
  const worthOf = createCurrencyReader(rates, issues);
  // Numbers of stages, in the order in which they come.
  const stages = new Map<string, number>();
  if (!Array.isArray(deals)) issues.push(badValue(null, 'deals', 'not-a-list', 'a list of deals', deals));
  const count = countRows(deals);
  // The largest as the fourth: V8 collects the whole heap when there are 64 MB, and then again for the next 64.
  const opened = new Int32Array(count);
  const closed = new Int32Array(count);
  const stageOf = new Int32Array(count);
  const amounts = new Float64Array(count);
  const groupOf = new Int32Array(count);
  const outcomes = new Uint8Array(count);
  const { ids, numberInto } = createGrowingIdTable<string | null>();
  // Entry `[k]` is the group of the k-th deal of those that are numbered together; without a reader `null`.
  const names: (string | null)[] = new Array(IDS_AT_ONCE).fill(null);
  for (let d = 0; d < count; d++) {
    if (d % IDS_AT_ONCE === 0)
      groupBy?.readMany?.(deals, d, Math.min(IDS_AT_ONCE, count - d), names.fill(null));
    const deal = deals[d];
    if (!isRecord(deal)) {
      addIssue(issues, badValue(d, 'deals', 'wrong-type', 'a deal', deal));
      continue;
    }
    const openedOn = dayNumberOf(deal.openedOn);
    const closedOn = deal.closedOn === undefined ? EVER : dayNumberOf(deal.closedOn);
    const worth = worthOf(deal.currency, d);
    if (isSound(deal, openedOn, closedOn, worth)) amounts[d] = deal.amount * worth;
    else addDealIssues(deal, d, openedOn, closedOn, worth, issues);
    opened[d] = openedOn;
    closed[d] = closedOn <= asOf ? closedOn : EVER;
    outcomes[d] = openedOn > asOf ? NOT_YET : outcomeOf(deal.won, closed[d] < EVER);
    stageOf[d] = stages.get(deal.stage) ?? stages.size;
    if (stageOf[d] === stages.size) stages.set(deal.stage, stages.size);
    const k = d % IDS_AT_ONCE;
    const group = groupBy === null || groupBy.readMany ? names[k] : groupBy(deal);
    if (group === null || typeof group === 'string') names[k] = group;
    else
      addIssue(issues, badValue(d, 'groupBy', 'wrong-type', 'a function that gives a text or null', group));
    if (k === IDS_AT_ONCE - 1 || d === count - 1) numberInto(names, k + 1, groupOf, d - k);
  }
  // They may come without deals.
  numberInto(settings.groups, settings.groups.length, new Int32Array(settings.groups.length), 0);
  const groups = renumberInOrder(ids, groupOf);
  return {
    amounts,
    opened,
    closed,
    outcomes,
    stageOf,
    stages: [...stages.keys()],
    groupOf,
    groups: groups.length > 0 ? groups : [null],
    hasGroups: groupBy !== null,
    asOf: settings.asOf === null ? null : asOf,
    currency: (rates === null && deals?.[0]?.currency) || null,
    rates,
  };
}

const isFunctionOrNull: OptionCheck = (value) =>
  value === null || typeof value === 'function' ? null : 'a function of a deal, or null';

const isListOfNames: OptionCheck = (value) =>
  Array.isArray(value) && value.findIndex((name) => typeof name !== 'string') < 0 ? null : 'a list of names';

function outcomeOf(won: boolean | undefined, isClosed: boolean): number {
  if (!isClosed) return OPEN;
  return won === undefined ? WITHOUT_OUTCOME : won ? WON : LOST;
}
