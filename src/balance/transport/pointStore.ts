/**
 * Points prepared once, so that all of them can be valued against many sets of prices without looking at each.
 *
 * 1. Points are ordered along a Hilbert curve, apart by the list of territories they may be in and by whether they
 *    have load; coordinates are counted from their mean, so that no digits are lost to a far origin.
 * 2. `LEAF_POINTS` neighbours make a leaf, `FAN` boxes the box above them, up to one root for each part.
 * 3. A box knows its sides, its load, a hub with a radius (on the globe: on the sphere) and the range of the rate:
 *    trips per load, which is what distances are multiplied by when a price is paid per load.
 *
 * Building takes O(n), memory about 50 bytes a point.
 */
import { orderAlongCurve } from '../../geo/hilbertOrder.js';
import type { Task } from '../work.js';

/** Points in a leaf at the most, and boxes in a box; found by trial. */
const LEAF_POINTS = 16;
const FAN = 4;

/** What points have beside a place and a load. */
export interface PointExtras {
  /** Entry `[i]` is how often the way to point i is gone; its load where it is not given. */
  readonly trips?: Float64Array;
  /** Entry `[i]` is the row of choices that point i follows; 0 where it is not given. */
  readonly rows?: Int32Array;
}

/** A run of points that follow the same row of choices, with a tree of boxes over it. */
export interface StorePart {
  readonly row: number;
  /** Points without load go to the nearest seat, whatever the prices. */
  readonly hasLoad: boolean;
  readonly root: number;
}

/** Points in the order of their positions p, and boxes b over them. */
export interface PointStore {
  readonly dimension: 2 | 3;
  /** How many points there are. */
  readonly count: number;
  /** Entry `[p]` is the caller's number of the point at position p. */
  readonly order: Int32Array;
  /** What was taken off all coordinates. */
  readonly origin: Float64Array;
  /** Coordinates of position p start at `[dimension * p]`. */
  readonly places: Float64Array;
  /** Entry `[p]` is a load, 0 or more. */
  readonly load: Float64Array;
  /** Entry `[p]` is trips per load; trips where there is no load. */
  readonly rate: Float64Array;
  readonly parts: readonly StorePart[];
  /** Levels of the highest tree. */
  readonly depth: number;
  /** Box b holds positions `first[b] … last[b] - 1`. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Entry `[b]` is the first of the boxes in box b, which stand side by side; -1 for a leaf. */
  readonly child: Int32Array;
  readonly childCount: Int32Array;
  /** Middle of box b at `[dimension * b]`. */
  readonly middle: Float64Array;
  /** Half the sides of box b at `[dimension * b]`. */
  readonly half: Float64Array;
  /** Hub of box b at `[dimension * b]`, on the sphere in three dimensions. */
  readonly hub: Float64Array;
  /** Entry `[b]` is the largest straight distance of a point in b from its hub. */
  readonly radius: Float64Array;
  /** Entry `[b]` is the load in box b. */
  readonly boxLoad: Float64Array;
  /** Smallest and largest rate in box b at `[2 * b]` and behind it. */
  readonly boxRate: Float64Array;
}

/**
 * Prepares points; pauses between its steps.
 *
 * @param places - coordinates of point i start at `[dimension * i]`; finite
 * @param dimension - 2 for a plane, 3 for unit vectors on the globe
 * @param load - entry `[i]` is the load of point i, 0 or more
 * @param extras - trips and rows, where they are not the default
 * @returns a new store; nothing given is kept
 */
export function* createPointStore(
  places: Float64Array,
  dimension: 2 | 3,
  load: Float64Array,
  extras: PointExtras = {},
): Task<PointStore> {
  const count = load.length;
  const { trips = load, rows } = extras;
  const curve = yield* orderAlongCurve(places, dimension);
  yield;
  const { order, ends } = splitParts(curve, load, rows);
  const origin = new Float64Array(dimension);
  for (let at = 0; at < places.length; at++) origin[at % dimension] += places[at] / count;
  const ordered = new Float64Array(dimension * count);
  const orderedLoad = new Float64Array(count);
  const rate = new Float64Array(count);
  for (let p = 0; p < count; p++) {
    const i = order[p];
    for (let d = 0; d < dimension; d++) ordered[dimension * p + d] = places[dimension * i + d] - origin[d];
    orderedLoad[p] = load[i];
    rate[p] = load[i] > 0 ? trips[i] / load[i] : trips[i];
  }
  yield;
  return buildBoxes({ dimension, count, order, origin, places: ordered, load: orderedLoad, rate }, ends);
}

