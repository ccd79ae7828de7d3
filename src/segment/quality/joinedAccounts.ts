import { createDisjointSets, type DisjointSets } from '../../core/disjointSets.js';
import type { Account } from '../../model/account.js';
import { columnOf } from '../columnOf.js';
import { type DuplicateReason, reasonNames } from './duplicateReasons.js';
import { indexNames } from './indexNames.js';
import { isLocated } from './isLocated.js';

/** Accounts that are likely to be one, and what they go by. */
export class JoinedAccounts {
  /** Entry `[i]` is the first account with the name of account i; -1 where it has none. */
  readonly names: Int32Array;
  /** Entry `[i]` in degrees; NaN where the account has no name or no place, or one of its name in the very same place stands for it. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Entry `[i]` has a bit for each reason that was noted when i was the root of its set. */
  readonly found: Uint8Array;
  private readonly sets: DisjointSets;

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
    this.sets = createDisjointSets(accounts.length);
  }

  find(i: number): number {
    return this.sets.find(i);
  }

  join(a: number, b: number, reason: DuplicateReason): void {
    this.sets.union(a, b);
    this.found[this.find(a)] |= 1 << reasonNames.indexOf(reason);
  }
}
