import { InputError } from '../../../src/core/errors.js';

/** Row, field and code of every issue that a call throws; empty where it throws nothing. */
export function issuesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError)
      return error.issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
    throw error;
  }
  return [];
}
