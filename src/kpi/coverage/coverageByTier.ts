import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { resolveOptions } from '../../core/options.js';
import { isList } from '../../core/records.js';
import { checkName } from '../checkFields.js';
import { compareNames } from '../compareNames.js';
import {
  type ConfidenceOptions,
  confidenceChecks,
  defaultConfidence,
  type Interval,
  wilson,
} from '../statistics/wilsonInterval.js';

/** How many accounts of a tier are covered. */
export interface TierCoverage {
  /** `null` for accounts without a tier. */
  readonly tier: string | null;
  readonly accounts: number;
  readonly covered: number;
  /** covered / accounts, 0 to 1. */
  readonly share: number;
}

/** Coverage of a tier and how sure it is. */
export interface TierCoverageRate extends TierCoverage {
  /** Wilson's, of the share: what it may be for accounts like these; for the accounts counted it is the share itself. */
  readonly interval: Interval | null;
}

/**
 * Counts by tier how many accounts are covered, in whatever sense: held by a territory, visited in the period, met.
 *
 * @param tiers - entry `[i]` is the tier of account i, `null` where it has none
 * @param covered - entry `[i]` says whether account i is covered
 * @param options - see {@link ConfidenceOptions}
 * @returns a new row for each tier that occurs, in the order of their names, accounts without a tier last
 * @throws {@link InputError} naming every tier that is neither a text nor `null`, entry of `covered` that is neither true
 * nor false, and lists of different lengths; {@link OptionsError}
 * @remarks O(n), deterministic. Names are ordered by their UTF-16 code units.
 * @example
 * ```ts
 * import { coverageByTier } from 'bailiwick/kpi';
 * const rows = coverageByTier(['B', 'A', 'B', 'B', 'B'], [true, true, false, true, true]);
 * rows.map(({ tier, share }) => [tier, share]); // => [['A', 1], ['B', 0.75]]
 * rows[1].interval; // => { low: 0.3006418425824019, high: 0.9544127391902995 }
 * ```
 */
export function coverageByTier(
  tiers: ArrayLike<string | null>,
  covered: ArrayLike<boolean>,
  options?: Partial<ConfidenceOptions>,
): TierCoverageRate[] {
  const { confidence } = resolveOptions('coverageByTier', defaultConfidence, options, confidenceChecks);
  refuseTiers(tiers, covered);
  return countCoverage(tiers, covered).map(({ tier, accounts, covered: reached, share }) => ({
    tier,
    accounts,
    covered: reached,
    share,
    interval: wilson(reached, accounts, confidence),
  }));
}

/** Coverage by tier of checked lists of one length. */
export function countCoverage(tiers: ArrayLike<string | null>, covered: ArrayLike<boolean>): TierCoverage[] {
  const counts = new Map<string | null, { accounts: number; covered: number }>();
  for (let i = 0; i < tiers.length; i++) {
    const count = counts.get(tiers[i]) ?? { accounts: 0, covered: 0 };
    if (count.accounts === 0) counts.set(tiers[i], count);
    count.accounts++;
    if (covered[i]) count.covered++;
  }
  const rows = Array.from(counts, ([tier, { accounts, covered }]) => ({
    tier,
    accounts,
    covered,
    share: covered / accounts,
  }));
  return rows.sort((a, b) => compareNames(a.tier, b.tier));
}

function refuseTiers(tiers: ArrayLike<unknown>, covered: ArrayLike<unknown>): void {
  const issues: Issue[] = [];
  const tierCount = isList(tiers, 'tiers', issues) ? tiers.length : 0;
  const coveredCount = isList(covered, 'covered', issues) ? covered.length : 0;
  if (issues.length === 0 && tierCount !== coveredCount) {
    const expected = `as long as tiers (${tierCount})`;
    issues.push(badValue(null, 'covered', 'wrong-length', expected, coveredCount));
  }
  for (let i = 0; i < tierCount; i++) checkName(tiers[i], i, 'tiers', issues);
  for (let i = 0; i < coveredCount; i++) {
    if (typeof covered[i] === 'boolean') continue;
    addIssue(issues, badValue(i, 'covered', 'wrong-type', 'true or false', covered[i]));
  }
  if (issues.length > 0) throw new InputError('coverageByTier', issues);
}
