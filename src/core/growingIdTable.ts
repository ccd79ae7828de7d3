import { hashOfId, REACH } from './hashOfId.js';

/**
 * Numbers for millions of ids that become known one after the other: most of what a look-up in a map costs is waiting for
 * memory, for the entry, then for the text it points to.
 *
 * Idea: (1) a table with open places, which grows, holds part of the hash of an id beside its number, so that hardly ever an id
 * is compared with another than itself; (2) ids that are numbered together go through it step by step: all are hashed, then all
 * fetch the number at their place, then all the text of that number, then all are compared. Within a step no id waits for
 * another, so that the processor waits for many places at once; (3) ids that find no place near that of their hash, as texts
 * made to have one hash would, stand in a map.
 * O(length) an id. Where the same texts come again and again, and in lists of one order, a map is faster: see `createIdNumbers`.
 */

/** Places of an empty table, a power of 2; chosen, there are many short lists. */
const FEW = 32;

/** Ids by number, from 0 in the order in which they came first; `null` may be one. */
export interface GrowingIdTable<Id extends string | null> {
  /** Entry `[n]` is the id of number n. */
  readonly ids: readonly Id[];
  /**
   * Numbers ids together: each has the number it had before, or a new one.
   *
   * @param some - the ids
   * @param count - how many of them, some hundreds at best
   * @param numbers - takes the number of the k-th in entry `[from + k]`
   */
  numberInto(some: readonly Id[], count: number, numbers: Int32Array, from: number): void;
}

/** Starts to number ids. */
export function createGrowingIdTable<Id extends string | null>(): GrowingIdTable<Id> {
  const ids: Id[] = [];
  const others = new Map<Id, number>();
  // Entry `[s]` is 0 where place s is open. Elsewhere its low bits, as many as a place has, are 1 + the number of the id
  // there, and the others those of its hash.
  let table = new Int32Array(FEW);

  /**
   * The place of an id, or of the first that may be it where none is given; else the open place for it. -1 where there is
   * neither near the place of the hash.
   */
  const placeOf = (hash: number, id?: Id): number => {
    const mask = table.length - 1;
    for (let k = 0; k < REACH; k++) {
      const s = (hash + k) & mask;
      if (table[s] === 0) return s;
      if (((table[s] ^ hash) & ~mask) === 0 && (id === undefined || id === ids[numberAt(s)])) return s;
    }
    return -1;
  };
  /** The number of the id at a place; -1 where there is none. */
  const numberAt = (s: number): number => (s < 0 ? -1 : (table[s] & (table.length - 1)) - 1);
  const settle = (hash: number, number: number): void => {
    const s = placeOf(hash, ids[number]);
    if (s < 0) others.set(ids[number], number);
    else table[s] = (hash & -table.length) | (number + 1);
  };
  const numberOf = (id: Id, hash: number): number => {
    let known = numberAt(placeOf(hash, id));
    if (known < 0 && others.size > 0) known = others.get(id) ?? -1;
    if (known >= 0) return known;
    // At most half of the places are taken.
    if (2 * ids.length >= table.length) {
      table = new Int32Array(2 * table.length);
      for (let number = 0; number < ids.length; number++) settle(hashOfId(ids[number]), number);
    }
    settle(hash, ids.push(id) - 1);
    return ids.length - 1;
  };

  return {
    ids,
    numberInto: (some, count, numbers, from) => {
      // First the hashes stand where numbers will.
      for (let k = 0; k < count; k++)
        numbers[from + k] = k > 0 && some[k] === some[k - 1] ? numbers[from + k - 1] : hashOfId(some[k]);
      for (let k = 0; k < count; k++) numbers[from + k] = numberAt(placeOf(numbers[from + k]));
      for (let k = 0; k < count; k++) {
        const number = numbers[from + k];
        if (number >= 0 && ids[number]?.length !== some[k]?.length) numbers[from + k] = -1;
      }
      for (let k = 0; k < count; k++) {
        const number = numbers[from + k];
        if (number < 0 || ids[number] !== some[k]) numbers[from + k] = numberOf(some[k], hashOfId(some[k]));
      }
    },
  };
}
