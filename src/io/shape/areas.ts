import { Delaunay } from 'd3-delaunay';
import type { Polygons } from '../areaCollection.js';
import { getOrAdd } from '../getOrAdd.js';
import { forEachSegment, pushSegment, type Segments, segmentKey } from './segments.js';
import { addToTally, prevailing, type Sites, type Tally } from './sites.js';
import { type Crossings, type OwnedPoint, type Split, splitArea, withCrossings } from './splitArea.js';
import { createRegion, doubleArea, type Region, type Vertices } from './vertices.js';

/** One area with what lies in it. */
interface Area {
  /** Entry `[r]` names the vertices of ring r, the last not repeated; outlines have a positive area, holes a negative. */
  readonly rings: readonly (readonly number[])[];
  /** The sites inside. */
  readonly sites: number[];
  readonly tally: Tally;
}

/** A territory takes part in the split of a shared area from this share of its own accounts on. Tuned by eye. */
const SPLIT_SHARE = 0.05;

/**
 * Gives areas to territories: an area to the territory with most accounts in it, an area without accounts to that of the
 * nearest account. An area where further territories hold much of what they have is split between them along the
 * cells of its accounts, so that every territory with accounts has ground. Drawn are the areas with accounts and those
 * joined to them by shared borders.
 */
export function areaSegments(polygons: readonly Polygons[], sites: Sites, vertices: Vertices): Segments {
  const segments: Segments = { from: [], to: [], owner: [] };
  const areas = polygons.map((area) => toArea(area, vertices));
  placeSites(areas, sites, vertices);
  const crossings: Crossings = new Map();
  const splits = splitAreas(areas, sites, vertices, crossings);
  const ownerOfEmpty = nearestOwner(sites);
  for (const area of reachAreas(areas)) {
    const rings = area.rings.map((ring) => withCrossings(ring, crossings));
    const split = splits.get(area);
    if (split !== undefined && pushSplit(segments, rings, split, vertices)) continue;
    const owner = area.sites.length > 0 ? prevailing(area.tally) : ownerOfEmpty(...middle(rings, vertices));
    for (const ring of rings) forEachSegment(ring, (a, b) => pushSegment(segments, a, b, owner));
  }
  return segments;
}

function toArea(polygons: Polygons, vertices: Vertices): Area {
  const rings = polygons.flatMap((polygon) =>
    polygon.map((positions, hole) => {
      const ring: number[] = [];
      for (const [lon, lat] of positions) {
        const vertex = vertices.at(lon, lat);
        if (vertex !== ring.at(-1)) ring.push(vertex);
      }
      if (ring[0] === ring.at(-1)) ring.pop();
      return doubleArea(ring, vertices) > 0 === (hole === 0) ? ring : ring.reverse();
    }),
  );
  return { rings: rings.filter((ring) => ring.length > 2), sites: [], tally: new Map() };
}

/** Width in kilometres of the strips by which areas are looked up. */
const STRIP_KM = 50;

/** Finds the area of every site, the first of several; a site outside all of them has none. */
function placeSites(areas: readonly Area[], sites: Sites, vertices: Vertices): void {
  const strips = new Map<number, { area: Area; holds: Region }[]>();
  for (const area of areas) {
    const holds = createRegion(area.rings, vertices);
    const span = new Set(area.rings.flat().map((v) => Math.floor(vertices.x[v] / STRIP_KM)));
    const [first, last] = [Math.min(...span), Math.max(...span)];
    for (let strip = first; strip <= last; strip++) getOrAdd(strips, strip, () => []).push({ area, holds });
  }
  for (let s = 0; s < sites.x.length; s++) {
    const near = strips.get(Math.floor(sites.x[s] / STRIP_KM)) ?? [];
    const area = near.find(({ holds }) => holds(sites.x[s], sites.y[s]))?.area;
    if (area === undefined) continue;
    area.sites.push(s);
    for (const [territory, { accounts, load }] of sites.tallies[s]) {
      addToTally(area.tally, territory, accounts, load);
    }
  }
}

