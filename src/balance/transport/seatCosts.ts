import { arcOfChord } from '../../geo/unitVectors.js';
import type { PointStore } from './pointStore.js';

/** Seats and what it costs to serve the points of a store from them. */
export interface SeatMetric {
  readonly kind: 'distance' | 'squaredDistance';
  /** How many seats there are. */
  readonly k: number;
  /** Coordinates of seat j at `[dimension * j]`, counted from the store's origin. */
  readonly centres: Float64Array;
  /** Writes the cost of one trip from positions `first … last - 1` to seat j to `out`, from its start. */
  readonly costsInto: (j: number, first: number, last: number, out: Float64Array) => void;
  /** Cost of one trip from position p to seat j. */
  readonly cost: (p: number, j: number) => number;
  /**
   * Cost of one trip to seat j from the middle of box b, the point that {@link SeatMetric.least} starts from.
   */
  readonly atMiddle: (b: number, j: number) => number;
  /**
   * A lower bound, over all points of box b, of the cost of seat j less that of seat i, when `costJ` and `costI` are
   * their costs at the middle.
   */
  readonly least: (b: number, j: number, i: number, costJ: number, costI: number) => number;
}

/**
 * Makes the metric of some seats over a store.
 *
 * @param store - the points
 * @param seats - coordinates of seat j at `[dimension * j]`, as the caller counts them
 * @param kind - straight line or arc, or the square of the straight line
 * @returns costs in units of the coordinates (radians on the globe) or their squares
 * @remarks For squares the difference of two seats is linear, so its least value over a box is exact. For distances
 * a step of s changes it by at most s |u - v| + s² / 2 (1 / (a - s) + 1 / (b - s)), u and v the directions to the
 * seats and a and b their distances, and by at most 2 s; on the globe a and b are counted to the antipode where that
 * is nearer (the second derivative of the distance is its cotangent there).
 */
export function createSeatMetric(
  store: PointStore,
  seats: Float64Array,
  kind: SeatMetric['kind'],
): SeatMetric {
  const { dimension, origin, places, middle, half, hub, radius } = store;
  const centres = Float64Array.from(seats, (value, at) => value - origin[at % dimension]);
  const k = centres.length / dimension;
  const square = (points: Float64Array, at: number, j: number) => {
    const x = points[dimension * at] - centres[dimension * j];
    const y = points[dimension * at + 1] - centres[dimension * j + 1];
    if (dimension === 2) return x * x + y * y;
    const z = points[3 * at + 2] - centres[3 * j + 2];
    return x * x + y * y + z * z;
  };
  const squaresInto = (j: number, first: number, last: number, out: Float64Array) => {
    const cx = centres[dimension * j];
    const cy = centres[dimension * j + 1];
    if (dimension === 2) {
      for (let p = first; p < last; p++) {
        const x = places[2 * p] - cx;
        const y = places[2 * p + 1] - cy;
        out[p - first] = x * x + y * y;
      }
      return;
    }
    const cz = centres[3 * j + 2];
    for (let p = first; p < last; p++) {
      const x = places[3 * p] - cx;
      const y = places[3 * p + 1] - cy;
      const z = places[3 * p + 2] - cz;
      out[p - first] = x * x + y * y + z * z;
    }
  };
  if (kind === 'squaredDistance') {
    const least = (b: number, j: number, i: number, costJ: number, costI: number) => {
      let lever = 0;
      for (let d = 0; d < dimension; d++) {
        lever += half[dimension * b + d] * Math.abs(centres[dimension * j + d] - centres[dimension * i + d]);
      }
      return costJ - costI - 2 * lever;
    };
    const cost = (p: number, j: number) => square(places, p, j);
    return {
      kind,
      k,
      centres,
      costsInto: squaresInto,
      cost,
      atMiddle: (b, j) => square(middle, b, j),
      least,
    };
  }
  const isGlobe = dimension === 3;
  const lengthOf = isGlobe ? arcOfChord : Math.sqrt;
  const costsInto = (j: number, first: number, last: number, out: Float64Array) => {
    squaresInto(j, first, last, out);
    for (let e = 0; e < last - first; e++) out[e] = lengthOf(out[e]);
  };
  /** Square of the difference of the directions from a hub to two seats, by the cosine rule. */
  const turn = (b: number, j: number, i: number) => {
    const toJ = square(hub, b, j);
    const toI = square(hub, b, i);
    const between = square(centres, i, j);
    if (!isGlobe) return 2 - (toJ + toI - between) / Math.sqrt(toJ * toI);
    const sines = Math.sqrt(toJ * (1 - 0.25 * toJ) * toI * (1 - 0.25 * toI));
    return 2 - (2 * (1 - 0.5 * between - (1 - 0.5 * toJ) * (1 - 0.5 * toI))) / sines;
  };
  const least = (b: number, j: number, i: number, costJ: number, costI: number) => {
    const step = isGlobe ? arcOfChord(Math.min(4, radius[b] * radius[b])) : radius[b];
    const roomJ = (isGlobe ? Math.min(costJ, Math.PI - costJ) : costJ) - step;
    const roomI = (isGlobe ? Math.min(costI, Math.PI - costI) : costI) - step;
    let lever = 2 * step;
    if (roomJ > step && roomI > step) {
      const turned = Math.sqrt(Math.max(0, turn(b, j, i)));
      lever = Math.min(lever, step * turned + 0.5 * step * step * (1 / roomJ + 1 / roomI));
    }
    return costJ - costI - lever;
  };
  return {
    kind,
    k,
    centres,
    costsInto,
    cost: (p, j) => lengthOf(square(places, p, j)),
    atMiddle: (b, j) => lengthOf(square(hub, b, j)),
    least,
  };
}
