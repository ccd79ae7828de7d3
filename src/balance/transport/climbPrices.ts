/**
 * Newton's method on the prices of one measure, over a list of contested units.
 *
 * Problem: prices p_j so that every unit i, going where c_ij + p_j is least, leaves each seat j a load f_j with
 * L_j <= f_j <= U_j, f_j = U_j where p_j > 0 and f_j = L_j where p_j < 0. These p maximise the concave dual
 *
 *     D(p) = sum_i w_i min_j (c_ij + p_j) - sum_j max(U_j p_j, L_j p_j).
 *
 * 1. Smooth it: a unit is shared among the seats within tau of its best, with shares x that minimise
 *    sum_j x_j v_j + tau / 2 * sum_j x_j², and a limit with room is met along a ramp of width tau about p_j = 0.
 * 2. The Hessian of the smoothed dual is a graph Laplacian over pairs of seats that share units, plus the ramps.
 *    Solve for a step by conjugate gradients, with a ridge that keeps it within a trust radius (Levenberg).
 * 3. Take the longest of the steps 1, 1/2, 1/4 … that raises the smoothed dual enough (Armijo).
 * 4. Once loads are as even as whole units allow, divide tau by `SMOOTHING_STEP`; end when hardly any unit is shared.
 *
 * A step costs O(contested seats + pairs * iterations). Where two seats meet their prices may change against each
 * other by the band of the list at the most (`far`): beyond it a unit may prefer a seat that is not listed.
 * Yurii Nesterov: Smooth minimization of non-smooth functions, 2005, DOI 10.1007/s10107-004-0552-5.
 */
import type { Task, Work } from '../work.js';
import type { Contested } from './contested.js';
import { dot } from './dot.js';
import { createSeatDual, type SeatLimits } from './seatDual.js';

/** Newton steps for one smoothing at the most. */
const MOST_STEPS = 25;
const SMOOTHING_STEP = 4;
/** Where many units have the same value for two seats they stay shared whatever the smoothing. */
const MOST_SMOOTHINGS = 12;
/** Loads that miss by less than this share of a mean contested unit, on average over seats, are even enough. */
const EVEN = 0.25;
/** Steps with prices adrift before the list is renewed. */
const MOST_DRIFTS = 3;
/** Units shared per seat below which smoothing has done its work. */
const LEAST_SHARED = 2;
/** First trust radius in smoothings, and its factor after a step that could be taken whole, or not. */
const FIRST_RADIUS = 3;
const RADIUS_STEP = 2;
const MOST_HALVINGS = 30;
/** A step that raises the value by this share of what the slope promises is taken. */
const LEAST_RISE = 1e-4;

/** How a climb ended. */
export interface Climb {
  /**
   * `far`: prices of two seats that meet have changed against each other by as much as the list allows. `adrift`: those
   * of two seats far apart have, some steps ago; the list should be renewed.
   */
  readonly outcome: 'settled' | 'far' | 'adrift';
  /** The last smoothing, per load. */
  readonly smoothing: number;
}

/** Raises the dual by changing `prices` in place; pauses on the way. */
export function* climbPrices(
  contested: Contested,
  limits: SeatLimits,
  prices: Float64Array,
  start: { readonly smoothing: number; readonly band: number },
  work: Work,
): Task<Climb> {
  const k = prices.length;
  const origin = prices.slice();
  const dual = createSeatDual(contested, limits);
  const direction = new Float64Array(k);
  const trial = new Float64Array(k);
  const meanLoad = dual.contestedLoad / Math.max(1, contested.count);
  let { smoothing } = start;
  let drifts = 0;
  for (let stage = 1; ; stage++) {
    let radius = FIRST_RADIUS * smoothing;
    yield;
    let value = yield* dual.evaluate(prices, smoothing);
    for (let step = 0; step < MOST_STEPS; step++) {
      if (work.isPauseDue(contested.seat.length)) yield;
      const { steepest, sum } = measure(dual.gradient);
      if (sum <= EVEN * meanLoad * k) break;
      dual.solve(steepest / radius, direction);
      const slope = dot(dual.gradient, direction);
      const reach = dual.reachAlong(prices, origin, direction, start.band);
      let length = Math.min(1, reach);
      let halvings = 0;
      for (; halvings < MOST_HALVINGS; halvings++) {
        for (let j = 0; j < k; j++) trial[j] = prices[j] + length * direction[j];
        const next = yield* dual.evaluate(trial, smoothing);
        if (next >= value + LEAST_RISE * length * slope) {
          value = next;
          break;
        }
        length /= 2;
        if (work.isPauseDue(contested.seat.length)) yield;
      }
      if (halvings === MOST_HALVINGS) break;
      prices.set(trial);
      if (length === reach) return { outcome: 'far', smoothing };
      if (spreadOf(prices, origin) > start.band && ++drifts === MOST_DRIFTS)
        return { outcome: 'adrift', smoothing };
      radius *= halvings === 0 ? RADIUS_STEP : 1 / RADIUS_STEP;
    }
    if (dual.sharedCount() <= LEAST_SHARED * k || stage === MOST_SMOOTHINGS)
      return { outcome: drifts > 0 ? 'adrift' : 'settled', smoothing };
    smoothing /= SMOOTHING_STEP;
  }
}

/** Largest change of two prices against each other. */
function spreadOf(prices: Float64Array, origin: Float64Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < prices.length; j++) {
    const change = prices[j] - origin[j];
    if (change < low) low = change;
    if (change > high) high = change;
  }
  return high - low;
}

function measure(values: Float64Array): { steepest: number; sum: number } {
  let steepest = 0;
  let sum = 0;
  for (let j = 0; j < values.length; j++) {
    const size = Math.abs(values[j]);
    sum += size;
    if (size > steepest) steepest = size;
  }
  return { steepest, sum };
}
