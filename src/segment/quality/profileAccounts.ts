import type { Account } from '../../model/account.js';
import { checkAccountRows } from '../checkAccounts.js';
import { joinEqualAccounts, WITHIN_KM } from './joinEqualAccounts.js';
import { PARTS, type ProfileOptions, readWeights, resolveProfileOptions } from './profileOptions.js';
import { type DuplicateGroup, proposeMerges } from './proposeMerges.js';
import {
  checkDoubled,
  checkLocated,
  checkMissing,
  checkOutliers,
  checkStale,
  findImpossible,
  type QualityFinding,
  type QualityPart,
  runChecks,
} from './qualityChecks.js';

/** Something to mend. */
export interface Mend extends QualityFinding {
  /** Points that the score would gain at the most if only these were mended. */
  readonly gain: number;
}

/** How good a list of accounts is. */
export interface AccountProfile {
  /** 0 to 100: the sum of the contributions; `null` for an empty list. */
  readonly score: number | null;
  /** By part: what it adds to the score, its share passed times its weight over all weights; parts that were not looked at are `null`. */
  readonly contributions: Readonly<Record<QualityPart, number | null>>;
  /** By field of `fields`: how many accounts have it. */
  readonly known: Readonly<Record<string, number>>;
  /** What to mend, the largest gain first. */
  readonly mends: readonly Mend[];
  /** Merges that are proposed, none of them done. */
  readonly duplicates: readonly DuplicateGroup[];
}

/**
 * Says how complete, unique, plausible, current and located a list of accounts is, and what to mend first.
 *
 * @param accounts - as read, checked or not
 * @param options - what to look at
 * @returns score, its parts, what to mend and merges to propose; nothing is changed
 * @throws {@link OptionsError} where an option is out of range or a field is none
 * @throws {@link InputError} naming every row that is no record, or has no measures or attributes; then every account
 * whose weight is not a finite number of 0 or more
 * @remarks Each part is a share of weight: complete = known values over all values of `fields`; unique = accounts that
 * are not proposed to be merged into another; plausible = accounts without impossible value or outlier; current =
 * accounts with a day that is neither stale nor to come; located = accounts with a place on earth other than 0, 0.
 * Score = 100 x mean of the shares of the parts looked at, by `parts`. Outliers lie `fence` quartile distances outside
 * the quartiles of ln(1 + v), as measures are skewed; where the quartiles are equal there are none. O(n log n).
 * J. W. Tukey: Exploratory Data Analysis, 1977.
 * @example
 * ```ts
 * import { profileAccounts } from 'bailiwick/segment';
 *
 * const { score, mends } = profileAccounts(
 *   [
 *     { id: 'a', name: 'Alpha', lon: 2, lat: 48, measures: { beds: 20 }, attributes: { zip: '75001' } },
 *     { id: 'b', name: 'Beta', measures: { beds: -1 }, attributes: { zip: null } },
 *   ],
 *   { fields: ['name', 'attributes.zip'] },
 * );
 * score; // => 68.75
 * mends.map(({ field, code, gain }) => `${field} ${code} ${gain}`);
 * // => ['account unlocated 12.5', 'measures.beds impossible 12.5', 'attributes.zip missing 6.25']
 * ```
 */
export function profileAccounts(
  accounts: readonly Account[],
  options?: Partial<ProfileOptions>,
): AccountProfile {
  checkAccountRows('profileAccounts', accounts);
  const settings = resolveProfileOptions(accounts, options);
  const weights = readWeights(accounts, settings.weight);
  const total = weights.reduce((sum, own) => sum + own, 0);
  const duplicates =
    settings.duplicates ?? proposeMerges(accounts, joinEqualAccounts(accounts, WITHIN_KM, null));
  const found = runChecks(accounts, [
    ...settings.fields.map(checkMissing),
    checkDoubled(accounts, duplicates),
    ...settings.outliers.map((id) => checkOutliers(accounts, id, settings.fence)),
    ...(settings.stale === null ? [] : [checkStale(settings.stale)]),
    checkLocated(),
  ]);
  const findings = [...findImpossible(accounts, settings.ranges), ...found];

  const isLooked = (part: QualityPart) =>
    part === 'complete' ? settings.fields.length > 0 : part !== 'current' || settings.stale !== null;
  const allWeights = PARTS.reduce((sum, part) => sum + (isLooked(part) ? settings.parts[part] : 0), 0);
  const hasScore = total > 0 && allWeights > 0;
  const mostOf = (part: QualityPart) => (100 * settings.parts[part]) / allWeights;
  // Points of the score that are lost: an account's once, but a missing field is one value of an account among several.
  const pointsOf = (part: QualityPart, own: readonly QualityFinding[]) => {
    const isCounted = new Uint8Array(accounts.length);
    let lost = 0;
    for (const { rows } of own) {
      for (const row of rows) {
        if (isCounted[row] === 0 || part === 'complete') lost += weights[row];
        isCounted[row] = 1;
      }
    }
    const values = part === 'complete' ? settings.fields.length : 1;
    return hasScore ? (mostOf(part) / values / total) * lost : 0;
  };
  const mends = findings.map((finding): Mend => ({ ...finding, gain: pointsOf(finding.part, [finding]) }));
  // Fields and codes together differ from finding to finding.
  mends.sort((a, b) => b.gain - a.gain || (a.field + a.code < b.field + b.code ? -1 : 1));
  let score = 0;
  const contributions = Object.fromEntries(
    PARTS.map((part) => {
      if (!isLooked(part) || !hasScore) return [part, null];
      const own = findings.filter((finding) => finding.part === part);
      const points = Math.max(0, mostOf(part) - pointsOf(part, own));
      score += points;
      return [part, points];
    }),
  ) as Record<QualityPart, number | null>;
  const known = Object.fromEntries(settings.fields.map((field) => [field, accounts.length]));
  for (const { field, code, rows } of findings)
    if (code === 'missing') known[field] = accounts.length - rows.length;
  return {
    score: hasScore ? score : null,
    contributions,
    known,
    mends,
    duplicates,
  };
}
