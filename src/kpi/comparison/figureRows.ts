import { InputError } from '../../core/errors.js';
import type { IdNumbers } from '../../core/idNumbers.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord, isRecord } from '../../core/records.js';
import { watchIds } from '../../core/watchIds.js';
import { isNumber } from '../checkAmounts.js';
import { addDuplicate } from '../checkFields.js';

/** Figures of one territory, rep or segment by name: what comparisons, targets and alerts read. */
export interface FigureRow {
  /** Unique in its list. */
  readonly id: string;
  /** Finite numbers; `null` for a figure that does not exist. */
  readonly figures: Readonly<Record<string, number | null>>;
}

/**
 * Entry `[n]` is the row of id number n, nothing where the list does not have it; adds an issue for every row that is none,
 * id that is no text or comes twice, and figure that is neither finite nor `null`.
 */
export function rowsByNumber(
  list: string,
  rows: readonly FigureRow[],
  numbers: IdNumbers,
  issues: Issue[],
): (FigureRow | undefined)[] {
  const byNumber: (FigureRow | undefined)[] = new Array(numbers.ids.length).fill(undefined);
  eachRecord(rows, list, issues, (one, row) => {
    if (checkId(one.id, row, `${list}.id`, issues)) {
      const number = numbers.numberOf(one.id, row);
      if (byNumber[number] !== undefined) {
        addDuplicate(one.id, row, `${list}.id`, issues);
      }
      byNumber[number] = one;
    }
    checkFigures(one.figures, row, `${list}.figures`, issues);
  });
  return byNumber;
}

/** Adds the issues of {@link rowsByNumber} to a list that is compared with no other: ids have no numbers then. */
export function checkFigureRows(list: string, rows: readonly FigureRow[], issues: Issue[]): void {
  const isRepeated = watchIds(rows);
  eachRecord(rows, list, issues, ({ id, figures }, row) => {
    if (checkId(id, row, `${list}.id`, issues) && isRepeated(row))
      addDuplicate(id, row, `${list}.id`, issues);
    checkFigures(figures, row, `${list}.figures`, issues);
  });
}

/** Adds an issue for what is no record and for every figure that is neither finite nor `null`. */
export function checkFigures(figures: unknown, row: number, field: string, issues: Issue[]): void {
  if (!isRecord(figures)) {
    addIssue(issues, badValue(row, field, 'wrong-type', 'numbers by name', figures));
    return;
  }
  for (const figure of Object.keys(figures)) {
    const value = figures[figure];
    if (value === null || isNumber(value)) continue;
    const expected = 'a number of at most 1e100 in size, or null where it does not exist';
    addIssue(issues, badValue(row, `${field}.${figure}`, 'not-finite', expected, value));
  }
}

/** Throws where there are issues. */
export function refuse(what: string, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InputError(what, issues);
}
