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
 * Gives every value the first tier whose threshold it reaches, the last where it reaches none.
 *
 * @param values - finite numbers
 * @param tiers - the highest first
 * @param thresholds - one fewer than tiers, none above the one before it; of equal ones the first is reached
 * @remarks O(n log tiers).
 */
export function putIntoTiers(
  values: ArrayLike<number>,
  tiers: readonly string[],
  thresholds: readonly number[],
): Tiers {
  const counts = new Array<number>(tiers.length).fill(0);
  const named: string[] = new Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const tier = firstReached(values[i], thresholds, 0, thresholds.length);
    counts[tier]++;
    named[i] = tiers[tier];
  }
  return { tiers: named, thresholds, counts };
}

/** The first of the thresholds `from` to `to` - 1, none above the one before it, that a value reaches; `to` where it reaches none. */
export function firstReached(value: number, thresholds: readonly number[], from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= thresholds[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
