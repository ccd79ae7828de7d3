/**
 * Outlines in pieces: segment i runs from vertex `from[i]` to vertex `to[i]` with the ground of territory `owner[i]` on
 * the side that makes the area of a whole ring positive.
 */
export interface Segments {
  readonly from: number[];
  readonly to: number[];
  readonly owner: number[];
}

/** Vertices of one map that keys of segments can tell apart; their keys stay exact numbers. */
const MAX_VERTICES = 2 ** 26;

/** Names the directed segment between two vertices. */
export function segmentKey(from: number, to: number): number {
  return from * MAX_VERTICES + to;
}

/** Adds a segment. */
export function pushSegment(segments: Segments, from: number, to: number, owner: number): void {
  segments.from.push(from);
  segments.to.push(to);
  segments.owner.push(owner);
}

/** Calls `visit` with the two ends of every segment of a closed ring. */
export function forEachSegment(ring: readonly number[], visit: (from: number, to: number) => void): void {
  for (let i = 0; i < ring.length; i++) visit(ring[i], ring[i + 1 < ring.length ? i + 1 : 0]);
}
