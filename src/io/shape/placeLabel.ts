import type { Vertices } from './vertices.js';

/** A point of the plane well inside an area. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  /** Distance to the outline in kilometres. */
  readonly radius: number;
}

/** A square that may hold the place: `bound` is the largest distance that any point of it can have. */
interface Square extends LabelPlace {
  readonly half: number;
  readonly bound: number;
}

/** How close the distance must come to the largest possible, as a share of it. */
const PRECISION = 0.02;

/** Squares to look at before the best so far has to do: rings that enclose nothing never give a distance. */
const MAX_SQUARES = 4000;

/**
 * Finds the point of a part that lies farthest from its outline: squares that cannot hold it are dropped, the most
 * promising is cut in four.
 *
 * @param rings - outline and holes as vertices
 * @param vertices - where they lie
 * @returns the place, its distance within 2 % of the largest
 */
export function placeLabel(rings: readonly (readonly number[])[], vertices: Vertices): LabelPlace {
  const x = rings[0].map((v) => vertices.x[v]);
  const y = rings[0].map((v) => vertices.y[v]);
  const west = x.reduce((least, value) => Math.min(least, value));
  const north = y.reduce((least, value) => Math.min(least, value));
  const width = x.reduce((most, value) => Math.max(most, value)) - west;
  const height = y.reduce((most, value) => Math.max(most, value)) - north;
  const half = Math.min(width, height) / 2;
  const queue: Square[] = [];
  for (let row = 0; row * 2 * half < height; row++) {
    for (let column = 0; column * 2 * half < width; column++) {
      queue.push(square(rings, vertices, west + (2 * column + 1) * half, north + (2 * row + 1) * half, half));
    }
  }
  let best = queue.reduce((one, other) => (other.radius > one.radius ? other : one));
  for (let looked = 0; queue.length > 0 && looked < MAX_SQUARES; looked++) {
    const top = queue.reduce((one, other, i) => (other.bound > queue[one].bound ? i : one), 0);
    const [{ x: cx, y: cy, half: size, bound }] = queue.splice(top, 1, queue.at(-1)!);
    queue.pop();
    if (bound <= best.radius * (1 + PRECISION)) break;
    for (const [i, j] of [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ]) {
      const quarter = square(rings, vertices, cx + (i * size) / 2, cy + (j * size) / 2, size / 2);
      if (quarter.radius > best.radius) best = quarter;
      if (quarter.bound > best.radius * (1 + PRECISION)) queue.push(quarter);
    }
  }
  return { x: best.x, y: best.y, radius: best.radius };
}

function square(
  rings: readonly (readonly number[])[],
  vertices: Vertices,
  px: number,
  py: number,
  half: number,
): Square {
  const radius = signedDistance(rings, vertices, px, py);
  return { x: px, y: py, radius, half, bound: radius + half * Math.SQRT2 };
}

/** Distance from a point to the nearest segment; negative outside. */
function signedDistance(
  rings: readonly (readonly number[])[],
  { x, y }: Vertices,
  px: number,
  py: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay, bx, by] = [x[ring[i]], y[ring[i]], x[ring[j]], y[ring[j]]];
      if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
      const [ex, ey] = [bx - ax, by - ay];
      const along = ((px - ax) * ex + (py - ay) * ey) / (ex * ex + ey * ey);
      const t = along > 0 ? Math.min(1, along) : 0;
      least = Math.min(least, (ax + t * ex - px) ** 2 + (ay + t * ey - py) ** 2);
    }
  }
  return (inside ? 1 : -1) * Math.sqrt(least);
}
