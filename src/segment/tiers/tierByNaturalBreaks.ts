import { checkNames, checkValues, failOptions } from './checkTiers.js';
import { naturalBreaks } from './naturalBreaks.js';
import { putIntoTiers, type Tiers } from './putIntoTiers.js';

/** Tiers x different values at the most: the table of where classes begin takes 4 bytes for each. Chosen: 400 MB. */
const MOST_CELLS = 100_000_000;

/**
 * Puts values into tiers where they part by themselves: the sum of squared deviations within tiers is the least possible.
 *
 * @param values - finite numbers, at least as many different ones as tiers
 * @param tiers - names of the tiers, the highest first
 * @returns a tier for every value
 * @throws {@link OptionsError} where names repeat, there are more tiers than different values, or more than
 * 100,000,000 of tiers x different values
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks O(n log n + tiers x d log d) with d different values, 4 bytes for each tier and value: many tiers
 * take long. Natural breaks (Jenks): H. Wang, M. Song: Ckmeans.1d.dp, 2011,
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
  const problems: string[] = [];
  checkNames(tiers, problems);
  failOptions('tierByNaturalBreaks', problems);
  checkValues(values);
  const sorted = new Float64Array(values).sort();
  const different = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  if (different.length < tiers.length) {
    failOptions('tierByNaturalBreaks', [
      `tiers should be ${different.length} at the most, as many as values differ, but are ${tiers.length}`,
    ]);
  }
  if (tiers.length * different.length > MOST_CELLS) {
    const most = Math.floor(MOST_CELLS / different.length);
    failOptions('tierByNaturalBreaks', [
      `tiers should be ${most} at the most for ${different.length} different values, but are ${tiers.length}`,
    ]);
  }
  const starts = naturalBreaks(different, countEach(sorted, different), tiers.length);
  const thresholds = starts.slice(1).map((start) => different[start]);
  return putIntoTiers(values, tiers, thresholds.reverse());
}

/** How often each of the different values is among the sorted ones. */
function countEach(sorted: Float64Array, different: Float64Array): Float64Array {
  const counts = new Float64Array(different.length);
  let at = 0;
  for (const value of sorted) {
    if (value !== different[at]) at++;
    counts[at]++;
  }
  return counts;
}
