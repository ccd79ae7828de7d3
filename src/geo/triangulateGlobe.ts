import { Delaunay } from 'd3-delaunay';

/** How far rounding takes a unit vector out of a plane that it lies in. */
const FLAT = 2e-14;

/** How many points are tried as poles; the first does, but for points on lines with gaps of many sizes. */
const POLE_CANDIDATES = 16;

type Vector = readonly [number, number, number];

/**
 * Closed ways along the edges of the spherical Delaunay triangulation, which cover it: its triangles, as far as their
 * empty circle is at most a hemisphere, or the one circle that all points lie on.
 *
 * @param vectors - unit vectors, three numbers a point
 * @param points - three or more points at different places
 */
export function triangulateGlobe(vectors: Float64Array, points: Int32Array): number[][] {
  const isFlat = isOnOneCircle(vectors, points);
  let loops: number[][] = [];
  for (const pole of lonelyPoints(vectors, points)) {
    const others = Array.from(points).filter((i) => i !== pole);
    const flat = projectFrom(vectors, pole, others);
    // The triangulation moves its points where it finds them on a line: it gets its own.
    const delaunay = isFlat ? null : new Delaunay(flat.slice());
    if (delaunay === null || 'collinear' in delaunay) {
      return [[pole, ...orderOnLine(flat).map((p) => others[p])]];
    }
    const { triangles, hull } = delaunay;
    loops = [];
    for (let t = 0; t < triangles.length; t += 3) {
      loops.push([others[triangles[t]], others[triangles[t + 1]], others[triangles[t + 2]]]);
    }
    for (let h = 0; h < hull.length; h++) {
      loops.push([pole, others[hull[(h + 1) % hull.length]], others[hull[h]]]);
    }
    // Euler: what covers the globe has this many triangles. Fewer, or one turned over, and digits have run out.
    if (loops.length === 2 * points.length - 4 && !hasTurned(flat, triangles)) break;
  }
  return loops.filter(([a, b, c]) => isWithinHemisphere(vectors, a, b, c));
}

/** Whether some triangle goes round the wrong way by more than rounding. */
function hasTurned(flat: Float64Array, triangles: ArrayLike<number>): boolean {
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [2 * triangles[t], 2 * triangles[t + 1], 2 * triangles[t + 2]];
    const [bx, by] = [flat[b] - flat[a], flat[b + 1] - flat[a + 1]];
    const [cx, cy] = [flat[c] - flat[a], flat[c + 1] - flat[a + 1]];
    const area = bx * cy - by * cx;
    if (area > FLAT * (bx * bx + by * by + cx * cx + cy * cy)) return true;
  }
  return false;
}

/**
 * A few points spread over the list, the one that is farthest from its nearest first: a pole with a close neighbour
 * throws that one so far out that the triangulation runs out of digits.
 */
function lonelyPoints(vectors: Float64Array, points: Int32Array): number[] {
  const step = Math.ceil(points.length / POLE_CANDIDATES);
  const candidates = points.filter((_, p) => p % step === 0);
  const squares = Array.from(candidates, (candidate) => {
    let square = Number.POSITIVE_INFINITY;
    for (const i of points) {
      const offset = between(vectors, candidate, i);
      if (i !== candidate) square = Math.min(square, dot(offset, offset));
    }
    return square;
  });
  const ranks = Array.from(candidates, (_, rank) => rank).sort((p, q) => squares[q] - squares[p] || p - q);
  return ranks.map((rank) => candidates[rank]);
}

/** Whether all points lie on one circle of the globe, great or small, to within rounding: in one plane, that is. */
function isOnOneCircle(vectors: Float64Array, points: Int32Array): boolean {
  let far: Vector = [0, 0, 0];
  for (const i of points) {
    const offset = between(vectors, points[0], i);
    if (dot(offset, offset) > dot(far, far)) far = offset;
  }
  // The plane through the chord and what is farthest off it, at right angles, so that rounding does not tilt it.
  let across: Vector = [0, 0, 0];
  for (const i of points) {
    const offset = between(vectors, points[0], i);
    const share = dot(offset, far) / dot(far, far);
    const off: Vector = [offset[0] - share * far[0], offset[1] - share * far[1], offset[2] - share * far[2]];
    if (dot(off, off) > dot(across, across)) across = off;
  }
  const normal = cross(far, across);
  const slack = FLAT * Math.sqrt(dot(normal, normal));
  return points.every((i) => Math.abs(dot(normal, between(vectors, points[0], i))) <= slack);
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
  const toB = between(vectors, a, b);
  const toC = between(vectors, a, c);
  const [nx, ny, nz] = cross(toB, toC);
  const determinant = vectors[3 * a] * nx + vectors[3 * a + 1] * ny + vectors[3 * a + 2] * nz;
  return determinant >= -FLAT * Math.sqrt(dot(toB, toB) + dot(toC, toC));
}

function between(vectors: Float64Array, i: number, j: number): Vector {
  return [
    vectors[3 * j] - vectors[3 * i],
    vectors[3 * j + 1] - vectors[3 * i + 1],
    vectors[3 * j + 2] - vectors[3 * i + 2],
  ];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
