/**
 * k-prototypes: clusters of accounts by numbers and categories together.
 *
 * Problem: find k prototypes (a mean for each number, a mode for each category) and put every account to the nearest, so
 * that cost = sum over accounts of (squared distance of scaled numbers + gamma x categories that differ) is low.
 * Idea: (1) numbers are scaled to standard deviation 1; (2) on a sample, prototypes are drawn with chance in proportion
 * to the cost of the accounts so far (k-means++) and improved, several times over, and the best are kept; (3) on all
 * accounts: assign to the nearest, compute means and modes, until no account moves or a round gains next to nothing;
 * (4) an empty cluster takes the account that is worst off; (5) clusters are numbered by size.
 * O(accounts x clusters x attributes) a round. Guarantee: no round raises the cost. Limit: a local optimum, as the problem
 * is NP-hard. Z. Huang: Extensions to the k-Means Algorithm for Clustering Large Data Sets with Categorical Values, 1998,
 * DOI 10.1023/A:1009769707641; D. Arthur, S. Vassilvitskii: k-means++: The Advantages of Careful Seeding, 2007.
 * Departures: seeding and restarts on a sample; default gamma as in clustMixType (G. Szepannek, 2018,
 * DOI 10.32614/RJ-2018-048).
 */
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { integerIn, numberIn, oneOf, resolveOptions } from '../../core/options.js';
import { createRandom } from '../../core/random.js';
import { isRecord } from '../../core/records.js';
import { checkColumn, checkLabels, lengthOf, type NumberRange } from '../checkColumn.js';
import { momentsOf } from '../potential/normaliseValues.js';
import {
  createPrototypes,
  type MixedTable,
  type Prototypes,
  runRounds,
  seedPrototypes,
} from './prototypes.js';

/** What accounts are clustered by; at least one number or category. */
export interface MixedAttributes {
  /** By name: entry `[i]` is the number of account i, at most 1e100 in size; NaN where it is not known. */
  readonly numbers?: Readonly<Record<string, ArrayLike<number>>>;
  /** By name: entry `[i]` is the category of account i; `null`, where it is not known, is a category of its own. */
  readonly categories?: Readonly<Record<string, readonly (string | null)[]>>;
}

/** Options of {@link clusterMixed}. */
export interface ClusterOptions {
  /** How many clusters, 1 or more; must be given. */
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
  /** Starts that are tried on the sample, 1 or more. Default 5: chosen. */
  readonly starts: number;
  /** Accounts of the sample, 1 or more. Default 10,000: chosen, so that starts cost less than a round on a million. */
  readonly sampleSize: number;
  /** Rounds on all accounts at the most. Default 30: chosen. */
  readonly maxRounds: number;
}

/** What the accounts of a cluster are like. */
export interface Prototype {
  /** By name: the mean. */
  readonly numbers: Readonly<Record<string, number>>;
  /** By name: the most frequent category. */
  readonly categories: Readonly<Record<string, string | null>>;
  readonly count: number;
}

/** Clusters, the largest first. */
export interface MixedClusters {
  /** `converged`, `round-limit`, or `too-few-different`: some clusters are empty as accounts are too much alike. */
  readonly status: 'converged' | 'round-limit' | 'too-few-different';
  /** Entry `[i]` is the cluster of account i. */
  readonly clusterOf: Int32Array;
  readonly prototypes: readonly Prototype[];
  /** The part of numbers and that of categories. */
  readonly cost: { readonly numbers: number; readonly categories: number };
  readonly gamma: number;
  readonly rounds: number;
}

const measurable: NumberRange = {
  expected: 'a number of at most 1e100 in size, or NaN where it is not known',
  holds: (value) => typeof value === 'number' && !(Math.abs(value) > 1e100),
};

/**
 * Clusters accounts by numbers and categories together (k-prototypes).
 *
 * @param attributes - columns of one length
 * @param options - how many clusters, which must be given, seed and limits
 * @returns the cluster of every account, what each cluster is like, and the cost; an empty cluster has a count of 0
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming every bad number, columns of different lengths, or that there is no column
 * @remarks See the head of the file. Same attributes, options and seed give the same bytes; another order of accounts may
 * give other clusters. O(accounts x clusters x attributes) a round.
 * @example
 * ```ts
 * import { clusterMixed } from 'bailiwick/segment';
 *
 * const { clusterOf, prototypes } = clusterMixed(
 *   { numbers: { beds: [10, 12, 11, 400, 420] }, categories: { type: ['clinic', 'clinic', 'lab', 'acute', 'acute'] } },
 *   { clusters: 2 },
 * );
 * Array.from(clusterOf); // => [0, 0, 0, 1, 1]
 * prototypes[1]; // => { numbers: { beds: 410 }, categories: { type: 'acute' }, count: 2 }
 * ```
 */
