import type { PointStore } from '../../transport/pointStore.js';
import { createSeatMetric } from '../../transport/seatCosts.js';
import { cutCurve } from './cutCurve.js';
import { moveCentres } from './moveCentres.js';
import type { PointField, Settlement } from './settleRound.js';

/** Chunks of the curve; seats take the nearest chunk, free centres the middles of the others. */
export function startFromChunks(
  store: PointStore,
  field: PointField,
  targets: Float64Array,
  centres: Float64Array,
): Settlement & { home: Int32Array } {
  const { k, isFree } = field;
  const { dimension, places, origin } = store;
  const home = cutCurve(store, targets, 0);
  const middles = new Float64Array(dimension * k);
  for (let j = 0; j < k; j++) {
    // A chunk without points (more territories than places) starts somewhere.
    const at = dimension * Math.floor((j * store.count) / k);
    for (let d = 0; d < dimension; d++) middles[dimension * j + d] = places[at + d] + origin[d];
  }
  moveCentres(store, createSeatMetric(store, middles, field.metric), home, null, middles, () => true, 1);
  const chunkOf = dealChunks(field, centres, middles, dimension);
  const ownerOf = new Int32Array(k);
  chunkOf.forEach((chunk, j) => {
    ownerOf[chunk] = j;
    if (!isFree(j)) return;
    for (let d = 0; d < dimension; d++) centres[dimension * j + d] = middles[dimension * chunk + d];
  });
  for (let p = 0; p < store.count; p++) home[p] = ownerOf[home[p]];
  const metric = createSeatMetric(store, centres, field.metric);
  const spread = moveCentres(store, metric, home, null, centres, isFree, 0);
  return { centres, prices: new Float64Array(k), spread, home };
}

/** Entry `[j]` is the chunk of territory j: for seats the nearest one that no seat before has taken. */
function dealChunks(
  { k, isFree }: PointField,
  centres: Float64Array,
  middles: Float64Array,
  dimension: number,
): Int32Array {
  const chunkOf = new Int32Array(k).fill(-1);
  const isTaken = new Uint8Array(k);
  for (let j = 0; j < k; j++) {
    if (isFree(j)) continue;
    let least = Number.POSITIVE_INFINITY;
    for (let chunk = 0; chunk < k; chunk++) {
      let square = 0;
      for (let d = 0; d < dimension; d++) {
        square += (middles[dimension * chunk + d] - centres[dimension * j + d]) ** 2;
      }
      if (isTaken[chunk] === 1 || square >= least) continue;
      least = square;
      chunkOf[j] = chunk;
    }
    isTaken[chunkOf[j]] = 1;
  }
  let next = 0;
  for (let j = 0; j < k; j++) {
    if (!isFree(j)) continue;
    while (isTaken[next] === 1) next++;
    chunkOf[j] = next++;
  }
  return chunkOf;
}
