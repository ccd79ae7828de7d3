/**
 * The smoothed dual of climbPrices.ts over one list of contested units: value, gradient and Hessian at given prices.
 *
 * 1. A unit whose second-best value is tau or more above its best is at its best seat whole.
 * 2. One that only two seats are near enough for is shared by both in proportion to what is missing to tau.
 * 3. Else its shares are a projection onto the simplex.
 *
 * An evaluation costs O(contested seats).
 */
import type { Task } from '../work.js';
import type { Contested } from './contested.js';
import { createPairTable } from './pairTable.js';
import { createLaplacianSolver } from './seatLaplacian.js';

/** Units valued between two pauses: a few milliseconds of work. */
const PAUSE_UNITS = 5_000;

/** Limits of the loads of seats. */
export interface SeatLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Value, gradient and Hessian of the smoothed dual over one list. */
export function createSeatDual(contested: Contested, { lower, upper }: SeatLimits) {
  const { count, load, start, seat, cost, fixedLoad } = contested;
  const k = fixedLoad.length;
  const gradient = new Float64Array(k);
  /** Entry `[j]` is the curvature that a ramp adds. */
  const ramp = new Float64Array(k);
  const pairs = createPairTable(k);
  /** Entry `[number]` is the curvature between the two seats of a pair. */
  let weight = new Float64Array(1024);
  let shared = 0;
  let widest = 1;
  let contestedLoad = 0;
  for (let a = 0; a < count; a++) {
    widest = Math.max(widest, start[a + 1] - start[a]);
    contestedLoad += load[a];
  }
  const values = new Float64Array(widest);
  /** The seats within tau of the unit at hand, nearest first. */
  const nearSeat = new Int32Array(widest);
  const nearValue = new Float64Array(widest);
  const solver = createLaplacianSolver(k);

  function join(a: number, b: number, curvature: number): void {
    const pair = a < b ? pairs.numberOf(a, b) : pairs.numberOf(b, a);
    if (pair >= weight.length) {
      const larger = new Float64Array(2 * weight.length);
      larger.set(weight);
      weight = larger;
    }
    weight[pair] += curvature;
  }

  /** Books a unit that is shared among three seats or more; `values` are counted from the least. */
  function share(a: number, from: number, width: number, least: number, tau: number): number {
    // Projection onto the simplex: in rising order, a seat has a part as long as the water stands above it.
    let size = 0;
    for (let c = 0; c < width; c++) {
      const value = values[c];
      if (value >= tau) continue;
      let at = size++;
      while (at > 0 && nearValue[at - 1] > value) {
        nearValue[at] = nearValue[at - 1];
        nearSeat[at] = nearSeat[at - 1];
        at--;
      }
      nearValue[at] = value;
      nearSeat[at] = seat[from + c];
    }
    let parts = 1;
    let level = tau;
    for (let under = 0; parts < size && nearValue[parts] < level; parts++) {
      under += nearValue[parts];
      level = (tau + under) / (parts + 1);
    }
    let sum = 0;
    const curvature = load[a] / (tau * parts);
    for (let c = 0; c < parts; c++) {
      const part = (level - nearValue[c]) / tau;
      sum += part * (least + nearValue[c] + 0.5 * tau * part);
      gradient[nearSeat[c]] += part * load[a];
      for (let other = 0; other < c; other++) join(nearSeat[c], nearSeat[other], curvature);
    }
    return sum;
  }

  /** Value at some prices; sets gradient and curvature. Pauses on the way: a wide list holds nearly all units. */
  function* evaluate(prices: Float64Array, tau: number): Task<number> {
    gradient.set(fixedLoad);
    weight.fill(0);
    shared = 0;
    let sum = 0;
    for (let first = 0; first < count; first += PAUSE_UNITS) {
      if (first > 0) yield;
      sum = addUnits(prices, tau, first, Math.min(count, first + PAUSE_UNITS), sum);
    }
    for (let j = 0; j < k; j++) sum += fixedLoad[j] * prices[j] - allow(j, prices[j], tau);
    return sum;
  }

  /** Adds the values of units `first … last - 1` to a sum, and what they mean for gradient and curvature. */
  function addUnits(prices: Float64Array, tau: number, first: number, last: number, before: number): number {
    let sum = before;
    for (let a = first; a < last; a++) {
      const from = start[a];
      const width = start[a + 1] - from;
      let least = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      let third = Number.POSITIVE_INFINITY;
      let best = 0;
      let next = 0;
      for (let c = 0; c < width; c++) {
        const value = cost[from + c] + prices[seat[from + c]];
        values[c] = value;
        if (value < least) {
          third = second;
          second = least;
          next = best;
          least = value;
          best = c;
        } else if (value < second) {
          third = second;
          second = value;
          next = c;
        } else if (value < third) third = value;
      }
      const w = load[a];
      const behind = second - least;
      if (behind >= tau) {
        gradient[seat[from + best]] += w;
        sum += w * (least + 0.5 * tau);
        continue;
      }
      shared++;
      if (third - least >= 0.5 * (tau + behind)) {
        const part = 0.5 + (0.5 * behind) / tau;
        const rest = 1 - part;
        gradient[seat[from + best]] += part * w;
        gradient[seat[from + next]] += rest * w;
        sum += w * (least + rest * behind + 0.5 * tau * (part * part + rest * rest));
        join(seat[from + best], seat[from + next], (0.5 * w) / tau);
        continue;
      }
      // Counted from the least, a smoothing far below the rounding of the values still tells them apart.
      for (let c = 0; c < width; c++) values[c] -= least;
      sum += w * share(a, from, width, least, tau);
    }
    return sum;
  }

  /** Takes the load that limits ask for at a price off the gradient; returns what it takes from the dual. */
  function allow(j: number, price: number, tau: number): number {
    const room = upper[j] - lower[j];
    const middle = lower[j] + 0.5 * room;
    const isOnRamp = 2 * Math.abs(price) < tau;
    ramp[j] = isOnRamp ? room / tau : 0;
    const asked = isOnRamp ? middle + (room * price) / tau : price > 0 ? upper[j] : lower[j];
    gradient[j] -= asked;
    return isOnRamp ? price * (middle + (0.5 * room * price) / tau) : price * asked - (room * tau) / 8;
  }

  /** The longest step, at most 1, that keeps changes of two prices that meet against each other within the band. */
  function reachAlong(
    prices: Float64Array,
    origin: Float64Array,
    direction: Float64Array,
    band: number,
  ): number {
    let reach = 2;
    for (let pair = 0; pair < pairs.size(); pair++) {
      const a = pairs.firstOf(pair);
      const b = pairs.secondOf(pair);
      const change = prices[a] - origin[a] - prices[b] + origin[b];
      const step = direction[a] - direction[b];
      const room = band - (step > 0 ? change : -change);
      if (Math.abs(step) * reach > room) reach = Math.max(0, room / Math.abs(step));
    }
    return reach;
  }

  return {
    gradient,
    contestedLoad,
    reachAlong,
    evaluate,
    sharedCount: () => shared,
    /** Writes the solution of (Hessian + ridge) d = gradient. */
    solve: (ridge: number, direction: Float64Array) =>
      solver(pairs, weight, ramp, ridge, gradient, direction),
  };
}
