import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { isList } from '../../core/records.js';
import { checkTotal, isAmount } from './checkTotal.js';
import { largestRemainder } from './largestRemainder.js';
import { amountOf, unitsOf } from './units.js';

/** Above this the exact product of a weight and a total could overflow. */
const MAX_WEIGHT = 1e200;

/**
 * Divides a total in proportion to weights, in whole units that add up exactly (largest remainder, Hamilton's method).
 *
 * @param weights - entry `[i]` is the weight of recipient i, 0 to 1e200, such as an amount that is to be rounded
 * @param total - what is divided: 0 or more, a whole number of units, at most 2^50 of them
 * @param unit - smallest amount that is not divided further, above 0; 1 unless told
 * @returns entry `[i]` is the part of recipient i, a multiple of `unit`; the parts add up to `total`
 * @throws {@link InputError} with every issue: a weight or total out of range, a total that is no multiple of the unit,
 * weights that add up to 0 while there is something to divide
 * @remarks O(n log n), deterministic. Each part is the exact share rounded down or up (the quota rule). Equal
 * remainders go to the lowest index; apart from such ties the order of the recipients does not matter. Exact, ties
 * included, for weights that are whole numbers. The method is not monotone: with a larger total a part can shrink (the
 * Alabama paradox; Balinski, Young: Fair Representation, 1982). With a unit such as 0.01 each part is the double
 * nearest to its decimal, so count cents where a sum in floating point must be exact to the bit.
 * @example
 * ```ts
 * import { roundToTotal } from 'bailiwick/quota';
 * roundToTotal([1, 1, 1], 100); // => [34, 33, 33]
 * roundToTotal([412.4, 300.3, 287.3], 1_000, 50); // => [400, 300, 300]
 * ```
 */
export function roundToTotal(weights: ArrayLike<number>, total: number, unit: number = 1): number[] {
  const issues: Issue[] = [];
  checkTotal(total, unit, issues);
  const count = isList(weights, 'weights', issues) ? weights.length : 0;
  for (let i = 0; i < count; i++) {
    if (isAmount(weights[i]) && weights[i] <= MAX_WEIGHT) continue;
    addIssue(issues, badValue(i, 'weights', 'out-of-range', 'a number from 0 to 1e200', weights[i]));
  }
  if (issues.length === 0 && total > 0 && compensatedSum(weights) === 0) {
    issues.push(badValue(null, 'weights', 'nothing-to-share-by', 'above 0 in sum, as the total is', 0));
  }
  if (issues.length > 0) throw new InputError('roundToTotal', issues);
  const parts = largestRemainder(Float64Array.from(weights), unitsOf(total, unit));
  return parts.map((units) => amountOf(units, unit));
}
