import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { integerIn, numberIn, oneOf, resolveOptions } from '../../core/options.js';
import { isRecord } from '../../core/records.js';
import { checkColumn, checkLabels, lengthOf, measurable } from '../checkColumn.js';

/** What accounts are clustered by; at least one number or category. */
export interface MixedAttributes {
  /** By name: entry `[i]` is the number of account i, at most 1e100 in size; NaN where it is not known. */
  readonly numbers?: Readonly<Record<string, ArrayLike<number>>>;
  /** By name: entry `[i]` is the category of account i; `null`, where it is not known, is a category of its own. */
  readonly categories?: Readonly<Record<string, readonly (string | null)[]>>;
}

/** Options of `clusterMixed`. */
export interface ClusterOptions {
  /** How many clusters, 1 to 100,000; must be given. Time grows with them, less than in proportion where accounts are many. */
  readonly clusters: number;
  /** Default 1: chosen, any number does. */
  readonly seed: number;
  /**
   * What a category that differs costs, in squared standard deviations. Default `null`: mean variance of numbers over mean
   * heterogeneity (1 - sum of squared shares) of categories, so that both kinds weigh alike.
   */
  readonly gamma: number | null;
  /** An unknown number is an error (default), or counts as the mean. */
  readonly missing: 'error' | 'mean';
  /** Starts that are tried on the sample, 1 or more. Default 5: chosen, so that one bad start does not decide. */
  readonly starts: number;
  /** Accounts of the sample, 1 or more. Default 10,000: chosen, so that starts cost less than a round on a million. */
  readonly sampleSize: number;
  /** Rounds on all accounts at the most. Default 30: chosen; `status` says where more would change something. */
  readonly maxRounds: number;
}

/** Columns of both kinds by name, in the order given. */
export function readColumns(
  attributes: MixedAttributes,
): [[string, ArrayLike<number>][], [string, readonly (string | null)[]][]] {
  const issues: Issue[] = [];
  if (!isRecord(attributes))
    issues.push(badValue(null, 'attributes', 'wrong-type', 'a record of columns', attributes));
  const entriesOf = <Column>(
    field: 'numbers' | 'categories',
    columns: Readonly<Record<string, Column>> = {},
  ) => {
    if (isRecord(columns)) return Object.entries(columns);
    issues.push(badValue(null, field, 'wrong-type', 'a record of columns', columns));
    return [];
  };
  const numbers = entriesOf('numbers', attributes?.numbers);
  const categories = entriesOf('categories', attributes?.categories);
  if (issues.length > 0) throw new InputError('clusterMixed', issues);
  return [numbers, categories];
}

/** Names every bad value and columns of different lengths; gives the number of accounts. */
export function checkAttributes(
  numbers: readonly [string, ArrayLike<number>][],
  categories: readonly [string, readonly (string | null)[]][],
  missing: 'error' | 'mean',
): number {
  const issues: Issue[] = [];
  const count = lengthOf((numbers[0] ?? categories[0])?.[1]);
  if (numbers.length + categories.length === 0)
    issues.push(badValue(null, 'attributes', 'missing', 'one or more numbers or categories', undefined));
  for (const [id, values] of numbers) {
    checkColumn(issues, `numbers.${id}`, values, count, measurable);
    if (missing === 'mean') continue;
    for (let row = 0; row < lengthOf(values); row++) {
      if (!Number.isNaN(values[row])) continue;
      const hint = 'the option missing says what may stand in for it';
      addIssue(
        issues,
        badValue(row, `numbers.${id}`, 'missing', 'a finite number', values[row], 'error', hint),
      );
    }
  }
  for (const [id, values] of categories) checkLabels(issues, `categories.${id}`, values, count);
  if (issues.length > 0) throw new InputError('clusterMixed', issues);
  return count;
}

/** All options. */
export function resolveClusterOptions(
  options: Pick<ClusterOptions, 'clusters'> & Partial<ClusterOptions>,
): ClusterOptions {
  return resolveOptions<ClusterOptions>(
    'clusterMixed',
    { clusters: 0, seed: 1, gamma: null, missing: 'error', starts: 5, sampleSize: 10_000, maxRounds: 30 },
    { ...options, clusters: options?.clusters ?? 0 },
    {
      clusters: integerIn(1, 100_000),
      seed: integerIn(Number.MIN_SAFE_INTEGER),
      gamma: (value) => (value === null ? null : numberIn(0, 1e100)(value)),
      missing: oneOf('error', 'mean'),
      starts: integerIn(1),
      sampleSize: integerIn(1),
      maxRounds: integerIn(1),
    },
  );
}
