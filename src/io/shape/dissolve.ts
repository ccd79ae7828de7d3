import { getOrAdd } from '../getOrAdd.js';
import { type Segments, segmentKey } from './segments.js';
import { doubleArea, isInside, type Vertices } from './vertices.js';

/** The ground of territories once the borders inside them are gone. */
export interface Dissolved {
  /** Entry `[t][p][r]` names the vertices of ring r of part p of territory t; the largest part first. */
  readonly parts: number[][][][];
  /** Entry `[t]` maps the territories that share a border with t to its length in kilometres. */
  readonly borders: readonly Map<number, number>[];
}

/** Merges outlines: segments that a territory has on both sides vanish, the rest is linked into rings. */
export function dissolve(segments: Segments, vertices: Vertices, territoryCount: number): Dissolved {
  const { from, to, owner } = segments;
  const { x, y } = vertices;
  const ownerAt = new Map<number, number>();
  const surplus = Array.from({ length: territoryCount }, () => new Map<number, number>());
  for (let i = 0; i < owner.length; i++) {
    const key = segmentKey(from[i], to[i]);
    const reverse = segmentKey(to[i], from[i]);
    ownerAt.set(key, owner[i]);
    const counts = surplus[owner[i]];
    counts.set(key, (counts.get(key) ?? 0) + 1);
    counts.set(reverse, (counts.get(reverse) ?? 0) - 1);
  }
  const borders = Array.from({ length: territoryCount }, () => new Map<number, number>());
  const leaving = Array.from({ length: territoryCount }, () => new Map<number, number[]>());
  for (let i = 0; i < owner.length; i++) {
    const [a, b, mine] = [from[i], to[i], owner[i]];
    const key = segmentKey(a, b);
    const left = surplus[mine].get(key)!;
    if (left <= 0) continue;
    surplus[mine].set(key, left - 1);
    getOrAdd(leaving[mine], a, () => []).push(b);
    const theirs = ownerAt.get(segmentKey(b, a));
    if (theirs === undefined || theirs === mine) continue;
    const length = Math.sqrt((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2);
    borders[mine].set(theirs, (borders[mine].get(theirs) ?? 0) + length);
  }
  return { parts: leaving.map((next) => nest(linkRings(next, vertices), vertices)), borders };
}

/** Follows segments from vertex to vertex until every ring is closed; `leaving` is used up. */
function linkRings(leaving: Map<number, number[]>, vertices: Vertices): number[][] {
  const rings: number[][] = [];
  for (const [start, ends] of leaving) {
    while (ends.length > 0) {
      const ring = [start];
      let previous = start;
      let vertex = ends.pop()!;
      while (vertex !== start) {
        ring.push(vertex);
        const next = takeInnermost(leaving.get(vertex)!, previous, vertex, vertices);
        previous = vertex;
        vertex = next;
      }
      rings.push(ring);
    }
  }
  return rings;
}

/** Takes the end that turns most to the inside, so that parts that touch in a point stay apart. */
function takeInnermost(ends: number[], previous: number, vertex: number, { x, y }: Vertices): number {
  if (ends.length === 1) return ends.pop()!;
  const backX = x[previous] - x[vertex];
  const backY = y[previous] - y[vertex];
  const turn = (end: number) => {
    const dx = x[end] - x[vertex];
    const dy = y[end] - y[vertex];
    return pseudoAngle(dx * backX + dy * backY, dy * backX - dx * backY);
  };
  ends.sort((one, other) => turn(one) - turn(other));
  return ends.pop()!;
}

/** Grows from 0 to 4 with the angle of a direction, counted from the first axis to the second. */
function pseudoAngle(dx: number, dy: number): number {
  const share = dx / (Math.abs(dx) + Math.abs(dy));
  return dy < 0 ? 3 + share : 1 - share;
}

/** Puts every hole into the smallest outline round it; parts come with the largest first. */
function nest(rings: number[][], vertices: Vertices): number[][][] {
  const sized = rings.map((ring) => ({ ring, area: doubleArea(ring, vertices) }));
  const parts = sized
    .filter(({ area }) => area > 0)
    .sort((one, other) => other.area - one.area)
    .map(({ ring }) => [ring]);
  for (const { ring } of sized.filter(({ area }) => area < 0)) {
    const [a, b] = ring;
    const px = (vertices.x[a] + vertices.x[b]) / 2;
    const py = (vertices.y[a] + vertices.y[b]) / 2;
    const round = parts.findLast(
      ([outline]) => outline !== undefined && isInside([outline], vertices, px, py),
    );
    round?.push(ring);
  }
  return parts;
}
