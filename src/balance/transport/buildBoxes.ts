/**
 * Boxes over points that stand in an order in which neighbours are near.
 *
 * 1. `LEAF_POINTS` neighbours make a leaf, `FAN` boxes the box above them, up to one root for each part.
 * 2. A box knows its sides, its load, a hub with a radius (on the globe: on the sphere) and the range of the rate:
 *    trips per load, which is what distances are multiplied by when a price is paid per load.
 *
 * O(n) time and memory.
 */
import type { Task } from '../work.js';
import { pushToSphere } from './mergePoints.js';
import type { PartEnd, PointStore, Points, StorePart } from './pointStore.js';

/** Points in a leaf at the most, and boxes in a box; found by trial. */
const LEAF_POINTS = 16;
const FAN = 4;
/** Leaves measured between two pauses: a few milliseconds of work. */
const PAUSE_LEAVES = 500;

/** Builds the boxes of all parts, leaves first; pauses on the way. */
export function* buildBoxes(
  points: Points & Pick<PointStore, 'count' | 'order'>,
  ends: readonly PartEnd[],
): Task<PointStore> {
  const { dimension } = points;
  let capacity = 0;
  let depth = 1;
  let start = 0;
  for (const { end } of ends) {
    let levels = 1;
    for (let size = Math.ceil((end - start) / LEAF_POINTS); ; size = Math.ceil(size / FAN)) {
      capacity += size;
      if (size === 1) break;
      levels++;
    }
    depth = Math.max(depth, levels);
    start = end;
  }
  const middle = new Float64Array(dimension * capacity);
  const parts: StorePart[] = [];
  const store: PointStore = {
    ...points,
    parts,
    depth,
    first: new Int32Array(capacity),
    last: new Int32Array(capacity),
    child: new Int32Array(capacity).fill(-1),
    childCount: new Int32Array(capacity),
    middle,
    half: new Float64Array(dimension * capacity),
    hub: dimension === 2 ? middle : new Float64Array(dimension * capacity),
    radius: new Float64Array(capacity),
    boxLoad: new Float64Array(capacity),
    boxRate: new Float64Array(2 * capacity),
  };
  let size = 0;
  start = 0;
  for (const { row, hasLoad, end } of ends) {
    let level = size;
    for (let p = start; p < end; p += LEAF_POINTS) {
      measureLeaf(store, size++, p, Math.min(p + LEAF_POINTS, end));
      if (size % PAUSE_LEAVES === 0) yield;
    }
    while (size - level > 1) {
      const above = size;
      for (let box = level; box < above; box += FAN)
        measureBox(store, size++, box, Math.min(FAN, above - box));
      level = above;
    }
    parts.push({ row, hasLoad, root: size - 1 });
    start = end;
  }
  return store;
}

/** Sides, hub, radius, load and rates of positions `first … last - 1`. */
function measureLeaf(store: PointStore, box: number, first: number, last: number): void {
  const { dimension, places, load, rate, middle, half, hub, origin } = store;
  store.first[box] = first;
  store.last[box] = last;
  let slowest = Number.POSITIVE_INFINITY;
  let fastest = 0;
  for (let p = first; p < last; p++) {
    store.boxLoad[box] += load[p];
    if (rate[p] < slowest) slowest = rate[p];
    if (rate[p] > fastest) fastest = rate[p];
  }
  store.boxRate[2 * box] = slowest;
  store.boxRate[2 * box + 1] = fastest;
  for (let d = 0; d < dimension; d++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let p = first; p < last; p++) {
      const value = places[dimension * p + d];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    middle[dimension * box + d] = 0.5 * (low + high);
    half[dimension * box + d] = 0.5 * (high - low);
    hub[dimension * box + d] = 0.5 * (low + high);
  }
  if (dimension === 3) pushToSphere(hub, 3 * box, origin);
  let farthest = 0;
  for (let p = first; p < last; p++) {
    let square = 0;
    for (let d = 0; d < dimension; d++) square += (places[dimension * p + d] - hub[dimension * box + d]) ** 2;
    if (square > farthest) farthest = square;
  }
  store.radius[box] = Math.sqrt(farthest);
}

/** The same for a box of boxes. */
function measureBox(store: PointStore, box: number, child: number, count: number): void {
  const { dimension, middle, half, hub, radius, origin, boxRate } = store;
  store.child[box] = child;
  store.childCount[box] = count;
  store.first[box] = store.first[child];
  store.last[box] = store.last[child + count - 1];
  boxRate[2 * box] = Number.POSITIVE_INFINITY;
  for (let c = child; c < child + count; c++) {
    store.boxLoad[box] += store.boxLoad[c];
    boxRate[2 * box] = Math.min(boxRate[2 * box], boxRate[2 * c]);
    boxRate[2 * box + 1] = Math.max(boxRate[2 * box + 1], boxRate[2 * c + 1]);
  }
  for (let d = 0; d < dimension; d++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let c = child; c < child + count; c++) {
      const at = dimension * c + d;
      low = Math.min(low, middle[at] - half[at]);
      high = Math.max(high, middle[at] + half[at]);
    }
    middle[dimension * box + d] = 0.5 * (low + high);
    half[dimension * box + d] = 0.5 * (high - low);
    hub[dimension * box + d] = 0.5 * (low + high);
  }
  if (dimension === 3) pushToSphere(hub, 3 * box, origin);
  for (let c = child; c < child + count; c++) {
    let square = 0;
    for (let d = 0; d < dimension; d++) square += (hub[dimension * c + d] - hub[dimension * box + d]) ** 2;
    radius[box] = Math.max(radius[box], Math.sqrt(square) + radius[c]);
  }
}
