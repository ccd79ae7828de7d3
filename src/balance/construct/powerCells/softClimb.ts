/**
 * Prices that balance territories whose borders are soft: Newton's method on the smoothed dual (softDual.ts).
 *
 * 1. The second derivative is a graph Laplacian over pairs of territories that share units (borderLaplacian.ts). Newton's
 *    direction comes from it by conjugate gradients; an edge over which a border would drift beyond what is known is made
 *    stiffer, and the direction sought again.
 * 2. A step is shortened until the slope at its end is not much below nothing: the dual is concave, so its slope along a
 *    line falls through nothing at the best step. Each territory has a radius that grows while its load lags behind.
 * 3. Lists of contested units hold while borders drift by no more than a softness; beyond that they are made anew.
 *
 * O(contested units + edges * iterations) a step. It ends when loads are settled or no step helps; nothing is proven.
 */
import type { Task, Work } from '../../work.js';
import { createLaplacian, LEAST_STIFFENING } from './borderLaplacian.js';
import type { Borders, Standing } from './softDual.js';

/** Tells what loads are at some prices; lists are made anew where they are stale. */
export type Look = (prices: Float64Array, isStale: boolean) => Task<Standing>;

/** Directions are sought again at the most this often with stiffer edges. */
const MOST_STIFFENINGS = 3;
/** A step is taken unless the slope at its end is this much below nothing, in slopes at its start. */
const STEEPEST_FALL = 0.6;
/** Steps whose slope at the end is still above this share of that at the start could have been longer. */
const LEAST_SLOPE = 0.3;
const RADIUS_STEP = 3;
const WIDEST_RADIUS = 243;
const MOST_TRIES = 5;

/** Raises the smoothed dual until loads are settled. */
export interface PriceClimber {
  /** Says that centres have moved, so that all lists are stale. */
  forget(): void;
  /** Moves prices so that borders stay where they are when entry `[e]` of the costs rises by `rise[e]`. */
  follow(standing: Standing, rise: Float64Array, prices: Float64Array): void;
  /**
   * @param look - what borders make of loads at some prices; lists who is contested anew where it is told to
   * @param prices - are changed in place
   * @param settled - loads this far off what limits allow are settled
   * @param mostSteps - Newton steps at the most
   * @returns the standing at the last prices
   */
  climb(look: Look, prices: Float64Array, settled: number, mostSteps: number, work: Work): Task<Standing>;
}

/** Makes a climber for k territories, with arrays that serve all its climbs. */
export function createPriceClimber(k: number): PriceClimber {
  const direction = new Float64Array(k);
  const trial = new Float64Array(k);
  const system = createLaplacian(k);
  const change = new Float64Array(k);
  const listedPrices = new Float64Array(k);
  const margin = new Float64Array(k);
  let listed: Borders | null = null;
  /** Entry `[j]` is how many reaches the price of j may move at a time. */
  const radius = new Float64Array(k).fill(1);

  /** Looks at prices; where borders may have drifted out of their lists, these are made anew. */
  function* lookFrom(look: Look, prices: Float64Array): Task<Standing> {
    let isStale = listed === null;
    if (listed !== null) {
      for (let j = 0; j < k; j++) change[j] = prices[j] - listedPrices[j];
      isStale = system.drift(change, margin) > 1;
    }
    const standing = yield* look(prices, isStale);
    if (standing.borders !== listed) {
      listed = standing.borders;
      listedPrices.set(prices);
      margin.set(standing.reach);
      system.listEdges(standing.borders);
    }
    return standing;
  }

  function* climb(
    look: Look,
    prices: Float64Array,
    settled: number,
    mostSteps: number,
    work: Work,
  ): Task<Standing> {
    let standing = yield* lookFrom(look, prices);
    radius.fill(1);
    for (let step = 0; step < mostSteps && largest(standing.gradient) > settled; step++) {
      const { gradient } = standing;
      const reach = standing.reach.map((far, j) => radius[j] * far);
      system.weigh(standing, reach);
      let spent = system.solve(gradient, direction);
      for (let again = 0; again < MOST_STIFFENINGS && system.stiffen(direction, reach); again++) {
        spent += system.solve(gradient, direction);
      }
      if (work.isPauseDue(spent)) yield;
      const slope = dot(gradient, direction);
      let length = Math.min(1, LEAST_STIFFENING / system.drift(direction, reach));
      for (let attempt = 0; ; attempt++) {
        for (let j = 0; j < k; j++) trial[j] = prices[j] + length * direction[j];
        const next = yield* lookFrom(look, trial);
        if (work.isPauseDue(next.borders.seat.length)) yield;
        const left = dot(next.gradient, direction);
        if (attempt === MOST_TRIES) {
          // Nothing helps from here: lists may be of the last trial, so they are made anew.
          listed = null;
          return yield* lookFrom(look, prices);
        }
        if (left >= -STEEPEST_FALL * slope) {
          for (let j = 0; j < k; j++) {
            const kept = next.gradient[j] / gradient[j];
            if (kept > LEAST_SLOPE && Math.abs(gradient[j]) > settled)
              radius[j] = Math.min(WIDEST_RADIUS, radius[j] * RADIUS_STEP);
            else if (kept < -LEAST_SLOPE || attempt > 0) radius[j] = Math.max(1, radius[j] / RADIUS_STEP);
          }
          prices.set(trial);
          standing = next;
          break;
        }
        length *= Math.max(0.1, slope / (slope - left));
      }
    }
    return standing;
  }

  /** Moves prices so that borders stay where they are, to first order, when costs change by some amounts. */
  function follow(standing: Standing, rise: Float64Array, prices: Float64Array): void {
    const { borders, shares } = standing;
    const { count, load, softness, start, seat } = borders;
    trial.fill(0);
    for (let a = 0; a < count; a++) {
      let support = 0;
      let mean = 0;
      for (let e = start[a]; e < start[a + 1]; e++) {
        if (shares[e] === 0) continue;
        support++;
        mean += rise[e];
      }
      if (support < 2) continue;
      mean /= support;
      for (let e = start[a]; e < start[a + 1]; e++) {
        if (shares[e] > 0) trial[seat[e]] -= (load[a] * (rise[e] - mean)) / softness[a];
      }
    }
    system.listEdges(borders);
    system.weigh(standing, standing.reach);
    system.solve(trial, direction);
    for (let j = 0; j < k; j++) prices[j] += direction[j];
  }

  return {
    forget: () => {
      listed = null;
    },
    follow,
    climb,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

/** The largest magnitude. */
export function largest(values: Float64Array): number {
  let most = 0;
  for (let j = 0; j < values.length; j++) most = Math.max(most, Math.abs(values[j]));
  return most;
}
