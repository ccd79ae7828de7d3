import type { Points } from './pointStore.js';

/** Writes points `from … to - 1` as one. */
export function mergePoints(
  store: Points,
  from: number,
  to: number,
  at: number,
  places: Float64Array,
  load: Float64Array,
  rate: Float64Array,
): void {
  const { dimension, origin } = store;
  let weight = 0;
  for (let p = from; p < to; p++) {
    load[at] += store.load[p];
    weight += store.load[p] * store.rate[p];
  }
  for (let p = from; p < to; p++) {
    const share = weight > 0 ? (store.load[p] * store.rate[p]) / weight : 1 / (to - from);
    for (let d = 0; d < dimension; d++) places[dimension * at + d] += share * store.places[dimension * p + d];
  }
  rate[at] = weight / load[at];
  if (dimension === 3) pushToSphere(places, 3 * at, origin);
}

/** Moves a point to the unit sphere, counted from `origin`; from the middle of the earth any way out will do. */
export function pushToSphere(places: Float64Array, at: number, origin: Float64Array): void {
  let square = 0;
  for (let d = 0; d < 3; d++) square += (places[at + d] + origin[d]) ** 2;
  const norm = Math.sqrt(square);
  for (let d = 0; d < 3; d++) {
    const outward = norm > 1e-9 ? (places[at + d] + origin[d]) / norm : d === 0 ? 1 : 0;
    places[at + d] = outward - origin[d];
  }
}
