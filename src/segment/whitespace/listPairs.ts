import type { Holdings } from './holdProducts.js';
import { strongestLift } from './lifts.js';
import type { PeerRates } from './ratePeers.js';
import type { WhitespaceOptions } from './readSales.js';

/** What all accounts that do not buy a product are worth. */
export interface ProductWhitespace {
  readonly product: string;
  /** Accounts that buy it. */
  readonly buyers: number;
  /** What they spend on it. */
  readonly sold: number;
  /** Sum of the expected values of all that do not buy it, listed or not. */
  readonly expected: number;
}

/** Whitespace by account and product. Entry `[e]` of the columns is about one listed pair. */
export interface Whitespace {
  /** Row of the account, rising; the pairs of one account fall by expected value. */
  readonly accountOf: Int32Array;
  /** Index of the product in `products`. */
  readonly productOf: Int32Array;
  /** rate x value. */
  readonly expected: Float64Array;
  /** Chance that an account like this one buys it, lift included, 0 to 1. */
  readonly rate: Float64Array;
  /** What it would spend. */
  readonly value: Float64Array;
  /** The factor on the peers' rate, 1 where there is none. */
  readonly lift: Float64Array;
  /** Index of the product that lifts; -1 where none does. */
  readonly liftedBy: Int32Array;
  /** By product, names in code units. */
  readonly products: readonly ProductWhitespace[];
  /** Entry `[i]` is the sum of expected values of account i over all products it does not buy, listed or not. */
  readonly expectedByAccount: Float64Array;
}

/**
 * Lists the best few products of every account that it does not buy, and sums them all.
 *
 * @param lifts - what one product does for another; `null` for nothing
 */
export function listPairs(
  holdings: Holdings,
  rates: PeerRates,
  lifts: Float64Array | null,
  { perAccount, atLeast, sizes }: WhitespaceOptions,
): Whitespace {
  const { offsets, products: held, spends, names } = holdings;
  const n = offsets.length - 1;
  const size = names.length;
  const columns = makeColumns(mostPairs(offsets, size, perAccount));
  const { cellOf, rate: peerRate, value: peerValue } = rates;
  let count = 0;
  const expectedByAccount = new Float64Array(n);
  const expectedByProduct = new Float64Array(size);
  const buyers = new Int32Array(size);
  const sold = new Float64Array(size);
  // Scratch of one account, entry [p] is about product p.
  const isHeld = new Uint8Array(size);
  const expected = new Float64Array(size);
  const rate = new Float64Array(size);
  const factor = new Float64Array(size);
  const by = new Int32Array(size);
  const best = new Int32Array(Math.min(size, perAccount));
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      isHeld[held[e]] = 1;
      buyers[held[e]]++;
      sold[held[e]] += spends[e];
    }
    let listed = 0;
    const cell = cellOf[i] * size;
    const own = sizes === null ? 1 : sizes[i];
    for (let p = 0; p < size; p++) {
      if (isHeld[p] === 1) continue;
      by[p] = lifts === null ? -1 : strongestLift(lifts, size, held, offsets[i], offsets[i + 1], p);
      factor[p] = by[p] < 0 ? 1 : (lifts as Float64Array)[by[p] * size + p];
      rate[p] = Math.min(1, peerRate[cell + p] * factor[p]);
      expected[p] = rate[p] * own * peerValue[cell + p];
      expectedByAccount[i] += expected[p];
      expectedByProduct[p] += expected[p];
      if (expected[p] > 0 && expected[p] >= atLeast) listed = insertBest(best, listed, p, expected);
    }
    for (let k = 0; k < listed; k++) {
      const p = best[k];
      columns.accountOf[count] = i;
      columns.productOf[count] = p;
      columns.expected[count] = expected[p];
      columns.rate[count] = rate[p];
      columns.value[count] = own * peerValue[cell + p];
      columns.lift[count] = factor[p];
      columns.liftedBy[count] = by[p];
      count++;
    }
    for (let e = offsets[i]; e < offsets[i + 1]; e++) isHeld[held[e]] = 0;
  }
  return {
    accountOf: cut(columns.accountOf, count),
    productOf: cut(columns.productOf, count),
    expected: cut(columns.expected, count),
    rate: cut(columns.rate, count),
    value: cut(columns.value, count),
    lift: cut(columns.lift, count),
    liftedBy: cut(columns.liftedBy, count),
    products: names.map((product, p) => ({
      ...{ product, buyers: buyers[p], sold: sold[p], expected: expectedByProduct[p] },
    })),
    expectedByAccount,
  };
}

/** How many pairs are listed where no expected value is too small. */
function mostPairs(offsets: Int32Array, products: number, perAccount: number): number {
  let most = 0;
  for (let i = 0; i + 1 < offsets.length; i++)
    most += Math.min(perAccount, products - (offsets[i + 1] - offsets[i]));
  return most;
}

/** Room for the columns of the listed pairs. */
function makeColumns(most: number) {
  return {
    accountOf: new Int32Array(most),
    productOf: new Int32Array(most),
    expected: new Float64Array(most),
    rate: new Float64Array(most),
    value: new Float64Array(most),
    lift: new Float64Array(most),
    liftedBy: new Int32Array(most),
  };
}

/** The first entries of a column, itself where that is all of it. */
function cut<T extends Float64Array | Int32Array>(column: T, count: number): T {
  return count === column.length ? column : (column.slice(0, count) as T);
}

/**
 * Puts a product among the best few, the largest first; of equals the one that came first.
 *
 * @returns how many there are now
 */
function insertBest(best: Int32Array, count: number, p: number, expected: Float64Array): number {
  let at = count;
  while (at > 0 && expected[best[at - 1]] < expected[p]) at--;
  if (at >= best.length) return count;
  const kept = Math.min(count, best.length - 1);
  for (let k = kept; k > at; k--) best[k] = best[k - 1];
  best[at] = p;
  return kept + 1;
}
