/**
 * The deals of every account, in a chain.
 *
 * Idea: (1) accounts are numbered as they first appear, by a table with open places that holds the hash of an id beside its
 * number; (2) of some deals at a time all ids are hashed, then all fetch their place in the table, then all are numbered, so
 * that the processor waits for many places at once; a deal of the account of the one before it is looked up no further;
 * (3) ids that find no place near that of their hash, as texts made to have one hash would, stand in a map. There is one
 * column of the deals: an engine collects the whole heap, which is the caller's and may be large, for every 64 MB in typed
 * arrays. O(deals).
 */
import { hashOfId, REACH } from '../../core/idTable.js';
import type { DealQualification } from './qualifyDeals.js';

/** Deals that are looked at together. Chosen: as many as records whose accounts are looked up, see `joinAccounts`. */
const BLOCK = 256;

/** Deals of accounts. */
export interface DealChains {
  /** Entry `[a]` is the id of account a, in the order in which they first appear. */
  readonly ids: readonly string[];
  /** Entry `[a]` is its first deal. */
  readonly first: readonly number[];
  /** Entry `[d]` is the deal of the same account after deal d; -1 for none. */
  readonly next: Int32Array;
}

/** Chains the deals of every account. */
export function chainDeals(deals: readonly DealQualification[]): DealChains {
  const { ids, fetch, numberOf } = createNumbers();
  const first: number[] = [];
  const last: number[] = [];
  const next = new Int32Array(deals.length).fill(-1);
  // Entry [k] is about the k-th deal of those looked at: the hash of its account, and whether that is the one of the deal before.
  const hashes = new Int32Array(BLOCK);
  const isSame = new Uint8Array(BLOCK);
  let before: string | null = null;
  let a = -1;
  for (let from = 0; from < deals.length; from += BLOCK) {
    const count = Math.min(BLOCK, deals.length - from);
    for (let k = 0; k < count; k++) {
      const { accountId } = deals[from + k];
      isSame[k] = accountId === before ? 1 : 0;
      if (isSame[k] === 0) hashes[k] = hashOfId(accountId);
      before = accountId;
    }
    fetch(hashes, count);
    for (let k = 0; k < count; k++) {
      const deal = from + k;
      if (isSame[k] === 0) a = numberOf(deals[deal].accountId, hashes[k]);
      if (a < first.length) next[last[a]] = deal;
      else first.push(deal);
      last[a] = deal;
    }
  }
  return { ids, first, next };
}

/** Numbers ids from 0, in the order in which they first come. */
function createNumbers() {
  const ids: string[] = [];
  const others = new Map<string, number>();
  // Entries [2 s] and [2 s + 1] are the hash of the id at place s and 1 + its number, 0 where the place is open.
  let table = new Int32Array(4096);
  const fetched = new Int32Array(BLOCK);

  /** Puts a number at the first open place within reach of its hash, or in the map. */
  const settle = (hash: number, number: number): void => {
    const mask = table.length / 2 - 1;
    for (let k = 0; k < REACH; k++) {
      const s = (hash + k) & mask;
      if (table[2 * s + 1] !== 0) continue;
      table[2 * s] = hash;
      table[2 * s + 1] = number + 1;
      return;
    }
    others.set(ids[number], number);
  };
  const grow = (): void => {
    const before = table;
    table = new Int32Array(2 * before.length);
    for (let s = 0; s < before.length; s += 2) if (before[s + 1] !== 0) settle(before[s], before[s + 1] - 1);
  };
  return {
    ids,
    fetch: (hashes: Int32Array, count: number): void => {
      for (let k = 0; k < count; k++) fetched[k] = table[2 * (hashes[k] & (table.length / 2 - 1))];
    },
    numberOf: (id: string, hash: number): number => {
      const mask = table.length / 2 - 1;
      for (let k = 0, s = hash & mask; k < REACH && table[2 * s + 1] !== 0; k++, s = (s + 1) & mask)
        if (table[2 * s] === hash && ids[table[2 * s + 1] - 1] === id) return table[2 * s + 1] - 1;
      const known = others.size > 0 ? others.get(id) : undefined;
      if (known !== undefined) return known;
      // At most half of the places are taken.
      if (4 * ids.length >= table.length) grow();
      settle(hash, ids.push(id) - 1);
      return ids.length - 1;
    },
  };
}
