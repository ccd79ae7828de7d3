import { createIndexedHeap } from '../../core/indexedHeap.js';
import { risingOrder } from '../../core/risingOrder.js';
import type { Task, Work } from '../work.js';
import type { PackProblem } from './packProblem.js';

/** Longest processing time first, each unit to the book that is least full with it; units without load go where fewest are. */
export function* placeHeaviestFirst(
  problem: PackProblem,
  assignment: Int32Array,
  sums: Float64Array,
  counts: Int32Array,
  work: Work,
): Task<void> {
  const { n, k, M, load, target, row, choices } = problem;
  const size = new Float64Array(n);
  const mean = new Float64Array(M);
  for (let at = 0; at < k * M; at++) mean[at % M] += target[at] / k;
  for (let u = 0; u < n; u++) {
    for (let m = 0; m < M; m++) if (mean[m] > 0) size[u] = Math.max(size[u], load[M * u + m] / mean[m]);
  }
  yield;
  const order = risingOrder(size.map((value) => -value));
  yield;
  const put = (u: number, j: number) => {
    assignment[u] = j;
    counts[j]++;
    for (let m = 0; m < M; m++) sums[M * j + m] += load[M * u + m];
  };
  const isEqual = M === 1 && target.every((value) => value === target[0]);
  if (row === null && isEqual) {
    const byLoad = createIndexedHeap(k);
    const byCount = createIndexedHeap(k);
    for (let j = 0; j < k; j++) byLoad.set(j, 0);
    let isZero = false;
    for (const u of order) {
      if (!isZero && size[u] === 0) {
        isZero = true;
        for (let j = 0; j < k; j++) byCount.set(j, counts[j]);
      }
      const j = isZero ? byCount.pop() : byLoad.pop();
      put(u, j);
      if (isZero) byCount.set(j, counts[j]);
      else byLoad.set(j, sums[j]);
      if (work.isPauseDue(8)) yield;
    }
    return;
  }
  for (const u of order) {
    const from = row === null || choices === null ? 0 : choices.offsets[row[u]];
    const to = row === null || choices === null ? k : choices.offsets[row[u] + 1];
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let e = from; e < to; e++) {
      const j = choices === null ? e : choices.targets[e];
      let fullness = 0;
      for (let m = 0; m < M; m++) {
        const at = M * j + m;
        const own = load[M * u + m];
        const share = target[at] > 0 ? (sums[at] + own) / target[at] : own > 0 ? 1e300 : 0;
        if (share > fullness) fullness = share;
      }
      if (best < 0 || fullness < least || (fullness === least && counts[j] < counts[best])) {
        least = fullness;
        best = j;
      }
    }
    put(u, best);
    if (work.isPauseDue(to - from)) yield;
  }
}