/**
 * A coarser store in which each point stands for some neighbours in the order: their load, at their mean place.
 *
 * @param store - the finer store
 * @param factor - how many points become one
 * @returns a new store; points without load are left out
 */
export function coarsenStore(store: PointStore, factor: number): PointStore {
  const { dimension, origin } = store;
  const loaded = store.parts.filter(({ hasLoad }) => hasLoad);
  const sizes = loaded.map(({ root }) => Math.ceil((store.last[root] - store.first[root]) / factor));
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const places = new Float64Array(dimension * count);
  const load = new Float64Array(count);
  const rate = new Float64Array(count);
  const order = new Int32Array(count);
  let size = 0;
  for (const { root } of loaded) {
    for (let p = store.first[root]; p < store.last[root]; p += factor) {
      mergePoints(store, p, Math.min(p + factor, store.last[root]), size, places, load, rate);
      order[size] = size;
      size++;
    }
  }
  let end = 0;
  const ends = loaded.map(({ row }, r) => {
    end += sizes[r];
    return { row, hasLoad: true, end };
  });
  return buildBoxes({ dimension, count, order, origin, places, load, rate }, ends);
}

/** Writes points `from … to - 1` as one. */
export function mergePoints(
  store: PointStore,
  from: number,
  to: number,
  at: number,
  places: Float64Array,
  load: Float64Array,
  rate: Float64Array,
): void {
  const { dimension, origin } = store;
  let weight = 0;
  for (let p = from; p < to; p++) {
    load[at] += store.load[p];
    weight += store.load[p] * store.rate[p];
  }
  for (let p = from; p < to; p++) {
    const share = weight > 0 ? (store.load[p] * store.rate[p]) / weight : 1 / (to - from);
    for (let d = 0; d < dimension; d++) places[dimension * at + d] += share * store.places[dimension * p + d];
  }
  rate[at] = weight / load[at];
  if (dimension === 3) pushToSphere(places, 3 * at, origin);
}

/** Moves a point to the unit sphere, counted from `origin`; from the middle of the earth any way out will do. */
function pushToSphere(places: Float64Array, at: number, origin: Float64Array): void {
  let square = 0;
  for (let d = 0; d < 3; d++) square += (places[at + d] + origin[d]) ** 2;
  const norm = Math.sqrt(square);
  for (let d = 0; d < 3; d++) {
    const outward = norm > 1e-9 ? (places[at + d] + origin[d]) / norm : d === 0 ? 1 : 0;
    places[at + d] = outward - origin[d];
  }
}

/** Where a part ends while boxes are built. */
export interface PartEnd {
  readonly row: number;
  readonly hasLoad: boolean;
  /** Position behind the last point of the part. */
  readonly end: number;
}

/** Puts points of one part side by side, in the order of the curve. */
function splitParts(curve: Int32Array, load: Float64Array, rows: Int32Array | undefined) {
  const count = curve.length;
  let rowCount = 1;
  for (let i = 0; rows !== undefined && i < count; i++) rowCount = Math.max(rowCount, rows[i] + 1);
  const keyOf = (i: number) => 2 * (rows === undefined ? 0 : rows[i]) + (load[i] > 0 ? 0 : 1);
  const start = new Int32Array(2 * rowCount + 1);
  for (let i = 0; i < count; i++) start[keyOf(i) + 1]++;
  const ends: PartEnd[] = [];
  for (let key = 0; key < 2 * rowCount; key++) {
    const size = start[key + 1];
    start[key + 1] += start[key];
    if (size > 0) ends.push({ row: key >> 1, hasLoad: key % 2 === 0, end: start[key + 1] });
  }
  if (ends.length <= 1) return { order: curve, ends };
  const order = new Int32Array(count);
  for (let p = 0; p < count; p++) order[start[keyOf(curve[p])]++] = curve[p];
  return { order, ends };
}

type Points = Pick<PointStore, 'dimension' | 'count' | 'order' | 'origin' | 'places' | 'load' | 'rate'>;

/** Builds the boxes of all parts, leaves first. */
export function buildBoxes(points: Points, ends: readonly PartEnd[]): PointStore {
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
    for (let p = start; p < end; p += LEAF_POINTS)
      measureLeaf(store, size++, p, Math.min(p + LEAF_POINTS, end));
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
