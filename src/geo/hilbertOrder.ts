/**
 * Order of places along a Hilbert curve: what is near in the order is near on the ground.
 *
 * 1. Points on the globe are unfolded onto a square by way of an octahedron, which needs no angle.
 * 2. The square that holds all points is cut into 65,536 x 65,536 cells; the number of a cell along the curve is found
 *    by 16 turns and flips, four of them at a time from a table.
 * 3. The numbers are sorted by their digits; points in one cell stay in the order in which they were given.
 *
 * O(n). David Hilbert: Ueber die stetige Abbildung einer Linie auf ein Flächenstück, 1891, DOI 10.1007/BF01199431.
 */
import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { isList } from '../core/records.js';
import { runsOf } from '../core/runsOf.js';

/** Cells along one side of the square, and the bits that number them: two sides fill a 32-bit number. */
const SIDE_BITS = 16;
const SIDE = 1 << SIDE_BITS;
/** Bits of a digit; three digits hold 32 bits. */
const DIGIT_BITS = 11;
/** Bits of a row (or column) that a table turns at a time. */
const TURN_BITS = 4;

/**
 * Orders places along a Hilbert curve.
 *
 * @param places - coordinates of place i start at `[dimension * i]`; finite
 * @param dimension - 2 for a plane, 3 for unit vectors on the globe
 * @returns a new array; entry `[p]` is the place that stands at position p of the curve
 * @throws {@link InputError} naming every coordinate that is not finite, and a dimension that is neither
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
  checkCoordinates(places, dimension);
  const task = orderAlongCurve(places, dimension);
  let step = task.next();
  while (!step.done) step = task.next();
  return step.value;
}

function checkCoordinates(places: Float64Array, dimension: 2 | 3): void {
  const issues: Issue[] = [];
  const isDimension = dimension === 2 || dimension === 3;
  if (!isDimension) issues.push(badValue(null, 'dimension', 'out-of-range', '2 or 3', dimension));
  else if (isList(places, 'places', issues)) {
    const { length } = places;
    if (length % dimension !== 0)
      issues.push(badValue(null, 'places', 'wrong-length', `a multiple of ${dimension} long`, length));
    for (let at = 0; at < length; at++) {
      if (Number.isFinite(places[at])) continue;
      addIssue(issues, badValue(Math.floor(at / dimension), 'places', 'out-of-range', 'finite', places[at]));
    }
  }
  if (issues.length > 0) throw new InputError('hilbertOrder', issues);
}

/** The same in steps, for whoever has to give way between them. */
export function* orderAlongCurve(
  places: Float64Array,
  dimension: 2 | 3,
): Generator<undefined, Int32Array, undefined> {
  return yield* sortByKey(yield* numberAlongCurve(places, dimension));
}

/**
 * Numbers the cells of the square that holds all places, in steps.
 *
 * @returns entry `[i]` is the number of the cell of place i along the curve, below 2^32; that of some cell where it is NaN
 */
export function* numberAlongCurve(
  places: Float64Array,
  dimension: 2 | 3,
): Generator<undefined, Uint32Array, undefined> {
  const count = places.length / dimension;
  const flat = dimension === 2 ? places : new Float64Array(2 * count);
  const box = {
    left: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    bottom: Number.POSITIVE_INFINITY,
    top: Number.NEGATIVE_INFINITY,
  };
  for (const { from, to } of runsOf(count)) {
    yield;
    if (dimension === 3) unfold(places, flat, from, to);
    widenBox(box, flat, from, to);
  }
  const width = Math.max(box.right - box.left, box.top - box.bottom);
  const scale = width > 0 ? (SIDE - 1) / width : 0;
  const keys = new Uint32Array(count);
  const turns = tableOfTurns();
  for (const { from, to } of runsOf(count)) {
    yield;
    numberCells(keys, turns, flat, box.left, box.bottom, scale, from, to);
  }
  return keys;
}

// Loops stand in functions of their own: what is compiled for a function made on the way is lost with the next garbage.

