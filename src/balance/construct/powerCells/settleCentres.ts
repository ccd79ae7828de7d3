/**
 * Centres and prices of territories over points, some or all of them free: balanced centroidal power diagrams from
 * coarse to fine.
 *
 * Given points i with load w_i, t_i trips and a place x_i, find k centres c_j and loads within [L_j, U_j] at the least
 * sum of t_i d(x_i, c_j).
 *
 * 1. Merge neighbours on a Hilbert curve until about `COARSEST` points a territory are left, heavy ones alone.
 * 2. Cut the curve into k chunks of equal load; seats take the chunk nearest to them. Other cuts are other starts.
 * 3. Alternate: prices that balance the territories of these centres (settleRound.ts), centres in the middle of their
 *    territories (moveCentres.ts).
 * 4. Go on with finer points, with the centres and prices of the coarser ones, up to the points themselves.
 *
 * Near-linear in the points; the work on coarse levels depends on k alone. A local optimum; no bound. Balanced
 * centroidal power diagrams: F. Aurenhammer, F. Hoffmann, B. Aronov: Minkowski-type theorems and least-squares
 * clustering, 1998, DOI 10.1007/PL00009187. Departures: borders are soft while centres move, so that Newton's method
 * holds on points, and levels merge points instead of drawing them.
 */

import type { SearchProblem } from '../../searchProblem.js';
import { createPointStore } from '../../transport/createPointStore.js';
import type { PointStore } from '../../transport/pointStore.js';
import { createSeatMetric } from '../../transport/seatCosts.js';
import type { Task, Work } from '../../work.js';
import { cutCurve } from './cutCurve.js';
import { mergeByLoad } from './mergeByLoad.js';
import { moveCentres } from './moveCentres.js';
import { type PointField, type RoundPlan, type Settlement, settleRound } from './settleRound.js';
import { createPriceClimber, type PriceClimber } from './softClimb.js';

/** Points a territory on the levels before the last, the coarsest first: far fewer than there are, since centres hardly notice. */
const POINTS_PER_TERRITORY = [10, 40, 240];
/** A level must have this many times fewer points than there are. */
const LEAST_MERGING = 2;
/** Softness of borders while centres move, in distances between units: softer ones blur small territories. */
const SOFTNESS = 0.25;
/** Loads this far off are balanced enough while centres move. */
const SETTLED = 0.1;
const MOST_STEPS = 2;
/** Levels with more points a territory than this count as fine: their rounds are dear, so each has to be worth it. */
const FINE_POINTS = 100;
const FINE_SOFTNESS = 0.5;
const FINE_SETTLED = 0.03;
const MOST_FINE_STEPS = 6;
/** A round that lowers the cost by less than this share is the last of its level; on all points, the last of all. */
const LEAST_FALL = 2e-3;
const LEAST_LAST_FALL = 5e-4;
/** Rounds on all points at the most: local search, which these replace, costs more than any of them. */
const MOST_LAST_ROUNDS = 4;
/** Points beyond which there is one round on all of them: borders are fine-grained enough. */
const MANY_POINTS = 50_000;
/** Room left inside limits for rounding: a share of their width, at most this share of a mean target. */
const ROOM = 0.15;
const MOST_ROOM = 0.01;
/** Distances below this share of the largest coordinate are rounding errors. */
const ROUNDING = 1e-9;
/** Rounds on a finer level over those on the one before. */
const FEWER_ROUNDS = 0.5;

/** Where centres have settled, and what is needed to go on from there. */
export interface SettledCentres {
  readonly store: PointStore;
  readonly field: PointField;
  readonly settlement: Settlement;
  readonly climber: PriceClimber;
  /** Entry `[j]` is by how much the limits of the field are narrower than those of territory j, at either end. */
  readonly rooms: Float64Array;
  /**
   * Entry `[p]` is the territory of position p where centres have not been moved, since chunks of the curve lie in one
   * place: `setAsideCrowded` takes these out. Where it cannot, the chunks are the plan.
   */
  readonly chunks: Int32Array | null;
}

/**
 * Places centres anew; seats stay. Writes into the search's centres.
 */
