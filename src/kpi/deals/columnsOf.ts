import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { isRecord } from '../../core/records.js';
import type { Deal } from '../../model/deal.js';
import { type DealColumns, type DealSource, defaultDealOptions, readDeals } from './dealColumns.js';

/** Columns of deals that may be columns already. */
export function columnsOf(deals: DealSource): DealColumns {
  const issues: Issue[] = [];
  const columns = readColumns(deals, issues);
  if (issues.length > 0) throw new InputError('deals', issues);
  return columns;
}

/** The same, with what is wrong added to the issues instead of thrown; the columns are of use only where nothing is. */
export function readColumns(deals: DealSource, issues: Issue[]): DealColumns {
  if (!isRecord(deals)) return readDeals(deals as readonly Deal[], defaultDealOptions, issues);
  addColumnIssues('deals', deals, issues);
  return deals as DealColumns;
}

/** Throws where an argument has not the columns that {@link toDealColumns} makes. */
export function refuseColumns(field: string, columns: unknown): void {
  const issues: Issue[] = [];
  addColumnIssues(field, columns, issues);
  if (issues.length > 0) throw new InputError('deals', issues);
}

const PER_DEAL = ['amounts', 'opened', 'closed', 'outcomes', 'stageOf', 'groupOf'] as const;

/**
 * Adds an issue for each column of {@link toDealColumns} that a value has not. What is in them is not looked at: that was
 * checked when they were made.
 */
export function addColumnIssues(field: string, value: unknown, issues: Issue[]): void {
  const wrong = (name: string, found: unknown) =>
    issues.push(badValue(null, name, 'wrong-type', 'as toDealColumns makes it', found));
  if (!isRecord(value)) {
    wrong(field, value);
    return;
  }
  const { stages, groups, hasGroups, asOf } = value;
  let count: number | undefined;
  for (const name of PER_DEAL) {
    const length = ArrayBuffer.isView(value[name]) ? (value[name] as Uint8Array).length : undefined;
    count ??= length;
    if (length === undefined || length !== count) {
      wrong(`${field}.${name}`, value[name]);
    }
  }
  if (!Array.isArray(stages)) wrong(`${field}.stages`, stages);
  if (!Array.isArray(groups)) wrong(`${field}.groups`, groups);
  if (typeof hasGroups !== 'boolean') wrong(`${field}.hasGroups`, hasGroups);
  if (asOf !== null && !Number.isSafeInteger(asOf)) wrong(`${field}.asOf`, asOf);
}
