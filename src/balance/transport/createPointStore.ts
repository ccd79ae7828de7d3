/**
 * Puts points in an order in which neighbours are near, with boxes over them.
 *
 * 1. Points are ordered along a Hilbert curve, apart by the list of territories they may be in and by whether they
 *    have load; coordinates are counted from their mean, so that no digits are lost to a far origin.
 * 2. A tree of boxes stands over each part (`buildBoxes`).
 *
 * Building takes O(n), memory about 50 bytes a point.
 */
import { runsOf } from '../../core/runsOf.js';
import { orderAlongCurve } from '../../geo/hilbertOrder.js';
import type { Task } from '../work.js';
import { buildBoxes } from './buildBoxes.js';
import type { PartEnd, PointStore } from './pointStore.js';

/** What points have beside a place and a load. */
export interface PointExtras {
  /** Entry `[i]` is how often the way to point i is gone; its load where it is not given. */
  readonly trips?: Float64Array;
  /** Entry `[i]` is the row of choices that point i follows; 0 where it is not given. */
  readonly rows?: Int32Array;
}

/**
 * Prepares points; pauses on the way.
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
  const { order, ends } = yield* splitParts(curve, load, rows);
  const origin = new Float64Array(dimension);
  for (const { from, to } of runsOf(count)) {
    yield;
    for (let i = from; i < to; i++) {
      for (let d = 0; d < dimension; d++) origin[d] += places[dimension * i + d] / count;
    }
  }
  const ordered = new Float64Array(dimension * count);
  const orderedLoad = new Float64Array(count);
  const rate = new Float64Array(count);
  for (const { from, to } of runsOf(count)) {
    yield;
    for (let p = from; p < to; p++) {
      const i = order[p];
      for (let d = 0; d < dimension; d++) ordered[dimension * p + d] = places[dimension * i + d] - origin[d];
      orderedLoad[p] = load[i];
      rate[p] = load[i] > 0 ? trips[i] / load[i] : trips[i];
    }
  }
  return yield* buildBoxes(
    { dimension, count, order, origin, places: ordered, load: orderedLoad, rate },
    ends,
  );
}

/** Puts points of one part side by side, in the order of the curve. */
function* splitParts(curve: Int32Array, load: Float64Array, rows: Int32Array | undefined) {
  const count = curve.length;
  let rowCount = 1;
  if (rows !== undefined) for (const row of rows) rowCount = Math.max(rowCount, row + 1);
  const keyOf = (i: number) => 2 * (rows === undefined ? 0 : rows[i]) + (load[i] > 0 ? 0 : 1);
  const start = new Int32Array(2 * rowCount + 1);
  for (const { from, to } of runsOf(count)) {
    yield;
    for (let i = from; i < to; i++) start[keyOf(i) + 1]++;
  }
  const ends: PartEnd[] = [];
  for (let key = 0; key < 2 * rowCount; key++) {
    const size = start[key + 1];
    start[key + 1] += start[key];
    if (size > 0) ends.push({ row: key >> 1, hasLoad: key % 2 === 0, end: start[key + 1] });
  }
  if (ends.length <= 1) return { order: curve, ends };
  const order = new Int32Array(count);
  for (const { from, to } of runsOf(count)) {
    yield;
    for (let p = from; p < to; p++) order[start[keyOf(curve[p])]++] = curve[p];
  }
  return { order, ends };
}
