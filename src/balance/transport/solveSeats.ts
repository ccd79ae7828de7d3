/**
 * Exact assignment to fixed seats with one measure: the transportation problem
 *
 *     minimise sum_ij x_ij c_ij   subject to   sum_j x_ij = w_i,   L_j <= sum_i x_ij <= U_j,   x >= 0,
 *
 * with cost c_ij per load, for n units and k seats, k far below n.
 *
 * 1. Its dual has one price a seat. Prices are sought on coarser and coarser copies of the points first, in which
 *    some neighbours are one point, then on all of them (`climbPrices`); a unit that is far from every border is charged
 *    with its box (`listContested`).
 * 2. Near the best prices shortest paths settle the contested units exactly (`settleByPaths`).
 * 3. Splits along a cycle of seats are undone, so at most k - 1 units are split (`cutSplitCycles`).
 * 4. All units are valued anew at the final prices, which proves the optimum (`certifySeats`).
 *
 * Near-linear in n where points lie in space; O(n k) a look for tables. Ends with the optimum or says that totals,
 * limits and choices admit none. Small fields skip step 1 (`settleSmall`).
 */
import { invariant } from '../../core/errors.js';
import type { Task, Work } from '../work.js';
import { canHold } from './canHold.js';
import { certifySeats, type SeatCertificate, type SettledUnits } from './certifySeats.js';
import { climbPrices } from './climbPrices.js';
import { coarsenStore } from './coarsenStore.js';
import { isSmallField } from './isSmallField.js';
import { listContested } from './listContested.js';
import { measureBand } from './measureBand.js';
import type { PointStore } from './pointStore.js';
import { evenBands } from './seatBands.js';
import type { SeatLimits } from './seatDual.js';
import { createField, type SeatField, type SeatPlaces, totalLoad } from './seatField.js';
import { settleByPaths } from './settleByPaths.js';
import { settleSmall } from './settleSmall.js';
import { cutSplitCycles } from './splitForest.js';

/** Seats of contested units in a list at the most. */
const MOST_ENTRIES = 3_000_000;
/** A coarser copy has at least this many points a seat; the factor between copies. */
const COARSE_POINTS = 3;
const COARSE_FACTOR = 8;
/** Share of the units that are contested during a climb, and units a seat during the exact finish. */
const CLIMB_SHARE = 0.15;
const FINISH_UNITS = 16;
/** Factor by which the band of the finish is widened. */
const BAND_STEP = 4;
/** Width of a band in smoothings. */
const BAND_SMOOTHINGS = 8;
/** Lists of a climb at the most; what is left then is for the paths. */
const MOST_CLIMBS = 60;

/** Seats, limits and where to start. */
export interface SeatQuery extends SeatPlaces {
  /** Entry `[j]` is the least load of seat j. */
  readonly lower: Float64Array;
  /** Entry `[j]` is the largest load of seat j; may be infinite. */
  readonly upper: Float64Array;
  /** Prices to start from; found from coarser copies where they are not given. */
  readonly prices?: Float64Array;
  /** Whether loads at those prices are so close to the limits that paths alone settle the rest; `false` where not given. */
  readonly isClose?: boolean;
}

/** The optimum, and the prices that prove it. */
export interface SeatSolution extends SeatCertificate {
  /**
   * `infeasible`: limits, totals and choices admit no assignment, not even of split units; every unit stands where it
   * is cheapest at the prices to start from.
   */
  readonly status: 'optimal' | 'infeasible';
  /** Entry `[j]` is a price per load: positive where the upper limit binds, negative where the lower one does. */
  readonly prices: Float64Array;
}

/**
 * Solves the transportation problem exactly; pauses on the way.
 *
 * @param store - the points, prepared once; `null` where all units stand in the table
 * @param query - seats and limits
 * @param work - books of the evaluations
 * @returns a task that ends with the solution
 */
export function* solveSeats(store: PointStore | null, query: SeatQuery, work: Work): Task<SeatSolution> {
  const field = createField(store, query, query.lower.length);
  const limits = clampLimits(field, query);
  const prices = query.prices?.slice() ?? new Float64Array(field.k);
  if (!canHold(field, limits)) {
    const nearest = yield* certifySeats(field, limits, prices, null, work);
    return { status: 'infeasible', prices, ...nearest };
  }
  const isCold = query.prices === undefined;
  const settled = query.isClose
    ? yield* finishSeats(field, limits, prices, false, work)
    : yield* seekSeats(field, query, limits, prices, isCold, work);
  yield;
  const certificate = yield* certifySeats(field, limits, prices, settled, work);
  return { status: 'optimal', prices, ...certificate };
}

