/**
 * Undoes splits that a cheapest assignment does not need.
 *
 * Split units and seats are the nodes of a graph, the parts of a unit its edges. Along a cycle load can be passed on
 * in one direction or the other without changing what a seat has; in an optimum neither changes the cost, so it is
 * passed on in the direction that does not raise it until some part is gone. What is left is a forest: fewer extra
 * parts than seats.
 *
 * Parts are added one by one; a part that joins two nodes of one tree closes a cycle along their paths to the root.
 * O(parts * length of a path).
 */
import type { Contested } from './contested.js';

/** Changes `amount`, entry by entry of the list, in place. */
export function cutSplitCycles(list: Contested, amount: Float64Array): void {
  const { count, start, seat, cost, fixedLoad } = list;
  const k = fixedLoad.length;
  /** Nodes are seats 0 … k - 1 and the units k, k + 1, …; entry `[node]` lists its edges in the forest. */
  const edges = new Map<number, number[]>();
  const unitOf = new Map<number, number>();
  const edgesOf = (node: number) => {
    let list = edges.get(node);
    if (list === undefined) {
      list = [];
      edges.set(node, list);
    }
    return list;
  };
  const link = (e: number, a: number) => {
    unitOf.set(e, a);
    edgesOf(k + a).push(e);
    edgesOf(seat[e]).push(e);
  };
  const unlink = (e: number) => {
    for (const node of [k + unitOf.get(e)!, seat[e]]) {
      const list = edgesOf(node);
      list.splice(list.indexOf(e), 1);
    }
  };
  /** The edges from a unit to a seat in the forest, `null` where they are in two trees. */
  function findPath(a: number, j: number): number[] | null {
    const cameBy = new Map<number, number>([[k + a, -1]]);
    const queue = [k + a];
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at];
      if (node === j) break;
      for (const e of edgesOf(node)) {
        const next = node < k ? k + unitOf.get(e)! : seat[e];
        if (cameBy.has(next)) continue;
        cameBy.set(next, e);
        queue.push(next);
      }
    }
    if (!cameBy.has(j)) return null;
    const path: number[] = [];
    for (let node = j; node !== k + a; ) {
      const e = cameBy.get(node)!;
      path.push(e);
      node = node < k ? k + unitOf.get(e)! : seat[e];
    }
    return path.reverse();
  }

  for (let a = 0; a < count; a++) {
    let parts = 0;
    for (let e = start[a]; e < start[a + 1]; e++) if (amount[e] > 0) parts++;
    if (parts < 2) continue;
    for (let e = start[a]; e < start[a + 1]; e++) {
      if (amount[e] === 0) continue;
      for (let path = findPath(a, seat[e]); path !== null && amount[e] > 0; path = findPath(a, seat[e])) {
        passOn([e, ...path], cost, amount);
        for (const edge of path) if (amount[edge] === 0) unlink(edge);
      }
      if (amount[e] > 0) link(e, a);
    }
  }
}

/** Along a cycle that starts with a unit's part: takes from every second part and gives to the others. */
function passOn(cycle: readonly number[], cost: Float64Array, amount: Float64Array): void {
  let change = 0;
  cycle.forEach((e, at) => {
    change += at % 2 === 0 ? -cost[e] : cost[e];
  });
  const taken = change <= 0 ? 0 : 1;
  const takes = cycle.filter((_, at) => at % 2 === taken);
  const gives = cycle.filter((_, at) => at % 2 !== taken);
  const moved = Math.min(...takes.map((e) => amount[e]));
  for (const e of takes) amount[e] -= moved;
  for (const e of gives) amount[e] += moved;
}
