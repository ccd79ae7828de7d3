import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isId, isRecord } from '../../core/records.js';
import { addDuplicate, checkAmount } from '../checkFields.js';
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
    const { deals, quotas = [], stageChances } = input;
    addColumnIssues('deals', deals, issues);
    const groups = issues.length === 0 && deals.hasGroups ? new Set(deals.groups) : null;
    if (stageChances !== undefined) addChanceIssues(stageChances, issues);
    addPeriods(input.periods, byPeriod, issues);
    addQuotas(quotas, byPeriod, groups, issues);
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
      issues.push(badValue(row, `periods.${field}`, code, expected, value));
    if (checkId(id, row, 'periods.id', issues)) {
      if (byPeriod.has(id)) addDuplicate(id, row, 'periods.id', issues);
      byPeriod.set(id, new Map());
    }
    const [first, last] = [dayNumberOf(from), dayNumberOf(to)];
    if (Number.isNaN(first)) wrong('from', 'bad-date', 'a day as YYYY-MM-DD', from);
    if (Number.isNaN(last)) wrong('to', 'bad-date', 'a day as YYYY-MM-DD', to);
    if (first > last) wrong('to', 'out-of-range', `on or after ${from}`, to);
  });
}

function addQuotas(
  quotas: readonly PeriodQuota[],
  byPeriod: ReadonlyMap<string, Map<string, number>>,
  groups: ReadonlySet<string | null> | null,
  issues: Issue[],
): void {
  eachRecord(quotas, 'quotas', issues, ({ id, periodId, quota }, row) => {
    const wrong = (field: string, code: string, expected: string, value: unknown) =>
      issues.push(badValue(row, `quotas.${field}`, code, expected, value));
    const period = byPeriod.get(periodId);
    if (period === undefined) wrong('periodId', 'unknown-period', 'the id of a period', periodId);
    if (period?.has(id)) wrong('id', 'duplicate-id', 'once in a period', id);
    checkAmount(quota, row, 'quotas.quota', issues);
    if (checkId(id, row, 'quotas.id', issues) && groups !== null && !groups.has(id)) {
      wrong('id', 'unknown-group', 'a group of the deals: name it in the groups of toDealColumns', id);
    }
    if (isId(id)) period?.set(id, quota);
  });
}
