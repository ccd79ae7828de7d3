/**
 * The columns of listed pairs, each written when it is first read. Written out, millions of pairs take 44 bytes each, an engine
 * collects the whole heap, the caller's too, for every 64 MB in typed arrays, and who asks what is not sold yet seldom asks for
 * all of it. What is kept instead is a code for each pair and what it is made from: a byte a pair while there are few products, and
 * 10 an account, 18 where accounts have sizes; sales and what accounts buy are let go. Entries are what they would be had
 * they been written while pairs were listed.
 */
import type { Codes } from './codes.js';
import type { PeerRates } from './ratePeers.js';
import type { Scratch } from './scratch.js';

/**
 * Entry `[e]` of every column but the last is about one listed pair. A column is written when it is first read, O(pairs); `rate`,
 * `value`, `lift` and `liftedBy` all four when one of them is, into one buffer.
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
  /** Entry `[i]` is the sum of expected values of account i over all products it does not buy, listed or not. */
  readonly expectedByAccount: Float64Array;
}

/** Pairs as they were listed, and what they are made from. */
export interface ListedPairs {
  /** Entry `[i]` is how many pairs account i has. */
  readonly counts: Codes;
  /**
   * Entry `[e]` is p + products x (1 + the product that lifts) of a pair with product p, p where none lifts; entries behind the
   * last pair mean nothing.
   */
  readonly listed: Codes;
  /** How many pairs there are. */
  readonly count: number;
  /** Entry `[i]` is what all products that account i does not buy are worth. */
  readonly totals: Scratch;
  readonly rates: PeerRates;
  /** What one product does for another; `null` for nothing. */
  readonly lifts: Float64Array | null;
  /** Of the accounts; `null` for 1. */
  readonly sizes: ArrayLike<number> | null;
  /** How many products there are. */
  readonly products: number;
}

/** Makes the columns; nothing that the caller holds or gets is read for them later. */
export function pairColumns(listing: ListedPairs): PairColumns {
  const { sizes } = listing;
  const pairs = { ...listing, sizes: sizes === null ? null : new Float64Array(sizes) };
  // Laid out before any column, though written last: the more there is when the heap is collected, the later it is again.
  let room: ArrayBuffer | undefined;
  /** Writes something when it is first asked for. */
  const column = <T>(write: (pairs: ListedPairs, room: ArrayBuffer) => T) => {
    let written: T | undefined;
    return () => {
      room ??= new ArrayBuffer(28 * pairs.count);
      written ??= write(pairs, room);
      return written;
    };
  };
  const accountOf = column(writeAccounts);
  const productOf = column(writeProducts);
  const expected = column(writeExpected);
  const parts = column(writeParts);
  const expectedByAccount = column(({ totals }) => new Float64Array(totals));
  return {
    get accountOf() {
      return accountOf();
    },
    get productOf() {
      return productOf();
    },
    get expected() {
      return expected();
    },
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
    get expectedByAccount() {
      return expectedByAccount();
    },
  };
}

function writeAccounts({ counts, count }: ListedPairs): Int32Array {
  const accountOf = new Int32Array(count);
  for (let i = 0, e = 0; i < counts.length; i++)
    for (const end = e + counts[i]; e < end; e++) accountOf[e] = i;
  return accountOf;
}

function writeProducts({ listed, count, products }: ListedPairs): Int32Array {
  const productOf = new Int32Array(count);
  for (let e = 0; e < count; e++) productOf[e] = listed[e] % products;
  return productOf;
}

function writeExpected({ counts, listed, count, rates, lifts, sizes, products }: ListedPairs): Float64Array {
  const expected = new Float64Array(count);
  for (let i = 0, e = 0; i < counts.length; i++) {
    const own = sizes === null ? 1 : sizes[i];
    const row = counts[i] === 0 ? 0 : rates.rowOf(rates.groupOf[i]);
    for (const end = e + counts[i]; e < end; e++) {
      const at = row + (listed[e] % products);
      // In the order in which listed pairs were rated, to the last digit.
      expected[e] = liftedRate(rates.rate[at], liftOf(lifts, listed[e] - products)) * own * rates.value[at];
    }
  }
  return expected;
}

/** What expected values are made of, column by column in a room of 28 bytes a pair. */
function writeParts(
  { counts, listed, count, rates, lifts, sizes, products }: ListedPairs,
  room: ArrayBuffer,
) {
  const rate = new Float64Array(room, 0, count);
  const value = new Float64Array(room, 8 * count, count);
  const lift = new Float64Array(room, 16 * count, count);
  const liftedBy = new Int32Array(room, 24 * count, count);
  for (let i = 0, e = 0; i < counts.length; i++) {
    const own = sizes === null ? 1 : sizes[i];
    const row = counts[i] === 0 ? 0 : rates.rowOf(rates.groupOf[i]);
    for (const end = e + counts[i]; e < end; e++) {
      const at = row + (listed[e] % products);
      lift[e] = liftOf(lifts, listed[e] - products);
      rate[e] = liftedRate(rates.rate[at], lift[e]);
      value[e] = own * rates.value[at];
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
