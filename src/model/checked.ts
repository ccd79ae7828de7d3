import { InputError } from '../core/errors.js';
import type { Issue } from '../core/issue.js';

/** What a check gives back: the usable records, and everything that was found. */
export interface Checked<T> {
  /** The records without an error, in the order of the rows. */
  readonly values: readonly T[];
  /** Entry `[v]` is the row that `values[v]` was read from; rows that are not here have an issue of severity `error`. */
  readonly rows: Int32Array;
  /** All findings, those about the list as a whole first, then in the order of the rows. */
  readonly issues: readonly Issue[];
}

/**
 * Insists on a check without errors.
 *
 * @param what - what was checked, in words (`accounts`)
 * @param checked - what the check gave back
 * @returns its values: one for every row
 * @throws {@link InputError} carrying all findings, where at least one is an error
 */
export function valuesOrThrow<T>(what: string, checked: Checked<T>): readonly T[] {
  if (checked.issues.some((issue) => issue.severity === 'error')) throw new InputError(what, checked.issues);
  return checked.values;
}
