import { ckmeans } from 'simple-statistics';
import { checkValues, failOptions } from './checkTiers.js';
import { type Tiers, tierByThresholds } from './tierByThresholds.js';

/**
 * Puts values into tiers where they part by themselves: the sum of squared deviations within tiers is the least possible.
 *
 * @param values - finite numbers, at least as many different ones as tiers
 * @param tiers - names of the tiers, the highest first
 * @returns a tier for every value
 * @throws {@link OptionsError} where names repeat or there are more tiers than different values
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks O(tiers * n log n). Natural breaks (Jenks) by ckmeans: H. Wang, M. Song: Ckmeans.1d.dp, 2011,
 * DOI 10.32614/RJ-2011-015. Equal values are never parted.
 * @example
 * ```ts
 * import { tierByNaturalBreaks } from 'bailiwick/segment';
 * const { tiers, thresholds } = tierByNaturalBreaks([1, 2, 3, 50, 52, 900], ['A', 'B', 'C']);
 * tiers; // => ['C', 'C', 'C', 'B', 'B', 'A']
 * thresholds; // => [900, 50]
 * ```
 */
export function tierByNaturalBreaks(values: ArrayLike<number>, tiers: readonly string[]): Tiers {
  checkValues(values);
  const list = Array.from(values);
  const different = new Set(list).size;
  if (different < tiers.length) {
    failOptions('tierByNaturalBreaks', [
      `tiers should be ${different} at the most, as many as values differ, but are ${tiers.length}`,
    ]);
  }
  const clusters = ckmeans(list, tiers.length);
  const thresholds = clusters.slice(1).map((cluster) => cluster[0]);
  return tierByThresholds(list, tiers, thresholds.reverse());
}
