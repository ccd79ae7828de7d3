import { compensatedSum } from '../../core/compensatedSum.js';
import { createGroupSums } from '../../core/groupSums.js';
import { checkNames, checkShares, checkValues, failOptions } from './checkTiers.js';
import { putIntoTiers, type Tiers } from './putIntoTiers.js';

/** Tiers, and what each of them is worth. */
export interface ParetoTiers extends Tiers {
  /** Entry `[t]` is tier t's share of what all values above 0 add up to; `null` where that is 0. */
  readonly valueShares: readonly (number | null)[];
}

/**
 * Puts values into tiers by their share of the whole (ABC analysis): the largest that make up 80 % are A, say.
 *
 * @param values - finite numbers
 * @param tiers - names of the tiers, the highest first
 * @param shares - share of the whole in every tier but the last, above 0, adding up to at most 1
 * @returns a tier for every value; a tier is the smallest group that makes up its share together with those above it
 * @throws {@link OptionsError} where names repeat or shares are out of range
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks The value that carries a tier over its share belongs to it. Equal values are never parted: they go up
 * together. Values of 0 and below make up nothing and are in the last tier. O(n log n). J. M. Juran: Universals in
 * management planning and controlling, 1954; H. F. Dickie: ABC inventory analysis shoots for dollars, not pennies, 1951.
 * @example
 * ```ts
 * import { tierByPareto } from 'bailiwick/segment';
 * const { tiers, valueShares } = tierByPareto([5, 80, 10, 5, 0], ['A', 'B', 'C'], [0.8, 0.15]);
 * tiers; // => ['B', 'A', 'B', 'B', 'C']
 * valueShares; // => [0.8, 0.2, 0]
 * ```
 */
export function tierByPareto(
  values: ArrayLike<number>,
  tiers: readonly string[],
  shares: readonly number[],
): ParetoTiers {
  const problems: string[] = [];
  checkNames(tiers, problems);
  checkShares(tiers, shares, problems);
  failOptions('tierByPareto', problems);
  checkValues(values);
  const falling = new Float64Array(values)
    .filter((value) => value > 0)
    .sort()
    .reverse();
  // Scaled so that the whole is finite whatever the values.
  const scaled = falling.map((value) => value / falling[0] / falling.length);
  const total = compensatedSum(scaled);
  const thresholds: number[] = [];
  let passed = 0;
  let sum = 0;
  let next = 0;
  for (const [t, share] of shares.entries()) {
    passed += share;
    // Rounding errors of the sum must not push a whole share over to the next value.
    while (next < falling.length && (sum < (passed - 1e-9) * total || falling[next] === falling[next - 1]))
      sum += scaled[next++];
    const least = next > 0 ? falling[next - 1] : (shares.length - t) * Number.MIN_VALUE;
    const previous = thresholds.at(-1) ?? Number.POSITIVE_INFINITY;
    // A tier that larger equal values left empty: its threshold lies between two values, while there is a number between.
    const below = falling[next] ?? 0;
    const between = (below + previous) / 2;
    if (least < previous) thresholds.push(least);
    else thresholds.push(between > below && between < previous ? between : previous);
  }
  const found = putIntoTiers(values, tiers, thresholds);
  const places = new Map(tiers.map((tier, t) => [tier, t]));
  const worth = createGroupSums(tiers.length);
  found.tiers.forEach((tier, i) => {
    if (values[i] > 0) worth.add(places.get(tier) as number, values[i] / falling[0] / falling.length);
  });
  return {
    ...found,
    valueShares: tiers.map((_, t) => (total > 0 ? worth.at(t) / total : null)),
  };
}
