import { compensatedSum } from './compensatedSum.js';

/**
 * Gini coefficient of amounts that were checked before: half the mean absolute difference of all pairs over the mean.
 *
 * @param values - entry `[i]` is what i has, finite, 0 or more
 * @returns 0 to (n - 1) / n; `null` where there is nobody or nothing to share
 * @remarks In ascending order it is `sum of (2 i - n - 1) * x[i] / (n * sum of x)`, i from 1. O(n log n).
 */
export function giniCoefficient(values: ArrayLike<number>): number | null {
  const parts = new Float64Array(values).sort();
  const count = parts.length;
  const largest = count === 0 ? 0 : parts[count - 1];
  if (largest === 0) return null;
  // Relative to the largest: no sum can overflow, and equal values become exactly equal terms.
  for (let i = 0; i < count; i++) parts[i] /= largest;
  const sum = compensatedSum(parts);
  for (let i = 0; i < count; i++) parts[i] *= 2 * i - count + 1;
  return Math.max(0, compensatedSum(parts) / (count * sum));
}
