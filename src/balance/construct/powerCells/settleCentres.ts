/**
 * Centres and prices of territories over points, some or all of them free: balanced centroidal power diagrams from
 * coarse to fine.
 *
 * Given points i with load w_i, t_i trips and a place x_i, find k centres c_j and loads within [L_j, U_j] at the least
 * sum of t_i d(x_i, c_j).
 *
 * 1. Merge neighbours on a Hilbert curve until about `COARSEST` points a territory are left, heavy ones alone.
 * 2. Cut the points into k cells of equal load (cutCells.ts); seats take the cell nearest to them.
 * 3. Alternate: prices that balance the territories of these centres (settleRound.ts), centres in the middle of their
 *    territories (moveCentres.ts) and some way beyond it, since the next rounds would go on the same way (momentum.ts).
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
import type { Task, Work } from '../../work.js';
import { createBorderLists } from './borderLists.js';
import { mergeByLoad } from './mergeByLoad.js';
import { createMomentum } from './momentum.js';
import { narrowLimits, withoutLimits } from './narrowLimits.js';
import {
  type PointField,
  type RoundPlan,
  type RoundTools,
  type Settlement,
  settleRound,
} from './settleRound.js';
import { createPriceClimber } from './softClimb.js';
import { startFromCells } from './startFromCells.js';

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
/**
 * How far centres go, in steps to the middle, and on coarse levels the share of the move before that they go on, so
 * that fewer rounds come as far. Tuned, clusters bench and its points with 25 to 140 territories.
 */
const COARSE_STRIDE = 1.6;
const COARSE_MOMENTUM = 0.4;
const FINE_STRIDE = 1.5;
/**
 * A round that lowers the cost by less than this share is the last of its level. Rounds on coarse levels are cheap, and
 * what they miss no finer level finds again; the cost of a few of them may rise before it falls.
 */
const LEAST_FALL = 2e-3;
const LEAST_COARSE_FALL = 1e-3;
const LEAST_LAST_FALL = 5e-4;
const LEAST_COARSE_ROUNDS = 9;
/** Rounds on all points at the most: local search, which these replace, costs more than any of them. */
const MOST_LAST_ROUNDS = 4;
/** Points beyond which there is one round on all of them: borders are fine-grained enough. */
const MANY_POINTS = 50_000;
/** Distances below this share of the largest coordinate are rounding errors. */
const ROUNDING = 1e-9;
/** Rounds on a fine level over those on the one before. */
const FEWER_ROUNDS = 0.5;

/** Where centres have settled, and what is needed to go on from there. */
export interface SettledCentres {
  readonly store: PointStore;
  readonly field: PointField;
  readonly settlement: Settlement;
  readonly tools: RoundTools;
  /** Entry `[j]` is by how much the limits of the field are narrower than those of territory j, at either end. */
  readonly rooms: Float64Array;
  /**
   * Entry `[p]` is the territory of position p where centres have not been moved, since cells lie in one place:
   * `setAsideCrowded` takes these out. Where it cannot, the cells are the plan.
   */
  readonly cells: Int32Array | null;
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
  const { rooms, ...limits } =
    M > 0 ? narrowLimits(search, store.count <= MANY_POINTS) : withoutLimits(k, total);
  const field: PointField = { k, metric: travel.metric, isFree, ...limits };
  const targets =
    M > 0 ? problem.targets[measures[0]].map((target) => target / unitLoad[0]) : new Float64Array(k).fill(1);
  const tools = { lists: createBorderLists(k, store.count), climber: createPriceClimber(k) };
  const levels: PointStore[] = [];
  for (const points of POINTS_PER_TERRITORY) {
    if (store.count > LEAST_MERGING * points * k)
      levels.push(yield* mergeByLoad(store, total / (points * k)));
  }
  levels.push(store);
  yield;
  const settlement = startFromCells(levels[0], field, targets, centres);
  const { costPerLoad, rate } = settlement.spread;
  const least = leastCost(store, travel.metric);
  const pointsOf = new Int32Array(k);
  for (const j of settlement.home) pointsOf[j]++;
  // A heavy unit that is a cell by itself costs nothing either, and stands where it should.
  if (costPerLoad.some((cost, j) => cost <= least * rate[j] && pointsOf[j] > 1 && isFree(j))) {
    const { home: cells, ...start } = startFromCells(store, field, targets, centres);
    return { store, field, settlement: start, tools, rooms, cells };
  }
  let most = rounds;
  let grains = countGrains(levels[0]);
  for (const level of levels) {
    const isFine = level.count > FINE_POINTS * k;
    if (isFine) most = Math.max(1, Math.round(FEWER_ROUNDS * most));
    if (isFine && store.count > MANY_POINTS) {
      // Few rounds follow: the first has borders as soft as those points want, not the coarser ones before.
      const { units } = settlement.spread;
      const finer = countGrains(level) / grains;
      for (let j = 0; j < k; j++) units[j] *= finer;
    }
    grains = countGrains(level);
    const plan: RoundPlan = {
      softness: isFine ? FINE_SOFTNESS : SOFTNESS,
      stride: isFine ? FINE_STRIDE : COARSE_STRIDE,
      momentum: isFine ? null : createMomentum(centres.length, COARSE_MOMENTUM),
      settled: M > 0 ? (isFine ? FINE_SETTLED : SETTLED) : Number.POSITIVE_INFINITY,
      mostSteps: isFine ? MOST_FINE_STEPS : MOST_STEPS,
    };
    const isLast = isFine && level === store;
    const lastRounds = store.count > MANY_POINTS ? 1 : MOST_LAST_ROUNDS;
    const end = isLast
      ? { least: 1, rounds: lastRounds, fall: LEAST_LAST_FALL }
      : isFine
        ? { least: 1, rounds: most, fall: LEAST_FALL }
        : { least: LEAST_COARSE_ROUNDS, rounds: most, fall: LEAST_COARSE_FALL };
    yield* settleLevel(level, field, settlement, plan, end, tools, work);
  }
  return { store, field, settlement, tools, rooms, cells: null };
}

function* settleLevel(
  level: PointStore,
  field: PointField,
  settlement: Settlement,
  plan: RoundPlan,
  { least, rounds, fall }: { readonly least: number; readonly rounds: number; readonly fall: number },
  tools: RoundTools,
  work: Work,
): Task<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    yield* settleRound(level, field, settlement, plan, tools, work);
    const { cost } = settlement.spread;
    if (round + 1 >= least && before - cost < fall * before) break;
    before = cost;
  }
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

/** How many points of equal load are as fine-grained as those of a level. */
function countGrains({ load }: PointStore): number {
  let squares = 0;
  for (let p = 0; p < load.length; p++) squares += load[p] * load[p];
  const total = totalOf(load);
  return (total * total) / squares;
}

function totalOf(values: Float64Array): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at];
  return total;
}
