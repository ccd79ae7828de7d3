import { InputError } from '../../core/errors.js';
import type { IdNumbers } from '../../core/idNumbers.js';
import { badValue, type Issue } from '../../core/issue.js';

/** Figures of one territory, rep or segment by name: what comparisons, targets and alerts read. */
export interface FigureRow {
  /** Unique in its list. */
  readonly id: string;
  /** Finite numbers; `null` for a figure that does not exist. */
  readonly figures: Readonly<Record<string, number | null>>;
}

/**
 * Entry `[n]` is the row of id number n, nothing where the list does not have it; adds an issue for every id that comes
 * twice and figure that is neither finite nor `null`.
 */
export function rowsByNumber(
  list: string,
  rows: readonly FigureRow[],
  numbers: IdNumbers,
  issues: Issue[],
): (FigureRow | undefined)[] {
  const byNumber: (FigureRow | undefined)[] = new Array(numbers.ids.length).fill(undefined);
  rows.forEach((one, row) => {
    const number = numbers.numberOf(one.id, row);
    if (byNumber[number] !== undefined) {
      issues.push(badValue(row, `${list}.id`, 'duplicate-id', 'unlike every other id', one.id));
    }
    byNumber[number] = one;
    for (const figure of Object.keys(one.figures)) {
      const value = one.figures[figure];
      if (value === null || Number.isFinite(value)) continue;
      const expected = 'a finite number, or null where it does not exist';
      issues.push(badValue(row, `${list}.figures.${figure}`, 'not-finite', expected, value));
    }
  });
  return byNumber;
}

/** Throws where there are issues. */
export function refuse(what: string, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InputError(what, issues);
}
