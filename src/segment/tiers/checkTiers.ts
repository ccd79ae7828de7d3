import { InputError, OptionsError } from '../../core/errors.js';
import { type Issue, showValue } from '../../core/issue.js';
import { checkColumn, finite, lengthOf } from '../checkColumn.js';

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
  const isGood =
    Array.isArray(tiers) &&
    tiers.length > 0 &&
    tiers.every((tier) => typeof tier === 'string') &&
    new Set(tiers).size === tiers.length;
  if (!isGood) problems.push(`tiers should be one or more different names, but are ${showValue(tiers)}`);
}

/** Shares of all tiers but the last; adds to the problems where they are none. */
export function checkShares(tiers: readonly string[], shares: readonly number[], problems: string[]): void {
  if (!isForAllButLast('shares', tiers, shares, problems)) return;
  const sum = shares.reduce((total, share) => total + share, 0);
  // 0.7 + 0.2 + 0.1 is a little more than 1.
  if (!shares.every((share) => share > 0) || sum > 1 + 1e-9)
    problems.push(`shares should be above 0 and add up to at most 1, but are ${shares.join(', ')}`);
}

/** Thresholds that fall, one fewer than tiers; adds to the problems otherwise. */
export function checkThresholds(
  tiers: readonly string[],
  thresholds: readonly number[],
  problems: string[],
): void {
  if (!isForAllButLast('thresholds', tiers, thresholds, problems)) return;
  const isFalling = (threshold: number, t: number) =>
    threshold < (t === 0 ? Number.POSITIVE_INFINITY : thresholds[t - 1]);
  if (!thresholds.every(isFalling))
    problems.push(`thresholds should be numbers that fall, but are ${thresholds.join(', ')}`);
}

/** Whether there is a number for every tier but the last; adds to the problems otherwise. */
function isForAllButLast(
  what: string,
  tiers: readonly string[],
  numbers: readonly number[],
  problems: string[],
): boolean {
  if (!Array.isArray(numbers) || !numbers.every((each) => typeof each === 'number')) {
    problems.push(`${what} should be a list of numbers, but are ${showValue(numbers)}`);
    return false;
  }
  const count = lengthOf(tiers) - 1;
  if (numbers.length !== count)
    problems.push(`${what} should be ${count}, one fewer than tiers, but are ${numbers.length}`);
  return true;
}

/** Throws an {@link InputError} that names every value that is not a finite number. */
export function checkValues(values: ArrayLike<number>): void {
  const issues: Issue[] = [];
  checkColumn(issues, 'value', values, lengthOf(values), finite);
  if (issues.length > 0) throw new InputError('values to tier', issues);
}
