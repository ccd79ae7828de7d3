/**
 * Middles of the clusters of k-prototypes: means of numbers, most frequent codes; and an account for who has none.
 */
import { risingOrder } from '../../core/risingOrder.js';
import { columnOf } from '../columnOf.js';
import { type MixedTable, type Prototypes, placeAt } from './prototypes.js';

/** What a round adds up by clusters. */
export interface Tally {
  /** Entry `[c * p + j]` is the sum of number j. */
  readonly sums: Float64Array;
  /** Entry `[(c * q + j) * width + code]` is how many have that code of category j; `null` where that is too long. */
  readonly counts: Int32Array | null;
  /** How many codes a category has at the most. */
  readonly width: number;
}

/** Codes are counted in a table where that is no longer than the accounts. */
export function createTally({ count, p, q, levels }: MixedTable, k: number): Tally {
  const width = Math.max(0, ...levels);
  const length = k * q * width;
  return { sums: new Float64Array(k * p), counts: length <= count ? new Int32Array(length) : null, width };
}

/** Means and modes of clusters; of equally frequent codes the lowest. A cluster without accounts stays where it was. */
export function recompute(
  table: MixedTable,
  { k, means, modes, sizes }: Prototypes,
  labels: Int32Array,
  { sums, counts, width }: Tally,
): void {
  const { p, q, levels } = table;
  for (let c = 0; c < k; c++) {
    if (sizes[c] === 0) continue;
    for (let j = 0; j < p; j++) means[c * p + j] = sums[c * p + j] / sizes[c];
    for (let j = 0; counts && j < q; j++) {
      const start = (c * q + j) * width;
      let mode = 0;
      for (let code = 1; code < levels[j]; code++) {
        if (counts[start + code] > counts[start + mode]) mode = code;
      }
      modes[c * q + j] = mode;
    }
  }
  if (!counts) findModes(table, modes, sizes, labels);
}

/** Modes where a table of clusters and codes would be too long: accounts cluster by cluster. */
function findModes(
  { q, codes, levels }: MixedTable,
  modes: Int32Array,
  sizes: Int32Array,
  labels: Int32Array,
): void {
  const members = rowsByCluster(labels, sizes);
  for (let j = 0; j < q; j++) {
    const counts = new Int32Array(levels[j]);
    let end = 0;
    for (let c = 0; c < sizes.length; c++) {
      const first = end;
      end += sizes[c];
      let mode = -1;
      for (let r = first; r < end; r++) {
        const code = codes[members[r] * q + j];
        const more = ++counts[code] - (mode < 0 ? 0 : counts[mode]);
        if (more > 0 || (more === 0 && code < mode)) mode = code;
      }
      for (let r = first; r < end; r++) counts[codes[members[r] * q + j]] = 0;
      if (mode >= 0) modes[c * q + j] = mode;
    }
  }
}

/** Rows of accounts, those of the first cluster first, then those of the next. */
function rowsByCluster(labels: Int32Array, sizes: Int32Array): Int32Array {
  const rows = new Int32Array(labels.length);
  const next = new Int32Array(sizes.length);
  for (let c = 1; c < sizes.length; c++) next[c] = next[c - 1] + sizes[c - 1];
  for (let i = 0; i < labels.length; i++) rows[next[labels[i]]++] = i;
  return rows;
}

/**
 * Puts the prototype of every empty cluster to the account that is worst off, of equals the first; false where all are as well
 * off as can be. An account that is passed over, as nobody would be left in its cluster, is passed over for good: accounts are
 * gone through once.
 */
export function fillEmpty(
  table: MixedTable,
  prototypes: Prototypes,
  labels: Int32Array,
  lower: Float64Array,
  costOf: (row: number) => number,
): boolean {
  const { sizes } = prototypes;
  let empty = sizes.indexOf(0);
  if (empty < 0) return false;
  let isFilled = false;
  for (const i of worstFirst(columnOf(labels.length, costOf))) {
    if (sizes[labels[i]] <= 1) continue;
    placeAt(table, prototypes, empty, i);
    sizes[labels[i]]--;
    sizes[empty] = 1;
    labels[i] = empty;
    lower[i] = 0;
    isFilled = true;
    empty = sizes.indexOf(0, empty + 1);
    if (empty < 0) break;
  }
  return isFilled;
}

/** Rows whose cost is above 0, by falling cost, equal ones in order. */
function worstFirst(cost: Float64Array): Int32Array {
  const rows = new Int32Array(cost.length);
  let count = 0;
  for (let i = 0; i < cost.length; i++) if (cost[i] > 0) rows[count++] = i;
  const order = risingOrder(columnOf(count, (r) => -cost[rows[r]]));
  for (let k = 0; k < count; k++) order[k] = rows[order[k]];
  return order;
}
