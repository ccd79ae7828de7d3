import { buildCsr, type Csr } from '../core/csr.js';

/** Points gathered by place: those with the same unit vector, however their longitude was written. */
export interface PlaceGroups {
  /** Row p holds the points at place p in ascending order. Places are in order of x, y, z. */
  readonly members: Csr;
  /** Entry `[i]` is the place of point i, -1 where it has none. */
  readonly placeOf: Int32Array;
  /** Entry `[p]` is the lowest point at place p. */
  readonly firsts: Int32Array;
}

/** Gathers points by place in O(n log n). The order of places does not depend on the order of points. */
export function groupByPlace(vectors: Float64Array): PlaceGroups {
  const count = vectors.length / 3;
  const order = new Int32Array(count);
  let located = 0;
  for (let i = 0; i < count; i++) if (!Number.isNaN(vectors[3 * i])) order[located++] = i;
  const sorted = order
    .subarray(0, located)
    .sort(
      (i, j) =>
        vectors[3 * i] - vectors[3 * j] ||
        vectors[3 * i + 1] - vectors[3 * j + 1] ||
        vectors[3 * i + 2] - vectors[3 * j + 2] ||
        i - j,
    );
  const placeOf = new Int32Array(count).fill(-1);
  const places = new Int32Array(located);
  const firsts = new Int32Array(located);
  let placeCount = 0;
  for (let e = 0; e < located; e++) {
    if (e === 0 || !isSamePlace(vectors, sorted[e - 1], sorted[e])) firsts[placeCount++] = sorted[e];
    places[e] = placeCount - 1;
    placeOf[sorted[e]] = placeCount - 1;
  }
  return { members: buildCsr(placeCount, places, sorted), placeOf, firsts: firsts.slice(0, placeCount) };
}

function isSamePlace(vectors: Float64Array, i: number, j: number): boolean {
  return (
    vectors[3 * i] === vectors[3 * j] &&
    vectors[3 * i + 1] === vectors[3 * j + 1] &&
    vectors[3 * i + 2] === vectors[3 * j + 2]
  );
}
