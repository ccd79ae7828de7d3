/** What accounts buy: row i is `offsets[i] … offsets[i + 1] - 1` of the columns. */
export interface Holdings {
  readonly offsets: Int32Array;
  /** Entry `[e]` is a product that the account buys, each once. */
  readonly products: Int32Array;
  /** Entry `[e]` is what it spends on it, above 0. */
  readonly spends: Float64Array;
  /** Entry `[p]` is the name of product p. */
  readonly names: readonly string[];
}

/**
 * Adds the sales of an account and product up; what does not come out above 0 is not bought. O(sales).
 *
 * @param names - of the products
 * @param ends - entry `[i]` is where the sales of account i end, which begin where those of the account before it do
 * @param products - entry `[e]` is the product of a sale; written over, as a column of the result
 * @param spends - entry `[e]` is its amount; written over likewise: memory for millions of sales is dear
 */
export function holdProducts(
  names: readonly string[],
  ends: Int32Array,
  products: Int32Array,
  spends: Float64Array,
): Holdings {
  const offsets = new Int32Array(ends.length + 1);
  // Entry [p] is the sum of the account at hand, and whether it is still to be written.
  const sums = new Float64Array(names.length);
  const isOpen = new Uint8Array(names.length);
  let size = 0;
  let from = 0;
  for (let i = 0; i < ends.length; i++) {
    for (let e = from; e < ends[i]; e++) {
      sums[products[e]] += spends[e];
      isOpen[products[e]] = 1;
    }
    for (let e = from; e < ends[i]; e++) {
      const p = products[e];
      if (isOpen[p] === 1 && sums[p] > 0) {
        products[size] = p;
        spends[size++] = sums[p];
      }
      sums[p] = 0;
      isOpen[p] = 0;
    }
    from = ends[i];
    offsets[i + 1] = size;
  }
  return { offsets, products: products.subarray(0, size), spends: spends.subarray(0, size), names };
}
