import { InputError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import type { Issue } from '../../core/issue.js';
import { checkId, eachRecord } from '../../core/records.js';
import { type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { checkAmount, checkNumber } from '../checkFields.js';

/** Two sums of one id, or of all. */
export interface SumPair {
  readonly part: number;
  readonly whole: number;
}

/** What is added up of a row: names of its fields for the messages, whether the first may be negative, and its currencies. */
export interface PairFields<T> {
  readonly part: keyof T & string;
  readonly whole: keyof T & string;
  readonly isSigned: boolean;
  /** Where the first is money: converts it, or refuses a second currency where it is `null`. */
  readonly rates?: CurrencyRates | null;
}

/**
 * Adds up two fields of rows by id.
 *
 * @returns sums by id in the order in which ids come first, and of all
 * @throws {@link InputError} naming every row that is none, id that is no text, and number that is not finite or, where it
 * may not be, negative, and currency that is no text, is not the only one or has no rate
 */
export function addUpPairs<T extends { readonly id: string; readonly currency?: string }>(
  what: string,
  rows: readonly T[],
  { part, whole, isSigned, rates }: PairFields<T>,
): { ids: string[]; at: (index: number) => SumPair } {
  const issues: Issue[] = [];
  const worthOf = rates === undefined ? () => 1 : createCurrencyReader(rates, issues);
  const indexes = new Map<string, number>();
  eachRecord(rows, 'rows', issues, (row, r) => {
    (isSigned ? checkNumber : checkAmount)(row[part], r, part, issues, worthOf(row.currency, r));
    checkAmount(row[whole], r, whole, issues);
    if (checkId(row.id, r, 'id', issues) && !indexes.has(row.id)) indexes.set(row.id, indexes.size);
  });
  if (issues.length > 0) throw new InputError(what, issues);
  const parts = createGroupSums(indexes.size);
  const wholes = createGroupSums(indexes.size);
  rows.forEach((row, r) => {
    const index = indexes.get(row.id) ?? 0;
    parts.add(index, (row[part] as number) * worthOf(row.currency, r));
    wholes.add(index, row[whole] as number);
  });
  return { ids: [...indexes.keys()], at: (index) => ({ part: parts.at(index), whole: wholes.at(index) }) };
}
