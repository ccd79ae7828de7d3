import type { Polygons, Ring } from '../areaCollection.js';
import { forEachSegment, segmentKey } from './segments.js';
import type { Sites } from './sites.js';
import { createRegion, type Vertices } from './vertices.js';

/** The outlines of the areas that hold a site, as lines that show a shared border once. */
export function drawnOutlines(areas: readonly Polygons[], sites: Sites, vertices: Vertices): Ring[] {
  const lines: Ring[] = [];
  const seen = new Set<number>();
  for (const polygons of areas) {
    const rings = polygons.flat().map((ring) => ring.slice(1).map(([lon, lat]) => vertices.at(lon, lat)));
    const holds = createRegion(rings, vertices);
    if (!sites.x.some((x, s) => holds(x, sites.y[s]))) continue;
    for (const ring of rings) lines.push(...unseenLines(ring, seen, vertices));
  }
  return lines;
}

/** The stretches of a ring whose segments have not been drawn before, in either direction. */
function unseenLines(ring: readonly number[], seen: Set<number>, { lon, lat }: Vertices): Ring[] {
  const lines: number[][][] = [];
  let last = -1;
  forEachSegment(ring, (a, b) => {
    const key = segmentKey(Math.min(a, b), Math.max(a, b));
    if (seen.has(key)) return;
    seen.add(key);
    if (a !== last) lines.push([[lon[a], lat[a]]]);
    lines.at(-1)!.push([lon[b], lat[b]]);
    last = b;
  });
  return lines;
}