/** Limits between nothing and the whole load. */
export function clampLimits(
  field: SeatField,
  { lower, upper }: Pick<SeatQuery, 'lower' | 'upper'>,
): SeatLimits {
  const whole = totalLoad(field);
  return {
    lower: lower.map((value) => Math.max(0, value)),
    upper: upper.map((value) => Math.min(whole, value)),
  };
}

/** Finds the best prices, in place, and where contested units are, for a field that can hold its units. */
export function* seekSeats(
  field: SeatField,
  places: SeatPlaces,
  limits: SeatLimits,
  prices: Float64Array,
  isCold: boolean,
  work: Work,
): Task<SettledUnits> {
  if (!isSmallField(field.units, field.k)) {
    if (isCold) yield* startCoarse(field, places, limits, prices, work);
    yield* climb(field, limits, prices, work);
  }
  return yield* finishSeats(field, limits, prices, isCold, work);
}

/** Settles loads by paths alone, and undoes splits along cycles. */
function* finishSeats(
  field: SeatField,
  limits: SeatLimits,
  prices: Float64Array,
  isCold: boolean,
  work: Work,
): Task<SettledUnits> {
  const settled = isSmallField(field.units, field.k)
    ? yield* settleSmall(field, limits, prices, isCold, work)
    : yield* settle(field, limits, prices, work);
  yield;
  cutSplitCycles(settled.list, settled.amount);
  return settled;
}

/** Prices of a copy in which some neighbours are one point. */
function* startCoarse(
  field: SeatField,
  places: SeatPlaces,
  limits: SeatLimits,
  prices: Float64Array,
  work: Work,
): Task<void> {
  const { store, k } = field;
  if (store === null || store.count < COARSE_FACTOR * COARSE_POINTS * k) return;
  yield;
  const coarse = createField(yield* coarsenStore(store, COARSE_FACTOR), places, k);
  yield;
  yield* startCoarse(coarse, places, limits, prices, work);
  yield* climb(coarse, limits, prices, work);
}

/** Climbs on lists of a wide band, which moves along with the prices. */
function* climb(field: SeatField, limits: SeatLimits, prices: Float64Array, work: Work): Task<void> {
  let smoothing = measureBand(field, prices, CLIMB_SHARE);
  yield;
  for (let round = 0; round < MOST_CLIMBS; round++) {
    const band = BAND_SMOOTHINGS * smoothing;
    const query = { prices, bands: evenBands(field.k, band), mostEntries: MOST_ENTRIES, home: null };
    const list = yield* listContested(field, query, work);
    if (list === null) {
      smoothing /= 2;
      continue;
    }
    const { outcome, smoothing: last } = yield* climbPrices(list, limits, prices, { smoothing, band }, work);
    if (outcome === 'settled') return;
    if (outcome === 'adrift') smoothing = last;
    else if (2 * list.seat.length < MOST_ENTRIES) smoothing *= 2;
  }
}

/** Settles the contested units of a narrow band, which is widened until all limits hold; every round raises the dual. */
function* settle(field: SeatField, limits: SeatLimits, prices: Float64Array, work: Work): Task<SettledUnits> {
  const share = Math.min(1, (FINISH_UNITS * field.k) / field.units);
  let band = measureBand(field, prices, share);
  yield;
  for (;;) {
    const query = { prices, bands: evenBands(field.k, band), mostEntries: MOST_ENTRIES, home: null };
    const list = yield* listContested(field, query, work);
    if (list === null) {
      band /= 2;
      continue;
    }
    yield;
    const { outcome, amount } = yield* settleByPaths(list, limits, prices, band, work);
    invariant(outcome !== 'stuck', 'seats that can hold all units have no way to do so');
    if (outcome === 'settled') return { list, amount };
    // A list holds no more than all pairs, however wide its band.
    const wider = Math.min(BAND_STEP * list.seat.length, field.units * field.k);
    if (wider < MOST_ENTRIES) band *= BAND_STEP;
  }
}
