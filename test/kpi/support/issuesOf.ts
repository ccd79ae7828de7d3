import { InputError } from '../../../src/core/errors.js';

/** The issues of a call that should refuse its input, as `row field code`, in alphabetical order. */
export function issuesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) {
      return error.issues.map(({ row, field, code }) => `${row} ${field} ${code}`).sort();
    }
    throw error;
  }
  return [];
}

/** Whether a number that is none stands anywhere in a result. */
export function hasNaN(result: unknown): boolean {
  let found = false;
  JSON.stringify(result, (_, value) => {
    if (typeof value === 'number' && !Number.isFinite(value)) found = true;
    return value;
  });
  return found;
}
