import { Delaunay } from 'd3-delaunay';
import { getOrAdd } from '../getOrAdd.js';
import { pushSegment, type Segments } from './segments.js';
import type { Sites } from './sites.js';
import type { Vertices } from './vertices.js';

/** Cells of sites: Voronoi vertex t is the centre of the circle through the corners of Delaunay triangle t. */
export interface CellBorders {
  /** Entry `[2t]`, `[2t + 1]` is Voronoi vertex t in the plane. */
  readonly corners: ArrayLike<number>;
  /** For every border between two sites: Voronoi vertices it joins, and the sites at its positive and negative side. */
  readonly borders: readonly { from: number; to: number; site: number; other: number }[];
}

/** Finds the borders between the cells of points; points from `realCount` on only hem the others in. */
export function cellBorders(points: Float64Array, realCount: number): CellBorders {
  const delaunay = new Delaunay(points);
  const { triangles, halfedges } = delaunay;
  const borders: { from: number; to: number; site: number; other: number }[] = [];
  for (let edge = 0; edge < halfedges.length; edge++) {
    const twin = halfedges[edge];
    const site = triangles[edge];
    const other = triangles[twin];
    if (twin < edge || (site >= realCount && other >= realCount)) continue;
    borders.push({ from: Math.floor(edge / 3), to: Math.floor(twin / 3), site, other });
  }
  return { corners: delaunay.voronoi().circumcenters, borders };
}

/** Across the larger side of the map, for each account across it and in all: how many ghosts hem the cells in. Tuned by eye. */
const GHOSTS_PER_ACCOUNT = 0.85;
const FEWEST_GHOSTS = 2;
const MOST_GHOSTS = 72;

/** Distance in spacings of ghosts that they keep from every site. Tuned by eye. */
const GHOST_DISTANCE = 2;

/** Spacing in kilometres where all sites share one place. */
const LONE_SPACING_KM = 25;

/**
 * Draws the land of every site where no areas are given: its Voronoi cell, hemmed in by a grid of ghost sites that keeps
 * its distance, so that the outline follows the sites and nothing needs clipping.
 */
export function cellSegments(sites: Sites, vertices: Vertices): Segments {
  const realCount = sites.x.length;
  const segments: Segments = { from: [], to: [], owner: [] };
  if (realCount === 0) return segments;
  const { corners, borders } = cellBorders(withGhosts(sites), realCount);
  const vertexOf = new Map<number, number>();
  const vertex = (corner: number) =>
    getOrAdd(vertexOf, corner, () => vertices.add(corners[2 * corner], corners[2 * corner + 1]));
  for (const { from, to, site, other } of borders) {
    const left = site < realCount ? sites.owner[site] : -1;
    const right = other < realCount ? sites.owner[other] : -1;
    if (left === right) continue;
    const way = stepAlong(vertex(from), vertex(to), vertices);
    for (let i = 1; i < way.length; i++) {
      if (left >= 0) pushSegment(segments, way[i - 1], way[i], left);
      if (right >= 0) pushSegment(segments, way[i], way[i - 1], right);
    }
  }
  return segments;
}

/** Longest segment in kilometres: what is straight on the map is then within 25 metres of straight in degrees, up to 60 degrees north and south. */
const LONGEST_SEGMENT_KM = 25;

/** The vertices along a straight line, its ends included. */
function stepAlong(from: number, to: number, vertices: Vertices): number[] {
  const { x, y } = vertices;
  const [dx, dy] = [x[to] - x[from], y[to] - y[from]];
  const steps = Math.ceil(Math.sqrt(dx * dx + dy * dy) / LONGEST_SEGMENT_KM);
  const way = [from];
  for (let i = 1; i < steps; i++)
    way.push(vertices.add(x[from] + (i / steps) * dx, y[from] + (i / steps) * dy));
  return [...way, to];
}

/** The places of sites, then those of a grid of ghosts in staggered rows that keeps its distance from them. */
function withGhosts({ x, y }: Sites): Float64Array {
  const west = x.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const north = y.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const width = x.reduce((most, value) => Math.max(most, value - west), 0);
  const height = y.reduce((most, value) => Math.max(most, value - north), 0);
  const across = Math.min(MOST_GHOSTS, Math.max(FEWEST_GHOSTS, GHOSTS_PER_ACCOUNT * Math.sqrt(x.length)));
  const spacing = Math.max(width, height) / across || LONE_SPACING_KM;
  const margin = GHOST_DISTANCE + 2;
  const columns = Math.ceil(width / spacing) + 2 * margin + 1;
  const rows = Math.ceil(height / spacing) + 2 * margin + 1;
  const ghostX = (row: number, column: number) => west + (column - margin + (row % 2) / 2) * spacing;
  const ghostY = (row: number) => north + (row - margin) * spacing;
  const tooClose = new Uint8Array(rows * columns);
  for (let s = 0; s < x.length; s++) {
    const row0 = Math.floor((y[s] - north) / spacing) + margin;
    const column0 = Math.floor((x[s] - west) / spacing) + margin;
    for (let row = row0 - GHOST_DISTANCE; row <= row0 + GHOST_DISTANCE + 1; row++) {
      for (let column = column0 - margin + 1; column <= column0 + margin; column++) {
        const squared = (ghostX(row, column) - x[s]) ** 2 + (ghostY(row) - y[s]) ** 2;
        if (squared < (GHOST_DISTANCE * spacing) ** 2) tooClose[row * columns + column] = 1;
      }
    }
  }
  const points: number[] = [];
  for (let s = 0; s < x.length; s++) points.push(x[s], y[s]);
  for (let ghost = 0; ghost < tooClose.length; ghost++) {
    const row = Math.floor(ghost / columns);
    if (tooClose[ghost] === 0) points.push(ghostX(row, ghost % columns), ghostY(row));
  }
  return Float64Array.from(points);
}
