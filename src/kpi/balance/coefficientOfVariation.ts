import { compensatedSum } from '../../core/compensatedSum.js';
import { checkAmounts } from '../checkAmounts.js';

/**
 * Coefficient of variation: the standard deviation as a share of the mean.
 *
 * @param values - entry `[i]` is what i has, 0 or more
 * @returns 0 for equal parts, at most the square root of n - 1; `null` where there is nobody or nothing to share
 * @throws {@link InputError} naming every value that is negative or not finite
 * @remarks With the population's standard deviation (divided by n): the territories are all there are, not a sample.
 * O(n), deterministic.
 * @example
 * ```ts
 * import { coefficientOfVariation } from 'bailiwick/kpi';
 * coefficientOfVariation([2, 4, 4, 4, 5, 5, 7, 9]); // => 0.4
 * coefficientOfVariation([0, 0]); // => null
 * ```
 */
export function coefficientOfVariation(values: ArrayLike<number>): number | null {
  checkAmounts('coefficientOfVariation', { values }, Number.MAX_VALUE);
  const parts = new Float64Array(values);
  const largest = parts.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return null;
  // Relative to the largest: no square can overflow, and equal values become exactly equal terms.
  for (let i = 0; i < parts.length; i++) parts[i] /= largest;
  const mean = compensatedSum(parts) / parts.length;
  for (let i = 0; i < parts.length; i++) parts[i] = (parts[i] - mean) ** 2;
  const variance = compensatedSum(parts) / parts.length;
  return Math.sqrt(variance) / mean;
}
