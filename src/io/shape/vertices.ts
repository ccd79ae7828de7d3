import { getOrAdd } from '../getOrAdd.js';
import type { Projection } from './projection.js';

/** Points that areas share. Two areas are neighbours because they name the same points, not because they lie close. */
export interface Vertices {
  /** Entry `[v]` is the longitude of vertex v in degrees. */
  readonly lon: readonly number[];
  /** Entry `[v]` is the latitude of vertex v in degrees. */
  readonly lat: readonly number[];
  /** Entry `[v]` is how far east vertex v lies in the plane, in kilometres. */
  readonly x: readonly number[];
  /** Entry `[v]` is how far south vertex v lies in the plane, in kilometres. */
  readonly y: readonly number[];
  /** Returns the vertex at exactly this place, a new one where there is none. */
  at(lon: number, lat: number): number;
  /** Returns a new vertex at a point of the plane. */
  add(x: number, y: number): number;
}

/** Starts an empty list of vertices in a plane. */
export function createVertices(projection: Projection): Vertices {
  const lon: number[] = [];
  const lat: number[] = [];
  const x: number[] = [];
  const y: number[] = [];
  const byLon = new Map<number, Map<number, number>>();
  const point = new Float64Array(2);
  const push = (lonV: number, latV: number, xV: number, yV: number) => {
    lon.push(lonV);
    lat.push(latV);
    x.push(xV);
    return y.push(yV) - 1;
  };
  return {
    lon,
    lat,
    x,
    y,
    at: (lonV, latV) =>
      getOrAdd(
        getOrAdd(byLon, lonV, () => new Map<number, number>()),
        latV,
        () => {
          projection.projectInto(lonV, latV, point, 0);
          return push(lonV, latV, point[0], point[1]);
        },
      ),
    add: (xV, yV) => push(...projection.invert(xV, yV), xV, yV),
  };
}

/** Twice the signed area of a ring in the plane, in square kilometres. */
export function doubleArea(ring: readonly number[], { x, y }: Vertices): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += x[ring[j]] * y[ring[i]] - x[ring[i]] * y[ring[j]];
  }
  return sum;
}

/** Whether a point of the plane lies inside rings, a hole being outside: a ray to the east crosses an odd number. */
export function isInside(
  rings: readonly (readonly number[])[],
  { x, y }: Vertices,
  px: number,
  py: number,
): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i];
      const b = ring[j];
      if (y[a] > py !== y[b] > py && px < ((x[b] - x[a]) * (py - y[a])) / (y[b] - y[a]) + x[a])
        inside = !inside;
    }
  }
  return inside;
}

/** A region of the plane that is quick to ask whether it holds a point. */
export type Region = (px: number, py: number) => boolean;

/** Makes the region inside rings; points outside their box are told at once. */
export function createRegion(rings: readonly (readonly number[])[], vertices: Vertices): Region {
  let west = Number.POSITIVE_INFINITY;
  let north = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let south = Number.NEGATIVE_INFINITY;
  for (const ring of rings) {
    for (const v of ring) {
      west = Math.min(west, vertices.x[v]);
      east = Math.max(east, vertices.x[v]);
      north = Math.min(north, vertices.y[v]);
      south = Math.max(south, vertices.y[v]);
    }
  }
  return (px, py) =>
    px >= west && px <= east && py >= north && py <= south && isInside(rings, vertices, px, py);
}