export function clusterMixed(
  attributes: MixedAttributes,
  options: Pick<ClusterOptions, 'clusters'> & Partial<ClusterOptions>,
): MixedClusters {
  const settings = resolveClusterOptions(options);
  const [numbers, categories] = readColumns(attributes);
  const count = checkAttributes(numbers, categories, settings.missing);
  const moments = numbers.map(([, values]) =>
    momentsOf(Float64Array.from(values).filter((value) => !Number.isNaN(value))),
  );
  const scales = moments.map(({ deviation }) => (deviation > 0 ? deviation : 1));
  const coded = categories.map(([, values]) => codeCategories(values));
  const table = fillTable(numbers, moments, scales, coded, count);
  const gamma = settings.gamma ?? weighCategories(moments, coded, count);

  const k = settings.clusters;
  const start = bestStart(sample(table, settings.sampleSize), gamma, settings);
  const labels = new Int32Array(count);
  const { rounds, hasConverged } = runRounds(table, start, labels, gamma, settings.maxRounds);
  const order = Array.from({ length: k }, (_, c) => c).sort(
    (a, b) => start.sizes[b] - start.sizes[a] || a - b,
  );
  const rank = new Int32Array(k);
  order.forEach((c, r) => {
    rank[c] = r;
  });
  const isShort = start.sizes.includes(0) && count > 0;
  return {
    status: isShort ? 'too-few-different' : hasConverged ? 'converged' : 'round-limit',
    clusterOf: labels.map((c) => rank[c]),
    prototypes: order.map(
      (c): Prototype => ({
        numbers: Object.fromEntries(
          numbers.map(([id], j) => [id, moments[j].mean + scales[j] * start.means[c * numbers.length + j]]),
        ),
        categories: Object.fromEntries(
          categories.map(([id], j) => [id, coded[j].names[start.modes[c * categories.length + j]] ?? null]),
        ),
        count: start.sizes[c],
      }),
    ),
    cost: costOf(table, start, labels, gamma),
    gamma,
    rounds,
  };
}

interface CodedCategory {
  /** Entry `[i]` is the code of account i. */
  readonly codes: Int32Array;
  /** Entry `[c]` is the category of code c, in code units, the unknown last. */
  readonly names: readonly (string | null)[];
}

/** Codes in the order of names, so that ties between modes do not hang on the order of accounts. */
function codeCategories(values: readonly (string | null)[]): CodedCategory {
  const texts = [...new Set(values)].filter((value) => value !== null).sort();
  const names = values.includes(null) ? [...texts, null] : texts;
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return { codes: Int32Array.from(values, (value) => codeOf.get(value) as number), names };
}

function fillTable(
  numbers: readonly [string, ArrayLike<number>][],
  moments: readonly { readonly mean: number }[],
  scales: readonly number[],
  coded: readonly CodedCategory[],
  count: number,
): MixedTable {
  const p = numbers.length;
  const q = coded.length;
  const scaled = new Float64Array(count * p);
  numbers.forEach(([, values], j) => {
    for (let i = 0; i < count; i++) {
      if (!Number.isNaN(values[i])) scaled[i * p + j] = (values[i] - moments[j].mean) / scales[j];
    }
  });
  const codes = new Int32Array(count * q);
  coded.forEach((column, j) => {
    for (let i = 0; i < count; i++) codes[i * q + j] = column.codes[i];
  });
  return { count, p, q, numbers: scaled, codes, levels: coded.map(({ names }) => names.length) };
}

function weighCategories(
  moments: readonly { readonly deviation: number }[],
  coded: readonly CodedCategory[],
  count: number,
): number {
  if (moments.length === 0 || coded.length === 0 || count === 0) return 1;
  const variance = moments.filter(({ deviation }) => deviation > 0).length / moments.length;
  let heterogeneity = 0;
  for (const { codes, names } of coded) {
    const shares = new Float64Array(names.length);
    for (const code of codes) shares[code] += 1 / count;
    heterogeneity += (1 - shares.reduce((sum, share) => sum + share * share, 0)) / coded.length;
  }
  return variance > 0 && heterogeneity > 1e-9 ? variance / heterogeneity : 1;
}

/** Every so-manieth account. */
function sample(table: MixedTable, size: number): MixedTable {
  const { count, p, q } = table;
  if (count <= size) return table;
  const numbers = new Float64Array(size * p);
  const codes = new Int32Array(size * q);
  for (let s = 0; s < size; s++) {
    const i = Math.floor((s * count) / size);
    numbers.set(table.numbers.subarray(i * p, (i + 1) * p), s * p);
    codes.set(table.codes.subarray(i * q, (i + 1) * q), s * q);
  }
  return { ...table, count: size, numbers, codes };
}

function bestStart(
  table: MixedTable,
  gamma: number,
  { clusters, seed, starts, maxRounds }: ClusterOptions,
): Prototypes {
  const random = createRandom(seed);
  let best = createPrototypes(table, clusters);
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start < starts && table.count > 0; start++) {
    const prototypes = createPrototypes(table, clusters);
    const labels = new Int32Array(table.count);
    seedPrototypes(table, prototypes, gamma, random);
    runRounds(table, prototypes, labels, gamma, maxRounds);
    const { numbers, categories } = costOf(table, prototypes, labels, gamma);
    if (numbers + categories < least) {
      least = numbers + categories;
      best = prototypes;
    }
  }
  return best;
}

function costOf(
  { count, p, q, numbers, codes }: MixedTable,
  { means, modes }: Prototypes,
  labels: Int32Array,
  gamma: number,
) {
  let squares = 0;
  let differing = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < p; j++) {
      const difference = numbers[i * p + j] - means[labels[i] * p + j];
      squares += difference * difference;
    }
    for (let j = 0; j < q; j++) if (codes[i * q + j] !== modes[labels[i] * q + j]) differing++;
  }
  return { numbers: squares, categories: gamma * differing };
}

/** Columns of both kinds by name, in the order given. */
function readColumns(
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

function checkAttributes(
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
      issues.push(badValue(row, `numbers.${id}`, 'missing', 'a finite number', values[row], 'error', hint));
    }
  }
  for (const [id, values] of categories) checkLabels(issues, `categories.${id}`, values, count);
  if (issues.length > 0) throw new InputError('clusterMixed', issues);
  return count;
}

function resolveClusterOptions(
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
