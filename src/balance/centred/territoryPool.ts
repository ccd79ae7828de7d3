/**
 * A pool of territories that the search came through, each of them within its limits and kept once, whatever plan it
 * was part of. For territories that are all alike: which of them holds a set of units does not matter.
 *
 * A territory is found again by a hash of its units, then compared unit by unit.
 */
import type { CentredProblem, CentredState } from './centredState.js';

/** Territories as columns; only the first `count()` hold any. */
export interface TerritoryColumns {
  count(): number;
  /** The units of territory c are entries `starts()[c]` … `starts()[c + 1] - 1`, in ascending order. */
  starts(): Int32Array;
  units(): Int32Array;
  /** Entry `[c]` is what territory c costs. */
  costs(): Float64Array;
}

/** Columns that grow. */
export interface TerritoryPool extends TerritoryColumns {
  /** Starts to collect from a state: a call takes in the territories that changed since the last one. */
  collectFrom(state: CentredState): () => void;
  /** Leaves only those territories that are wanted, in their order. */
  retain(isWanted: (c: number) => boolean): void;
}

/** Mixes a unit's index into 32 bits (finalizer of MurmurHash3; A. Appleby, public domain). */
function mix(unit: number): number {
  let h = Math.imul(unit + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Starts an empty pool. O(units) for every territory that is taken in. */
export function createTerritoryPool({ parts, search }: CentredProblem): TerritoryPool {
  const { start, unitOf } = parts;
  const { k } = search;
  let count = 0;
  let starts = new Int32Array(1024);
  let units = new Int32Array(8192);
  let costs = new Float64Array(1023);
  let hashes = new Int32Array(1023);
  /** Entry `[slot]` is a territory whose hash leads there or a bit before it; -1 for none. Its length is a power of 2. */
  let slots = new Int32Array(4096).fill(-1);

  function find(hash: number, set: Int32Array): number {
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
      const c = slots[slot];
      if (hashes[c] !== hash || starts[c + 1] - starts[c] !== set.length) continue;
      let e = 0;
      while (e < set.length && units[starts[c] + e] === set[e]) e++;
      if (e === set.length) return slot;
    }
    return slot;
  }

  function insert(c: number): void {
    const mask = slots.length - 1;
    let slot = hashes[c] & mask;
    while (slots[slot] >= 0) slot = (slot + 1) & mask;
    slots[slot] = c;
  }

  function enter(set: Int32Array, cost: number): void {
    let hash = 0;
    for (const u of set) hash = (hash + mix(u)) | 0;
    const slot = find(hash, set);
    if (slots[slot] >= 0) return;
    while (starts[count] + set.length > units.length) units = grow(units, new Int32Array(2 * units.length));
    if (count === costs.length) {
      costs = grow(costs, new Float64Array(2 * count));
      hashes = grow(hashes, new Int32Array(2 * count));
      starts = grow(starts, new Int32Array(2 * count + 1));
    }
    units.set(set, starts[count]);
    costs[count] = cost;
    hashes[count] = hash;
    slots[slot] = count++;
    starts[count] = starts[count - 1] + set.length;
    if (3 * count < slots.length) return;
    slots = new Int32Array(2 * slots.length).fill(-1);
    for (let c = 0; c < count; c++) insert(c);
  }

  return {
    count: () => count,
    starts: () => starts,
    units: () => units,
    costs: () => costs,
    collectFrom: ({ plan, book, groups }) => {
      const seenAt = new Int32Array(k).fill(-1);
      return () => {
        book.settle();
        for (let j = 0; j < k; j++) {
          if (plan.movedAt[j] === seenAt[j]) continue;
          seenAt[j] = plan.movedAt[j];
          const size = groups.size[j];
          if (size === 0 || plan.isOutside(j)) continue;
          const set = groups.lists[j].subarray(0, size).filter((p) => p === start[unitOf[p]]);
          for (let e = 0; e < set.length; e++) set[e] = unitOf[set[e]];
          enter(set.sort(), book.costOf(j));
        }
      };
    },
    retain: (isWanted) => {
      let kept = 0;
      slots.fill(-1);
      for (let c = 0; c < count; c++) {
        if (!isWanted(c)) continue;
        const from = starts[c];
        const to = starts[c + 1];
        units.copyWithin(starts[kept], from, to);
        costs[kept] = costs[c];
        hashes[kept] = hashes[c];
        starts[kept + 1] = starts[kept] + to - from;
        insert(kept++);
      }
      count = kept;
    },
  };
}

function grow<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
