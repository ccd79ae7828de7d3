import type { ContestedQuery } from './contested.js';
import type { ContestedCollector } from './contestedCollector.js';
import type { PointStore } from './pointStore.js';
import { evenBands } from './seatBands.js';
import type { SeatMetric } from './seatCosts.js';
import { shrinkByLength } from './shrinkByLength.js';
import { shrinkBySquares } from './shrinkBySquares.js';

/** Walks the boxes depth first; a step is one box. */
export function createContestedWalk(
  store: PointStore,
  metric: SeatMetric,
  query: ContestedQuery,
  collector: ContestedCollector,
) {
  const { k, centres } = metric;
  const { dimension, first, last, child, childCount, boxLoad, load, rate } = store;
  /** The seats left for the boxes at depth d start at `[d * k]`; a box finds its own where its parent put them. */
  const lists = new Int32Array((store.depth + 1) * k);
  /** Boxes to come, their depths and the lengths of their lists. */
  const capacity = 4 * store.depth + 4;
  const boxes = new Int32Array(capacity);
  const depths = new Int32Array(capacity);
  const sizes = new Int32Array(capacity);
  let waiting = 0;
  const shrink = (metric.kind === 'squaredDistance' ? shrinkBySquares : shrinkByLength)(store, metric);
  /** Lists of nothing but endless bands keep all seats in all boxes. */
  const isEndless = query.bands.reach.every((width) => width === Number.POSITIVE_INFINITY);
  const nothing = new Float64Array(k);
  const noBands = evenBands(k, 0);
  let { prices, bands } = query;
  let hasLoad = true;
  /** Entry `[c]` is the value of the c-th seat for the unit at hand. */
  const values = new Float64Array(k);
  const seatPrices = new Float64Array(k);
  /** Places in the list of the seats that are near best for the unit at hand. */
  const near = new Int32Array(k);
  /** Entry `[c]` is the band of the unit at hand towards the c-th seat: units of a leaf often share their best. */
  const widths = new Float64Array(k);

  /** Values the units of a leaf for the seats in the list at a depth. */
  function visitLeaf(box: number, depth: number, size: number): void {
    const from = depth * k;
    for (let c = 0; c < size; c++) seatPrices[c] = prices[lists[from + c]];
    let widthsFrom = -1;
    for (let p = first[box]; p < last[box]; p++) {
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
        measureWidths(best, from, size);
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
  function measureWidths(i: number, from: number, size: number): void {
    const reach = bands.reach[i];
    const slope = bands.slope[i];
    for (let c = 0; c < size; c++) {
      const j = lists[from + c];
      const x = centres[dimension * j] - centres[dimension * i];
      const y = centres[dimension * j + 1] - centres[dimension * i + 1];
      const z = dimension === 3 ? centres[3 * j + 2] - centres[3 * i + 2] : 0;
      const width = slope > 0 ? slope * Math.sqrt(x * x + y * y + z * z) : 0;
      widths[c] = Math.max(width, reach);
    }
  }

  function push(box: number, depth: number, size: number): void {
    boxes[waiting] = box;
    depths[waiting] = depth;
    sizes[waiting++] = size;
  }

  return {
    isDone: () => waiting === 0,
    enter: (part: PointStore['parts'][number], choices: Int32Array) => {
      lists.set(choices);
      hasLoad = part.hasLoad;
      prices = hasLoad ? query.prices : nothing;
      bands = hasLoad ? query.bands : noBands;
      if (choices.length > 0) push(part.root, 0, choices.length);
    },
    /** Deals with one box; returns the evaluations made. */
    step: () => {
      const box = boxes[--waiting];
      const depth = depths[waiting];
      const size = sizes[waiting];
      const isAll = size === 1 || (hasLoad && isEndless);
      const kept = isAll ? -1 : shrink(box, lists, depth * k, size, (depth + 1) * k, prices, bands);
      const list = kept < 0 ? depth : depth + 1;
      const left = kept < 0 ? size : kept;
      if (left === 1) {
        collector.charge(first[box], last[box], hasLoad ? boxLoad[box] : 0, lists[list * k]);
        return size;
      }
      if (child[box] < 0) {
        visitLeaf(box, list, left);
        return size + left * (last[box] - first[box]);
      }
      // A list that was not shrunk is copied, so that a box always finds its own at its own depth.
      if (kept < 0) lists.copyWithin((depth + 1) * k, depth * k, depth * k + size);
      for (let c = childCount[box] - 1; c >= 0; c--) push(child[box] + c, depth + 1, left);
      return size;
    },
  };
}
