import type { Pairs } from './assignmentProblem.js';

/**
 * A first assignment: the unit that would lose most by its second choice chooses first (regret). It takes the book where
 * its cost plus the prices of its loads is least among those with room, or of all where none has room. O(pairs log n).
 */
export function startByRegret(
  { n, M, start, book, cost, load, capacity }: Pairs,
  prices: Float64Array,
): Int32Array {
  const value = cost.slice();
  const regret = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let e = start[i]; e < start[i + 1]; e++) {
      for (let m = 0; m < M; m++) value[e] += prices[M * book[e] + m] * load[M * e + m];
      if (value[e] < least) {
        second = least;
        least = value[e];
      } else if (value[e] < second) second = value[e];
    }
    regret[i] = second < Number.POSITIVE_INFINITY ? second - least : Number.MAX_VALUE;
  }
  const order = Int32Array.from(regret.keys()).sort((a, b) => regret[b] - regret[a] || a - b);
  const used = new Float64Array(capacity.length);
  const pairOf = new Int32Array(n).fill(-1);
  for (const i of order) {
    let best = -1;
    let isRoomy = false;
    for (let e = start[i]; e < start[i + 1]; e++) {
      let hasRoom = true;
      for (let m = 0; m < M; m++) {
        if (used[M * book[e] + m] + load[M * e + m] > capacity[M * book[e] + m]) hasRoom = false;
      }
      if (best >= 0 && (isRoomy ? !hasRoom || value[e] >= value[best] : !hasRoom && value[e] >= value[best]))
        continue;
      best = e;
      isRoomy = hasRoom;
    }
    if (best < 0) continue;
    pairOf[i] = best;
    for (let m = 0; m < M; m++) used[M * book[best] + m] += load[M * best + m];
  }
  return pairOf;
}
