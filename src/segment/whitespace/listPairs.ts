import type { Holdings } from './holdProducts.js';
import { strongestLift } from './lifts.js';
import { type ListedPairs, liftedRate, liftOf, type PairColumns, pairColumns } from './pairColumns.js';
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

/** Whitespace by account and product, the columns of listed pairs among it. */
export interface Whitespace extends PairColumns {
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
  const { cellOf, rate: peerRate, value: peerValue } = rates;
  const most = mostPairs(offsets, size, perAccount);
  const ends = new Int32Array(n);
  const listed = new Int32Array(most);
  const expected = new Float64Array(most);
  const expectedByAccount = new Float64Array(n);
  const expectedByProduct = new Float64Array(size);
  const buyers = new Int32Array(size);
  const sold = new Float64Array(size);
  // Entry [p] is 1 where the account at hand buys product p.
  const isHeld = new Uint8Array(size);
  let to = 0;
  for (let i = 0; i < n; i++) {
    for (let e = offsets[i]; e < offsets[i + 1]; e++) {
      isHeld[held[e]] = 1;
      buyers[held[e]]++;
      sold[held[e]] += spends[e];
    }
    const from = to;
    const cell = cellOf[i] * size;
    const own = sizes === null ? 1 : sizes[i];
    let all = 0;
    for (let p = 0; p < size; p++) {
      if (isHeld[p] === 1) continue;
      const by = lifts === null ? -1 : strongestLift(lifts, size, held, offsets[i], offsets[i + 1], p);
      const rate = liftedRate(peerRate[cell + p], liftOf(lifts, by * size + p));
      const worth = rate * own * peerValue[cell + p];
      all += worth;
      expectedByProduct[p] += worth;
      const isFull = to === from + perAccount;
      if (!(worth > 0 && worth >= atLeast) || (isFull && worth <= expected[to - 1])) continue;
      // Among those listed, the largest first; of equals the one that came first. Where there is no room the last one goes.
      if (!isFull) to++;
      let at = to - 1;
      for (; at > from && expected[at - 1] < worth; at--) {
        expected[at] = expected[at - 1];
        listed[at] = listed[at - 1];
      }
      expected[at] = worth;
      listed[at] = (by + 1) * size + p;
    }
    ends[i] = to;
    expectedByAccount[i] = all;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) isHeld[held[e]] = 0;
  }
  const pairs: ListedPairs = { ends, listed, expected: to === most ? expected : expected.slice(0, to) };
  return Object.assign(pairColumns(pairs, rates, lifts, sizes, size), {
    products: names.map((product, p) => ({
      ...{ product, buyers: buyers[p], sold: sold[p], expected: expectedByProduct[p] },
    })),
    expectedByAccount,
  });
}

/** How many pairs are listed where no expected value is too small. */
function mostPairs(offsets: Int32Array, products: number, perAccount: number): number {
  let most = 0;
  for (let i = 0; i + 1 < offsets.length; i++)
    most += Math.min(perAccount, products - (offsets[i + 1] - offsets[i]));
  return most;
}
