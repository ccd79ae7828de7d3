/**
 * Cuts units with places into k parts of about equal load that lie together, in four passes over the columns.
 *
 * 1. Number the cells of a Hilbert curve through all places and add up the load in each.
 * 2. Add up the loads along the curve; a unit is in the part in which the middle of its own load comes to lie. Units of
 *    one cell stand in the order in which they are given.
 * 3. Each seat in turn takes the part whose middle is nearest to it; the others go to the territories without a seat.
 *
 * O(n + k²). Parts along a curve are longer than those of cuts along the widest axis, but need no sorting.
 */
import { runsOf } from '../../core/runsOf.js';
import { numberAlongCurve } from '../../geo/hilbertOrder.js';
import { type BalanceProblem, countUnits, type GeometricTravel } from '../problem.js';
import type { Task } from '../work.js';
import { addPlaces, placeMiddles } from './middles.js';

/** Bits in the number of a cell, and the most of them that tell cells apart here: 1,048,576 cells. */
const NUMBER_BITS = 32;
const MOST_BITS = 20;

/**
 * Cuts the units of a problem.
 *
 * @returns entry `[i]` is the territory that gets the part of unit i, -1 where unit i has no place
 */
export function* cutParts(problem: BalanceProblem, travel: GeometricTravel): Task<Int32Array> {
  const { dimension, places, seats } = travel;
  const n = countUnits(problem);
  const k = problem.territoryIds.length;
  const load = problem.loads[0] ?? problem.trips;
  const numbers = yield* numberAlongCurve(places, dimension);
  let bits = 2;
  while (bits < MOST_BITS && 2 ** bits < n) bits += 2;
  const shift = NUMBER_BITS - bits;
  /** Entry `[c]` is the load of cell c; then the load before it, and of those of its units that were gone through. */
  const passed = new Float64Array(2 ** bits);
  for (const { from, to } of runsOf(n)) {
    yield;
    addCells(passed, numbers, shift, places, dimension, load, from, to);
  }
  const total = sumBefore(passed);
  const parts = new Int32Array(n);
  const sums = new Float64Array((dimension + 1) * k);
  for (const { from, to } of runsOf(n)) {
    yield;
    findParts(parts, { passed, total, k, numbers, shift, places, dimension, load }, from, to);
    addPlaces(sums, places, dimension, parts, null, from, to);
  }
  if (seats.every(Number.isNaN)) return parts;
  const territoryOf = nameParts(placeMiddles(sums, dimension), seats, dimension);
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let i = from; i < to; i++) if (parts[i] >= 0) parts[i] = territoryOf[parts[i]];
  }
  return parts;
}

// Loops stand in functions of their own: what is compiled for a function made on the way is lost with the next garbage.

function addCells(
  cells: Float64Array,
  numbers: Uint32Array,
  shift: number,
  places: Float64Array,
  dimension: 2 | 3,
  load: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    if (!Number.isNaN(places[dimension * i])) cells[numbers[i] >>> shift] += load[i];
  }
}

/** Replaces each entry by the sum of those before it; hands over the sum of all. */
function sumBefore(cells: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < cells.length; c++) {
    const own = cells[c];
    cells[c] = sum;
    sum += own;
  }
  return sum;
}

/** What parts are found by. */
interface Curve {
  readonly passed: Float64Array;
  readonly total: number;
  readonly k: number;
  readonly numbers: Uint32Array;
  readonly shift: number;
  readonly places: Float64Array;
  readonly dimension: 2 | 3;
  readonly load: Float64Array;
}

/** Writes the parts of units `from … to - 1`, in turn where there is no load at all. */
function findParts(parts: Int32Array, curve: Curve, from: number, to: number): void {
  const { passed, total, k, numbers, shift, places, dimension, load } = curve;
  for (let i = from; i < to; i++) {
    if (Number.isNaN(places[dimension * i])) parts[i] = -1;
    else if (total > 0) {
      const cell = numbers[i] >>> shift;
      parts[i] = Math.min(k - 1, Math.floor((k * (passed[cell] + 0.5 * load[i])) / total));
      passed[cell] += load[i];
    } else parts[i] = i % k;
  }
}

/** Entry `[p]` is the territory that gets part p. */
function nameParts(middles: Float64Array, seats: Float64Array, dimension: number): Int32Array {
  const k = seats.length / dimension;
  const territoryOf = new Int32Array(k).fill(-1);
  const isFree = (j: number) => Number.isNaN(seats[dimension * j]);
  for (let j = 0; j < k; j++) {
    if (isFree(j)) continue;
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let p = 0; p < k; p++) {
      if (territoryOf[p] >= 0) continue;
      let square = 0;
      for (let d = 0; d < dimension; d++)
        square += (middles[dimension * p + d] - seats[dimension * j + d]) ** 2;
      // A part without a middle is as good as none.
      if (nearest >= 0 && !(square < least)) continue;
      nearest = p;
      least = Number.isNaN(square) ? Number.POSITIVE_INFINITY : square;
    }
    territoryOf[nearest] = j;
  }
  let part = 0;
  for (let j = 0; j < k; j++) {
    if (!isFree(j)) continue;
    while (territoryOf[part] >= 0) part++;
    territoryOf[part] = j;
  }
  return territoryOf;
}
