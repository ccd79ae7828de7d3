/**
 * A table of the rows of ids, made for millions of look-ups: most of what a look-up in a map costs is waiting for memory,
 * for the entry, then for the text it points to.
 *
 * Idea: (1) ids stand one after the other in a pool of 16-bit units, each behind its row and its length; (2) a table with
 * open places holds hash and place in the pool side by side, so that an id is compared without a pointer to follow;
 * (3) many ids are looked up together, step by step: all are hashed, then all find their place, then all fetch what stands
 * there, then all are compared.
 * Within a step no id waits for another, so that the processor waits for many places at once; (4) ids that are long, and
 * ids that find no place near that of their hash, as texts made to have one hash would, stand in a map instead.
 * O(length) an id, built and looked up; 16 to 32 bytes and two for each unit of the text. The hash is that of sdbm (Ozan Yigit)
 * over 16-bit units, mixed as in MurmurHash3 (Austin Appleby).
 */

/** Places from that of the hash where an id may stand. Chosen: of a million ids that are drawn none is half as far off. */
export const REACH = 64;
/** Units of an id in the pool. Chosen: a UUID has 36. */
const LONGEST = 64;
/** Units of the pool before an id: its row in two, its length. */
const HEAD = 3;

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
  /** Lets its memory go; nothing is added or looked up later. */
  close(): void;
}

/**
 * Makes an empty table.
 *
 * @param ids - those that will be added; others and what is no text are passed over here
 * @param atOnce - how many are looked up together at the most
 */
export function createIdTable(ids: ArrayLike<unknown>, atOnce: number): IdTable {
  // Entry [k] is about the k-th of the ids that are looked up: its hash, the place where that was met, and the length of
  // the id that stands there.
  const hashes = new Int32Array(atOnce);
  const places = new Int32Array(atOnce);
  const lengths = new Uint16Array(atOnce);
  let size = 2 * REACH;
  while (size < 2 * ids.length) size *= 2;
  // The large columns last: V8 lets go of typed arrays that die young without collecting the whole heap, and those that are made
  // after them age them.
  let pool = new Uint16Array(poolSize(ids));
  // Entries [2 s] and [2 s + 1] are the hash of the id at place s and where it begins in the pool, 0 where the place is open.
  let table = new Int32Array(2 * size);
  const others = new Map<unknown, number>();
  let end = 1;

  return {
    add: (id, row) => {
      const hash = hashOfId(id);
      const place = id.length > LONGEST ? -1 : settle(table, pool, id, hash, nextPlace(table, hash, hash));
      if (place < 0) {
        const known = others.get(id);
        if (known === undefined) others.set(id, row);
        return known ?? -1;
      }
      if (table[2 * place + 1] !== 0) return rowAt(pool, table[2 * place + 1]);
      table[2 * place] = hash;
      table[2 * place + 1] = end;
      pool[end] = row;
      pool[end + 1] = row >>> 16;
      pool[end + 2] = id.length;
      for (let k = 0; k < id.length; k++) pool[end + HEAD + k] = id.charCodeAt(k);
      end += HEAD + id.length;
      return -1;
    },
    findInto: (ids, count, rows) => {
      // Constants, so that they are not fetched anew for each id.
      const [slots, units] = [table, pool];
      for (let k = 0; k < count; k++) hashes[k] = hashOfId(ids[k]);
      for (let k = 0; k < count; k++) places[k] = nextPlace(slots, hashes[k], hashes[k]);
      // Only to have the pool at hand when ids are compared, which takes so long that few would wait for it together.
      for (let k = 0; k < count; k++)
        lengths[k] = places[k] < 0 ? 0 : units[slots[2 * places[k] + 1] + HEAD - 1];
      for (let k = 0; k < count; k++) {
        const id = ids[k];
        rows[k] = -1;
        if (typeof id !== 'string') continue;
        const place = id.length > LONGEST ? -1 : settle(slots, units, id, hashes[k], places[k]);
        if (place < 0) rows[k] = others.get(id) ?? -1;
        else if (slots[2 * place + 1] !== 0) rows[k] = rowAt(units, slots[2 * place + 1]);
      }
    },
    close: () => {
      pool = new Uint16Array(0);
      table = new Int32Array(0);
    },
  };
}

/** The first place from `from` on that is open or has the hash; -1 where none is in reach. */
function nextPlace(table: Int32Array, hash: number, from: number): number {
  const mask = (table.length >> 1) - 1;
  const last = (hash + REACH) & mask;
  for (let s = from & mask; s !== last; s = (s + 1) & mask)
    if (table[2 * s + 1] === 0 || table[2 * s] === hash) return s;
  return -1;
}

/** Where an id stands, or the open place for it; -1 where there is neither. */
function settle(table: Int32Array, pool: Uint16Array, id: string, hash: number, from: number): number {
  let place = from;
  while (place >= 0 && table[2 * place + 1] !== 0 && !isAt(pool, table[2 * place + 1], id))
    place = nextPlace(table, hash, place + 1);
  return place;
}

function isAt(pool: Uint16Array, start: number, id: string): boolean {
  if (pool[start + HEAD - 1] !== id.length) return false;
  for (let k = 0; k < id.length; k++) if (pool[start + HEAD + k] !== id.charCodeAt(k)) return false;
  return true;
}

function rowAt(pool: Uint16Array, start: number): number {
  return pool[start] | (pool[start + 1] << 16);
}

function poolSize(ids: ArrayLike<unknown>): number {
  let units = 1;
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row];
    if (typeof id === 'string' && id.length <= LONGEST) units += HEAD + id.length;
  }
  return units;
}

/** 32 bits of a text, 0 for what is none or is too long for the pool. */
export function hashOfId(id: unknown): number {
  if (typeof id !== 'string' || id.length > LONGEST) return 0;
  let hash = 0;
  for (let k = 0; k < id.length; k++) hash = (Math.imul(hash, 65599) + id.charCodeAt(k)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
