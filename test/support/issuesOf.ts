import { InputError, OptionsError } from '../../src/core/errors.js';

/** What a call finds wrong with its input or options, as "row field code"; any other error goes on. */
export function issuesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof OptionsError)) throw error;
    return error.issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
  }
  return [];
}
