import { checkNames, checkShares, checkValues, failOptions } from './checkTiers.js';
import { putIntoTiers, type Tiers } from './putIntoTiers.js';

/**
 * Puts values into tiers by their share of the count: the highest tenth is A, say.
 *
 * @param values - finite numbers
 * @param tiers - names of the tiers, the highest first
 * @param shares - share of the values in every tier but the last, 0 to 1, adding up to at most 1
 * @returns a tier for every value; a tier may be larger than its share where values are equal
 * @throws {@link OptionsError} where names repeat or shares are out of range
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks O(n log n). Equal values are never parted: they go up together.
 * @example
 * ```ts
 * import { tierByQuantiles } from 'bailiwick/segment';
 * tierByQuantiles([10, 40, 20, 30], ['A', 'B'], [0.25]).tiers; // => ['B', 'A', 'B', 'B']
 * ```
 */
export function tierByQuantiles(
  values: ArrayLike<number>,
  tiers: readonly string[],
  shares: readonly number[],
): Tiers {
  const problems: string[] = [];
  checkNames(tiers, problems);
  checkShares(tiers, shares, problems);
  failOptions('tierByQuantiles', problems);
  checkValues(values);
  const falling = new Float64Array(values).sort().reverse();
  const thresholds: number[] = [];
  // Thresholds do not rise: what is not below one of them is not below those after it.
  let next = 0;
  /** The largest value below another, or something smaller than all where there is none. */
  const nextBelow = (value: number): number => {
    while (next < falling.length && falling[next] >= value) next++;
    return next < falling.length ? falling[next] : value - 1 - Math.abs(value);
  };
  let passed = 0;
  for (const share of shares) {
    passed += share;
    // Rounding errors of the sum must not push a whole share over to the next value.
    const last = Math.ceil(passed * falling.length - 1e-9) - 1;
    const value = falling.length === 0 ? 0 : falling[Math.max(0, last)];
    const previous = thresholds.at(-1);
    thresholds.push(previous !== undefined && value >= previous ? nextBelow(previous) : value);
  }
  return putIntoTiers(values, tiers, thresholds);
}
