import type { ContestedQuery } from './contested.js';
import type { ContestedCollector } from './contestedCollector.js';
import type { PointStore } from './pointStore.js';
import type { SeatMetric } from './seatCosts.js';

/** Walks the boxes depth first; a step is one box. */
export function createContestedWalk(
  store: PointStore,
  metric: SeatMetric,
  query: ContestedQuery,
  collector: ContestedCollector,
) {
  const { k } = metric;
  const { first, last, child, childCount, boxRate, boxLoad, load, rate } = store;
  /** The seats left for the boxes at depth d start at `[d * k]`; a box finds its own where its parent put them. */
  const lists = new Int32Array((store.depth + 1) * k);
  /** Boxes to come, their depths and the lengths of their lists. */
  const capacity = 4 * store.depth + 4;
  const boxes = new Int32Array(capacity);
  const depths = new Int32Array(capacity);
  const sizes = new Int32Array(capacity);
  let waiting = 0;
  const middleCost = new Float64Array(k);
  const nothing = new Float64Array(k);
  let prices = query.prices;
  let band = query.band;
  let bandOf = query.bandOf;
  let hasLoad = true;
  const leafSize = store.count > 0 ? largestLeaf(store) : 0;
  /** Value of the c-th seat for the e-th unit of a leaf at `[c * leafSize + e]`. */
  const values = new Float64Array(leafSize * k);
  const costs = new Float64Array(leafSize);
  const bestOf = new Int32Array(leafSize);
  /** Entry `[c]` is the band of the unit at hand towards the c-th seat: units of a leaf often share their best. */
  const bands = new Float64Array(k);

  /** Copies the seats that may be near best in a box to the list one depth further down; returns how many. */
  function shrink(box: number, depth: number, size: number): number {
    const from = depth * k;
    const to = from + k;
    const slow = boxRate[2 * box];
    const fast = boxRate[2 * box + 1];
    const meanRate = 0.5 * (slow + fast);
    let best = 0;
    let bestValue = Number.POSITIVE_INFINITY;
    for (let c = 0; c < size; c++) {
      const j = lists[from + c];
      middleCost[c] = metric.atMiddle(box, j);
      const value = meanRate * middleCost[c] + prices[j];
      if (value < bestValue) {
        bestValue = value;
        best = c;
      }
    }
    const i = lists[from + best];
    let kept = 0;
    for (let c = 0; c < size; c++) {
      const j = lists[from + c];
      if (c !== best) {
        const width = bandOf === undefined ? band : Math.max(bandOf(i, j), bandOf(j, i));
        const room = width - prices[j] + prices[i];
        // Whatever the bend of the metric, a seat that is nearer at the middle is worth the exact look.
        const atMiddle = middleCost[c] - middleCost[best];
        if (atMiddle > 0 && slow * atMiddle > room) {
          const least = metric.least(box, j, i, middleCost[c], middleCost[best]);
          if (least * (least > 0 ? slow : fast) > room) continue;
        } else if (atMiddle <= 0) {
          const least = metric.least(box, j, i, middleCost[c], middleCost[best]);
          if (least * fast > room) continue;
        }
      }
      lists[to + kept++] = j;
    }
    return kept;
  }

  /** Values the units of a leaf for the seats in the list at a depth. */
  function visitLeaf(box: number, depth: number, size: number): void {
    const from = depth * k;
    const begin = first[box];
    const count = last[box] - begin;
    for (let c = 0; c < size; c++) {
      const j = lists[from + c];
      const price = prices[j];
      metric.costsInto(j, begin, last[box], costs);
      const at = c * leafSize;
      for (let e = 0; e < count; e++) {
        const value = rate[begin + e] * costs[e] + price;
        values[at + e] = value;
        if (c === 0 || value < values[bestOf[e] * leafSize + e]) bestOf[e] = c;
      }
    }
    if (bandOf === undefined) bands.fill(band, 0, size);
    let bandsFrom = -1;
    for (let e = 0; e < count; e++) {
      const p = begin + e;
      const at = bestOf[e];
      const best = lists[from + at];
      const least = values[at * leafSize + e];
      if (bandOf !== undefined && at !== bandsFrom) {
        for (let c = 0; c < size; c++) bands[c] = c === at ? band : bandOf(best, lists[from + c]);
        bandsFrom = at;
      }
      let near = 0;
      for (let c = 0; c < size; c++) if (values[c * leafSize + e] <= least + bands[c]) near++;
      if (near === 1 || !hasLoad) collector.charge(p, p + 1, load[p], best);
      else {
        collector.open(p, load[p], best);
        for (let c = 0; c < size; c++) {
          if (!(values[c * leafSize + e] <= least + bands[c])) continue;
          collector.add(lists[from + c], values[c * leafSize + e] - prices[lists[from + c]]);
        }
      }
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
      band = hasLoad ? query.band : 0;
      bandOf = hasLoad ? query.bandOf : undefined;
      if (choices.length > 0) push(part.root, 0, choices.length);
    },
    /** Deals with one box; returns the evaluations made. */
    step: () => {
      const box = boxes[--waiting];
      const depth = depths[waiting];
      const size = sizes[waiting];
      const kept = size > 1 && band < Number.POSITIVE_INFINITY ? shrink(box, depth, size) : -1;
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

function largestLeaf({ child, first, last }: PointStore): number {
  let largest = 0;
  for (let b = 0; b < child.length; b++) if (child[b] < 0) largest = Math.max(largest, last[b] - first[b]);
  return largest;
}
