import type { Task } from '../work.js';
import { buildBoxes } from './buildBoxes.js';
import { mergePoints } from './mergePoints.js';
import type { PointStore, Points, StorePart } from './pointStore.js';

/** Points of a run over those of a coarser point; found by trial. */
const RATE_RUN = 8;
/** Coarser points made between two pauses: a few milliseconds of work. */
const PAUSE_POINTS = 2_000;
/** Runs sorted between two pauses: a few milliseconds of work. */
const PAUSE_RUNS = 50;

/**
 * A coarser store in which each point stands for some neighbours in the order: their load, at their mean place.
 * Prices act on rates, so of a run of neighbours those with near rates are merged; pauses on the way.
 *
 * @param store - the finer store
 * @param factor - how many points become one
 * @returns a new store; points without load are left out
 */
export function* coarsenStore(store: PointStore, factor: number): Task<PointStore> {
  const { dimension, origin } = store;
  const loaded = store.parts.filter(({ hasLoad }) => hasLoad);
  const sizes = loaded.map(({ root }) => Math.ceil((store.last[root] - store.first[root]) / factor));
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const places = new Float64Array(dimension * count);
  const load = new Float64Array(count);
  const rate = new Float64Array(count);
  const order = new Int32Array(count);
  let size = 0;
  const alike = yield* sortRuns(store, loaded, RATE_RUN * factor);
  for (const { root } of loaded) {
    for (let p = store.first[root]; p < store.last[root]; p += factor) {
      mergePoints(alike, p, Math.min(p + factor, store.last[root]), size, places, load, rate);
      order[size] = size;
      size++;
      if (size % PAUSE_POINTS === 0) yield;
    }
  }
  let end = 0;
  const ends = loaded.map(({ row }, r) => {
    end += sizes[r];
    return { row, hasLoad: true, end };
  });
  return yield* buildBoxes({ dimension, count, order, origin, places, load, rate }, ends);
}

/** The points with those of each run of some length in the order of their rates; as they are where all rates are equal. */
function* sortRuns(store: PointStore, parts: readonly StorePart[], length: number): Task<Points> {
  const { dimension, rate, load } = store;
  if (rate.every((value) => value === rate[0])) return store;
  const sorted = {
    ...store,
    places: store.places.slice(),
    load: load.slice(),
    rate: rate.slice(),
  };
  const byRate = (p: number, q: number) => rate[p] - rate[q] || p - q;
  let runs = 0;
  for (const { root } of parts) {
    for (let first = store.first[root]; first < store.last[root]; first += length) {
      const size = Math.min(length, store.last[root] - first);
      const run = Int32Array.from({ length: size }, (_, at) => first + at).sort(byRate);
      run.forEach((p, at) => {
        sorted.load[first + at] = load[p];
        sorted.rate[first + at] = rate[p];
        for (let d = 0; d < dimension; d++) {
          sorted.places[dimension * (first + at) + d] = store.places[dimension * p + d];
        }
      });
      if (++runs % PAUSE_RUNS === 0) yield;
    }
  }
  return sorted;
}