export function* settleCentres(
  search: SearchProblem,
  isFree: (j: number) => boolean,
  rounds: number,
  work: Work,
): Task<SettledCentres> {
  const { k, M, load, trips, costs } = search;
  const { travel, places, centres } = costs.geometry!;
  const { dimension } = travel;
  const { problem, measures, unitLoad } = search;
  const store = yield* createPointStore(places, dimension, M > 0 ? load : trips, { trips });
  const total = totalOf(store.load);
  const { rooms, ...limits } = M > 0 ? tightenLimits(search) : withoutLimits(k, total);
  const field: PointField = { k, metric: travel.metric, isFree, ...limits };
  const targets =
    M > 0 ? problem.targets[measures[0]].map((target) => target / unitLoad[0]) : new Float64Array(k).fill(1);
  const climber = createPriceClimber(k);
  const levels = POINTS_PER_TERRITORY.filter((points) => store.count > LEAST_MERGING * points * k).map(
    (points) => mergeByLoad(store, total / (points * k)),
  );
  levels.push(store);
  const settlement = startFrom(levels[0], field, targets, centres);
  const { costPerLoad, rate } = settlement.spread;
  const least = leastCost(store, travel.metric);
  const pointsOf = new Int32Array(k);
  for (const j of settlement.home) pointsOf[j]++;
  // A heavy unit that is a chunk by itself costs nothing either, and stands where it should.
  if (costPerLoad.some((cost, j) => cost <= least * rate[j] && pointsOf[j] > 1 && isFree(j))) {
    const { home: chunks, ...start } = startFrom(store, field, targets, centres);
    return { store, field, settlement: start, climber, rooms, chunks };
  }
  const plans: { level: PointStore; rounds: number }[] = [];
  levels.forEach((level, at) => {
    plans.push({ level, rounds: Math.max(1, Math.round(rounds * FEWER_ROUNDS ** at)) });
  });
  for (const { level, rounds: most } of plans) {
    const isFine = level.count > FINE_POINTS * k;
    const plan: RoundPlan = {
      softness: isFine ? FINE_SOFTNESS : SOFTNESS,
      stride: 1,
      settled: M > 0 ? (isFine ? FINE_SETTLED : SETTLED) : Number.POSITIVE_INFINITY,
      mostSteps: isFine ? MOST_FINE_STEPS : MOST_STEPS,
    };
    const isLast = isFine && level === store;
    const lastRounds = store.count > MANY_POINTS ? 1 : MOST_LAST_ROUNDS;
    const end = isLast ? { rounds: lastRounds, fall: LEAST_LAST_FALL } : { rounds: most, fall: LEAST_FALL };
    yield* settleLevel(level, field, settlement, plan, end, climber, work);
  }
  return { store, field, settlement, climber, rooms, chunks: null };
}

function* settleLevel(
  level: PointStore,
  field: PointField,
  settlement: Settlement,
  plan: RoundPlan,
  { rounds, fall }: { readonly rounds: number; readonly fall: number },
  climber: PriceClimber,
  work: Work,
): Task<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    yield* settleRound(level, field, settlement, plan, climber, work);
    const { cost } = settlement.spread;
    if (before - cost < fall * before) break;
    before = cost;
  }
}

/** Chunks of the curve; seats take the nearest chunk, free centres the middles of the others. */
function startFrom(
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

/** What distances cost that are nothing but rounding errors. */
function leastCost({ parts, half, dimension, origin }: PointStore, metric: PointField['metric']): number {
  let square = 0;
  for (const coordinate of origin) square = Math.max(square, coordinate * coordinate);
  for (const { root } of parts) {
    for (let d = 0; d < dimension; d++) square = Math.max(square, half[dimension * root + d] ** 2);
  }
  return metric === 'squaredDistance' ? ROUNDING * ROUNDING * square : ROUNDING * Math.sqrt(square);
}

/** What territories may hold while borders are in parts of units. */
interface NarrowLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rooms: Float64Array;
}

/**
 * Limits with room on either side for what rounding whole units adds or takes. Where all loads are equal, limits at whole
 * numbers of units stand instead: they take nothing from any plan, and the cheapest assignment within them splits no unit.
 * Many points leave that to room for more than one of them: prices for it are found sooner.
 */
function tightenLimits({ n, lower, upper, load }: SearchProblem): NarrowLimits {
  const rooms = lower.map((low, j) => Math.min(MOST_ROOM, ROOM * (upper[j] - low)));
  const one = load[0];
  if ((n <= MANY_POINTS || rooms.some((room) => room < one)) && load.every((value) => value === one)) {
    const whole = {
      lower: lower.map((low) => one * Math.ceil((low / one) * (1 - ROUNDING))),
      upper: upper.map((high) => one * Math.floor((high / one) * (1 + ROUNDING))),
    };
    if (whole.lower.every((low, j) => low <= whole.upper[j]))
      return { ...whole, rooms: new Float64Array(lower.length) };
  }
  return {
    lower: lower.map((low, j) => (low > 0 ? low + rooms[j] : 0)),
    upper: upper.map((high, j) => high - rooms[j]),
    rooms,
  };
}

function withoutLimits(k: number, total: number): NarrowLimits {
  return { lower: new Float64Array(k), upper: new Float64Array(k).fill(total), rooms: new Float64Array(k) };
}

function totalOf(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
