import { isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { sortedName } from './indexNames.js';
import { areAlike, letterPairs } from './letterPairs.js';
import { isWithinKm, visitNearPairs } from './nearPairs.js';
import type { DuplicateReason } from './proposeMerges.js';

/** Comparisons of an account with others in a step at the most. Chosen: beyond it lies a dump, not a neighbourhood. */
const MOST_COMPARED = 64;

/** Accounts of a band that one looks at, most of them by distance or equal name only. Chosen: 4 x 64. */
const MOST_LOOKED_AT = 256;

type Join = (a: number, b: number, reason: DuplicateReason) => void;

/**
 * Joins equal names that lie within a distance.
 *
 * @param lon - becomes NaN for an account in the very place of a later one of its name, which stands for both from then on
 */
export function joinEqualNames(
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
  const compare = (a: number, b: number) => lat[a] - lat[b] || lon[a] - lon[b];
  for (const start of first) {
    const own: number[] = [];
    for (let i = start; i >= 0; i = after[i]) own.push(i);
    own.sort(compare).forEach((i, a) => {
      for (const j of own.slice(a + 1, a + 1 + MOST_COMPARED)) {
        if ((lat[j] - lat[i]) * 100 > km) break;
        if (isWithinKm(lon[i], lat[i], lon[j], lat[j], km)) join(i, j, 'same-name-and-place');
        // In the very same place the later one looks on for both.
        if (compare(i, j) === 0) {
          lon[i] = Number.NaN;
          break;
        }
      }
    });
  }
}

/** Joins equal names of one area, where a place is missing. */
export function joinInAreas(
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

/** Joins names that are alike and lie within a distance. */
export function joinAlikeNames(
  accounts: readonly Account[],
  nameOf: Int32Array,
  lon: Float64Array,
  lat: Float64Array,
  km: number,
  similarity: number,
  join: Join,
): void {
  // Entry [m] belongs to the name of account m. Few have one: without a length what is in between takes no memory.
  const pairs: (Int32Array | undefined)[] = [];
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
