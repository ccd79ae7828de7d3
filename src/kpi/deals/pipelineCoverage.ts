import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import { addIssue, badValue, type Issue, showValue } from '../../core/issue.js';
import { joinDefaults, oneOf, resolveOptions } from '../../core/options.js';
import { isRecord } from '../../core/records.js';
import { areRatesOrNull, type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { orderOfNames } from '../orderOfNames.js';
import { type PeriodOptions, periodChecks, wholeTime } from '../period.js';
import { type QuotaRow, readQuotas } from '../quotaTable.js';
import { ratio } from '../ratio.js';
import { bookingsOf } from './bookings.js';
import { readColumns } from './columnsOf.js';
import type { DealColumns, DealSource } from './dealColumns.js';
import type { Grouped } from './grouped.js';
import { openPipelineOf } from './openPipeline.js';
import { areChancesOrNull, chancesByStage, type StageChances } from './stageChances.js';

/** What a pipeline is held against. */
export interface PipelineCoverageOptions extends PeriodOptions {
  /** `remaining` (default: chosen, what is booked needs no pipeline): the quota that is not booked yet. `quota`: all of it. */
  readonly against: 'remaining' | 'quota';
  /** Weighs the pipeline by the chance of each stage; default `null`: every open deal counts in full. */
  readonly stageChances: StageChances | null;
  /**
   * By currency code: what one unit of it is in the currency of the report; converts the quotas, and deals that are records.
   * Columns are converted by the same rates in {@link toDealColumns}. Default `null`: those that the columns were converted by;
   * without any a quota in another currency than the deals or the other quotas is refused.
   */
  readonly rates: CurrencyRates | null;
}

/** Whether the open pipeline suffices. */
export interface PipelineCoverage {
  readonly pipeline: number;
  /** Booked in the period, less returns. */
  readonly booked: number;
  /** `null` for a group without quota. */
  readonly quota: number | null;
  /** quota - booked, 0 where it is met; `null` without quota. */
  readonly remaining: number | null;
  /** pipeline / remaining (or quota); `null` where that is 0 or there is no quota: `state` says which. */
  readonly coverage: number | null;
  /** `met`: nothing remains to be booked. */
  readonly state: 'open' | 'met' | 'noQuota';
}

const defaultOptions: PipelineCoverageOptions = /* @__PURE__ */ joinDefaults(wholeTime, {
  against: 'remaining',
  stageChances: null,
  rates: null,
});

/**
 * Pipeline coverage: how often the open pipeline would cover the quota that remains.
 *
 * @param deals - columns with the groups that have the quotas (or records, for the total alone)
 * @param quotas - quotas of the period by the name of the group
 * @param options - see {@link PipelineCoverageOptions}; the period says what counts as booked
 * @returns figures of all and of each group that has deals or a quota
 * @throws {@link InputError} as {@link toDealColumns}, for stages of open deals without a chance, quotas that are none,
 * negative or come twice, and currencies that are mixed or have no rate; {@link OptionsError}
 * @remarks The total's quota is the sum of the quotas, and what one group booked beyond its own makes up for another. A
 * deal does not say when it will close: all that is open counts. O(deals + groups log groups), deterministic.
 * @example
 * ```ts
 * import { pipelineCoverage, toDealColumns } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', stage: 'any', openedOn: '2024-01-01', repId: 'r1' };
 * const columns = toDealColumns(
 *   [
 *     { ...deal, id: '1', amount: 40, closedOn: '2024-02-01', won: true },
 *     { ...deal, id: '2', amount: 180 },
 *   ],
 *   { groupBy: ({ repId }) => repId ?? null },
 * );
 * pipelineCoverage(columns, [{ id: 'r1', quota: 100 }]).groups[0].coverage; // => 3
 * ```
 */
export function pipelineCoverage(
  deals: DealSource,
  quotas: readonly QuotaRow[],
  options?: Partial<PipelineCoverageOptions>,
): Grouped<PipelineCoverage> {
  const settings = resolveOptions('pipelineCoverage', defaultOptions, options, {
    ...periodChecks,
    against: oneOf('remaining', 'quota'),
    stageChances: areChancesOrNull,
    rates: areRatesOrNull,
  });
  const issues: Issue[] = [];
  const { from, to, stageChances } = settings;
  const rates = settings.rates ?? (isRecord(deals) ? (deals as DealColumns).rates : null) ?? null;
  const holders = createIdNumbers();
  // Entry `[n]` is the quota of holder n; groups without a quota get the numbers behind.
  const amounts = readQuotas(quotas, holders, createCurrencyReader(rates, issues), issues);
  const known = issues.length;
  const columns = readColumns(deals, issues, rates);
  if (issues.length === 0) addMix(columns.currency, quotas, rates, issues);
  const isSound = issues.length === known;
  const chances = stageChances && isSound ? chancesByStage(columns, stageChances, issues) : null;
  if (issues.length > 0) throw new InputError('pipelineCoverage', issues);
  const open = openPipelineOf(columns, chances);
  const booked = bookingsOf(columns, { from, to });
  // Rows are made with their group at once, as there may be a million.
  const judge = (group: string | null, pipeline: number, net: number, quota: number | null) => {
    const remaining = quota === null ? null : Math.max(0, quota - net);
    const state: PipelineCoverage['state'] =
      remaining === null ? 'noQuota' : remaining === 0 ? 'met' : 'open';
    const coverage = ratio(pipeline, settings.against === 'quota' ? quota : remaining);
    return { group, pipeline, booked: net, quota, remaining, coverage, state };
  };
  const figure = (g: number, group: string | null, quota: number | null) => {
    const { amount, weightedAmount } = open(g);
    return judge(group, weightedAmount ?? amount, booked(g).net, quota);
  };
  // Entry `[n]` is 1 where holder n has a row already.
  const hasRow = new Uint8Array(amounts.length);
  const rows = (columns.hasGroups ? columns.groups : []).map((group, g) => {
    const holder = group === null ? amounts.length : holders.numberOf(group, g);
    hasRow[holder] = 1;
    return figure(g, group, amounts[holder] ?? null);
  });
  for (let n = 0; columns.hasGroups && n < hasRow.length; n++) {
    if (hasRow[n] === 0) rows.push(judge(holders.ids[n], 0, 0, amounts[n]));
  }
  const order = orderOfNames(rows.map(({ group }) => group));
  const sum = amounts.length > 0 ? compensatedSum(amounts) : null;
  const { group: _, ...total } = figure(columns.groups.length, null, sum);
  return { total, groups: Array.from(order, (r) => rows[r]) };
}

/** Adds an issue for deals that should have been converted, or for quotas in another currency than all deals. */
function addMix(
  currency: string | null,
  quotas: readonly QuotaRow[],
  rates: CurrencyRates | null,
  issues: Issue[],
): void {
  if (currency === null) return;
  if (rates !== null) {
    if (Object.hasOwn(rates, currency) && rates[currency] === 1) return;
    const expected = 'converted by toDealColumns';
    issues.push(badValue(null, 'deals.currency', 'several-currencies', expected, currency));
    return;
  }
  const row = Array.isArray(quotas) ? quotas.findIndex((one) => typeof one?.currency === 'string') : -1;
  if (row < 0 || quotas[row].currency === currency) return;
  const expected = `${showValue(currency)}, as the deals, where no rates are given`;
  addIssue(issues, badValue(row, 'quotas.currency', 'several-currencies', expected, quotas[row].currency));
}
