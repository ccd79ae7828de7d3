/**
 * A table of the rows of ids, made for millions of look-ups: most of what a look-up in a map costs is waiting for memory,
 * for the entry, then for the text it points to.
 *
 * Idea: (1) a table with open places holds rows and the ids themselves, all in places of one width, so that an id is compared
 * where its hash leads and nothing else is waited for; (2) many ids are looked up together, step by step: all are hashed, then
 * all fetch what stands at their place, then all are compared. Within a step no id waits for another, so that the processor
 * waits for many places at once; (3) ids that are long, and ids that find no place near that of their hash, as texts made to
 * have one hash would, stand in a map instead.
 * O(length) an id, built and looked up; memory for two places an id, each as wide as the longest id that stands there.
 */
import { hashOfId, REACH } from './hashOfId.js';

/** Units of an id in the table. Chosen: a UUID has 36. */
const LONGEST = 64;
/** Ids in the table are no longer than so many times the mean: a few long ones would widen all places. Chosen. */
const MOST_MEANS = 2;

/** Rows of ids. */
export interface IdTable {
  /**
   * Adds an id.
   *
   * @returns the row under which it was added before; -1 where it is new
   */
  add(id: string, row: number): number;
  /**
   * Looks ids up.
   *
   * @param ids - what is no text is no id
   * @param count - how many of them; at most as many as the table was made for
   * @param rows - takes the row of each, -1 for what has none
   */
  findInto(ids: readonly unknown[], count: number, rows: Int32Array): void;
}

/**
 * Makes an empty table.
 *
 * @param ids - those that will be added; others and what is no text are passed over here
 * @param atOnce - how many are looked up together at the most
 */
export function createIdTable(ids: ArrayLike<unknown>, atOnce: number): IdTable {
  const { longest, isWide } = measureIds(ids);
  // Units in four bytes, and places in four bytes: a place is the row and 1, 0 where it is open, the length of its id and its units.
  const each = isWide ? 2 : 4;
  const width = 1 + Math.ceil((longest + 1) / each);
  const size = 2 * ids.length;
  // Entry [k] is where the place begins to which the hash of the k-th of the ids leads that are looked up.
  const places = new Int32Array(atOnce);
  // The large column last: V8 lets go of typed arrays that die young without collecting the whole heap, and those that are made
  // after them age them.
  const table = new Int32Array((size + REACH) * width);
  const units = new (isWide ? Uint16Array : Uint8Array)(table.buffer);
  const others = new Map<unknown, number>();

  /** The place of a hash; any for what stands in no place. */
  const placeOf = (id: unknown): number => {
    const hash = typeof id === 'string' && id.length <= longest ? hashOfId(id) : 0;
    return Math.floor((hash / 2 ** 32 + 0.5) * size) * width;
  };
  /** Where an id stands, or the open place for it; -1 where there is neither. */
  const settle = (id: string, from: number): number => {
    if (id.length > longest) return -1;
    for (let place = from; place < from + REACH * width; place += width)
      if (table[place] === 0 || isAt((place + 1) * each, id)) return place;
    return -1;
  };
  /** From behind, where ids that were counted differ. */
  const isAt = (start: number, id: string): boolean => {
    if (units[start] !== id.length) return false;
    for (let k = id.length; k > 0; k--) if (units[start + k] !== id.charCodeAt(k - 1)) return false;
    return true;
  };

  return {
    add: (id, row) => {
      const place = settle(id, placeOf(id));
      const known = place < 0 ? (others.get(id) ?? -1) : table[place] - 1;
      if (known >= 0) return known;
      if (place < 0) others.set(id, row);
      else {
        table[place] = row + 1;
        const start = (place + 1) * each;
        units[start] = id.length;
        for (let k = id.length; k > 0; k--) units[start + k] = id.charCodeAt(k - 1);
      }
      return -1;
    },
    findInto: (ids, count, rows) => {
      for (let k = 0; k < count; k++) places[k] = placeOf(ids[k]);
      // Only to have both ends of the places at hand when ids are compared, which takes so long that few would wait together.
      for (let k = 0; k < count; k++) rows[k] = table[places[k]] ^ table[places[k] + width - 1];
      for (let k = 0; k < count; k++) {
        const id = ids[k];
        rows[k] = -1;
        if (typeof id !== 'string') continue;
        const place = settle(id, places[k]);
        rows[k] = place < 0 ? (others.get(id) ?? -1) : table[place] - 1;
      }
    },
  };
}

/** The longest id that stands in the table, and whether some have units of more than a byte. */
function measureIds(ids: ArrayLike<unknown>): { longest: number; isWide: boolean } {
  let sum = 0;
  let longest = 0;
  let isWide = false;
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row];
    if (typeof id !== 'string' || id.length > LONGEST) continue;
    sum += id.length;
    longest = Math.max(longest, id.length);
    for (let k = 0; k < id.length && !isWide; k++) isWide = id.charCodeAt(k) > 255;
  }
  return { longest: Math.min(longest, Math.ceil((MOST_MEANS * sum) / Math.max(1, ids.length))), isWide };
}
