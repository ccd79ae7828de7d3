import { buildCsr } from '../../core/csr.js';

/** Cells as edges between the groups of two margins; amounts are whole numbers of units. */
export interface Transfer {
  /** Entry `[e]` is the group of edge e in the first margin. */
  readonly tail: Int32Array;
  /** Entry `[e]` is its group in the second. */
  readonly head: Int32Array;
  /** Entry `[e]` is by how much edge e may still rise. */
  readonly up: Float64Array;
  /** Entry `[e]` is by how much it may fall. */
  readonly down: Float64Array;
  /** Entry `[g]` is what group g of the first margin still needs. */
  readonly needFrom: Float64Array;
  readonly needTo: Float64Array;
  /** Changes `up`, `down` and the needs until no path of rising and falling edges joins a need to a need. */
  augment(): void;
}

/**
 * Maximum flow between needs, by phases of shortest paths.
 *
 * Idea: (1) label all groups by their distance from the needs of the first margin, over edges that may rise (first to
 * second) or fall (second to first); (2) walk along rising labels to a need of the second margin, as far as each edge
 * allows, and never twice over a dead end; (3) label again until no need is in reach.
 *
 * Complexity: O(edges x sqrt(groups)) where every edge rises by at most 1, O(edges x groups²) in general.
 * Reference: Efim A. Dinic: Algorithm for solution of a problem of maximum flow in a network with power estimation, 1970.
 */
export function createTransfer(
  tail: Int32Array,
  head: Int32Array,
  needFrom: Float64Array,
  needTo: Float64Array,
): Transfer {
  const up = new Float64Array(tail.length);
  const down = new Float64Array(tail.length);
  const augment = () => augmentAll({ tail, head, up, down, needFrom, needTo });
  return { tail, head, up, down, needFrom, needTo, augment };
}

function augmentAll({ tail, head, up, down, needFrom, needTo }: Omit<Transfer, 'augment'>): void {
  const left = needFrom.length;
  const nodes = left + needTo.length;
  const all = Int32Array.from(tail.keys());
  const atTail = buildCsr(left, tail, all);
  const atHead = buildCsr(needTo.length, head, all);
  /** Entry `[v]` is the distance of node v from a need; groups of the second margin follow those of the first. */
  const level = new Int32Array(nodes);
  /** Entry `[v]` is where the row of node v goes on: what lies before leads nowhere. */
  const next = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  /** Entry `[d]` is the edge by which the path reaches its node number d + 1. */
  const path = new Int32Array(nodes);

  const rowOf = (node: number) => (node < left ? atTail : atHead);
  const startOf = (node: number) => rowOf(node).offsets[node < left ? node : node - left];
  const endOf = (node: number) => rowOf(node).offsets[(node < left ? node : node - left) + 1];
  const other = (node: number, e: number) => (node < left ? left + head[e] : tail[e]);
  const roomOf = (node: number, e: number) => (node < left ? up[e] : down[e]);

  function label(): boolean {
    level.fill(-1);
    let end = 0;
    for (let node = 0; node < left; node++) {
      if (needFrom[node] <= 0) continue;
      level[node] = 0;
      queue[end++] = node;
    }
    let found = false;
    for (let at = 0; at < end; at++) {
      const node = queue[at];
      if (node >= left && needTo[node - left] > 0) found = true;
      const { targets } = rowOf(node);
      for (let k = startOf(node); k < endOf(node); k++) {
        const neighbour = other(node, targets[k]);
        if (level[neighbour] >= 0 || roomOf(node, targets[k]) <= 0) continue;
        level[neighbour] = level[node] + 1;
        queue[end++] = neighbour;
      }
    }
    return found;
  }

  /** Sends as much as one path from `start` carries; 0 where there is none. */
  function send(start: number): number {
    let node = start;
    let depth = 0;
    while (node < left || needTo[node - left] <= 0) {
      const { targets } = rowOf(node);
      const end = endOf(node);
      while (next[node] < end) {
        const e = targets[next[node]];
        if (roomOf(node, e) > 0 && level[other(node, e)] === level[node] + 1) break;
        next[node]++;
      }
      if (next[node] < end) {
        path[depth] = targets[next[node]];
        node = other(node, path[depth++]);
      } else {
        if (depth === 0) return 0;
        node = other(node, path[--depth]);
        next[node]++;
      }
    }
    let amount = Math.min(needFrom[start], needTo[node - left]);
    // Edges of a path rise and fall in turn, the first one rises.
    for (let d = 0; d < depth; d++) amount = Math.min(amount, d % 2 === 0 ? up[path[d]] : down[path[d]]);
    for (let d = 0; d < depth; d++) {
      const change = d % 2 === 0 ? amount : -amount;
      up[path[d]] -= change;
      down[path[d]] += change;
    }
    needTo[node - left] -= amount;
    return amount;
  }

  while (label()) {
    for (let node = 0; node < nodes; node++) next[node] = startOf(node);
    for (let node = 0; node < left; node++) {
      while (needFrom[node] > 0) {
        const amount = send(node);
        if (amount === 0) break;
        needFrom[node] -= amount;
      }
    }
  }
}
