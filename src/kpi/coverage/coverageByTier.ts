import { InputError } from '../../core/errors.js';
import { badValue } from '../../core/issue.js';
import { compareNames } from '../compareNames.js';

/** How many accounts of a tier are covered. */
export interface TierCoverage {
  /** `null` for accounts without a tier. */
  readonly tier: string | null;
  readonly accounts: number;
  readonly covered: number;
  /** covered / accounts, 0 to 1. */
  readonly share: number;
}

/**
 * Counts by tier how many accounts are covered, in whatever sense: held by a territory, visited in the period, met.
 *
 * @param tiers - entry `[i]` is the tier of account i, `null` where it has none
 * @param covered - entry `[i]` says whether account i is covered
 * @returns a new row for each tier that occurs, in the order of their names, accounts without a tier last
 * @throws {@link InputError} where the lists differ in length
 * @remarks O(n), deterministic. Names are ordered by their UTF-16 code units.
 * @example
 * ```ts
 * import { coverageByTier } from 'bailiwick/kpi';
 * const rows = coverageByTier(['B', 'A', 'B', 'B', 'B'], [true, true, false, true, true]);
 * rows[0]; // => { tier: 'A', accounts: 1, covered: 1, share: 1 }
 * rows[1]; // => { tier: 'B', accounts: 4, covered: 3, share: 0.75 }
 * ```
 */
export function coverageByTier(tiers: ArrayLike<string | null>, covered: ArrayLike<boolean>): TierCoverage[] {
  if (tiers.length !== covered.length) {
    const expected = `as long as tiers (${tiers.length})`;
    const issue = badValue(null, 'covered', 'wrong-length', expected, covered.length);
    throw new InputError('coverageByTier', [issue]);
  }
  const counts = new Map<string | null, { accounts: number; covered: number }>();
  for (let i = 0; i < tiers.length; i++) {
    const count = counts.get(tiers[i]) ?? { accounts: 0, covered: 0 };
    if (count.accounts === 0) counts.set(tiers[i], count);
    count.accounts++;
    if (covered[i]) count.covered++;
  }
  const rows = Array.from(counts, ([tier, count]) => ({
    tier,
    ...count,
    share: count.covered / count.accounts,
  }));
  return rows.sort((a, b) => compareNames(a.tier, b.tier));
}
