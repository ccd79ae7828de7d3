import type { Contested } from './contested.js';

/**
 * Gathers contested units, and the load of the others, into arrays that grow and serve one list after the other: a list
 * holds until the next one is begun.
 */
export interface ContestedCollector {
  /** Begins a list. */
  begin(query: {
    /** Entry `[unit]` is set to a unit's best seat; `null` where it is not wanted. */
    readonly home: Int32Array | null;
    /** Whoever asks gives up where there are more seats of contested units than this. */
    readonly mostEntries: number;
  }): void;
  /** How many seats of contested units there are so far. */
  size(): number;
  /** Charges the units `first … last - 1`, of a load in all, to a seat. */
  charge(first: number, last: number, load: number, j: number): void;
  /** Opens a contested unit; its seats follow. */
  open(unit: number, load: number, best: number): void;
  add(j: number, cost: number): void;
  finish(): Contested;
}

/** Makes a collector for k seats. */
export function createContestedCollector(k: number): ContestedCollector {
  return new GrowingLists(k);
}

/** A class, so that walks which are compiled for one collector are so for the next. */
class GrowingLists implements ContestedCollector {
  private readonly k: number;
  private home: Int32Array | null = null;
  private mostEntries = 0;
  private fixedLoad = new Float64Array(0);
  private unit = new Int32Array(1024);
  private load = new Float64Array(1024);
  private start = new Int32Array(1025);
  private seat = new Int32Array(4096);
  private cost = new Float64Array(4096);
  private count = 0;
  private entries = 0;

  constructor(k: number) {
    this.k = k;
  }

  begin({ home, mostEntries }: { readonly home: Int32Array | null; readonly mostEntries: number }): void {
    this.home = home;
    this.mostEntries = mostEntries;
    this.fixedLoad = new Float64Array(this.k);
    this.count = 0;
    this.entries = 0;
  }

  size(): number {
    return this.entries;
  }

  charge(first: number, last: number, load: number, j: number): void {
    const { home } = this;
    this.fixedLoad[j] += load;
    if (home !== null) for (let at = first; at < last; at++) home[at] = j;
  }

  open(unit: number, load: number, best: number): void {
    const { count } = this;
    if (count === this.unit.length) {
      this.unit = grow(this.unit, new Int32Array(2 * count));
      this.load = grow(this.load, new Float64Array(2 * count));
      this.start = grow(this.start, new Int32Array(2 * count + 1));
    }
    this.unit[count] = unit;
    this.load[count] = load;
    this.start[count] = this.entries;
    this.count = count + 1;
    if (this.home !== null) this.home[unit] = best;
  }

  add(j: number, cost: number): void {
    const at = this.entries;
    if (at === this.seat.length) {
      const capacity = Math.min(2 * at, Math.max(at + this.k, this.mostEntries + this.k));
      this.seat = grow(this.seat, new Int32Array(capacity));
      this.cost = grow(this.cost, new Float64Array(capacity));
    }
    this.seat[at] = j;
    this.cost[at] = cost;
    this.entries = at + 1;
  }

  finish(): Contested {
    const { count, entries } = this;
    this.start[count] = entries;
    return {
      count,
      unit: this.unit.subarray(0, count),
      load: this.load.subarray(0, count),
      start: this.start.subarray(0, count + 1),
      seat: this.seat.subarray(0, entries),
      cost: this.cost.subarray(0, entries),
      fixedLoad: this.fixedLoad,
    };
  }
}

function grow<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
