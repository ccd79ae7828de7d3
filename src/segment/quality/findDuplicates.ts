/**
 * Accounts that are likely to be one.
 *
 * Problem: find groups of records that say the same customer, without comparing all pairs.
 * Idea: (1) same id; (2) same normalised name (its words in any order), lying within a distance: names by a hash of
 * theirs, each name's places from south to north; (3) same name in the same area, where a place is missing; (4) names alike
 * (pairs of letters in common), lying within the distance: by bands of latitude, cut into cells; (5) findings join into
 * groups; of each the most complete record is proposed to be kept.
 * Guarantees and limits: O(n log n). In step 2 an account is compared with 64 others of its name at most, but those in
 * the very same place are joined however many they are, and one of them stands for all in step 4. There all of a cell are
 * compared where they are no more than 64; in a crowd, such as a ZIP code's middle that half a list was located at, only
 * neighbours in two orders in which alike names are likely to stand together, so that some are missed. Groups are chains:
 * the ends of a chain may be further apart than the distance, and less alike. I. P. Fellegi, A. B. Sunter: A Theory for
 * Record Linkage, 1969, DOI 10.1080/01621459.1969.10501049; L. R. Dice: Measures of the Amount of Ecologic Association
 * Between Species, 1945, DOI 10.2307/1932409.
 */

import { numberIn, resolveOptions } from '../../core/options.js';
import type { Account } from '../../model/account.js';
import { checkAccountRows } from '../checkAccounts.js';
import { isReader } from './isReader.js';
import { joinAlikeNames } from './joinAlikeNames.js';
import { joinEqualAccounts, WITHIN_KM } from './joinEqualAccounts.js';
import { type DuplicateGroup, proposeMerges } from './proposeMerges.js';

/** Options of {@link findDuplicates}. */
export interface DuplicateOptions {
  /** Within how many kilometres equal or alike names are one, above 0 and at most 100. Default 0.25: chosen, a block. */
  readonly withinKm: number;
  /**
   * Share of pairs of letters in common from which names are alike, above 0. Default 0.85: chosen, one slip in a
   * name of about a dozen letters; 1 for equal ones only.
   */
  readonly similarity: number;
  /**
   * Gives the area (such as a ZIP code) in which equal names are one where a place is missing. Default none: chosen, no
   * field of areas is in every list.
   */
  readonly area: ((account: Account) => string | null | undefined) | null;
}

/**
 * Finds accounts that are likely to be one, and proposes what to keep. Nothing is merged.
 *
 * @param accounts - as read, ids may repeat
 * @param options - distance, likeness, areas
 * @returns groups, the one with the first row first
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every row that is no record, or has no measures or attributes
 * @remarks See the head of the file. O(n log n), deterministic.
 * @example
 * ```ts
 * import { findDuplicates } from 'bailiwick/segment';
 *
 * const record = { lon: -118.2437, lat: 34.0522, measures: {} };
 * const groups = findDuplicates([
 *   { ...record, id: '1', name: 'Mercy Hospital, Inc.', attributes: { beds: null } },
 *   { ...record, id: '2', name: 'MERCY HOSPITAL', attributes: { beds: 120 } },
 *   { ...record, id: '3', name: 'Union Bank', attributes: {} },
 * ]);
 * groups; // => [{ keep: 1, merge: [0], reasons: ['same-name-and-place'], fills: [], conflicts: ['name'] }]
 * ```
 */
export function findDuplicates(
  accounts: readonly Account[],
  options?: Partial<DuplicateOptions>,
): DuplicateGroup[] {
  checkAccountRows('findDuplicates', accounts);
  const { withinKm, similarity, area } = resolveOptions<DuplicateOptions>(
    'findDuplicates',
    { withinKm: WITHIN_KM, similarity: 0.85, area: null },
    options,
    {
      withinKm: numberIn(0.001, 100),
      similarity: numberIn(0.01, 1),
      area: isReader,
    },
  );
  const joined = joinEqualAccounts(accounts, withinKm, area);
  if (similarity < 1) joinAlikeNames(accounts, joined, withinKm, similarity);
  return proposeMerges(accounts, joined);
}
