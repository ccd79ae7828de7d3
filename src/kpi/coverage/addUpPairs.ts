import { InputError } from '../../core/errors.js';
import type { Issue } from '../../core/issue.js';
import { checkId, eachRecord } from '../../core/records.js';
import { checkAmount, checkNumber } from '../checkFields.js';
import { createGroupSums } from '../groupSums.js';

/** Two sums of one id, or of all. */
export interface SumPair {
  readonly part: number;
  readonly whole: number;
}

/** What is added up of a row: names of its fields for the messages, and whether the first may be negative. */
export interface PairFields<T> {
  readonly part: keyof T & string;
  readonly whole: keyof T & string;
  readonly isSigned: boolean;
}

/**
 * Adds up two fields of rows by id.
 *
 * @returns sums by id in the order in which ids come first, and of all
 * @throws {@link InputError} naming every row that is none, id that is no text, and number that is not finite or, where it
 * may not be, negative
 */
export function addUpPairs<T extends { readonly id: string }>(
  what: string,
  rows: readonly T[],
  { part, whole, isSigned }: PairFields<T>,
): { ids: string[]; at: (index: number) => SumPair } {
  const issues: Issue[] = [];
  const indexes = new Map<string, number>();
  eachRecord(rows, 'rows', issues, (row, r) => {
    (isSigned ? checkNumber : checkAmount)(row[part], r, part, issues);
    checkAmount(row[whole], r, whole, issues);
    if (checkId(row.id, r, 'id', issues) && !indexes.has(row.id)) indexes.set(row.id, indexes.size);
  });
  if (issues.length > 0) throw new InputError(what, issues);
  const parts = createGroupSums(indexes.size);
  const wholes = createGroupSums(indexes.size);
  for (const row of rows) {
    const index = indexes.get(row.id) ?? 0;
    parts.add(index, row[part] as number);
    wholes.add(index, row[whole] as number);
  }
  return { ids: [...indexes.keys()], at: (index) => ({ part: parts.at(index), whole: wholes.at(index) }) };
}
