/**
 * The columns of listed pairs: what pairs are worth is there, the others are written when first read. Written out, millions
 * of pairs take 44 bytes each, an engine collects the whole heap for every 64 MB of them, and who asks what is not sold yet
 * seldom asks for all of it. What is kept in place of 36 of these bytes is 8 an account, 16 where accounts have sizes, and 4
 * a pair: sales and what accounts buy are let go. Entries are what they would be had they been written while pairs were listed.
 */
import type { PeerRates } from './ratePeers.js';

/**
 * Entry `[e]` of every column is about one listed pair. A column is written when it is first read, O(pairs); `rate`, `value`,
 * `lift` and `liftedBy` all four when one of them is.
 */
export interface PairColumns {
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
}

/** Pairs as they were listed. */
export interface ListedPairs {
  /** Entry `[i]` is where the pairs of account i end, which begin where those of the account before it do. */
  readonly ends: Int32Array;
  /**
   * Entry `[e]` is p + products x (1 + the product that lifts) of a pair with product p, p where none lifts; entries behind the
   * last pair mean nothing.
   */
  readonly listed: Int32Array;
  /** Entry `[e]` is what it is worth. */
  readonly expected: Float64Array;
}

/**
 * Makes the columns; nothing that the caller holds or gets is read for them later.
 *
 * @param lifts - what one product does for another; `null` for nothing
 * @param sizes - of the accounts; `null` for 1
 * @param products - how many
 */
export function pairColumns(
  pairs: ListedPairs,
  rates: PeerRates,
  lifts: Float64Array | null,
  sizes: ArrayLike<number> | null,
  products: number,
): PairColumns {
  const { ends, listed, expected } = pairs;
  const own = sizes === null ? null : Float64Array.from(sizes);
  const count = expected.length;
  const accountOf = once(() => writeAccounts(ends, count));
  const productOf = once(() => listed.subarray(0, count).map((code) => code % products));
  const parts = once(() => writeParts(pairs, count, rates, lifts, own, products));
  return {
    get accountOf() {
      return accountOf();
    },
    get productOf() {
      return productOf();
    },
    expected,
    get rate() {
      return parts().rate;
    },
    get value() {
      return parts().value;
    },
    get lift() {
      return parts().lift;
    },
    get liftedBy() {
      return parts().liftedBy;
    },
  };
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function writeAccounts(ends: Int32Array, count: number): Int32Array {
  const accountOf = new Int32Array(count);
  for (let i = 0, e = 0; i < ends.length; i++) for (; e < ends[i]; e++) accountOf[e] = i;
  return accountOf;
}

/** What expected values are made of; these may be with another thread by now, so that their count is given. */
function writeParts(
  { ends, listed }: ListedPairs,
  count: number,
  { cellOf, rate: peerRate, value: peerValue }: PeerRates,
  lifts: Float64Array | null,
  sizes: Float64Array | null,
  products: number,
): Pick<PairColumns, 'rate' | 'value' | 'lift' | 'liftedBy'> {
  const rate = new Float64Array(count);
  const value = new Float64Array(count);
  const lift = new Float64Array(count);
  const liftedBy = new Int32Array(count);
  for (let i = 0, e = 0; i < ends.length; i++) {
    const own = sizes === null ? 1 : sizes[i];
    for (; e < ends[i]; e++) {
      const at = cellOf[i] * products + (listed[e] % products);
      lift[e] = liftOf(lifts, listed[e] - products);
      rate[e] = liftedRate(peerRate[at], lift[e]);
      value[e] = own * peerValue[at];
      liftedBy[e] = Math.floor(listed[e] / products) - 1;
    }
  }
  return { rate, value, lift, liftedBy };
}

/** The factor at a place of the lifts, which is below 0 where no product lifts. */
export function liftOf(lifts: Float64Array | null, at: number): number {
  return lifts === null || at < 0 ? 1 : lifts[at];
}

/** A chance is 1 at the most. */
export function liftedRate(rate: number, lift: number): number {
  return Math.min(1, rate * lift);
}
