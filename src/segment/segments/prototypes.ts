import type { Random } from '../../core/random.js';
import { risingOrder } from '../../core/risingOrder.js';
import { columnOf } from '../columnOf.js';

/** Accounts row by row, numbers scaled, categories coded. */
export interface MixedTable {
  readonly count: number;
  /** Numbers an account. */
  readonly p: number;
  /** Categories an account. */
  readonly q: number;
  /** Entry `[i * p + j]` is number j of account i. */
  readonly numbers: Float64Array;
  /** Entry `[i * q + j]` is the code of category j of account i. */
  readonly codes: Int32Array;
  /** Entry `[j]` is how many codes category j has. */
  readonly levels: readonly number[];
}

/** Prototypes of k clusters; changed in place. */
export interface Prototypes {
  readonly k: number;
  /** Entry `[c * p + j]` is the mean of number j in cluster c. */
  readonly means: Float64Array;
  /** Entry `[c * q + j]` is the most frequent code of category j in cluster c. */
  readonly modes: Int32Array;
  /** Entry `[c]` is how many accounts are in cluster c. */
  readonly sizes: Int32Array;
}

/** A round that takes less than this share off the cost is the last. Chosen. */
const NEXT_TO_NOTHING = 1e-6;

export function createPrototypes({ p, q }: MixedTable, k: number): Prototypes {
  return { k, means: new Float64Array(k * p), modes: new Int32Array(k * q), sizes: new Int32Array(k) };
}

/** Draws prototypes among the accounts, each with chance in proportion to what it costs so far (k-means++). */
export function seedPrototypes(
  table: MixedTable,
  prototypes: Prototypes,
  gamma: number,
  random: Random,
): void {
  const { count } = table;
  const cost = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let chosen = random.nextBelow(count);
  for (let c = 0; ; ) {
    placeAt(table, prototypes, c, chosen);
    let total = 0;
    for (let i = 0; i < count; i++) {
      cost[i] = Math.min(cost[i], distance(table, prototypes, i, c, gamma, cost[i]));
      total += cost[i];
    }
    if (++c === prototypes.k) return;
    const at = random.nextShare() * total;
    let passed = cost[0];
    for (chosen = 0; chosen < count - 1 && passed <= at; chosen++) passed += cost[chosen + 1];
  }
}

/** Assigns and recomputes until no account moves, a round gains next to nothing, or rounds are used up. */
export function runRounds(
  table: MixedTable,
  prototypes: Prototypes,
  labels: Int32Array,
  gamma: number,
  maxRounds: number,
): { rounds: number; hasConverged: boolean } {
  const { count } = table;
  const cost = new Float64Array(count);
  let before = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= maxRounds; round++) {
    let moved = 0;
    let total = 0;
    for (let i = 0; i < count; i++) {
      let best = labels[i];
      let least = distance(table, prototypes, i, best, gamma, Number.POSITIVE_INFINITY);
      for (let c = 0; c < prototypes.k; c++) {
        if (c === labels[i]) continue;
        const other = distance(table, prototypes, i, c, gamma, least);
        if (other < least) {
          least = other;
          best = c;
        }
      }
      if (best !== labels[i]) moved++;
      labels[i] = best;
      cost[i] = least;
      total += least;
    }
    recompute(table, prototypes, labels);
    const isFilled = fillEmpty(table, prototypes, labels, cost);
    const isStill = round > 1 && (moved === 0 || before - total <= NEXT_TO_NOTHING * total);
    if (isStill && !isFilled) return { rounds: round, hasConverged: true };
    before = total;
  }
  return { rounds: maxRounds, hasConverged: false };
}

/** Distance of an account to a prototype; stops early, at something as large, where it is no nearer than `limit`. */
function distance(
  { p, q, numbers, codes }: MixedTable,
  { means, modes }: Prototypes,
  i: number,
  c: number,
  gamma: number,
  limit: number,
): number {
  let sum = 0;
  for (let j = 0; j < p; j++) {
    const difference = numbers[i * p + j] - means[c * p + j];
    sum += difference * difference;
  }
  for (let j = 0; j < q && sum < limit; j++) if (codes[i * q + j] !== modes[c * q + j]) sum += gamma;
  return sum;
}

function placeAt(
  { p, q, numbers, codes }: MixedTable,
  { means, modes }: Prototypes,
  c: number,
  i: number,
): void {
  means.set(numbers.subarray(i * p, (i + 1) * p), c * p);
  modes.set(codes.subarray(i * q, (i + 1) * q), c * q);
}

/** Means and modes from labels; of equally frequent codes the lowest. A cluster without accounts stays where it was. */
function recompute(
  { count, p, q, numbers, codes, levels }: MixedTable,
  prototypes: Prototypes,
  labels: Int32Array,
): void {
  const { k, means, modes, sizes } = prototypes;
  sizes.fill(0);
  for (let i = 0; i < count; i++) sizes[labels[i]]++;
  const sums = new Float64Array(k * p);
  for (let i = 0; i < count; i++) {
    const at = labels[i] * p;
    for (let j = 0; j < p; j++) sums[at + j] += numbers[i * p + j];
  }
  for (let c = 0; c < k; c++) {
    if (sizes[c] === 0) continue;
    for (let j = 0; j < p; j++) means[c * p + j] = sums[c * p + j] / sizes[c];
  }
  const members = rowsByCluster(labels, sizes);
  for (let j = 0; j < q; j++) {
    const counts = new Int32Array(levels[j]);
    let end = 0;
    for (let c = 0; c < k; c++) {
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
function fillEmpty(
  table: MixedTable,
  prototypes: Prototypes,
  labels: Int32Array,
  cost: Float64Array,
): boolean {
  const { sizes } = prototypes;
  let empty = sizes.indexOf(0);
  if (empty < 0) return false;
  let isFilled = false;
  for (const i of worstFirst(cost)) {
    if (sizes[labels[i]] <= 1) continue;
    placeAt(table, prototypes, empty, i);
    sizes[labels[i]]--;
    sizes[empty] = 1;
    labels[i] = empty;
    cost[i] = 0;
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
