/**
 * Accounts that are likely to be one.
 *
 * Problem: find groups of records that say the same customer, without comparing all pairs.
 * Idea: (1) same id; (2) same normalised name (its words in any order), lying within a distance: names by a hash of
 * theirs, each name's places sorted by latitude, looked at within the distance only; (3) same name in the same area, where a
 * place is missing; (4) names alike (pairs of letters in common), lying within the distance: by bands of latitude, each
 * sorted by longitude; (5) findings join into groups; of each the most complete record is proposed to be kept.
 * Guarantees and limits: O(n log n). An account is compared with at most 64 others in each of steps 2 and 4. Those of one
 * name in the very same place are joined in step 2 without comparing all of them, and one of them stands for all in step 4.
 * There it looks at no more than 256 others to the west of it in its band and 256 in the band to the south: where more
 * names than that lie together (a ZIP code's middle that half a list was located at) an alike name can be missed, however
 * often it comes, an equal one only among more than 64 equal ones. Groups are chains: the ends of a chain may be further apart than the
 * distance. I. P. Fellegi, A. B. Sunter: A Theory for Record Linkage,
 * 1969, DOI 10.1080/01621459.1969.10501049; L. R. Dice: Measures of the Amount of Ecologic Association Between Species,
 * 1945, DOI 10.2307/1932409.
 */

import { createDisjointSets } from '../../core/disjointSets.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import type { Account } from '../../model/account.js';
import { checkAccountRows } from '../checkAccounts.js';
import { columnOf } from '../columnOf.js';
import { firstOfIds, indexNames } from './indexNames.js';
import { isLocated } from './isLocated.js';
import { joinAlikeNames, joinEqualNames, joinInAreas } from './joinNames.js';
import { type DuplicateGroup, type DuplicateReason, proposeMerges, reasonNames } from './proposeMerges.js';

/** Options of {@link findDuplicates}. */
export interface DuplicateOptions {
  /** Within how many kilometres equal or alike names are one, above 0 and at most 100. Default 0.25: chosen, a block. */
  readonly withinKm: number;
  /** Share of pairs of letters in common from which names are alike, above 0. Default 0.85: chosen; 1 for equal ones only. */
  readonly similarity: number;
  /**
   * Gives the area (such as a ZIP code) in which equal names are one where a place is missing. Default none: chosen, no
   * field of areas is in every list.
   */
  readonly area: ((account: Account) => string | null | undefined) | null;
}

/** Good for a function of an account, and for `null`. */
export const isReader = (value: unknown): string | null =>
  value === null || typeof value === 'function' ? null : 'a function of an account';

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
  return groupDuplicates(accounts, options);
}

/** {@link findDuplicates} of rows that were checked. */
export function groupDuplicates(
  accounts: readonly Account[],
  options: Partial<DuplicateOptions> | undefined,
): DuplicateGroup[] {
  const { withinKm, similarity, area } = resolveOptions<DuplicateOptions>(
    'findDuplicates',
    { withinKm: 0.25, similarity: 0.85, area: null },
    options,
    {
      withinKm: numberIn(0.001, 100),
      similarity: numberIn(0.01, 1),
      area: isReader,
    },
  );
  const sets = createDisjointSets(accounts.length);
  // Entry [i] has a bit for each reason that row i was joined for, noted at one of the two rows.
  const found = new Uint8Array(accounts.length);
  const join = (a: number, b: number, reason: DuplicateReason) => {
    sets.union(a, b);
    found[a] |= 1 << reasonNames.indexOf(reason);
  };
  const names = indexNames(accounts);
  const placeIn = (field: 'lon' | 'lat') =>
    columnOf(accounts.length, (i) => (isLocated(accounts[i]) ? (accounts[i][field] as number) : Number.NaN));
  const lon = placeIn('lon');
  const lat = placeIn('lat');
  firstOfIds(accounts).forEach((first, i) => {
    if (first !== i) join(first, i, 'same-id');
  });
  if (area !== null) joinInAreas(accounts, names, lon, area, join);
  // Leaves one of each name in a place; what has no place any more is of no concern to what follows.
  joinEqualNames(names, lon, lat, withinKm, join);
  if (similarity < 1) joinAlikeNames(accounts, names, lon, lat, withinKm, similarity, join);
  return proposeMerges(accounts, sets.find, found);
}
