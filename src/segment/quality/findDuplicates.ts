/**
 * Accounts that are likely to be one.
 *
 * Problem: find groups of records that say the same customer, without comparing all pairs.
 * Idea: (1) same id; (2) same normalised name (its words in any order), lying within a distance: names by a hash of
 * theirs, each name's places sorted by latitude, looked at within the distance only; (3) same name in the same area, where a
 * place is missing; (4) names alike (pairs of letters in common), lying within the distance: by bands of latitude, each
 * sorted by longitude; (5) findings join into groups; of each the most complete record is proposed to be kept.
 * Guarantees and limits: O(n log n). An account is compared with at most 64 others in each of steps 2 and 4, and in
 * step 4 it looks at no more than 256 others to the west of it in its band and 256 in the band to the south: where more
 * than that lie together (a ZIP code's middle that half a list was located at) an alike name can be missed, an equal
 * one only among more than 64 equal ones. Groups are chains: the ends of a chain may be further apart than the
 * distance. I. P. Fellegi, A. B. Sunter: A Theory for Record Linkage,
 * 1969, DOI 10.1080/01621459.1969.10501049; L. R. Dice: Measures of the Amount of Ecologic Association Between Species,
 * 1945, DOI 10.2307/1932409.
 */

import { createDisjointSets } from '../../core/disjointSets.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { checkAccountRows } from '../checkAccounts.js';
import { columnOf } from '../columnOf.js';
import { firstOfEqual } from './firstOfEqual.js';
import { hashText } from './hashText.js';
import { isLocated } from './isLocated.js';
import { areAlike, letterPairs } from './letterPairs.js';
import { isWithinKm, visitNearPairs } from './nearPairs.js';
import { createNameHash, nameWords } from './normaliseName.js';
import { type DuplicateGroup, type DuplicateReason, proposeMerges } from './proposeMerges.js';

/** Options of {@link findDuplicates}. */
export interface DuplicateOptions {
  /** Within how many kilometres equal or alike names are one, above 0 and at most 100. Default 0.25: chosen, a block. */
  readonly withinKm: number;
  /** Share of pairs of letters in common from which names are alike, above 0. Default 0.85: chosen; 1 for equal ones only. */
  readonly similarity: number;
  /** Gives the area (such as a ZIP code) in which equal names are one where a place is missing. Default none. */
  readonly area: ((account: Account) => string | null | undefined) | null;
}

/** Good for a function of an account, and for `null`. */
export const isReader = (value: unknown): string | null =>
  value === null || typeof value === 'function' ? null : 'a function of an account';

/** Comparisons of an account with others in a step at the most. Chosen: beyond it lies a dump, not a neighbourhood. */
const MOST_COMPARED = 64;

/** Accounts of a band that one looks at, most of them by distance or equal name only. Chosen: 4 x 64. */
const MOST_LOOKED_AT = 256;

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
  const reasons = new Map<number, Set<DuplicateReason>>();
  const join = (a: number, b: number, reason: DuplicateReason) => {
    sets.union(a, b);
    reasons.set(a, (reasons.get(a) ?? new Set<DuplicateReason>()).add(reason));
  };
  const names = indexNames(accounts);
  const placeIn = (field: 'lon' | 'lat') =>
    columnOf(accounts.length, (i) => (isLocated(accounts[i]) ? (accounts[i][field] as number) : Number.NaN));
  const lon = placeIn('lon');
  const lat = placeIn('lat');
  firstOfIds(accounts).forEach((first, i) => {
    if (first !== i) join(first, i, 'same-id');
  });
  joinEqualNames(names, lon, lat, withinKm, join);
  if (area !== null) joinInAreas(accounts, names, lon, area, join);
  if (similarity < 1) joinAlikeNames(accounts, names, lon, lat, withinKm, similarity, join);
  return proposeMerges(accounts, sets.find, reasons);
}

type Join = (a: number, b: number, reason: DuplicateReason) => void;

