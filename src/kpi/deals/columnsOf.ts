import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { isRecord } from '../../core/records.js';
import type { CurrencyRates } from '../../model/currency.js';
import type { Deal } from '../../model/deal.js';
import { type DealColumns, type DealSource, defaultDealOptions, readDeals } from './dealColumns.js';

/** Columns of deals that may be columns already. */
export function columnsOf(deals: DealSource): DealColumns {
  const issues: Issue[] = [];
  const columns = readColumns(deals, issues);
  if (issues.length > 0) throw new InputError('deals', issues);
  return columns;
}

/**
 * The same, with what is wrong added to the issues instead of thrown; the columns are of use only where nothing is. Records are
 * converted by the rates, if there are any.
 */
export function readColumns(
  deals: DealSource,
  issues: Issue[],
  rates: CurrencyRates | null = null,
): DealColumns {
  if (!isRecord(deals)) return readDeals(deals as readonly Deal[], { ...defaultDealOptions, rates }, issues);
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
  const check = (name: string, isRight: (part: unknown) => boolean) => {
    if (!isRight(value[name])) wrong(`${field}.${name}`, value[name]);
  };
  let count: number | undefined;
  for (const name of PER_DEAL) {
    check(name, (part) => {
      count ??= (part as Uint8Array | undefined)?.length;
      return ArrayBuffer.isView(part) && (part as Uint8Array).length === count;
    });
  }
  check('stages', Array.isArray);
  check('groups', Array.isArray);
  check('hasGroups', (part) => typeof part === 'boolean');
  check('asOf', (day) => day === null || Number.isSafeInteger(day));
  check('currency', (code) => code === null || typeof code === 'string');
  check('rates', (rates) => rates === null || isRecord(rates));
}
