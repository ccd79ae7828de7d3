import type { Parts } from './parts.js';

/** Which parts each territory holds, as lists that change in O(1). */
export interface Groups {
  /** Entry `[j]` lists the parts of territory j in its first `size[j]` entries, in no order. */
  readonly lists: Int32Array[];
  readonly size: Int32Array;
  /** Adds the parts of a unit to a territory. */
  add(j: number, unit: number): void;
  /** Takes the parts of a unit from a territory. */
  remove(j: number, unit: number): void;
}

/** Lists the parts of an assignment. */
export function createGroups(parts: Parts, k: number, assignment: Int32Array): Groups {
  const { start, unitOf } = parts;
  const size = new Int32Array(k);
  for (const u of unitOf) size[assignment[u]]++;
  const lists = Array.from(size, (count) => new Int32Array(2 * count + 8));
  /** Entry `[p]` is where part p stands in the list of its territory. */
  const position = new Int32Array(unitOf.length);
  size.fill(0);

  function add(j: number, unit: number): void {
    for (let p = start[unit]; p < start[unit + 1]; p++) {
      if (size[j] === lists[j].length) {
        const longer = new Int32Array(2 * size[j]);
        longer.set(lists[j]);
        lists[j] = longer;
      }
      lists[j][size[j]] = p;
      position[p] = size[j]++;
    }
  }

  function remove(j: number, unit: number): void {
    for (let p = start[unit]; p < start[unit + 1]; p++) {
      const last = lists[j][--size[j]];
      lists[j][position[p]] = last;
      position[last] = position[p];
    }
  }

  for (let u = 0; u + 1 < start.length; u++) add(assignment[u], u);
  return { lists, size, add, remove };
}
