import { type Codes, createCodes } from './codes.js';
import type { Holdings } from './holdProducts.js';
import type { PeerGroups } from './indexPeers.js';

/**
 * Rows of rates and values by peer group. A group has a row of all products where its accounts buy half as many or more. Where
 * they buy fewer it has entries of these only, and its row is made from that of the group above when it is asked for: a
 * million groups take no more room than what their accounts buy.
 */
export interface PeerRows {
  /** Entry `[rowOf(g) + p]` is the shrunk share of group g that buys product p. */
  readonly rate: Float64Array;
  /** Entry `[rowOf(g) + p]` is what a buyer spends, for each unit of size. */
  readonly value: Float64Array;
  /** Entry `[e]` is the product of an entry of a group without a row. */
  readonly products: Codes;
  /** Entry `[g]` is where the row of group g begins, or its entries. */
  readonly starts: Int32Array;
  /** Entry `[g]` is where the entries of group g end; to be written. */
  readonly ends: Int32Array;
  /** Entry `[g]` is how many accounts group g has. */
  readonly sizes: Int32Array;
  /** Entry `[p]` is how many units of size the prior has: each of its accounts is the mean buyer. To be written. */
  readonly priorUnits: Float64Array;
  hasRow(group: number): boolean;
  /** Where a row begins; what stands there may be written over when that of another group is asked for. */
  rowOf(group: number): number;
}

/** Lays out rows and entries, all 0. O(levels x (accounts + groups)); a row that is made takes O(levels x products). */
export function createPeerRows({ offsets, names }: Holdings, groups: PeerGroups, prior: number): PeerRows {
  const { parentOf, levels } = groups;
  const size = names.length;
  const starts = new Int32Array(parentOf.length + 1);
  const sizes = new Int32Array(parentOf.length);
  // The first row is where rows are made; while it is 0 it stands for what is above everybody.
  starts[0] = size;
  for (const { first, offsets: from, members } of levels) {
    for (let g = first; g + 1 < from.length; g++) {
      sizes[g] = from[g + 1] - from[g];
      let held = 0;
      if (g > 0)
        for (let k = from[g]; k < from[g + 1] && 2 * held < size; k++)
          held += offsets[members[k] + 1] - offsets[members[k]];
      starts[g + 1] = starts[g] + (g === 0 || 2 * held >= size ? size : held);
    }
  }
  const rate = new Float64Array(starts[parentOf.length]);
  const value = new Float64Array(rate.length);
  const products = createCodes(rate.length, size);
  const ends = new Int32Array(parentOf.length);
  const priorUnits = new Float64Array(size);
  const hasRow = (g: number): boolean => starts[g + 1] - starts[g] === size;
  // The group whose row was made last.
  let made = 0;
  const rowOf = (g: number): number => {
    if (hasRow(g)) return starts[g];
    if (g === made) return 0;
    const parent = parentOf[g];
    const above = rowOf(parent);
    const others = sizes[g] - 1 + prior;
    const fillRate = (p: number): void => {
      rate[p] = others > 0 ? (prior * rate[above + p]) / others : rate[above + p];
    };
    const fillValue = (p: number): void => {
      const units = priorUnits[p];
      value[p] = units > 0 ? (units * value[above + p]) / units : value[above + p];
    };
    // Values below one group with a row differ by what accounts buy, and so do rates of groups of one size.
    const isNear = made > 0 && parentOf[made] === parent;
    const [from, to] = [starts[made], ends[made]];
    if (isNear) for (let e = from; e < to; e++) fillValue(products[e]);
    else for (let p = 0; p < size; p++) fillValue(p);
    if (isNear && sizes[made] === sizes[g]) for (let e = from; e < to; e++) fillRate(products[e]);
    else for (let p = 0; p < size; p++) fillRate(p);
    for (let e = starts[g]; e < ends[g]; e++) {
      rate[products[e]] = rate[e];
      value[products[e]] = value[e];
    }
    made = g;
    return 0;
  };
  return { rate, value, products, starts, ends, sizes, priorUnits, hasRow, rowOf };
}
