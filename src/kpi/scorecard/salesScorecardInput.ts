import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isId, isRecord } from '../../core/records.js';
import { isNumber } from '../checkAmounts.js';
import { checkAmount } from '../checkFields.js';
import { addColumnIssues } from '../deals/columnsOf.js';
import type { DealColumns } from '../deals/dealColumns.js';
import { isChance, type StageChances } from '../deals/stageChances.js';

/** A period of a scorecard. */
export interface SalesPeriod {
  /** Unique, such as `2024-Q1`. */
  readonly id: string;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly to: string;
}

/** Quota of a group for a period. */
export interface PeriodQuota {
  /** The group: a rep, territory or segment. */
  readonly id: string;
  readonly periodId: string;
  /** 0 or more. */
  readonly quota: number;
  /**
   * ISO 4217 code; absent where there is only one currency. Converted by the `rates` that the deals were read with; without them
   * a quota in another currency than the deals or the other quotas is refused.
   */
  readonly currency?: string;
}

/** What a sales scorecard is made from. */
export interface SalesScorecardInput {
  /** Deals read with their groups: reps, territories, segments, or whatever rows should be about. */
  readonly deals: DealColumns;
  readonly periods: readonly SalesPeriod[];
  readonly quotas?: readonly PeriodQuota[];
  /** Weighs the pipeline; it is not weighed unless told. */
  readonly stageChances?: StageChances;
}

/** Quotas by period and group; throws one `InputError` with everything that is wrong with the input. */
export function indexQuotas(input: SalesScorecardInput): Map<string, Map<string, number>> {
  const issues: Issue[] = [];
  const byPeriod = new Map<string, Map<string, number>>();
  if (isRecord(input)) {
    const { deals, stageChances } = input;
    addColumnIssues('deals', deals, issues);
    const groups = issues.length === 0 && input.quotas && deals.hasGroups ? new Set(deals.groups) : null;
    if (stageChances !== undefined) addChanceIssues(stageChances, issues);
    addPeriods(input.periods, byPeriod, issues);
    addQuotas(input, byPeriod, groups, issues);
  } else issues.push(badValue(null, 'input', 'wrong-type', 'deals and periods', input));
  if (issues.length > 0) throw new InputError('salesScorecard', issues);
  return byPeriod;
}

function addChanceIssues(chances: StageChances, issues: Issue[]): void {
  if (!isRecord(chances)) {
    issues.push(badValue(null, 'stageChances', 'wrong-type', 'a number for each stage, or absent', chances));
    return;
  }
  for (const [stage, chance] of Object.entries(chances)) {
    if (isChance(chance)) continue;
    issues.push(badValue(null, `stageChances.${stage}`, 'out-of-range', 'a number from 0 to 1', chance));
  }
}

function addPeriods(
  periods: readonly SalesPeriod[],
  byPeriod: Map<string, Map<string, number>>,
  issues: Issue[],
): void {
  eachRecord(periods, 'periods', issues, ({ id, from, to }, row) => {
    const wrong = (field: string, code: string, expected: string, value: unknown) =>
      addIssue(issues, badValue(row, `periods.${field}`, code, expected, value));
    if (checkId(id, row, 'periods.id', issues)) {
      if (byPeriod.has(id)) wrong('id', 'duplicate-id', 'unlike every other id', id);
      byPeriod.set(id, new Map());
    }
    const [first, last] = [dayNumberOf(from), dayNumberOf(to)];
    if (Number.isNaN(first)) wrong('from', 'bad-date', 'a day as YYYY-MM-DD', from);
    if (Number.isNaN(last)) wrong('to', 'bad-date', 'a day as YYYY-MM-DD', to);
    if (first > last) wrong('to', 'out-of-range', `on or after ${from}`, to);
  });
}

function addQuotas(
  { deals, quotas = [] }: SalesScorecardInput,
  byPeriod: ReadonlyMap<string, Map<string, number>>,
  groups: ReadonlySet<string | null> | null,
  issues: Issue[],
): void {
  const { currency: ofDeals = null, rates = null } = deals ?? {};
  // What all are in where nothing is converted: the currency of the deals, or else that of the first quota.
  let only: unknown = ofDeals;
  eachRecord(quotas, 'quotas', issues, ({ id, periodId, quota, currency }, row) => {
    const wrong = (field: string, code: string, expected: string, value: unknown) =>
      addIssue(issues, badValue(row, `quotas.${field}`, code, expected, value));
    const own = currency ?? ofDeals;
    if (row === 0) only ??= own;
    const rate = rates === null ? Number(own === only) : typeof own === 'string' && rates[own];
    const worth = isNumber(rate) ? rate : 0;
    if (currency !== undefined && typeof currency !== 'string')
      wrong('currency', 'wrong-type', 'a code, or absent', currency);
    else if (worth === 0) {
      const code = rates ? 'unknown-currency' : 'several-currencies';
      wrong('currency', code, 'that of all others, or one with a rate', currency);
    }
    const period = byPeriod.get(periodId);
    if (period === undefined) wrong('periodId', 'unknown-period', 'the id of a period', periodId);
    if (period?.has(id)) wrong('id', 'duplicate-id', 'once in a period', id);
    checkAmount(quota, row, 'quotas.quota', issues, worth || 1);
    if (checkId(id, row, 'quotas.id', issues) && groups !== null && !groups.has(id)) {
      wrong('id', 'unknown-group', 'one of the groups of toDealColumns', id);
    }
    if (isId(id)) period?.set(id, isNumber(quota) ? quota * worth : 0);
  });
}
