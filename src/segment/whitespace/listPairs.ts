import { createCodes } from './codes.js';
import type { Holdings } from './holdProducts.js';
import { strongestLift } from './lifts.js';
import { liftedRate, liftOf, type PairColumns, pairColumns } from './pairColumns.js';
import type { PeerRates } from './ratePeers.js';
import type { WhitespaceOptions } from './readSales.js';
import { createScratch } from './scratch.js';

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
  const { groupOf, rowOf, rate: peerRate, value: peerValue } = rates;
  const most = Math.min(perAccount, size);
  const counts = createCodes(n, most + 1);
  const listed = createCodes(n * most, lifts === null ? size : size * (size + 1));
  // Entry [k] is what the k-th pair of the account at hand is worth.
  const worths = new Float64Array(most);
  const totals = createScratch(n);
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
    const row = rowOf(groupOf[i]);
    const own = sizes === null ? 1 : sizes[i];
    let all = 0;
    // What a pair must be worth more than: where there is no room the last one listed.
    let bar = 0;
    for (let p = 0; p < size; p++) {
      if (isHeld[p] === 1) continue;
      let rate = peerRate[row + p];
      let by = -1;
      if (lifts !== null) {
        by = strongestLift(lifts, size, held, offsets[i], offsets[i + 1], p);
        rate = liftedRate(rate, liftOf(lifts, by * size + p));
      }
      const worth = rate * own * peerValue[row + p];
      all += worth;
      expectedByProduct[p] += worth;
      if (worth <= bar || worth < atLeast) continue;
      // Among those listed, the largest first; of equals the one that came first. Where there is no room the last one goes.
      if (to < from + most) to++;
      let k = to - from - 1;
      for (; k > 0 && worths[k - 1] < worth; k--) {
        worths[k] = worths[k - 1];
        listed[from + k] = listed[from + k - 1];
      }
      worths[k] = worth;
      listed[from + k] = (by + 1) * size + p;
      if (to === from + most) bar = worths[most - 1];
    }
    counts[i] = to - from;
    totals[i] = all;
    for (let e = offsets[i]; e < offsets[i + 1]; e++) isHeld[held[e]] = 0;
  }
  return Object.assign(
    pairColumns({ counts, listed, count: to, totals, rates, lifts, sizes, products: size }),
    {
      products: names.map((product, p) => ({
        ...{ product, buyers: buyers[p], sold: sold[p], expected: expectedByProduct[p] },
      })),
    },
  );
}
