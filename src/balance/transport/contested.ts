/**
 * Which units are contested at given prices, and between which seats; all others are charged box by box.
 *
 * The value of seat j for unit i, per load, is `rate(i) * cost(i, j) + price(j)`. A unit is contested where more than
 * one seat is within `band` of its best; the seats that are not within it cannot become best before some difference of
 * prices has changed by more than `band`.
 *
 * 1. Walk down the boxes with a shrinking list of seats. At the middle of a box one seat is best; a seat that is worse
 *    than it by more than the band in the whole box is dropped (`SeatMetric.least`).
 * 2. A box with one seat left is charged whole. In a leaf every unit is valued for the seats that are left.
 * 3. Units of a table look at all their seats.
 *
 * O(boxes on borders * seats near) in practice, O(n * k) at worst.
 */
import type { Task, Work } from '../work.js';
import type { PointStore } from './pointStore.js';
import type { CostTable, SeatMetric } from './seatCosts.js';
import type { SeatField } from './seatField.js';

/** Contested units a = 0 … count - 1, with their seats side by side. */
export interface Contested {
  readonly count: number;
  /** Entry `[a]` is a unit: a position of the store, or the store's count plus a row of the table. */
  readonly unit: Int32Array;
  /** Entry `[a]` is a load, above 0. */
  readonly load: Float64Array;
  /** Seats of a stand at `start[a] … start[a + 1] - 1`, rising. */
  readonly start: Int32Array;
  readonly seat: Int32Array;
  /** Cost per load there, without the price. */
  readonly cost: Float64Array;
  /** Entry `[j]` is the load of the units that are not contested and go to seat j. */
  readonly fixedLoad: Float64Array;
}

/** How a field is searched. */
export interface ContestedQuery {
  /** Entry `[j]` is a price per load. */
  readonly prices: Float64Array;
  /** Width of the band, per load. */
  readonly band: number;
  /** Width of the band of units whose best seat is `best` towards another seat, in place of `band`. */
  readonly bandOf?: (best: number, other: number) => number;
  /** Gives up where there are more seats of contested units than this. */
  readonly mostEntries: number;
  /** Entry `[unit]` is set to a unit's best seat, also for units without load; `null` where it is not wanted. */
  readonly home: Int32Array | null;
}

/** Lists the contested units; `null` where there are too many. Pauses on the way. */
export function* listContested(field: SeatField, query: ContestedQuery, work: Work): Task<Contested | null> {
  const collector = createCollector(field.k, query);
  const { store, metric, table, choices } = field;
  if (store !== null && metric !== null) {
    const walk = createWalk(store, metric, query, collector);
    for (const part of store.parts) {
      if (!part.hasLoad && query.home === null) continue;
      walk.enter(part, choices.targets.subarray(choices.offsets[part.row], choices.offsets[part.row + 1]));
      while (!walk.isDone()) {
        if (work.isPauseDue(walk.step())) yield;
        if (collector.size() > query.mostEntries) return null;
      }
    }
  }
  if (table !== null) {
    const offer = createTableReader(field, table, query, collector);
    for (let r = 0; r < table.count; r++) {
      if (work.isPauseDue(offer(r))) yield;
      if (collector.size() > query.mostEntries) return null;
    }
  }
  return collector.finish();
}

/** Gathers contested units into arrays that grow, and the load of the others. */
function createCollector(k: number, { home, mostEntries }: ContestedQuery) {
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
      home?.fill(j, first, last);
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

/** Walks the boxes depth first; a step is one box. */
function createWalk(
  store: PointStore,
  metric: SeatMetric,
  query: ContestedQuery,
  collector: ReturnType<typeof createCollector>,
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

/** Reads the rows of a table one by one. */
function createTableReader(
  { k, store, choices }: SeatField,
  { load, rate, costs, rows }: CostTable,
  { prices, band }: ContestedQuery,
  collector: ReturnType<typeof createCollector>,
) {
  const points = store?.count ?? 0;
  return (r: number): number => {
    const from = choices.offsets[rows[r]];
    const to = choices.offsets[rows[r] + 1];
    const hasLoad = load[r] > 0;
    const valueAt = (e: number) => {
      const cost = costs[k * r + choices.targets[e]];
      // No trips do not make a seat that is not to be had free of cost.
      if (cost === Number.POSITIVE_INFINITY) return cost;
      return rate[r] * cost + (hasLoad ? prices[choices.targets[e]] : 0);
    };
    let best = from;
    for (let e = from + 1; e < to; e++) if (valueAt(e) < valueAt(best)) best = e;
    const edge = valueAt(best) + (hasLoad ? band : 0);
    const isNear = (e: number) => valueAt(e) <= edge && valueAt(e) < Number.POSITIVE_INFINITY;
    let near = 0;
    for (let e = from; e < to; e++) if (isNear(e)) near++;
    const unit = points + r;
    if (valueAt(best) === Number.POSITIVE_INFINITY || from === to) return to - from;
    if (near === 1 || !hasLoad) collector.charge(unit, unit + 1, load[r], choices.targets[best]);
    else {
      collector.open(unit, load[r], choices.targets[best]);
      for (let e = from; e < to; e++) {
        if (!isNear(e)) continue;
        collector.add(choices.targets[e], rate[r] * costs[k * r + choices.targets[e]]);
      }
    }
    return to - from;
  };
}
