import { checkNames, checkThresholds, checkValues, failOptions } from './checkTiers.js';

/** A class for every value, and where the classes part. */
export interface Tiers {
  /** Entry `[i]` is the tier of value i. */
  readonly tiers: readonly string[];
  /** Entry `[t]` is the least value of tier t; the last tier takes everything below. One entry fewer than tiers. */
  readonly thresholds: readonly number[];
  /** Entry `[t]` is how many values are in tier t. */
  readonly counts: readonly number[];
}

/**
 * Puts values into tiers by thresholds.
 *
 * @param values - finite numbers
 * @param tiers - names of the tiers, the highest first
 * @param thresholds - the least value of every tier but the last, falling
 * @returns a tier for every value
 * @throws {@link OptionsError} where names repeat, or thresholds are no numbers that fall or are not one fewer than tiers
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks O(n * tiers). Equal values are never parted.
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
  const counts = new Array<number>(tiers.length).fill(0);
  const named = Array.from(values, (value) => {
    let tier = thresholds.findIndex((threshold) => value >= threshold);
    if (tier < 0) tier = tiers.length - 1;
    counts[tier]++;
    return tiers[tier];
  });
  return { tiers: named, thresholds, counts };
}
