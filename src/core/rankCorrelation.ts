import { exponential } from './exponential.js';
import { logarithm } from './logarithm.js';
import { normalQuantile } from './normalDistribution.js';

/** How well two columns agree in order. */
export interface SpearmanCorrelation {
  /** -1 (opposite order) to 1 (same order). */
  readonly value: number;
  /** Interval of the stated confidence; `null` for fewer than 4 pairs or a perfect order, where it has no width. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/**
 * Spearman's rank correlation, of ranks that `averageRanks` made.
 *
 * @param a - ranks of one column, ties at their mean
 * @param b - those of the other, as many
 * @param confidence - of the interval, above 0 and below 1
 * @returns a new record; `null` for fewer than two pairs or where one column is all equal
 * @remarks Pearson's correlation of the ranks, ties sharing their mean (Charles Spearman: The Proof and Measurement of
 * Association between Two Things, 1904). Interval by Fisher's transform with standard error
 * sqrt((1 + r²/2) / (n - 3)) (Bonett, Wright: Sample size requirements for estimating Pearson, Kendall and Spearman
 * correlations, 2000, DOI 10.1007/BF02294183). O(n), the same bits on every runtime.
 */
export function correlateRanks(
  a: Float64Array,
  b: Float64Array,
  confidence: number,
): SpearmanCorrelation | null {
  const count = a.length;
  const mean = (count + 1) / 2;
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    products += (a[i] - mean) * (b[i] - mean);
    squaresA += (a[i] - mean) * (a[i] - mean);
    squaresB += (b[i] - mean) * (b[i] - mean);
  }
  if (count < 2 || squaresA === 0 || squaresB === 0) return null;
  const value = Math.min(1, Math.max(-1, products / Math.sqrt(squaresA * squaresB)));
  if (count < 4 || Math.abs(value) === 1) return { value, interval: null };
  const z = 0.5 * logarithm((1 + value) / (1 - value));
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt((1 + (value * value) / 2) / (count - 3));
  return { value, interval: { low: hyperbolicTangent(z - half), high: hyperbolicTangent(z + half) } };
}

function hyperbolicTangent(z: number): number {
  const power = exponential(-2 * Math.abs(z));
  const size = (1 - power) / (1 + power);
  return z < 0 ? -size : size;
}
