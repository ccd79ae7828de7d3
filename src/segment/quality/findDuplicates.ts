/**
 * Accounts that are likely to be one.
 *
 * Problem: find groups of records that say the same customer, without comparing all pairs.
 * Idea: (1) same id; (2) same normalised name (its words in any order), lying within a distance: names by a hash table,
 * each name's places sorted by latitude, looked at within the distance only; (3) same name in the same area, where a
 * place is missing; (4) names alike (pairs of letters in common), lying within the distance: by a grid of places;
 * (5) findings join into groups; of each the most complete record is proposed to be kept.
 * Guarantees and limits: O(n log n). An account is compared with at most 64 others in each of steps 2 and 4, and in
 * step 4 at most the 256 latest in each of nine cells of the grid are looked at: where more than that lie together (a
 * ZIP code's middle that half a list was located at) an alike name can be missed, an equal one only among more than 64
 * equal ones. Groups are chains: the ends of a chain may be further apart than the distance. I. P. Fellegi, A. B. Sunter: A Theory for Record Linkage,
 * 1969, DOI 10.1080/01621459.1969.10501049; L. R. Dice: Measures of the Amount of Ecologic Association Between Species,
 * 1945, DOI 10.2307/1932409.
 */

import { buildCsr } from '../../core/csr.js';
import { createDisjointSets } from '../../core/disjointSets.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import type { Account } from '../../model/account.js';
import { columnOf } from '../columnOf.js';
import { commonShare, letterPairs } from './letterPairs.js';
import { createPlaceGrid, isWithinKm } from './nearPlaces.js';
import { nameWords } from './normaliseName.js';
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

/** Comparisons of an account with others in a step at the most. Chosen: beyond it lies a dump, not a neighbourhood. */
const MOST_COMPARED = 64;

/** Accounts of a cell of the grid that are looked at, most of them by distance or equal name only. Chosen: 4 x 64. */
const MOST_LOOKED_AT = 256;

/**
 * Finds accounts that are likely to be one, and proposes what to keep. Nothing is merged.
 *
 * @param accounts - as read, ids may repeat
 * @param options - distance, likeness, areas
 * @returns groups, the one with the first row first
 * @throws {@link OptionsError} where an option is out of range
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
  const { withinKm, similarity, area } = resolveOptions<DuplicateOptions>(
    'findDuplicates',
    { withinKm: 0.25, similarity: 0.85, area: null },
    options,
    {
      withinKm: numberIn(0.001, 100),
      similarity: numberIn(0.01, 1),
      area: (value) => (value === null || typeof value === 'function' ? null : 'a function of an account'),
    },
  );
  const n = accounts.length;
  const sets = createDisjointSets(n);
  const reasons = new Map<number, Set<DuplicateReason>>();
  const join = (a: number, b: number, reason: DuplicateReason) => {
    sets.union(a, b);
    const known = reasons.get(a);
    if (known === undefined) reasons.set(a, new Set([reason]));
    else known.add(reason);
  };
  const names = indexNames(accounts);
  const lon = columnOf(n, (i) => placeOf(accounts[i], 'lon'));
  const lat = columnOf(n, (i) => placeOf(accounts[i], 'lat'));
  joinEqualIds(accounts, join);
  joinEqualNames(names, lon, lat, withinKm, join);
  if (area !== null) joinInAreas(accounts, names, lon, area, join);
  if (similarity < 1) joinAlikeNames(names, lon, lat, withinKm, similarity, join);
  return proposeMerges(accounts, sets.find, reasons);
}

type Join = (a: number, b: number, reason: DuplicateReason) => void;

interface NameIndex {
  /** Entry `[i]` is the name of account i; -1 where it has none. */
  readonly nameOf: Int32Array;
  /** Entry `[m]` is name m, normalised, its words sorted. */
  readonly names: readonly string[];
}

function indexNames(accounts: readonly Account[]): NameIndex {
  const nameOf = new Int32Array(accounts.length).fill(-1);
  const names: string[] = [];
  const known = new Map<string, number>();
  accounts.forEach(({ name }, i) => {
    if (typeof name !== 'string') return;
    const normal = nameWords(name).sort().join(' ');
    if (normal === '') return;
    let index = known.get(normal);
    if (index === undefined) {
      index = names.push(normal) - 1;
      known.set(normal, index);
    }
    nameOf[i] = index;
  });
  return { nameOf, names };
}

/** NaN where the account is not located, or lies nowhere on earth or at the point 0, 0, which stands for unknown. */
function placeOf({ lon, lat }: Account, part: 'lon' | 'lat'): number {
  const isPlace =
    typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  if (!isPlace || (lon === 0 && lat === 0)) return Number.NaN;
  return part === 'lon' ? lon : lat;
}

function joinEqualIds(accounts: readonly Account[], join: Join): void {
  const first = new Map<string, number>();
  accounts.forEach(({ id }, i) => {
    const other = first.get(id);
    if (other === undefined) first.set(id, i);
    else join(other, i, 'same-id');
  });
}

function joinEqualNames(
  { nameOf, names }: NameIndex,
  lon: Float64Array,
  lat: Float64Array,
  km: number,
  join: Join,
): void {
  const rows = nameOf.map((_, i) => i).filter((i) => nameOf[i] >= 0 && !Number.isNaN(lon[i]));
  const byName = buildCsr(
    names.length,
    rows.map((i) => nameOf[i]),
    rows,
  );
  for (let m = 0; m < names.length; m++) {
    const [from, to] = [byName.offsets[m], byName.offsets[m + 1]];
    if (to - from < 2) continue;
    const own = byName.targets.subarray(from, to).sort((a, b) => lat[a] - lat[b] || lon[a] - lon[b] || a - b);
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
  { nameOf }: NameIndex,
  lon: Float64Array,
  area: (account: Account) => string | null | undefined,
  join: Join,
): void {
  // By name and area: the first account without a place, and the first one of all.
  const first = new Map<string, number>();
  const unlocated = new Map<string, number>();
  accounts.forEach((account, i) => {
    const own = nameOf[i] < 0 ? null : area(account);
    if (own === null || own === undefined || own === '') return;
    const key = `${nameOf[i]} ${own}`;
    const other = Number.isNaN(lon[i]) ? first.get(key) : unlocated.get(key);
    if (other !== undefined) join(other, i, 'same-name-and-area');
    if (!first.has(key)) first.set(key, i);
    if (Number.isNaN(lon[i]) && !unlocated.has(key)) unlocated.set(key, i);
  });
}

function joinAlikeNames(
  { nameOf, names }: NameIndex,
  lon: Float64Array,
  lat: Float64Array,
  km: number,
  similarity: number,
  join: Join,
): void {
  const grid = createPlaceGrid(lon, lat, km, MOST_LOOKED_AT);
  const pairs: (Int32Array | undefined)[] = new Array(names.length);
  const pairsOf = (name: number) => {
    pairs[name] ??= letterPairs(names[name]);
    return pairs[name];
  };
  for (let i = 0; i < nameOf.length; i++) {
    if (nameOf[i] < 0 || Number.isNaN(lon[i])) continue;
    let compared = 0;
    grid.visitNear(i, (j) => {
      if (nameOf[j] === nameOf[i] || !isWithinKm(lon[i], lat[i], lon[j], lat[j], km)) return true;
      if (commonShare(pairsOf(nameOf[i]), pairsOf(nameOf[j])) >= similarity)
        join(j, i, 'alike-name-and-place');
      return ++compared < MOST_COMPARED;
    });
    grid.add(i);
  }
}
