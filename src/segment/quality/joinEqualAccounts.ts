import { isId } from '../../core/records.js';
import type { Account } from '../../model/account.js';
import { firstOfIds } from './indexNames.js';
import { JoinedAccounts } from './joinedAccounts.js';
import { isWithinKm } from './nearPairs.js';

/**
 * Places of a name that one is compared with at the most, eight times less where it is joined with each. Chosen: beyond it
 * lies a dump, not a neighbourhood.
 */
const MOST_COMPARED = 64;

/** Within how many kilometres equal names are one where nothing else is said. Chosen, a block. */
export const WITHIN_KM = 0.25;

type AreaReader = (account: Account) => string | null | undefined;

/**
 * Joins accounts of one id, of one name within a distance, and of one name in one area where a place is missing.
 *
 * @param accounts - as read
 * @param km - the distance, above 0 and at most 100
 * @param area - gives the area of an account; `null` for none
 */
export function joinEqualAccounts(
  accounts: readonly Account[],
  km: number,
  area: AreaReader | null,
): JoinedAccounts {
  const joined = new JoinedAccounts(accounts);
  firstOfIds(accounts).forEach((first, i) => {
    if (first >= 0 && first !== i) joined.join(first, i, 'same-id');
  });
  if (area !== null) joinInAreas(accounts, area, joined);
  joinEqualNames(joined, km);
  return joined;
}

/** Accounts of each name come from south to north; each is compared with those before it. */
function joinEqualNames(joined: JoinedAccounts, km: number): void {
  const { names, lon, lat } = joined;
  const n = names.length;
  // Entry [i] is the next located account with the name of account i, 0 for none.
  const after = new Int32Array(n);
  for (let i = n - 1; i >= 0; i--) {
    if (Number.isNaN(lon[i]) || names[i] === i) continue;
    after[i] = after[names[i]];
    after[names[i]] = i;
  }
  // Whole parts are degrees from the south pole, as fine as fits below 2^53, the rest is the account.
  const fine = Math.floor(2 ** 53 / n / 181);
  for (let m = 0; m < n; m++) {
    if (names[m] !== m || after[m] === 0) continue;
    const keys: number[] = [];
    const keyOf = (i: number) => Math.floor((lat[i] + 90) * fine) * n + i;
    if (!Number.isNaN(lon[m])) keys.push(keyOf(m));
    for (let i = after[m]; i > 0; i = after[i]) keys.push(keyOf(i));
    const rows = Float64Array.from(keys).sort();
    for (let b = 0; b < rows.length; b++) {
      const i = rows[b] % n;
      rows[b] = i;
      for (let a = b - 1, left = MOST_COMPARED; a >= 0 && left > 0; a--, left--) {
        const j = rows[a];
        // Latitude is 111 km a degree.
        if ((lat[i] - lat[j]) * 100 > km) break;
        if (!isWithinKm(lon[i], lat[i], lon[j], lat[j], km)) continue;
        joined.join(j, i, 'same-name-and-place');
        left -= 7;
        if (lon[i] !== lon[j] || lat[i] !== lat[j]) continue;
        // From here on the later one stands for both.
        lon[j] = Number.NaN;
        break;
      }
    }
  }
}

/** Joins equal names of one area, where a place is missing. */
function joinInAreas(accounts: readonly Account[], area: AreaReader, joined: JoinedAccounts): void {
  const { names, lon } = joined;
  // By name and area. Places come first, so that an account without any does not make one of two that lie apart.
  const first = new Map<string, number>();
  for (const isUnplaced of [false, true]) {
    accounts.forEach((account, i) => {
      const own = names[i] < 0 || Number.isNaN(lon[i]) !== isUnplaced ? null : area(account);
      if (!isId(own)) return;
      const key = `${names[i]} ${own}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, i);
      else if (isUnplaced) joined.join(other, i, 'same-name-and-area');
    });
  }
}
