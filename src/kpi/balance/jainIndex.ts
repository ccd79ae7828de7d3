import { compensatedSum } from '../../core/compensatedSum.js';
import { checkAmounts } from '../checkAmounts.js';

/**
 * Jain's index of fairness: 1 for equal parts, 1 / n where one has it all; k / n where k share equally and others have none.
 *
 * @param values - entry `[i]` is what i has, 0 or more
 * @returns 1 / n to 1; `null` where there is nobody or nothing to share
 * @throws {@link InputError} naming every value that is negative or not finite
 * @remarks `(sum of x)² / (n * sum of x²)`, which is 1 / (1 + CV²) with the coefficient of variation CV (Jain, Chiu,
 * Hawe: A Quantitative Measure of Fairness and Discrimination for Resource Allocation in Shared Computer Systems, DEC
 * Research Report TR-301, 1984). O(n), deterministic.
 * @example
 * ```ts
 * import { jainIndex } from 'bailiwick/kpi';
 * jainIndex([7, 7, 7]); // => 1
 * jainIndex([4, 4, 0, 0]); // => 0.5
 * ```
 */
export function jainIndex(values: ArrayLike<number>): number | null {
  checkAmounts('jainIndex', { values }, Number.MAX_VALUE);
  const parts = Float64Array.from(values);
  const largest = parts.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return null;
  // Relative to the largest: no square can overflow.
  for (let i = 0; i < parts.length; i++) parts[i] /= largest;
  const sum = compensatedSum(parts);
  return Math.min(1, (sum * sum) / (parts.length * compensatedSum(parts.map((part) => part * part))));
}
