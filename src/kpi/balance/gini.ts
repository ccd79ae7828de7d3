import { giniCoefficient } from '../../core/giniCoefficient.js';
import { checkAmounts } from '../checkAmounts.js';

/**
 * Gini coefficient: how unequally an amount is spread, 0 for equal parts, towards 1 where one has it all.
 *
 * @param values - entry `[i]` is what i has, 0 or more
 * @returns 0 to (n - 1) / n; `null` where there is nobody or nothing to share
 * @throws {@link InputError} naming every value that is negative or not finite: a return has no place in a spread of parts
 * @remarks Half the mean absolute difference of all pairs, divided by the mean, without small-sample correction (Corrado
 * Gini: Variabilità e mutabilità, 1912). With the values in ascending order it is
 * `sum of (2 i - n - 1) * x[i] / (n * sum of x)`, i from 1. O(n log n), deterministic.
 * @example
 * ```ts
 * import { gini } from 'bailiwick/kpi';
 * gini([5, 5, 5]); // => 0
 * gini([0, 0, 0, 8]); // => 0.75
 * gini([]); // => null
 * ```
 */
export function gini(values: ArrayLike<number>): number | null {
  checkAmounts('gini', { values }, Number.MAX_VALUE);
  return giniCoefficient(values);
}
