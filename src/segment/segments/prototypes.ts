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

/** Distance of an account to a prototype; stops early, above `limit`, where it is farther than that. */
export function distance(
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
  for (let j = 0; j < q && sum <= limit; j++) if (codes[i * q + j] !== modes[c * q + j]) sum += gamma;
  return sum;
}

/** Puts a prototype to where an account is. */
export function placeAt(
  { p, q, numbers, codes }: MixedTable,
  { means, modes }: Prototypes,
  c: number,
  i: number,
): void {
  means.set(numbers.subarray(i * p, (i + 1) * p), c * p);
  modes.set(codes.subarray(i * q, (i + 1) * q), c * q);
}
