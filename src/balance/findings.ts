import { addIssue, badValue, type Issue } from '../core/issue.js';

/** Gathers findings while the columns are filled. */
export interface Findings {
  readonly issues: Issue[];
  add(row: number | null, field: string, code: string, expected: string, received: unknown): void;
  /** The value where it is a finite number of at least `low`; a finding and NaN otherwise. */
  number(row: number | null, field: string, value: unknown, low: number): number;
}

/** Starts with no findings. */
export function createFindings(): Findings {
  const issues: Issue[] = [];
  const add: Findings['add'] = (row, field, code, expected, value) =>
    addIssue(issues, badValue(row, field, code, expected, value));
  return {
    issues,
    add,
    number: (row, field, value, low) => {
      if (typeof value === 'number' && value >= low && value < Number.POSITIVE_INFINITY) return value;
      add(row, field, value === undefined ? 'missing' : 'out-of-range', `a finite number from ${low}`, value);
      return Number.NaN;
    },
  };
}

/** Entry by id is the position of a record; ids that are no text or stand twice are findings. */
export function indexIds(
  what: string,
  records: readonly { readonly id: string }[],
  findings: Findings,
): Map<string, number> {
  const index = new Map<string, number>();
  records.forEach(({ id }, row) => {
    if (typeof id !== 'string' || id === '')
      findings.add(row, `${what}.id`, 'missing-id', 'a non-empty text', id);
    else if (index.has(id))
      findings.add(row, `${what}.id`, 'duplicate-id', `an id not used in row ${index.get(id)}`, id);
    else index.set(id, row);
  });
  return index;
}