/** Entry `[i]` is the first account with the name of account i, whatever the order of its words; -1 where it has none. */
function indexNames(accounts: readonly Account[]): Int32Array {
  const hashOf = createNameHash();
  const hashes = new Int32Array(accounts.length);
  for (let i = 0; i < hashes.length; i++) hashes[i] = hashOf(accounts[i].name);
  const first = firstOfEqual(
    hashes.length,
    (i) => hashes[i],
    (a, b) => accounts[a].name === accounts[b].name,
    (i) => sortedName(accounts[i]),
  );
  return first.map((head, i) => (hashes[i] === 0 ? -1 : head));
}

/** Empty where the account has no name. */
function sortedName({ name }: Account): string {
  return typeof name === 'string' ? nameWords(name).sort().join(' ') : '';
}

/** Entry `[i]` is the first account with the id of account i. */
export function firstOfIds(accounts: readonly Account[]): Int32Array {
  const idOf = (i: number) => accounts[i].id;
  return firstOfEqual(
    accounts.length,
    (i) => (isId(idOf(i)) ? hashText(idOf(i)) : 0),
    (a, b) => idOf(a) === idOf(b),
    idOf,
  );
}

function joinEqualNames(
  nameOf: Int32Array,
  lon: Float64Array,
  lat: Float64Array,
  km: number,
  join: Join,
): void {
  // Entry [m] is the first located account with the name of account m, entry [i] the one after account i; -1 for none.
  const first = new Int32Array(nameOf.length).fill(-1);
  const after = new Int32Array(nameOf.length);
  for (let i = nameOf.length - 1; i >= 0; i--) {
    if (nameOf[i] < 0 || Number.isNaN(lon[i])) continue;
    after[i] = first[nameOf[i]];
    first[nameOf[i]] = i;
  }
  for (const start of first) {
    if (start < 0 || after[start] < 0) continue;
    const own: number[] = [];
    for (let i = start; i >= 0; i = after[i]) own.push(i);
    own.sort((a, b) => lat[a] - lat[b]);
    for (let a = 0; a < own.length; a++) {
      for (let b = a + 1; b < own.length && b - a <= MOST_COMPARED; b++) {
        const [i, j] = [own[a], own[b]];
        if ((lat[j] - lat[i]) * 100 > km) break;
        if (isWithinKm(lon[i], lat[i], lon[j], lat[j], km)) join(i, j, 'same-name-and-place');
      }
    }
  }
}

function joinInAreas(
  accounts: readonly Account[],
  nameOf: Int32Array,
  lon: Float64Array,
  area: (account: Account) => string | null | undefined,
  join: Join,
): void {
  // By name and area. Places come first, so that an account without any does not make one of two that lie apart.
  const first = new Map<string, number>();
  for (const isUnplaced of [false, true]) {
    accounts.forEach((account, i) => {
      const own = nameOf[i] < 0 || Number.isNaN(lon[i]) !== isUnplaced ? null : area(account);
      if (!isId(own)) return;
      const key = `${nameOf[i]} ${own}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, i);
      else if (isUnplaced) join(other, i, 'same-name-and-area');
    });
  }
}

function joinAlikeNames(
  accounts: readonly Account[],
  nameOf: Int32Array,
  lon: Float64Array,
  lat: Float64Array,
  km: number,
  similarity: number,
  join: Join,
): void {
  // Entry [m] belongs to the name of account m.
  const pairs: (Int32Array | undefined)[] = new Array(nameOf.length);
  const pairsOf = (m: number) => {
    pairs[m] ??= letterPairs(sortedName(accounts[m]));
    return pairs[m];
  };
  // How many others the place at hand was compared with.
  let compared = 0;
  let last = -1;
  visitNearPairs(lon, lat, km, MOST_LOOKED_AT, (i, j) => {
    if (nameOf[i] < 0 || nameOf[j] < 0 || nameOf[j] === nameOf[i]) return true;
    compared = i === last ? compared + 1 : 1;
    last = i;
    if (areAlike(pairsOf(nameOf[i]), pairsOf(nameOf[j]), similarity)) join(j, i, 'alike-name-and-place');
    return compared < MOST_COMPARED;
  });
}
