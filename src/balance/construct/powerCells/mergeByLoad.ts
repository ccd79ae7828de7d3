import { buildBoxes } from '../../transport/buildBoxes.js';
import { mergePoints } from '../../transport/mergePoints.js';
import type { PointStore } from '../../transport/pointStore.js';
import type { Task } from '../../work.js';

/**
 * A coarser store in which neighbours in the order are one point at their mean place, as many as together have no more
 * than a given load; heavier points stay alone.
 *
 * For squared distances moving all of a merged point costs, up to a constant, what moving its members does; so centres
 * hardly notice. By load and not by count, since a few heavy points are what balance is about: a sample of k * c points
 * of load W / (k c) each is worth the same in town and country.
 *
 * @param store - the finer store
 * @param mostLoad - the load that merged points may have
 * @returns a new store; points without load are left out; pauses on the way
 */
export function* mergeByLoad(store: PointStore, mostLoad: number): Task<PointStore> {
  const { dimension, origin } = store;
  const starts: number[] = [];
  const ends: { row: number; hasLoad: boolean; end: number }[] = [];
  for (const { row, hasLoad, root } of store.parts) {
    if (!hasLoad) continue;
    let sum = Number.POSITIVE_INFINITY;
    for (let p = store.first[root]; p < store.last[root]; p++) {
      sum += store.load[p];
      if (sum <= mostLoad) continue;
      starts.push(p);
      sum = store.load[p];
    }
    ends.push({ row, hasLoad, end: starts.length });
  }
  yield;
  const count = starts.length;
  const places = new Float64Array(dimension * count);
  const load = new Float64Array(count);
  const rate = new Float64Array(count);
  let part = 0;
  const loaded = store.parts.filter(({ hasLoad }) => hasLoad);
  for (let at = 0; at < count; at++) {
    while (at >= ends[part].end) part++;
    const end = at + 1 < ends[part].end ? starts[at + 1] : store.last[loaded[part].root];
    mergePoints(store, starts[at], end, at, places, load, rate);
  }
  const order = Int32Array.from(new Int32Array(count).keys());
  yield;
  return yield* buildBoxes({ dimension, count, order, origin, places, load, rate }, ends);
}
