import { checkNames, checkThresholds, checkValues, failOptions } from './checkTiers.js';
import { putIntoTiers, type Tiers } from './putIntoTiers.js';

/**
 * Puts values into tiers by thresholds.
 *
 * @param values - finite numbers
 * @param tiers - names of the tiers, the highest first
 * @param thresholds - the least value of every tier but the last, falling
 * @returns a tier for every value
 * @throws {@link OptionsError} where names repeat, or thresholds are no numbers that fall or are not one fewer than tiers
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks O(n log tiers). Equal values are never parted.
 * @example
 * ```ts
 * import { tierByThresholds } from 'bailiwick/segment';
 * tierByThresholds([5, 100, 20], ['A', 'B', 'C'], [50, 10]).tiers; // => ['C', 'A', 'B']
 * ```
 */
export function tierByThresholds(
  values: ArrayLike<number>,
  tiers: readonly string[],
  thresholds: readonly number[],
): Tiers {
  const problems: string[] = [];
  checkNames(tiers, problems);
  checkThresholds(tiers, thresholds, problems);
  failOptions('tierByThresholds', problems);
  checkValues(values);
  return putIntoTiers(values, tiers, thresholds);
}
