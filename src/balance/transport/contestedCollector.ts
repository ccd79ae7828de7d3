import type { Contested, ContestedQuery } from './contested.js';

/** What gathers contested units and charges the others. */
export type ContestedCollector = ReturnType<typeof createContestedCollector>;

/** Gathers contested units into arrays that grow, and the load of the others. */
export function createContestedCollector(k: number, { home, mostEntries }: ContestedQuery) {
  const fixedLoad = new Float64Array(k);
  let unit = new Int32Array(1024);
  let load = new Float64Array(1024);
  let start = new Int32Array(1025);
  let seat = new Int32Array(4096);
  let cost = new Float64Array(4096);
  let count = 0;
  let size = 0;
  return {
    size: () => size,
    /** Charges the units `first … last - 1`, of a load in all, to a seat. */
    charge: (first: number, last: number, itsLoad: number, j: number) => {
      fixedLoad[j] += itsLoad;
      if (home !== null) for (let at = first; at < last; at++) home[at] = j;
    },
    /** Opens a contested unit; its seats follow. */
    open: (itsUnit: number, itsLoad: number, best: number) => {
      if (count === unit.length) {
        unit = grow(unit, new Int32Array(2 * count));
        load = grow(load, new Float64Array(2 * count));
        start = grow(start, new Int32Array(2 * count + 1));
      }
      unit[count] = itsUnit;
      load[count] = itsLoad;
      start[count++] = size;
      if (home !== null) home[itsUnit] = best;
    },
    add: (j: number, itsCost: number) => {
      if (size === seat.length) {
        const capacity = Math.min(2 * size, Math.max(size + k, mostEntries + k));
        seat = grow(seat, new Int32Array(capacity));
        cost = grow(cost, new Float64Array(capacity));
      }
      seat[size] = j;
      cost[size++] = itsCost;
    },
    finish: (): Contested => {
      start[count] = size;
      return {
        count,
        unit: unit.subarray(0, count),
        load: load.subarray(0, count),
        start: start.subarray(0, count + 1),
        seat: seat.subarray(0, size),
        cost: cost.subarray(0, size),
        fixedLoad,
      };
    },
  };
}

function grow<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
