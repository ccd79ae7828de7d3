import { Delaunay } from 'd3-delaunay';
import { buildGraph, type Csr } from '../core/csr.js';
import { numberIn, resolveOptions } from '../core/options.js';
import { checkPlaces } from './checkPlaces.js';
import { groupByPlace, type PlaceGroups } from './groupByPlace.js';
import { arcKm, EARTH_RADIUS_KM, toUnitVectors } from './unitVectors.js';

/** Which neighbours count. */
export interface PointNeighbourOptions {
  /** Neighbours farther apart than this many kilometres are left out, 0 or more. Default infinity. */
  readonly maxKm: number;
}

/** Places in rounding distance of one great circle, in radians; about 6 micrometres. */
const ON_ONE_CIRCLE = 1e-12;

/** Relative rounding of a determinant of three unit vectors that are close together. */
const FLAT = 4e-15;

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
  const loops = findLoops(vectors, points);
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
}

/** Closed ways along the edges of the triangulation, which cover it. Needs three points or more. */
function findLoops(vectors: Float64Array, points: Int32Array): number[][] {
  const [pole, ...others] = points;
  const flat = projectFrom(vectors, pole, others);
  const delaunay = new Delaunay(flat.slice());
  const { triangles, hull } = delaunay;
  if ('collinear' in delaunay || others.length < 3) {
    return [[pole, ...orderOnLine(flat).map((p) => others[p])]];
  }
  const loops: number[][] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    loops.push([others[triangles[t]], others[triangles[t + 1]], others[triangles[t + 2]]]);
  }
  for (let h = 0; h < hull.length; h++) {
    loops.push([pole, others[hull[(h + 1) % hull.length]], others[hull[h]]]);
  }
  return loops.filter(([a, b, c]) => isWithinHemisphere(vectors, a, b, c));
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

/**
 * Stereographic projection from one point onto a plane, x and y of entry p at `[2p]` and `[2p + 1]`. Small images are
 * enlarged, since the triangulation tells triangles from lines by an absolute area.
 */
function projectFrom(vectors: Float64Array, pole: number, points: readonly number[]): Float64Array {
  const [x, y, z] = vectors.subarray(3 * pole, 3 * pole + 3);
  // Two axes at right angles to the pole, starting from the coordinate axis that is farthest from it.
  const isSteep = z * z > 0.5;
  const length = isSteep ? Math.sqrt(y * y + z * z) : Math.sqrt(x * x + y * y);
  const [ux, uy, uz] = isSteep ? [0, z / length, -y / length] : [-y / length, x / length, 0];
  const [wx, wy, wz] = [y * uz - z * uy, z * ux - x * uz, x * uy - y * ux];
  const flat = new Float64Array(2 * points.length);
  for (let p = 0; p < points.length; p++) {
    // The difference keeps its digits for neighbours of the pole; half its square is 1 minus the cosine.
    const dx = vectors[3 * points[p]] - x;
    const dy = vectors[3 * points[p] + 1] - y;
    const dz = vectors[3 * points[p] + 2] - z;
    const halfSquare = (dx * dx + dy * dy + dz * dz) / 2;
    flat[2 * p] = (dx * ux + dy * uy + dz * uz) / halfSquare;
    flat[2 * p + 1] = (dx * wx + dy * wy + dz * wz) / halfSquare;
  }
  return enlarge(flat);
}

function enlarge(flat: Float64Array): Float64Array {
  let extent = 0;
  for (let c = 2; c < flat.length; c++) extent = Math.max(extent, Math.abs(flat[c] - flat[c % 2]));
  if (extent === 0 || extent >= 1) return flat;
  return flat.map((value, c) => (value - flat[c % 2]) / extent);
}

/** Entries along the line that they lie on. */
function orderOnLine(flat: Float64Array): number[] {
  const entries = Array.from({ length: flat.length / 2 }, (_, p) => p);
  let dx = 0;
  let dy = 0;
  for (const p of entries) {
    const px = flat[2 * p] - flat[0];
    const py = flat[2 * p + 1] - flat[1];
    if (px * px + py * py > dx * dx + dy * dy) [dx, dy] = [px, py];
  }
  const along = entries.map((p) => flat[2 * p] * dx + flat[2 * p + 1] * dy);
  return entries.sort((p, q) => along[p] - along[q] || p - q);
}

/** Whether the circle round a triangle, on the side where no other point is, is at most a hemisphere. */
function isWithinHemisphere(vectors: Float64Array, a: number, b: number, c: number): boolean {
  const ax = vectors[3 * a];
  const ay = vectors[3 * a + 1];
  const az = vectors[3 * a + 2];
  const bx = vectors[3 * b] - ax;
  const by = vectors[3 * b + 1] - ay;
  const bz = vectors[3 * b + 2] - az;
  const cx = vectors[3 * c] - ax;
  const cy = vectors[3 * c + 1] - ay;
  const cz = vectors[3 * c + 2] - az;
  const determinant = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  const squares = bx * bx + by * by + bz * bz + (cx * cx + cy * cy + cz * cz);
  return determinant >= -FLAT * Math.sqrt(squares);
}
