/**
 * The columns of listed pairs: what pairs are worth is there, the others are written when first read. Written out, millions
 * of pairs take 44 bytes each, an engine collects the whole heap for every 64 MB of them, and who asks what is not sold yet
 * seldom asks for all of it. What is kept in place of 32 of these bytes is 8 an account and 4 a pair. Entries are what they
 * would be had they been written while pairs were listed.
 */
import type { Holdings } from './holdProducts.js';
import { strongestLift } from './lifts.js';
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
  /** Entry `[e]` is the product of a pair; entries behind the last pair mean nothing. */
  readonly listed: Int32Array;
  /** Entry `[e]` is what it is worth. */
  readonly expected: Float64Array;
}

/** Makes the columns; nothing that the caller holds or gets is read for them later. */
export function pairColumns(
  { ends, listed, expected }: ListedPairs,
  holdings: Holdings,
  rates: PeerRates,
  lifts: Float64Array | null,
  sizes: ArrayLike<number> | null,
): PairColumns {
  const ownSizes = sizes === null ? null : Float64Array.from(sizes);
  const accountOf = once(() => writeAccounts(ends, expected.length));
  const productOf = once(() => listed.slice(0, expected.length));
  const parts = once(() => writeParts(ends, listed, expected.length, holdings, rates, lifts, ownSizes));
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

/** What expected values are made of. */
function writeParts(
  ends: Int32Array,
  listed: Int32Array,
  count: number,
  { offsets, products: held, names }: Holdings,
  { cellOf, rate: peerRate, value: peerValue }: PeerRates,
  lifts: Float64Array | null,
  sizes: Float64Array | null,
): Pick<PairColumns, 'rate' | 'value' | 'lift' | 'liftedBy'> {
  const size = names.length;
  const rate = new Float64Array(count);
  const value = new Float64Array(count);
  const lift = new Float64Array(count);
  const liftedBy = new Int32Array(count);
  for (let i = 0, e = 0; i < ends.length; i++) {
    const own = sizes === null ? 1 : sizes[i];
    for (; e < ends[i]; e++) {
      const at = cellOf[i] * size + listed[e];
      const by =
        lifts === null ? -1 : strongestLift(lifts, size, held, offsets[i], offsets[i + 1], listed[e]);
      const factor = by < 0 ? 1 : (lifts as Float64Array)[by * size + listed[e]];
      rate[e] = Math.min(1, peerRate[at] * factor);
      value[e] = own * peerValue[at];
      lift[e] = factor;
      liftedBy[e] = by;
    }
  }
  return { rate, value, lift, liftedBy };
}
