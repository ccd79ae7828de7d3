import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError, OptionsError } from '../../core/errors.js';
import { addIssue, badValue, type Issue, showValue } from '../../core/issue.js';
import { oneOf } from '../../core/options.js';
import { eachRecord, isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { checkAccountRows } from '../checkAccounts.js';
import { signedAmount } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import { isNormalisation, type Normalisation, normaliseInto } from './normaliseValues.js';

/** What stands in for a missing value: the mean of the known ones, 0, the other factors, or nothing (an error). */
export type MissingPolicy = 'mean' | 'zero' | 'exclude' | 'error';

/** One reason why an account is worth more or less. */
export interface PotentialFactor {
  /** Unique, non-empty. */
  readonly id: string;
  /** What one unit of the normalised value adds to the score; may be negative. */
  readonly weight: number;
  /** The value of an account; `null`, `undefined` or NaN where it is not known. */
  readonly value: (account: Account) => number | null | undefined;
  /** One way or several that follow one another; `none` unless told: the weight is then per unit of the value itself. */
  readonly normalise?: Normalisation | readonly Normalisation[];
  /** `error` unless told. */
  readonly missing?: MissingPolicy;
}

/** Scores with the parts they are made of. */
export interface PotentialScores {
  /** Entry `[i]` is the score of account i: the sum of its contributions. */
  readonly scores: Float64Array;
  /** By factor id: entry `[i]` is what the factor adds to the score of account i. */
  readonly contributions: Readonly<Record<string, Float64Array>>;
  /** By factor id: the accounts whose value was missing and stood in for, by row. */
  readonly missing: Readonly<Record<string, readonly number[]>>;
}

/**
 * Scores accounts by a weighted sum of factors.
 *
 * @param accounts - the accounts, in any order
 * @param factors - what counts, and how much
 * @returns new arrays, one entry an account
 * @throws {@link OptionsError} where factors are unnamed, named twice, have a weight beyond 1e100 or an unknown word
 * @throws {@link InputError} naming every account and factor whose value is missing under the policy `error`, or beyond
 * 1e100 in size
 * @remarks score_i = sum over f of weight_f * normal_f(value_fi), normalised as {@link normaliseValues} says. Under
 * `exclude` the contributions of the known factors are scaled by (sum of |weights|) / (sum of |weights| known).
 * O(factors * n).
 * @example
 * ```ts
 * import { scorePotential } from 'bailiwick/segment';
 *
 * const accounts = [120, 40, null].map((beds, i) => ({ id: `h${i}`, measures: {}, attributes: { beds } }));
 * const { scores, missing } = scorePotential(accounts, [
 *   { id: 'site', weight: 50, value: () => 1 },
 *   { id: 'beds', weight: 2, value: ({ attributes }) => attributes.beds as number | null, missing: 'mean' },
 * ]);
 * Array.from(scores); // => [290, 130, 210]
 * missing.beds; // => [2]
 * ```
 */
export function scorePotential(
  accounts: readonly Account[],
  factors: readonly PotentialFactor[],
): PotentialScores {
  checkFactors(factors);
  checkAccountRows('potential', accounts);
  const issues: Issue[] = [];
  const columns = factors.map((factor) => readFactor(accounts, factor, issues));
  if (issues.length > 0) throw new InputError('potential', issues);
  const contributions = factors.map(({ weight, normalise: how, missing }, f) => {
    const { values, gaps } = columns[f];
    for (const way of waysOf(how)) normaliseInto(values, way);
    const contribution = columnOf(values.length, (i) => (Number.isNaN(values[i]) ? 0 : weight * values[i]));
    if (missing === 'mean') fillGaps(contribution, gaps);
    return contribution;
  });
  shareOut(factors, columns, contributions);
  const scores = new Float64Array(accounts.length);
  for (const column of contributions) for (let i = 0; i < scores.length; i++) scores[i] += column[i];
  return {
    scores,
    contributions: Object.fromEntries(factors.map(({ id }, f) => [id, contributions[f]])),
    missing: Object.fromEntries(factors.map(({ id }, f) => [id, columns[f].gaps])),
  };
}

function checkFactors(factors: readonly PotentialFactor[]): void {
  const issues: Issue[] = [];
  const known = new Set<string>();
  eachRecord(factors, 'factors', issues, ({ id, weight, value, normalise, missing }, f) => {
    const add = (field: string, expected: string, received: unknown) =>
      addIssue(issues, badValue(f, `${field} of factor ${f}`, 'bad-option', expected, received));
    if (!isId(id) || known.has(id)) add('id', 'a text that no other factor has', id);
    known.add(id);
    if (!signedAmount.holds(weight)) add('weight', signedAmount.expected, weight);
    if (typeof value !== 'function') add('value', 'a function of an account', value);
    for (const way of waysOf(normalise)) {
      const badNormalise = isNormalisation(way);
      if (badNormalise !== null) add('normalise', badNormalise, way);
    }
    const badMissing = missing === undefined ? null : isMissingPolicy(missing);
    if (badMissing !== null) add('missing', badMissing, missing);
  });
  if (issues.length > 0) throw new OptionsError('scorePotential', issues);
}

const isMissingPolicy = /* @__PURE__ */ oneOf('mean', 'zero', 'exclude', 'error');

function waysOf(how: PotentialFactor['normalise']): readonly Normalisation[] {
  return Array.isArray(how) ? how : [(how as Normalisation | undefined) ?? 'none'];
}

/** Values of a factor, NaN where missing, and the rows where they are. */
function readFactor(accounts: readonly Account[], factor: PotentialFactor, issues: Issue[]) {
  const values = new Float64Array(accounts.length);
  const gaps: number[] = [];
  accounts.forEach((account, row) => {
    const value = factor.value(account) ?? Number.NaN;
    values[row] = typeof value === 'number' ? value : Number.NaN;
    const isMissing = Number.isNaN(value);
    if (isMissing) gaps.push(row);
    if (signedAmount.holds(value) || (isMissing && (factor.missing ?? 'error') !== 'error')) return;
    const received = showValue(isMissing ? null : value);
    const message = `${factor.id} of account ${showValue(account.id)} should be ${signedAmount.expected}, but is ${received}`;
    const code = isMissing ? 'missing' : 'out-of-range';
    addIssue(issues, {
      row,
      field: factor.id,
      code,
      severity: 'error',
      expected: signedAmount.expected,
      received,
      message,
    });
  });
  return { values, gaps };
}

/** Gives rows without a value the mean contribution of those with one. */
function fillGaps(contribution: Float64Array, gaps: readonly number[]): void {
  const known = contribution.length - gaps.length;
  if (known === 0 || gaps.length === 0) return;
  // The gaps still hold 0 and add nothing.
  const mean = compensatedSum(contribution) / known;
  for (const row of gaps) contribution[row] = mean;
}

/** Scales the known contributions of accounts with excluded factors up to the full weight. */
function shareOut(
  factors: readonly PotentialFactor[],
  columns: readonly { readonly gaps: readonly number[] }[],
  contributions: readonly Float64Array[],
): void {
  const lost = new Map<number, number>();
  let total = 0;
  factors.forEach(({ weight, missing }, f) => {
    total += Math.abs(weight);
    if (missing !== 'exclude') return;
    for (const row of columns[f].gaps) lost.set(row, (lost.get(row) ?? 0) + Math.abs(weight));
  });
  for (const [row, weight] of lost) {
    const factor = weight < total ? total / (total - weight) : 0;
    for (const column of contributions) column[row] *= factor;
  }
}
