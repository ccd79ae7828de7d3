import { InputError, OptionsError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';

/** Throws an {@link OptionsError} with one issue for each message, where there is one. */
export function failOptions(what: string, messages: readonly string[]): void {
  if (messages.length === 0) return;
  const issues = messages.map((message): Issue => {
    const [field] = message.split(' ');
    const [, expected = '', received = ''] = /should be (.*?)(?:, but are (.*))?$/.exec(message) ?? [];
    return { row: null, field, code: 'bad-option', severity: 'error', expected, received, message };
  });
  throw new OptionsError(what, issues);
}

/** Names of tiers that are fit to be told apart; adds to the problems otherwise. */
export function checkNames(tiers: readonly string[], problems: string[]): void {
  if (tiers.length === 0 || new Set(tiers).size < tiers.length)
    problems.push('tiers should be one or more different names');
}

/** Shares of all tiers but the last; adds to the problems where they are none. */
export function checkShares(tiers: readonly string[], shares: readonly number[], problems: string[]): void {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (shares.length !== tiers.length - 1) {
    problems.push(`shares should be ${tiers.length - 1}, one fewer than tiers, but are ${shares.length}`);
  }
  // 0.7 + 0.2 + 0.1 is a little more than 1.
  if (!shares.every((share) => share > 0) || sum > 1 + 1e-9)
    problems.push('shares should be above 0 and add up to at most 1');
}

/** Thresholds that fall, one fewer than tiers; adds to the problems otherwise. */
export function checkThresholds(
  tiers: readonly string[],
  thresholds: readonly number[],
  problems: string[],
): void {
  if (thresholds.length !== tiers.length - 1) {
    problems.push(
      `thresholds should be ${tiers.length - 1}, one fewer than tiers, but are ${thresholds.length}`,
    );
  }
  if (
    !thresholds.every((threshold, t) => threshold < (t === 0 ? Number.POSITIVE_INFINITY : thresholds[t - 1]))
  ) {
    problems.push('thresholds should be numbers that fall');
  }
}

/** Throws an {@link InputError} that names every value that is not a finite number. */
export function checkValues(values: ArrayLike<number>): void {
  const issues: Issue[] = [];
  for (let row = 0; row < values.length; row++) {
    if (Number.isFinite(values[row])) continue;
    issues.push(badValue(row, 'value', 'out-of-range', 'a finite number', values[row]));
  }
  if (issues.length > 0) throw new InputError('values to tier', issues);
}
