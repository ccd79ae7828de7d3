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
  costsInto(p: number, seats: Int32Array, from: number, size: number, out: Float64Array): void;
  /** Cost of one trip from position p to seat j. */
  cost(p: number, j: number): number;
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
  return new SeatDistances(store, seats, kind);
}

/** A class, so that walks which are compiled for one metric are so for the next. */
class SeatDistances implements SeatMetric {
  readonly kind: SeatMetric['kind'];
  readonly k: number;
  readonly centres: Float64Array;
  private readonly dimension: 2 | 3;
  private readonly places: Float64Array;

  constructor({ dimension, origin, places }: PointStore, seats: Float64Array, kind: SeatMetric['kind']) {
    this.kind = kind;
    this.k = seats.length / dimension;
    this.centres = new Float64Array(seats.length);
    for (let at = 0; at < seats.length; at++) this.centres[at] = seats[at] - origin[at % dimension];
    this.dimension = dimension;
    this.places = places;
  }

  costsInto(p: number, seats: Int32Array, from: number, size: number, out: Float64Array): void {
    this.squaresInto(p, seats, from, size, out);
    if (this.kind === 'squaredDistance') return;
    const isGlobe = this.dimension === 3;
    for (let c = 0; c < size; c++) out[c] = isGlobe ? arcOfChord(out[c]) : Math.sqrt(out[c]);
  }

  cost(p: number, j: number): number {
    const square = squareBetween(this.dimension, this.places, p, this.centres, j);
    if (this.kind === 'squaredDistance') return square;
    return this.dimension === 3 ? arcOfChord(square) : Math.sqrt(square);
  }

  private squaresInto(p: number, seats: Int32Array, from: number, size: number, out: Float64Array): void {
    const { dimension, places, centres } = this;
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
  }
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
