import { formatIssues, type Issue } from './issue.js';

/** The caller's data is at fault. Carries every issue of severity `error`, not only the first. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** All findings, warnings and repairs included. */
  readonly issues: readonly Issue[];

  /**
   * @param what - what was being checked, in words (`accounts`)
   * @param issues - everything that was found
   */
  constructor(what: string, issues: readonly Issue[]) {
    const errors = issues.filter((issue) => issue.severity === 'error');
    super(`${what}: ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}\n${formatIssues(errors)}`);
    this.issues = issues;
  }
}

/** The caller's options are at fault: an unknown key, a value of the wrong type or out of range. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
  /** One issue for each option that is wrong. */
  readonly issues: readonly Issue[];

  /**
   * @param what - whose options they are (`balanceTerritories`)
   * @param issues - one for each option that is wrong
   */
  constructor(what: string, issues: readonly Issue[]) {
    super(`options of ${what}: ${issues.map((issue) => issue.message).join('; ')}`);
    this.issues = issues;
  }
}

/** The library is at fault: a state that its own code promised cannot occur. Please report it. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/**
 * States a fact that the code relies on.
 *
 * @param condition - the fact
 * @param message - what it means when the fact does not hold
 * @throws {@link InternalError} when `condition` is false
 */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}
