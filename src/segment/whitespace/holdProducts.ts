import type { Codes } from './codes.js';
import type { Scratch } from './scratch.js';

/** What accounts buy: row i is `offsets[i] … offsets[i + 1] - 1` of the columns. */
export interface Holdings {
  readonly offsets: Int32Array;
  /** Entry `[e]` is a product that the account buys, each once. */
  readonly products: Codes;
  /** Entry `[e]` is what it spends on it, above 0. */
  readonly spends: ArrayLike<number>;
  /** Entry `[p]` is the name of product p. */
  readonly names: readonly string[];
}

/** Sales by account: row i is `offsets[i] … offsets[i + 1] - 1` of the columns, which are written over. */
export interface SoldColumns extends Holdings {
  readonly offsets: Int32Array;
  /** Entry `[e]` is the product of a sale. */
  readonly products: Codes;
  /** Entry `[e]` is its amount. */
  readonly spends: Scratch;
}

/**
 * Adds the sales of an account and product up; what does not come out above 0 is not bought. O(sales).
 *
 * @param sales - their columns become those of the result: memory for millions of sales is dear
 */
export function holdProducts({ names, offsets, products, spends }: SoldColumns): Holdings {
  // Entry [p] is the sum of the account at hand, and whether it is still to be written.
  const sums = new Float64Array(names.length);
  const isOpen = new Uint8Array(names.length);
  let size = 0;
  let from = 0;
  for (let i = 1; i < offsets.length; i++) {
    const to = offsets[i];
    for (let e = from; e < to; e++) {
      sums[products[e]] += spends[e];
      isOpen[products[e]] = 1;
    }
    for (let e = from; e < to; e++) {
      const p = products[e];
      if (isOpen[p] === 1 && sums[p] > 0) {
        products[size] = p;
        spends[size++] = sums[p];
      }
      sums[p] = 0;
      isOpen[p] = 0;
    }
    from = to;
    offsets[i] = size;
  }
  return { offsets, products, spends, names };
}
