import { compensatedSum } from '../../core/compensatedSum.js';
import { logarithm } from '../../core/logarithm.js';
import { checkAmounts } from '../checkAmounts.js';

/**
 * Theil index: how unequally an amount is spread, 0 for equal parts, the logarithm of n where one has it all.
 *
 * @param values - entry `[i]` is what i has, 0 or more
 * @returns 0 to ln n; `null` where there is nobody or nothing to share
 * @throws {@link InputError} naming every value that is negative or not finite
 * @remarks The mean of `x / mean * ln(x / mean)`, in which 0 ln 0 is 0 (Henri Theil: Economics and Information Theory,
 * 1967; the T index). {@link theilByGroup} splits it. O(n), the same bytes on every runtime.
 * @example
 * ```ts
 * import { theil } from 'bailiwick/kpi';
 * theil([5, 5, 5]); // => 0
 * theil([0, 0, 0, 8]); // => 1.3862943611198906
 * ```
 */
export function theil(values: ArrayLike<number>): number | null {
  checkAmounts('theil', { values }, Number.MAX_VALUE);
  return theilOf(Float64Array.from(values));
}

/** The index of checked values. */
export function theilOf(values: Float64Array): number | null {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return null;
  // Relative to the largest: no sum can overflow, and equal values become exactly equal terms.
  const parts = values.map((value) => value / largest);
  const mean = compensatedSum(parts) / parts.length;
  const terms = parts.map((part) => (part === 0 ? 0 : (part / mean) * logarithm(part / mean)));
  return Math.max(0, compensatedSum(terms) / parts.length);
}
