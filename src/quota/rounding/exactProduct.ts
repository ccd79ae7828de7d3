/**
 * `a * b - product` without rounding. T. J. Dekker: A floating-point technique for extending the available precision,
 * 1971, DOI 10.1007/BF01397083.
 */
export function productError(a: number, b: number, product: number): number {
  const aHigh = highHalf(a);
  const bHigh = highHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Sign of `a * b - c * d`, as if nothing were rounded: rounding keeps the order, and equal products show their errors. */
export function compareProducts(a: number, b: number, c: number, d: number): number {
  const left = a * b;
  const right = c * d;
  if (left !== right) return left - right;
  return productError(a, b, left) - productError(c, d, right);
}

/** The upper 26 bits of a double's fraction. */
function highHalf(value: number): number {
  const scaled = 134217729 * value;
  return scaled - (scaled - value);
}
