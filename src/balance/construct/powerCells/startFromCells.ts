import type { PointStore } from '../../transport/pointStore.js';
import { createSeatMetric } from '../../transport/seatCosts.js';
import { cutCells } from './cutCells.js';
import { moveCentres } from './moveCentres.js';
import type { PointField, Settlement } from './settleRound.js';

/** Cells of equal load; seats take the nearest cell, free centres the middles of the others. */
export function startFromCells(
  store: PointStore,
  field: PointField,
  targets: Float64Array,
  centres: Float64Array,
): Settlement & { home: Int32Array } {
  const { k, isFree } = field;
  const { dimension, places, origin } = store;
  const home = cutCells(store, targets);
  const middles = new Float64Array(dimension * k);
  for (let j = 0; j < k; j++) {
    // A cell without points (more territories than places) starts somewhere.
    const at = dimension * Math.floor((j * store.count) / k);
    for (let d = 0; d < dimension; d++) middles[dimension * j + d] = places[at + d] + origin[d];
  }
  moveCentres(store, createSeatMetric(store, middles, field.metric), home, null, middles, () => true, 1);
  const cellOf = dealCells(field, centres, middles, dimension);
  const ownerOf = new Int32Array(k);
  cellOf.forEach((cell, j) => {
    ownerOf[cell] = j;
    if (!isFree(j)) return;
    for (let d = 0; d < dimension; d++) centres[dimension * j + d] = middles[dimension * cell + d];
  });
  for (let p = 0; p < store.count; p++) home[p] = ownerOf[home[p]];
  const metric = createSeatMetric(store, centres, field.metric);
  const spread = moveCentres(store, metric, home, null, centres, isFree, 0);
  return { centres, prices: new Float64Array(k), spread, home };
}

/** Entry `[j]` is the cell of territory j: for seats the nearest one that no seat before has taken. */
function dealCells(
  { k, isFree }: PointField,
  centres: Float64Array,
  middles: Float64Array,
  dimension: number,
): Int32Array {
  const cellOf = new Int32Array(k).fill(-1);
  const isTaken = new Uint8Array(k);
  for (let j = 0; j < k; j++) {
    if (isFree(j)) continue;
    let least = Number.POSITIVE_INFINITY;
    for (let cell = 0; cell < k; cell++) {
      let square = 0;
      for (let d = 0; d < dimension; d++) {
        square += (middles[dimension * cell + d] - centres[dimension * j + d]) ** 2;
      }
      if (isTaken[cell] === 1 || square >= least) continue;
      least = square;
      cellOf[j] = cell;
    }
    isTaken[cellOf[j]] = 1;
  }
  let next = 0;
  for (let j = 0; j < k; j++) {
    if (!isFree(j)) continue;
    while (isTaken[next] === 1) next++;
    cellOf[j] = next++;
  }
  return cellOf;
}
