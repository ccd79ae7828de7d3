import { buildGraph, type Csr } from '../core/csr.js';
import { numberIn, resolveOptions } from '../core/options.js';
import { checkPlaces } from './checkPlaces.js';
import { groupByPlace, type PlaceGroups } from './groupByPlace.js';
import { triangulateGlobe } from './triangulateGlobe.js';
import { arcKm, EARTH_RADIUS_KM, toUnitVectors } from './unitVectors.js';

/** Which neighbours count. */
export interface PointNeighbourOptions {
  /** Neighbours farther apart than this many kilometres are left out, 0 or more. Default infinity. */
  readonly maxKm: number;
}

/** Places in rounding distance of one great circle, in radians; about 6 micrometres. */
const ON_ONE_CIRCLE = 1e-12;

type AddEdge = (a: number, b: number) => void;

/**
 * Finds who is next to whom: the Delaunay triangulation of points on the globe, as a graph.
 *
 * Problem: join two points where some circle through both holds no other point.
 *
 * 1. Gather points by place.
 * 2. Project all places but one from that one onto a plane. The projection is stereographic: circles stay circles, so
 *    the flat Delaunay triangles are spherical ones, and the flat hull closes the globe round the place left out.
 * 3. Leave out triangles whose empty circle is more than a hemisphere. They join coast to coast round the back of the
 *    globe; where points cover the globe there are none.
 * 4. Where three places are on one great circle, leave out the way that passes over the middle one.
 *
 * @param lon - entry `[i]` is the longitude of point i in degrees, -180 to 180
 * @param lat - entry `[i]` is the latitude of point i in degrees, -90 to 90; NaN in both for a point without a place
 * @param options - the longest edge
 * @returns an undirected graph: row i holds the neighbours of point i in ascending order; empty for no place
 * @throws {@link InputError} for coordinates and {@link OptionsError} for options out of range
 * @remarks O(n log n). Connected, but for `maxKm`: points at one place are joined to the lowest of them, which alone
 * is joined to other places. Where four places lie on one circle, one of the two diagonals is chosen. No
 * transcendental function decides; the same graph on every runtime, whatever the order of the points. K. Q. Brown:
 * Voronoi Diagrams from Convex Hulls, 1979, DOI 10.1016/0020-0190(79)90074-7; the flat triangulation is d3-delaunay's.
 * @example
 * ```ts
 * import { pointNeighbours } from 'bailiwick/geo';
 * const { offsets, targets } = pointNeighbours([-1, 0, 1, 0], [0, 1, 0, -1.1]);
 * [...targets.subarray(offsets[0], offsets[1])]; // => [1, 2, 3]
 * [...targets.subarray(offsets[1], offsets[2])]; // => [0, 2]
 * ```
 */
export function pointNeighbours(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  options?: Partial<PointNeighbourOptions>,
): Csr {
  checkPlaces('places', lon, lat);
  const defaults: PointNeighbourOptions = { maxKm: Number.POSITIVE_INFINITY };
  const { maxKm } = resolveOptions('pointNeighbours', defaults, options, { maxKm: numberIn(0) });
  const vectors = toUnitVectors(lon, lat);
  const groups = groupByPlace(vectors);
  const from: number[] = [];
  const to: number[] = [];
  const addEdge = (a: number, b: number) => {
    from.push(a);
    to.push(b);
  };
  joinMembers(groups, addEdge);
  joinPlaces(vectors, groups.firsts, (a, b) => {
    if (arcKm(vectors, a, vectors, b) <= maxKm) addEdge(a, b);
  });
  return buildGraph(lon.length, from, to);
}

/** Joins all points at a place to the lowest of them. */
function joinMembers({ members, placeOf, firsts }: PlaceGroups, addEdge: AddEdge): void {
  for (const i of members.targets) addEdge(firsts[placeOf[i]], i);
}

/** Joins points at different places to their neighbours; some edges are given twice. */
function joinPlaces(vectors: Float64Array, points: Int32Array, addEdge: AddEdge): void {
  if (points.length === 2) addEdge(points[0], points[1]);
  if (points.length < 3) return;
  const loops = triangulateGlobe(vectors, points);
  const keyOf = (a: number, b: number) => Math.min(a, b) * (vectors.length / 3) + Math.max(a, b);
  const hidden = new Set<number>();
  for (const loop of loops) {
    const e = hiddenEdge(vectors, loop);
    if (e >= 0) hidden.add(keyOf(loop[e], loop[(e + 1) % loop.length]));
  }
  for (const loop of loops) {
    loop.forEach((a, e) => {
      const b = loop[(e + 1) % loop.length];
      if (!hidden.has(keyOf(a, b))) addEdge(a, b);
    });
  }
  joinForgotten(vectors, points, loops, addEdge);
}

/** Joins places that no loop passes to their nearest: none, but where digits run out for every projection. */
function joinForgotten(
  vectors: Float64Array,
  points: Int32Array,
  loops: readonly (readonly number[])[],
  addEdge: AddEdge,
): void {
  const isReached = new Uint8Array(vectors.length / 3);
  for (const loop of loops) for (const i of loop) isReached[i] = 1;
  const reached = points.filter((i) => isReached[i] === 1);
  for (const i of points) {
    if (isReached[i] === 1) continue;
    let nearest = reached[0];
    for (const j of reached) {
      if (arcKm(vectors, i, vectors, j) < arcKm(vectors, i, vectors, nearest)) nearest = j;
    }
    addEdge(i, nearest);
  }
}

/**
 * The edge of a loop that goes back over all its other edges, because the loop lies on half a great circle; -1 for
 * none. Edge e leads from entry e to the next one.
 */
function hiddenEdge(vectors: Float64Array, loop: readonly number[]): number {
  let longest = -1;
  let longestKm = 0;
  let sumKm = 0;
  for (let e = 0; e < loop.length; e++) {
    const km = arcKm(vectors, loop[e], vectors, loop[(e + 1) % loop.length]);
    sumKm += km;
    if (km > longestKm) {
      longest = e;
      longestKm = km;
    }
  }
  return 2 * longestKm >= sumKm - ON_ONE_CIRCLE * EARTH_RADIUS_KM ? longest : -1;
}
