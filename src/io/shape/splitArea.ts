import { getOrAdd } from '../getOrAdd.js';
import { cellBorders } from './cells.js';
import { pushSegment, type Segments, segmentKey } from './segments.js';
import { isInside, type Vertices } from './vertices.js';

/** A site with the territory it counts for. */
export interface OwnedPoint {
  readonly x: number;
  readonly y: number;
  readonly owner: number;
}

/** Where cuts meet outlines: by segment key, lower vertex first, the vertices to add and how far along they lie, 0 to 1. */
export type Crossings = Map<number, { at: number; vertex: number }[]>;

/** How an area is shared between territories. */
export interface Split {
  /** The borders inside the area, once for each side. */
  readonly cuts: Segments;
  /** The territory at a point of the area. */
  ownerAt(x: number, y: number): number;
}

/**
 * Shares an area between the territories of points: every point of it goes to the nearest. The vertices where the new
 * borders meet the outline are added to `crossings`, for the areas on the other side have to name them too.
 */
export function splitArea(
  rings: readonly (readonly number[])[],
  points: readonly OwnedPoint[],
  vertices: Vertices,
  crossings: Crossings,
): Split {
  const cuts: Segments = { from: [], to: [], owner: [] };
  const { corners, borders } = cellBorders(hemmedIn(rings, points, vertices), points.length);
  const vertexOf = new Map<number, number>();
  const corner = (t: number) => getOrAdd(vertexOf, t, () => vertices.add(corners[2 * t], corners[2 * t + 1]));
  for (const { from, to, site, other } of borders) {
    if (site >= points.length || other >= points.length || points[site].owner === points[other].owner)
      continue;
    const way = crossOutline(rings, corner(from), corner(to), vertices, crossings);
    for (let i = 1; i < way.length; i++) {
      const [a, b] = [way[i - 1], way[i]];
      const { x, y } = vertices;
      if (!isInside(rings, vertices, (x[a] + x[b]) / 2, (y[a] + y[b]) / 2)) continue;
      pushSegment(cuts, a, b, points[site].owner);
      pushSegment(cuts, b, a, points[other].owner);
    }
  }
  return { cuts, ownerAt: (x, y) => nearestOwner(points, x, y) };
}

/** Sides of the outline's box that the ghosts are away, so that no cell of theirs reaches the area. */
const GHOST_DISTANCE = 10;

/** The places of the points, then those of eight ghosts far round the area. */
function hemmedIn(
  rings: readonly (readonly number[])[],
  points: readonly OwnedPoint[],
  vertices: Vertices,
): Float64Array {
  const x = rings.flat().map((v) => vertices.x[v]);
  const y = rings.flat().map((v) => vertices.y[v]);
  const [west, east] = [Math.min(...x), Math.max(...x)];
  const [north, south] = [Math.min(...y), Math.max(...y)];
  const away = GHOST_DISTANCE * Math.max(east - west, south - north);
  const places = points.flatMap((point) => [point.x, point.y]);
  for (const i of [-1, 0, 1]) {
    for (const j of [-1, 0, 1]) {
      if (i !== 0 || j !== 0) places.push((west + east) / 2 + i * away, (north + south) / 2 + j * away);
    }
  }
  return Float64Array.from(places);
}

/** Returns the vertices along a cut: its ends and, in order, where it meets the outline. */
function crossOutline(
  rings: readonly (readonly number[])[],
  from: number,
  to: number,
  vertices: Vertices,
  crossings: Crossings,
): number[] {
  const { x, y } = vertices;
  const [dx, dy] = [x[to] - x[from], y[to] - y[from]];
  const met: { at: number; vertex: number }[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = ring[i] < ring[j] ? [ring[i], ring[j]] : [ring[j], ring[i]];
      const [ex, ey] = [x[b] - x[a], y[b] - y[a]];
      const turn = dx * ey - dy * ex;
      if (turn === 0) continue;
      const atCut = ((x[a] - x[from]) * ey - (y[a] - y[from]) * ex) / turn;
      const atOutline = ((x[a] - x[from]) * dy - (y[a] - y[from]) * dx) / turn;
      if (atCut < 0 || atCut >= 1 || atOutline < 0 || atOutline >= 1) continue;
      const { lon, lat } = vertices;
      // Along the degrees of the outline, so that it stays where the input has it.
      const vertex = vertices.at(
        lon[a] + atOutline * (lon[b] - lon[a]),
        lat[a] + atOutline * (lat[b] - lat[a]),
      );
      met.push({ at: atCut, vertex });
      const key = segmentKey(a, b);
      getOrAdd(crossings, key, () => []).push({ at: atOutline, vertex });
    }
  }
  met.sort((one, other) => one.at - other.at);
  return [from, ...met.map(({ vertex }) => vertex), to];
}

/** The vertices of a ring with those that cuts have added. */
export function withCrossings(ring: readonly number[], crossings: Crossings): number[] {
  const out: number[] = [];
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i], ring[(i + 1) % ring.length]];
    out.push(a);
    const met = crossings.get(segmentKey(Math.min(a, b), Math.max(a, b)));
    if (met === undefined) continue;
    const side = a < b ? 1 : -1;
    out.push(...met.toSorted((one, other) => side * (one.at - other.at)).map(({ vertex }) => vertex));
  }
  return out;
}

function nearestOwner(points: readonly OwnedPoint[], x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  let owner = -1;
  for (const point of points) {
    const squared = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (squared < least) [least, owner] = [squared, point.owner];
  }
  return owner;
}
