import type { Random } from '../../core/random.js';

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
  for (let j = 0; j < q; j++) {
    const counts = new Int32Array(k * levels[j]);
    for (let i = 0; i < count; i++) counts[labels[i] * levels[j] + codes[i * q + j]]++;
    for (let c = 0; c < k; c++) {
      if (sizes[c] === 0) continue;
      let mode = 0;
      for (let code = 1; code < levels[j]; code++) {
        if (counts[c * levels[j] + code] > counts[c * levels[j] + mode]) mode = code;
      }
      modes[c * q + j] = mode;
    }
  }
}

/** Puts the prototype of every empty cluster to the account that is worst off; false where all are as well off as can be. */
function fillEmpty(
  table: MixedTable,
  prototypes: Prototypes,
  labels: Int32Array,
  cost: Float64Array,
): boolean {
  let isFilled = false;
  for (let c = 0; c < prototypes.k; c++) {
    if (prototypes.sizes[c] > 0) continue;
    let worst = -1;
    for (let i = 0; i < table.count; i++) {
      const isWorse = cost[i] > 0 && (worst < 0 || cost[i] > cost[worst]);
      if (isWorse && prototypes.sizes[labels[i]] > 1) worst = i;
    }
    if (worst < 0) continue;
    placeAt(table, prototypes, c, worst);
    prototypes.sizes[labels[worst]]--;
    prototypes.sizes[c] = 1;
    labels[worst] = c;
    cost[worst] = 0;
    isFilled = true;
  }
  return isFilled;
}
