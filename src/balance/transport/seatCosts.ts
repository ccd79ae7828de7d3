import { arcOfChord } from '../../geo/unitVectors.js';
import type { PointStore } from './pointStore.js';

/** Seats and what it costs to serve the points of a store from them. */
export interface SeatMetric {
  readonly kind: 'distance' | 'squaredDistance';
  /** How many seats there are. */
  readonly k: number;
  /** Coordinates of seat j at `[dimension * j]`, counted from the store's origin. */
  readonly centres: Float64Array;
  /** Writes the cost of one trip from position p to each seat of a list, `size` of them from `from` on, to `out`. */
  readonly costsInto: (p: number, seats: Int32Array, from: number, size: number, out: Float64Array) => void;
  /** Cost of one trip from position p to seat j. */
  readonly cost: (p: number, j: number) => number;
}

/**
 * Makes the metric of some seats over a store.
 *
 * @param store - the points
 * @param seats - coordinates of seat j at `[dimension * j]`, as the caller counts them
 * @param kind - straight line or arc, or the square of the straight line
 * @returns costs in units of the coordinates (radians on the globe) or their squares
 */
export function createSeatMetric(
  store: PointStore,
  seats: Float64Array,
  kind: SeatMetric['kind'],
): SeatMetric {
  const { dimension, origin, places } = store;
  const centres = new Float64Array(seats.length);
  for (let at = 0; at < seats.length; at++) centres[at] = seats[at] - origin[at % dimension];
  const k = centres.length / dimension;
  const squaresInto = (p: number, seats: Int32Array, from: number, size: number, out: Float64Array) => {
    const px = places[dimension * p];
    const py = places[dimension * p + 1];
    if (dimension === 2) {
      for (let c = 0; c < size; c++) {
        const j = seats[from + c];
        const x = px - centres[2 * j];
        const y = py - centres[2 * j + 1];
        out[c] = x * x + y * y;
      }
      return;
    }
    const pz = places[3 * p + 2];
    for (let c = 0; c < size; c++) {
      const j = seats[from + c];
      const x = px - centres[3 * j];
      const y = py - centres[3 * j + 1];
      const z = pz - centres[3 * j + 2];
      out[c] = x * x + y * y + z * z;
    }
  };
  if (kind === 'squaredDistance') {
    const cost = (p: number, j: number) => squareBetween(dimension, places, p, centres, j);
    return { kind, k, centres, costsInto: squaresInto, cost };
  }
  const lengthOf = dimension === 3 ? arcOfChord : Math.sqrt;
  const costsInto = (p: number, seats: Int32Array, from: number, size: number, out: Float64Array) => {
    squaresInto(p, seats, from, size, out);
    for (let c = 0; c < size; c++) out[c] = lengthOf(out[c]);
  };
  const cost = (p: number, j: number) => lengthOf(squareBetween(dimension, places, p, centres, j));
  return { kind, k, centres, costsInto, cost };
}

/** Square of the straight line between two places. */
export function squareBetween(
  dimension: 2 | 3,
  from: Float64Array,
  i: number,
  to: Float64Array,
  j: number,
): number {
  const x = from[dimension * i] - to[dimension * j];
  const y = from[dimension * i + 1] - to[dimension * j + 1];
  if (dimension === 2) return x * x + y * y;
  const z = from[3 * i + 2] - to[3 * j + 2];
  return x * x + y * y + z * z;
}