/** The areas with sites, and those that can be reached from them over shared borders, in the order of the input. */
function reachAreas(areas: readonly Area[]): Area[] {
  const areaAt = new Map<number, Area>();
  for (const area of areas) {
    for (const ring of area.rings) forEachSegment(ring, (a, b) => areaAt.set(segmentKey(a, b), area));
  }
  const reached = new Set(areas.filter(({ sites }) => sites.length > 0));
  for (const area of reached) {
    for (const ring of area.rings) {
      forEachSegment(ring, (a, b) => {
        const neighbour = areaAt.get(segmentKey(b, a));
        if (neighbour !== undefined) reached.add(neighbour);
      });
    }
  }
  return areas.filter((area) => reached.has(area));
}

/** Shares the areas in which more than one territory has a good part of its accounts. */
function splitAreas(
  areas: readonly Area[],
  sites: Sites,
  vertices: Vertices,
  crossings: Crossings,
): Map<Area, Split> {
  const splits = new Map<Area, Split>();
  const homes = territoryHomes(areas);
  for (const area of areas) {
    const parts: Tally = new Map();
    for (const [territory, entry] of area.tally) {
      const home = homes.get(territory)!;
      const isLarge = area === home.largest || entry.accounts >= SPLIT_SHARE * home.accounts;
      if (isLarge || territory === prevailing(area.tally)) parts.set(territory, entry);
    }
    if (parts.size < 2) continue;
    const points: OwnedPoint[] = [];
    for (const s of area.sites) {
      const owner = prevailing(new Map([...sites.tallies[s]].filter(([territory]) => parts.has(territory))));
      if (owner >= 0) points.push({ x: sites.x[s], y: sites.y[s], owner });
    }
    splits.set(area, splitArea(area.rings, points, vertices, crossings));
  }
  return splits;
}

/** By territory: how many accounts it has in all areas, and the area with most of them. */
function territoryHomes(areas: readonly Area[]): Map<number, { accounts: number; largest: Area }> {
  const homes = new Map<number, { accounts: number; most: number; largest: Area }>();
  for (const area of areas) {
    for (const [territory, { accounts }] of area.tally) {
      const home = homes.get(territory) ?? { accounts: 0, most: 0, largest: area };
      home.accounts += accounts;
      if (accounts > home.most) [home.most, home.largest] = [accounts, area];
      homes.set(territory, home);
    }
  }
  return homes;
}

/** Adds a shared area; adds nothing and returns false where the cut runs so close to a corner that a piece stays open. */
function pushSplit(
  segments: Segments,
  rings: readonly (readonly number[])[],
  split: Split,
  { x, y }: Vertices,
): boolean {
  const pieces: Segments = {
    from: [...split.cuts.from],
    to: [...split.cuts.to],
    owner: [...split.cuts.owner],
  };
  for (const ring of rings) {
    forEachSegment(ring, (a, b) => {
      pushSegment(pieces, a, b, split.ownerAt((x[a] + x[b]) / 2, (y[a] + y[b]) / 2));
    });
  }
  if (!isClosed(pieces)) return false;
  for (let i = 0; i < pieces.owner.length; i++) {
    pushSegment(segments, pieces.from[i], pieces.to[i], pieces.owner[i]);
  }
  return true;
}

/** Whether as many segments of every owner reach a vertex as leave it. */
function isClosed({ from, to, owner }: Segments): boolean {
  const surplus = new Map<number, number>();
  for (let i = 0; i < owner.length; i++) {
    const reached = segmentKey(to[i], owner[i]);
    const left = segmentKey(from[i], owner[i]);
    surplus.set(reached, (surplus.get(reached) ?? 0) + 1);
    surplus.set(left, (surplus.get(left) ?? 0) - 1);
  }
  return [...surplus.values()].every((count) => count === 0);
}

/** Finds the territory of the site nearest to a point of the plane. */
function nearestOwner(sites: Sites): (x: number, y: number) => number {
  const delaunay = new Delaunay(Float64Array.from(sites.x.flatMap((x, s) => [x, sites.y[s]])));
  return (x, y) => sites.owner[delaunay.find(x, y)];
}

/** The mean of the corners of the first ring: near enough to the middle of an area without accounts. */
function middle([ring]: readonly (readonly number[])[], { x, y }: Vertices): [number, number] {
  return [
    ring.reduce((sum, v) => sum + x[v], 0) / ring.length,
    ring.reduce((sum, v) => sum + y[v], 0) / ring.length,
  ];
}
