/**
 * Order of places along a Hilbert curve: what is near in the order is near on the ground.
 *
 * 1. Points on the globe are unfolded onto a square by way of an octahedron, which needs no angle.
 * 2. The square that holds all points is cut into 65,536 x 65,536 cells; the number of a cell along the curve is found
 *    by 16 turns and flips.
 * 3. The numbers are sorted by their digits; points in one cell stay in the order in which they were given.
 *
 * O(n). David Hilbert: Ueber die stetige Abbildung einer Linie auf ein Flächenstück, 1891, DOI 10.1007/BF01199431.
 */
import { inRuns } from '../core/inRuns.js';

/** Cells along one side of the square: two sides fill a 32-bit number. */
const SIDE = 65536;
/** Bits of a digit; three digits hold 32 bits. */
const DIGIT_BITS = 11;
/**
 * Orders places along a Hilbert curve.
 *
 * @param places - coordinates of place i start at `[dimension * i]`; finite
 * @param dimension - 2 for a plane, 3 for unit vectors on the globe
 * @returns a new array; entry `[p]` is the place that stands at position p of the curve
 * @remarks O(n). The same order on every runtime; places in one of 2^32 cells stay in their given order.
 * @example
 * ```ts
 * import { hilbertOrder } from 'bailiwick/geo';
 *
 * const corners = Float64Array.of(0, 0, 1, 1, 1, 0, 0, 1);
 * Array.from(hilbertOrder(corners, 2)); // => [0, 3, 1, 2]
 * ```
 */
export function hilbertOrder(places: Float64Array, dimension: 2 | 3): Int32Array {
  const task = orderAlongCurve(places, dimension);
  let step = task.next();
  while (!step.done) step = task.next();
  return step.value;
}

/** The same in steps, for whoever has to give way between them. */
export function* orderAlongCurve(
  places: Float64Array,
  dimension: 2 | 3,
): Generator<undefined, Int32Array, undefined> {
  const count = places.length / dimension;
  const flat = dimension === 2 ? places : yield* unfold(places, count);
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = left;
  let top = right;
  yield* inRuns(count, (from, to) => {
    for (let i = from; i < to; i++) {
      if (flat[2 * i] < left) left = flat[2 * i];
      if (flat[2 * i] > right) right = flat[2 * i];
      if (flat[2 * i + 1] < bottom) bottom = flat[2 * i + 1];
      if (flat[2 * i + 1] > top) top = flat[2 * i + 1];
    }
  });
  const width = Math.max(right - left, top - bottom);
  const scale = width > 0 ? (SIDE - 1) / width : 0;
  const keys = new Uint32Array(count);
  yield* inRuns(count, (from, to) => {
    for (let i = from; i < to; i++)
      keys[i] = cellNumber(scale * (flat[2 * i] - left), scale * (flat[2 * i + 1] - bottom));
  });
  return yield* sortByKey(keys);
}

/** Projects unit vectors onto an octahedron and folds its lower half out to the corners of a square. */
function* unfold(places: Float64Array, count: number): Generator<undefined, Float64Array, undefined> {
  const flat = new Float64Array(2 * count);
  yield* inRuns(count, (from, to) => {
    for (let i = from; i < to; i++) {
      const x = places[3 * i];
      const y = places[3 * i + 1];
      const z = places[3 * i + 2];
      const sum = Math.abs(x) + Math.abs(y) + Math.abs(z) || 1;
      const u = x / sum;
      const v = y / sum;
      flat[2 * i] = z >= 0 ? u : (1 - Math.abs(v)) * (u >= 0 ? 1 : -1);
      flat[2 * i + 1] = z >= 0 ? v : (1 - Math.abs(u)) * (v >= 0 ? 1 : -1);
    }
  });
  return flat;
}

/** Number of a cell along the curve. */
function cellNumber(column: number, row: number): number {
  let x = column | 0;
  let y = row | 0;
  let number = 0;
  for (let half = SIDE >> 1; half > 0; half >>= 1) {
    const isRight = (x & half) !== 0 ? 1 : 0;
    const isUpper = (y & half) !== 0 ? 1 : 0;
    number = (number << 2) | ((3 * isRight) ^ isUpper);
    if (isUpper === 1) continue;
    if (isRight === 1) {
      x = SIDE - 1 - x;
      y = SIDE - 1 - y;
    }
    const held = x;
    x = y;
    y = held;
  }
  return number >>> 0;
}

/** Positions of keys in rising order; equal keys keep their order. */
function* sortByKey(keys: Uint32Array): Generator<undefined, Int32Array, undefined> {
  const count = keys.length;
  let order = new Int32Array(count);
  let next = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  const start = new Int32Array((1 << DIGIT_BITS) + 1);
  const mask = (1 << DIGIT_BITS) - 1;
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    start.fill(0);
    yield* inRuns(count, (from, to) => {
      for (let i = from; i < to; i++) start[((keys[i] >>> shift) & mask) + 1]++;
    });
    for (let digit = 1; digit < start.length; digit++) start[digit] += start[digit - 1];
    const [source, target] = [order, next];
    yield* inRuns(count, (from, to) => {
      for (let p = from; p < to; p++) {
        const i = source[p];
        target[start[(keys[i] >>> shift) & mask]++] = i;
      }
    });
    order = target;
    next = source;
  }
  return order;
}
