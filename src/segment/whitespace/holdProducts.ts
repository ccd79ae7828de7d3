import { buildCsr } from '../../core/csr.js';

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

/** Adds the sales of an account and product up; what does not come out above 0 is not bought. O(sales). */
export function holdProducts(
  count: number,
  names: readonly string[],
  account: Int32Array,
  product: Int32Array,
  amount: Float64Array,
): Holdings {
  const byAccount = buildCsr(
    count,
    account,
    account.map((_, e) => e),
  );
  const offsets = new Int32Array(count + 1);
  const products = new Int32Array(account.length);
  const spends = new Float64Array(account.length);
  // Entry [p] is the sum of the account at hand and how many of its sales are in it.
  const sums = new Float64Array(names.length);
  const sales = new Int32Array(names.length);
  let size = 0;
  for (let i = 0; i < count; i++) {
    const [from, to] = [byAccount.offsets[i], byAccount.offsets[i + 1]];
    for (let t = from; t < to; t++) {
      sums[product[byAccount.targets[t]]] += amount[byAccount.targets[t]];
      sales[product[byAccount.targets[t]]]++;
    }
    for (let t = from; t < to; t++) {
      const p = product[byAccount.targets[t]];
      if (sales[p] > 0 && sums[p] > 0) {
        products[size] = p;
        spends[size++] = sums[p];
      }
      sums[p] = 0;
      sales[p] = 0;
    }
    offsets[i + 1] = size;
  }
  return { offsets, products: products.slice(0, size), spends: spends.slice(0, size), names };
}
