import type { Contested } from '../../transport/contested.js';
import type { PointStore } from '../../transport/pointStore.js';
import { createSeatMetric, type SeatMetric } from '../../transport/seatCosts.js';
import type { Task, Work } from '../../work.js';
import type { BorderLists } from './borderLists.js';
import { goOn, type Momentum } from './momentum.js';
import { moveCentres, type Spread } from './moveCentres.js';
import { largest, type PriceClimber } from './softClimb.js';
import type { Standing } from './softDual.js';
import { createStretch } from './stretch.js';

/** What territories over a store are wanted. */
export interface PointField {
  readonly k: number;
  readonly metric: 'distance' | 'squaredDistance';
  /** Entry `[j]` is a load. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly isFree: (j: number) => boolean;
}

/** Where centres, prices and widths stand; all are changed by a round. */
export interface Settlement {
  /** Coordinates as the caller of the store counts them. */
  readonly centres: Float64Array;
  /** Entry `[j]` is a price per load, in costs of the coordinates. */
  readonly prices: Float64Array;
  spread: Spread;
}

/** How a round is made. */
export interface RoundPlan {
  /** How wide borders are soft, in distances between units. */
  readonly softness: number;
  /** How far centres go, in steps to the middle; 0 where they stay. */
  readonly stride: number;
  /** What centres take along from round to round; `null` for nothing. */
  readonly momentum: Momentum | null;
  /** Loads this far off what limits allow are settled. */
  readonly settled: number;
  /** Newton steps at the most. */
  readonly mostSteps: number;
}

/** What rounds work with, one after the other. */
export interface RoundTools {
  readonly lists: BorderLists;
  readonly climber: PriceClimber;
}

/** What a round ended with; holds until the next one. */
export interface Round {
  /** Entry `[p]` is the territory of position p, the best one where it is contested. */
  readonly home: Int32Array;
  readonly contested: Contested;
  readonly standing: Standing;
}

/** How much a value changes over the distance between two units, in mean costs times the root of the unit count. */
const COST_PER_SPACING = { squaredDistance: 14, distance: 5 };
/** A territory that has lost all load has its width multiplied by this, to find some again. */
const WIDENING = 4;
/** Loads farther off than this call for smoothing: prices are far from where they belong. */
const FAR_OFF = 0.5;
/** Prices that leave a load this far off, in mean targets, have gone astray and are worth less than none. */
const ASTRAY = 3;
/** First smoothing, in widest softnesses, and its divisor from stage to stage. */
const FIRST_SMOOTHING = 1;
const SMOOTHING_STEP = 4;
/** Loads this far off end a stage of smoothing; Newton steps of a stage at the most. */
const STAGE_SETTLED = 0.1;
const STAGE_STEPS = 3;

/**
 * One round: balance prices, then move free centres to the middle.
 *
 * Borders are soft over a distance or so between units, in town and country alike. Where prices are far off, first all
 * borders are made as soft as the widest, and this is taken back step by step: with borders as soft as that no town is
 * out of a price's sight. When centres move, prices follow so that borders stay, to first order, where they were.
 */
export function* settleRound(
  store: PointStore,
  field: PointField,
  settlement: Settlement,
  plan: RoundPlan,
  { lists, climber }: RoundTools,
  work: Work,
): Task<Round> {
  const { centres, prices, spread } = settlement;
  const metric = beginLists(lists, store, field, settlement, plan.softness);
  climber.forget();
  let standing = yield* climber.climb(lists, prices, plan.settled, plan.mostSteps, work);
  if (largest(standing.gradient) > FAR_OFF) {
    if (largest(standing.gradient) > ASTRAY) prices.fill(0);
    const local = softnessOf(field, spread, plan.softness);
    let narrowest = Number.POSITIVE_INFINITY;
    for (const width of local) narrowest = Math.min(narrowest, width);
    for (let floor = FIRST_SMOOTHING * largest(local); floor > narrowest; floor /= SMOOTHING_STEP) {
      lists.soften(floor);
      climber.forget();
      yield* climber.climb(lists, prices, STAGE_SETTLED, STAGE_STEPS, work);
    }
    lists.soften(0);
    standing = yield* climber.climb(lists, prices, plan.settled, plan.mostSteps, work);
  }
  const home = lists.home();
  const contested = lists.contested();
  const shared = { borders: standing.borders, unit: contested.unit, shares: standing.shares };
  const before = centres.slice();
  settlement.spread = moveCentres(store, metric, home, shared, centres, field.isFree, plan.stride);
  widenEmpty(settlement.spread, spread.costPerLoad);
  if (plan.momentum !== null) goOn(plan.momentum, before, centres, store.dimension, settlement.spread.cost);
  if (plan.stride > 0) {
    const moved = createSeatMetric(store, centres, field.metric);
    climber.follow(standing, riseOf(store, contested, standing, metric, moved), prices);
  }
  return { home, contested, standing };
}

/** Lists borders at the prices as they are: nothing is balanced or moved. */
export function* listRound(
  store: PointStore,
  field: PointField,
  settlement: Settlement,
  softness: number,
  lists: BorderLists,
  work: Work,
): Task<Round> {
  beginLists(lists, store, field, settlement, softness);
  const standing = yield* lists.look(settlement.prices, true, work);
  return { home: lists.home(), contested: lists.contested(), standing };
}

/** Begins lists for the centres as they are; returns their metric. */
function beginLists(
  lists: BorderLists,
  store: PointStore,
  field: PointField,
  { centres, spread }: Settlement,
  softness: number,
): SeatMetric {
  const metric = createSeatMetric(store, centres, field.metric);
  const stretch = createStretch(store, field.metric, centres, spread);
  lists.begin({ store, metric, limits: field, softness: softnessOf(field, spread, softness), stretch });
  return metric;
}

/** Entry `[e]` is by how much the cost per load of a shared unit in `seat[e]` has risen. */
function riseOf(
  store: PointStore,
  { unit, start, seat }: Contested,
  { shares }: Standing,
  before: SeatMetric,
  after: SeatMetric,
): Float64Array {
  const rise = new Float64Array(seat.length);
  for (let a = 0; a < unit.length; a++) {
    const p = unit[a];
    for (let e = start[a]; e < start[a + 1]; e++) {
      if (shares[e] > 0) rise[e] = store.rate[p] * (after.cost(p, seat[e]) - before.cost(p, seat[e]));
    }
  }
  return rise;
}

/** How much values change over some distances between units, by territory; never nothing, so that equal places can be shared. */
export function softnessOf(
  { metric }: PointField,
  { costPerLoad, units }: Spread,
  spacings: number,
): Float64Array {
  const factor = spacings * COST_PER_SPACING[metric];
  let mean = 0;
  for (const cost of costPerLoad) mean += cost / costPerLoad.length;
  const least = 1e-6 * mean || Number.MIN_VALUE;
  return costPerLoad.map((cost, j) => Math.max(least, cost * Math.min(1, factor / Math.sqrt(units[j]))));
}

function widenEmpty({ costPerLoad }: Spread, before: Float64Array): void {
  const widest = largest(costPerLoad);
  for (let j = 0; j < before.length; j++) {
    if (costPerLoad[j] === 0) costPerLoad[j] = Math.min(widest, WIDENING * before[j]);
  }
}
