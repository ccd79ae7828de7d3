import type { Account } from '../../model/account.js';
import { columnOf } from '../columnOf.js';
import { type DuplicateReason, reasonNames } from './duplicateReasons.js';
import { indexNames } from './indexNames.js';
import { isLocated } from './isLocated.js';

/**
 * Accounts that are likely to be one, and what they go by.
 *
 * @remarks Sets are trees whose roots come first; paths are halved on the way (R. E. Tarjan, J. van Leeuwen: Worst-case
 * Analysis of Set Union Algorithms, 1984, DOI 10.1145/62.2160), which takes O(log n) a step at the most on average.
 */
export class JoinedAccounts {
  /** Entry `[i]` is the first account with the name of account i; -1 where it has none. */
  readonly names: Int32Array;
  /** Entry `[i]` in degrees; NaN where the account has no name or no place, or one of its name in the very same place stands for it. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Entry `[i]` has a bit for each reason that was noted when i was the first of its set. */
  readonly found: Uint8Array;
  /** Entry `[i]` is an account of the same set that comes before account i, or i where that is the first. */
  private readonly before: Int32Array;

  constructor(accounts: readonly Account[]) {
    const names = indexNames(accounts);
    const placeIn = (field: 'lon' | 'lat') =>
      columnOf(accounts.length, (i) =>
        names[i] >= 0 && isLocated(accounts[i]) ? (accounts[i][field] as number) : Number.NaN,
      );
    this.names = names;
    this.lon = placeIn('lon');
    this.lat = placeIn('lat');
    this.found = new Uint8Array(accounts.length);
    this.before = new Int32Array(accounts.length);
    for (let i = 0; i < accounts.length; i++) this.before[i] = i;
  }

  /** The first account of the set that an account is in. */
  first(account: number): number {
    const { before } = this;
    let i = account;
    while (before[i] !== i) {
      before[i] = before[before[i]];
      i = before[i];
    }
    return i;
  }

  /** Puts two accounts into one set. */
  join(a: number, b: number, reason: DuplicateReason): void {
    const [one, other] = [this.first(a), this.first(b)];
    const first = Math.min(one, other);
    this.before[Math.max(one, other)] = first;
    this.found[first] |= 1 << reasonNames.indexOf(reason);
  }
}
