/**
 * k-prototypes: clusters of accounts by numbers and categories together.
 *
 * Problem: find k prototypes (a mean for each number, a mode for each category) and put every account to the nearest, so
 * that cost = sum over accounts of (squared distance of scaled numbers + gamma x categories that differ) is low.
 * Idea: (1) numbers are scaled to standard deviation 1; (2) on a sample, prototypes are drawn with chance in proportion
 * to the cost of the accounts so far (k-means++) and improved, several times over, and the best are kept; (3) on all
 * accounts: assign to the nearest, compute means and modes, until no account moves or a round gains next to nothing
 * (see runRounds.ts); (4) an empty cluster takes the account that is worst off; (5) clusters are numbered by size.
 * O(accounts x clusters x attributes) a round at worst. Guarantee: no round raises the cost. Limit: a local optimum, as the problem
 * is NP-hard. Z. Huang: Extensions to the k-Means Algorithm for Clustering Large Data Sets with Categorical Values, 1998,
 * DOI 10.1023/A:1009769707641; D. Arthur, S. Vassilvitskii: k-means++: The Advantages of Careful Seeding, 2007.
 * Departures: seeding and restarts on a sample; default gamma as in clustMixType (G. Szepannek, 2018,
 * DOI 10.32614/RJ-2018-048).
 */
import { createRandom } from '../../core/random.js';
import { knownOf } from '../knownOf.js';
import { momentsOf } from '../potential/normaliseValues.js';
import {
  type ClusterOptions,
  checkAttributes,
  type MixedAttributes,
  readColumns,
  resolveClusterOptions,
} from './mixedAttributes.js';
import { codeCategories, fillTable, sampleTable, weighCategories } from './mixedTable.js';
import { createPrototypes, type MixedTable, type Prototypes, seedPrototypes } from './prototypes.js';
import { runRounds } from './runRounds.js';

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

/**
 * Clusters accounts by numbers and categories together (k-prototypes).
 *
 * @param attributes - columns of one length
 * @param options - how many clusters, which must be given, seed and limits
 * @returns the cluster of every account, what each cluster is like, and the cost; an empty cluster has a count of 0
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming every bad number, columns of different lengths, or that there is no column
 * @remarks See the head of the file. Same attributes, options and seed give the same bytes; another order of accounts may
 * give other clusters. O(accounts x clusters x attributes) a round at worst; after the first, most accounts look at their own
 * cluster only.
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
  const moments = numbers.map(([, values]) => momentsOf(knownOf(values)));
  const scales = moments.map(({ deviation }) => (deviation > 0 ? deviation : 1));
  const coded = categories.map(([, values]) => codeCategories(values));
  const table = fillTable(numbers, moments, scales, coded, count);
  const gamma = settings.gamma ?? weighCategories(moments, coded, count);

  const k = settings.clusters;
  const start = bestStart(sampleTable(table, settings.sampleSize), gamma, settings);
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
