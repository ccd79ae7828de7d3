import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
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
 * @throws {@link InputError} naming every number that is not finite or, where it may not be, negative
 */
export function addUpPairs<T extends { readonly id: string }>(
  what: string,
  rows: readonly T[],
  { part, whole, isSigned }: PairFields<T>,
): { ids: string[]; at: (index: number) => SumPair } {
  const issues: Issue[] = [];
  const indexes = new Map<string, number>();
  for (const { id } of rows) if (!indexes.has(id)) indexes.set(id, indexes.size);
  const parts = createGroupSums(indexes.size);
  const wholes = createGroupSums(indexes.size);
  rows.forEach((row, r) => {
    const index = indexes.get(row.id) ?? 0;
    parts.add(index, checked(row[part], r, part, isSigned, issues));
    wholes.add(index, checked(row[whole], r, whole, false, issues));
  });
  if (issues.length > 0) throw new InputError(what, issues);
  return { ids: [...indexes.keys()], at: (index) => ({ part: parts.at(index), whole: wholes.at(index) }) };
}

function checked(value: unknown, row: number, field: string, isSigned: boolean, issues: Issue[]): number {
  if (typeof value === 'number' && Number.isFinite(value) && (isSigned || value >= 0)) return value;
  const expected = isSigned ? 'a finite number' : 'a finite number of at least 0';
  issues.push(badValue(row, field, 'out-of-range', expected, value));
  return 0;
}
