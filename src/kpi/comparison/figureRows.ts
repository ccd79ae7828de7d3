import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';

/** Figures of one territory, rep or segment by name: what comparisons, targets and alerts read. */
export interface FigureRow {
  /** Unique in its list. */
  readonly id: string;
  /** Finite numbers; `null` for a figure that does not exist. */
  readonly figures: Readonly<Record<string, number | null>>;
}

/** Rows by id; adds an issue for every id that comes twice and figure that is neither finite nor `null`. */
export function rowsById(list: string, rows: readonly FigureRow[], issues: Issue[]): Map<string, FigureRow> {
  const byId = new Map<string, FigureRow>();
  rows.forEach((one, row) => {
    const known = byId.size;
    byId.set(one.id, one);
    if (byId.size === known) {
      issues.push(badValue(row, `${list}.id`, 'duplicate-id', 'unlike every other id', one.id));
    }
    for (const [figure, value] of Object.entries(one.figures)) {
      if (value === null || Number.isFinite(value)) continue;
      const expected = 'a finite number, or null where it does not exist';
      issues.push(badValue(row, `${list}.figures.${figure}`, 'not-finite', expected, value));
    }
  });
  return byId;
}

/** Throws where there are issues. */
export function refuse(what: string, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InputError(what, issues);
}
