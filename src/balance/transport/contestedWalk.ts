import type { ContestedQuery } from './contested.js';
import type { ContestedCollector } from './contestedCollector.js';
import type { PointStore } from './pointStore.js';
import { evenBands, type SeatBands } from './seatBands.js';
import type { SeatMetric } from './seatCosts.js';
import { shrinkByLength } from './shrinkByLength.js';
import { shrinkBySquares } from './shrinkBySquares.js';
import type { SeatSieve } from './shrinkSeats.js';

/** Walks the boxes of a store depth first. */
export interface ContestedWalk {
  /** Starts with a part of the store and the seats its units may have. */
  enter(part: PointStore['parts'][number], choices: Int32Array): void;
  isDone(): boolean;
  /** Deals with one box; returns the evaluations made. */
  step(): number;
}

export function createContestedWalk(
  store: PointStore,
  metric: SeatMetric,
  query: ContestedQuery,
  collector: ContestedCollector,
): ContestedWalk {
  return new BoxWalk(store, metric, query, collector);
}

/** A class, so that what is compiled for one walk is so for the next. */
class BoxWalk implements ContestedWalk {
  private readonly store: PointStore;
  private readonly metric: SeatMetric;
  private readonly query: ContestedQuery;
  private readonly collector: ContestedCollector;
  private readonly k: number;
  /** The seats left for the boxes at depth d start at `[d * k]`; a box finds its own where its parent put them. */
  private readonly lists: Int32Array;
  /** Boxes to come, their depths and the lengths of their lists. */
  private readonly boxes: Int32Array;
  private readonly depths: Int32Array;
  private readonly sizes: Int32Array;
  private waiting = 0;
  private readonly sieve: SeatSieve;
  /** Lists of nothing but endless bands keep all seats in all boxes. */
  private readonly isEndless: boolean;
  private prices: Float64Array;
  private bands: SeatBands;
  private hasLoad = true;
  /** Entry `[c]` is the value of the c-th seat for the unit at hand. */
  private readonly values: Float64Array;
  private readonly seatPrices: Float64Array;
  /** Places in the list of the seats that are near best for the unit at hand. */
  private readonly near: Int32Array;
  /** Entry `[c]` is the band of the unit at hand towards the c-th seat: units of a leaf often share their best. */
  private readonly widths: Float64Array;

  constructor(store: PointStore, metric: SeatMetric, query: ContestedQuery, collector: ContestedCollector) {
    const { k } = metric;
    const capacity = 4 * store.depth + 4;
    this.store = store;
    this.metric = metric;
    this.query = query;
    this.collector = collector;
    this.k = k;
    this.lists = new Int32Array((store.depth + 1) * k);
    this.boxes = new Int32Array(capacity);
    this.depths = new Int32Array(capacity);
    this.sizes = new Int32Array(capacity);
    this.sieve = { store, metric, middleCost: new Float64Array(k) };
    this.isEndless = query.bands.reach.every((width) => width === Number.POSITIVE_INFINITY);
    this.prices = query.prices;
    this.bands = query.bands;
    this.values = new Float64Array(k);
    this.seatPrices = new Float64Array(k);
    this.near = new Int32Array(k);
    this.widths = new Float64Array(k);
  }

  isDone(): boolean {
    return this.waiting === 0;
  }

  enter(part: PointStore['parts'][number], choices: Int32Array): void {
    this.lists.set(choices);
    this.hasLoad = part.hasLoad;
    this.prices = part.hasLoad ? this.query.prices : new Float64Array(this.k);
    this.bands = part.hasLoad ? this.query.bands : evenBands(this.k, 0);
    if (choices.length > 0) this.push(part.root, 0, choices.length);
  }

  step(): number {
    const { store, collector, lists, k, hasLoad } = this;
    const box = this.boxes[--this.waiting];
    const depth = this.depths[this.waiting];
    const size = this.sizes[this.waiting];
    const isAll = size === 1 || (hasLoad && this.isEndless);
    const kept = isAll ? -1 : this.shrink(box, depth * k, size, (depth + 1) * k);
    const list = kept < 0 ? depth : depth + 1;
    const left = kept < 0 ? size : kept;
    const first = store.first[box];
    const last = store.last[box];
    if (left === 1) {
      collector.charge(first, last, hasLoad ? store.boxLoad[box] : 0, lists[list * k]);
      return size;
    }
    const child = store.child[box];
    if (child < 0) {
      this.visitLeaf(first, last, list * k, left);
      return size + left * (last - first);
    }
    // A list that was not shrunk is copied, so that a box always finds its own at its own depth.
    if (kept < 0) lists.copyWithin((depth + 1) * k, depth * k, depth * k + size);
    for (let c = store.childCount[box] - 1; c >= 0; c--) this.push(child + c, depth + 1, left);
    return size;
  }

  private shrink(box: number, from: number, size: number, to: number): number {
    const { sieve, lists, prices, bands } = this;
    return this.metric.kind === 'squaredDistance'
      ? shrinkBySquares(sieve, box, lists, from, size, to, prices, bands)
      : shrinkByLength(sieve, box, lists, from, size, to, prices, bands);
  }

  /** Values the units of a leaf for the seats that are left, `size` of them from `from` on. */
  private visitLeaf(first: number, last: number, from: number, size: number): void {
    const { metric, collector, lists, prices, hasLoad, values, seatPrices, near, widths } = this;
    const { load, rate } = this.store;
    for (let c = 0; c < size; c++) seatPrices[c] = prices[lists[from + c]];
    let widthsFrom = -1;
    for (let p = first; p < last; p++) {
      metric.costsInto(p, lists, from, size, values);
      const trips = rate[p];
      let least = Number.POSITIVE_INFINITY;
      let at = 0;
      for (let c = 0; c < size; c++) {
        const value = trips * values[c] + seatPrices[c];
        values[c] = value;
        if (value < least) {
          least = value;
          at = c;
        }
      }
      const best = lists[from + at];
      if (at !== widthsFrom) {
        this.measureWidths(best, from, size);
        widthsFrom = at;
      }
      let count = 0;
      for (let c = 0; c < size; c++) if (values[c] <= least + widths[c]) near[count++] = c;
      if (count === 1 || !hasLoad) {
        collector.charge(p, p + 1, load[p], best);
        continue;
      }
      collector.open(p, load[p], best);
      for (let e = 0; e < count; e++) {
        const c = near[e];
        collector.add(lists[from + c], values[c] - seatPrices[c]);
      }
    }
  }

  /** Sets the bands of units whose best seat is i towards the seats in the list. */
  private measureWidths(i: number, from: number, size: number): void {
    const { lists, widths } = this;
    const { dimension } = this.store;
    const { centres } = this.metric;
    const reach = this.bands.reach[i];
    const slope = this.bands.slope[i];
    for (let c = 0; c < size; c++) {
      const j = lists[from + c];
      const x = centres[dimension * j] - centres[dimension * i];
      const y = centres[dimension * j + 1] - centres[dimension * i + 1];
      const z = dimension === 3 ? centres[3 * j + 2] - centres[3 * i + 2] : 0;
      const width = slope > 0 ? slope * Math.sqrt(x * x + y * y + z * z) : 0;
      widths[c] = Math.max(width, reach);
    }
  }

  private push(box: number, depth: number, size: number): void {
    this.boxes[this.waiting] = box;
    this.depths[this.waiting] = depth;
    this.sizes[this.waiting++] = size;
  }
}
