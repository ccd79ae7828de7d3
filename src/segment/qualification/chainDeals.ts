import { createGrowingIdTable } from '../../core/growingIdTable.js';
import { IDS_AT_ONCE } from '../../core/hashOfId.js';
import type { DealQualification } from './qualifyDeals.js';

/** Deals of accounts. */
export interface DealChains {
  /** Entry `[a]` is the id of account a, in the order in which they first appear. */
  readonly ids: readonly string[];
  /** Entry `[a]` is its first deal. */
  readonly first: readonly number[];
  /** Entry `[d]` is the deal of the same account after deal d; -1 for none. */
  readonly next: Int32Array;
}

/**
 * Chains the deals of every account.
 *
 * @remarks There is one column of the deals: an engine collects the whole heap, which is the caller's and may be large, for
 * every 64 MB in typed arrays. O(deals).
 */
export function chainDeals(deals: readonly DealQualification[]): DealChains {
  const accounts = createGrowingIdTable<string>();
  const first: number[] = [];
  const last: number[] = [];
  const next = new Int32Array(deals.length).fill(-1);
  // Entry [k] is about the k-th deal of those looked at together: the id of its account, and its number.
  const ids: string[] = new Array(IDS_AT_ONCE).fill('');
  const numbers = new Int32Array(IDS_AT_ONCE);
  for (let from = 0; from < deals.length; from += IDS_AT_ONCE) {
    const count = Math.min(IDS_AT_ONCE, deals.length - from);
    for (let k = 0; k < count; k++) ids[k] = deals[from + k].accountId;
    accounts.numberInto(ids, count, numbers, 0);
    for (let k = 0; k < count; k++) {
      const a = numbers[k];
      if (a < first.length) next[last[a]] = from + k;
      else first.push(from + k);
      last[a] = from + k;
    }
  }
  return { ids: accounts.ids, first, next };
}
