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
import { type BorderLaplacian, createLaplacian, LEAST_STIFFENING } from './borderLaplacian.js';
import type { BorderLists } from './borderLists.js';
import type { Borders, Standing } from './softDual.js';

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
   * @param lists - tells what borders make of loads at some prices
   * @param prices - are changed in place
   * @param settled - loads this far off what limits allow are settled
   * @param mostSteps - Newton steps at the most
   * @returns the standing at the last prices
   */
  climb(
    lists: BorderLists,
    prices: Float64Array,
    settled: number,
    mostSteps: number,
    work: Work,
  ): Task<Standing>;
}

/** Makes a climber for k territories, with arrays that serve all its climbs. */
export function createPriceClimber(k: number): PriceClimber {
  return new NewtonClimber(k);
}

/** A class, so that what is compiled for one climb is so for the next. */
class NewtonClimber implements PriceClimber {
  private readonly k: number;
  private readonly direction: Float64Array;
  private readonly trial: Float64Array;
  private readonly system: BorderLaplacian;
  private readonly change: Float64Array;
  private readonly listedPrices: Float64Array;
  private readonly margin: Float64Array;
  private listed: Borders | null = null;
  /** Entry `[j]` is how many reaches the price of j may move at a time. */
  private readonly radius: Float64Array;

  constructor(k: number) {
    this.k = k;
    this.direction = new Float64Array(k);
    this.trial = new Float64Array(k);
    this.system = createLaplacian(k);
    this.change = new Float64Array(k);
    this.listedPrices = new Float64Array(k);
    this.margin = new Float64Array(k);
    this.radius = new Float64Array(k);
  }

  forget(): void {
    this.listed = null;
  }

  *climb(
    lists: BorderLists,
    prices: Float64Array,
    settled: number,
    mostSteps: number,
    work: Work,
  ): Task<Standing> {
    const { k, direction, trial, system, radius } = this;
    let standing = yield* this.lookFrom(lists, prices, work);
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
        const next = yield* this.lookFrom(lists, trial, work);
        if (work.isPauseDue(next.borders.seat.length)) yield;
        const left = dot(next.gradient, direction);
        if (attempt === MOST_TRIES) {
          // Nothing helps from here: lists may be of the last trial, so they are made anew.
          this.listed = null;
          return yield* this.lookFrom(lists, prices, work);
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

  follow(standing: Standing, rise: Float64Array, prices: Float64Array): void {
    const { trial, direction, system } = this;
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
    for (let j = 0; j < this.k; j++) prices[j] += direction[j];
  }

  /** Looks at prices; where borders may have drifted out of their lists, these are made anew. */
  private *lookFrom(lists: BorderLists, prices: Float64Array, work: Work): Task<Standing> {
    const { k, change, listedPrices, margin, system } = this;
    let isStale = this.listed === null;
    if (!isStale) {
      for (let j = 0; j < k; j++) change[j] = prices[j] - listedPrices[j];
      isStale = system.drift(change, margin) > 1;
    }
    const standing = yield* lists.look(prices, isStale, work);
    if (standing.borders !== this.listed) {
      this.listed = standing.borders;
      listedPrices.set(prices);
      margin.set(standing.reach);
      system.listEdges(standing.borders);
    }
    return standing;
  }
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