/** Widens a box so that it holds points `from … to - 1`. */
function widenBox(
  box: { left: number; right: number; bottom: number; top: number },
  flat: Float64Array,
  from: number,
  to: number,
): void {
  let { left, right, bottom, top } = box;
  for (let i = from; i < to; i++) {
    const x = flat[2 * i];
    const y = flat[2 * i + 1];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < bottom) bottom = y;
    if (y > top) top = y;
  }
  box.left = left;
  box.right = right;
  box.bottom = bottom;
  box.top = top;
}

function numberCells(
  keys: Uint32Array,
  turns: Uint16Array,
  flat: Float64Array,
  left: number,
  bottom: number,
  scale: number,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++)
    keys[i] = cellNumber(turns, scale * (flat[2 * i] - left), scale * (flat[2 * i + 1] - bottom));
}

/** Projects unit vectors onto an octahedron and folds its lower half out to the corners of a square. */
function unfold(places: Float64Array, flat: Float64Array, from: number, to: number): void {
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
}

/**
 * What becomes of four bits of a column and of a row, at `[turn << 8 | column << 4 | row]`: the turn of the curve behind
 * them, then eight bits of the number. A turn is 1 where columns and rows are exchanged, plus 2 where both are mirrored.
 */
function tableOfTurns(): Uint16Array {
  const table = new Uint16Array(4 << (2 * TURN_BITS));
  for (let at = 0; at < table.length; at++) {
    let turn = at >> (2 * TURN_BITS);
    let number = 0;
    for (let bit = TURN_BITS - 1; bit >= 0; bit--) {
      const column = (at >> (TURN_BITS + bit)) & 1;
      const row = (at >> bit) & 1;
      const isMirrored = turn >> 1;
      const isRight = (turn % 2 === 0 ? column : row) ^ isMirrored;
      const isUpper = (turn % 2 === 0 ? row : column) ^ isMirrored;
      number = (number << 2) | ((3 * isRight) ^ isUpper);
      if (isUpper === 0) turn ^= isRight === 1 ? 3 : 1;
    }
    table[at] = (turn << (2 * TURN_BITS)) | number;
  }
  return table;
}

/** Number of a cell along the curve. */
function cellNumber(turns: Uint16Array, column: number, row: number): number {
  const x = column | 0;
  const y = row | 0;
  const most = (1 << TURN_BITS) - 1;
  let turn = 0;
  let number = 0;
  for (let shift = SIDE_BITS - TURN_BITS; shift >= 0; shift -= TURN_BITS) {
    const entry = turns[turn | (((x >> shift) & most) << TURN_BITS) | ((y >> shift) & most)];
    number = (number << (2 * TURN_BITS)) | (entry & ((1 << (2 * TURN_BITS)) - 1));
    turn = entry & (3 << (2 * TURN_BITS));
  }
  return number >>> 0;
}

/** Positions of keys in rising order; equal keys keep their order. */
function* sortByKey(keys: Uint32Array): Generator<undefined, Int32Array, undefined> {
  const count = keys.length;
  const start = new Int32Array((1 << DIGIT_BITS) + 1);
  const mask = (1 << DIGIT_BITS) - 1;
  let order = new Int32Array(count);
  let sorted: Uint32Array = keys;
  for (let i = 0; i < count; i++) order[i] = i;
  let nextOrder = new Int32Array(count);
  let next: Uint32Array = new Uint32Array(count);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const [source, sourceKeys, target, targetKeys] = [order, sorted, nextOrder, next];
    start.fill(0);
    for (const { from, to } of runsOf(count)) {
      yield;
      for (let p = from; p < to; p++) start[((sourceKeys[p] >>> shift) & mask) + 1]++;
    }
    for (let digit = 1; digit < start.length; digit++) start[digit] += start[digit - 1];
    for (const { from, to } of runsOf(count)) {
      yield;
      for (let p = from; p < to; p++) {
        const key = sourceKeys[p];
        const place = start[(key >>> shift) & mask]++;
        target[place] = source[p];
        targetKeys[place] = key;
      }
    }
    [order, sorted, nextOrder, next] = [target, targetKeys, source, sourceKeys];
  }
  return order;
}
