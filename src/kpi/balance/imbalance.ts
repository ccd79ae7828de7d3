import { checkAmounts } from '../checkAmounts.js';
import { relativeDeviation } from './relativeDeviation.js';

/**
 * Imbalance of a measure: the largest deviation of a territory from its target, as a share of the target.
 *
 * @param loads - entry `[j]` is the load of territory j, 0 or more
 * @param targets - entry `[j]` is the load it should have, 0 or more
 * @returns `max of |load - target| / target`, 0 where every target is met; `null` where there is no territory or a target
 * of 0 has a load
 * @throws {@link InputError} naming every number that is negative or not finite, and lists of different lengths
 * @remarks O(n), deterministic.
 * @example
 * ```ts
 * import { imbalance } from 'bailiwick/kpi';
 * imbalance([90, 105, 105], [100, 100, 100]); // => 0.1
 * imbalance([3, 0], [3, 0]); // => 0
 * imbalance([3, 1], [4, 0]); // => null
 * ```
 */
export function imbalance(loads: ArrayLike<number>, targets: ArrayLike<number>): number | null {
  checkAmounts('imbalance', { loads, targets }, Number.MAX_VALUE);
  let largest: number | null = loads.length > 0 ? 0 : null;
  for (let j = 0; j < loads.length && largest !== null; j++) {
    const deviation = relativeDeviation(loads[j], targets[j]);
    largest = deviation === null ? null : Math.max(largest, Math.abs(deviation));
  }
  return largest;
}
