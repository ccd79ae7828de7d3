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
import { createPairTable } from './pairTable.js';

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
const MOST_CG_STEPS = 200;
const CG_TOLERANCE = 1e-3;
/** Units valued between two pauses: a few milliseconds of work. */
const PAUSE_UNITS = 20_000;

/** Limits of the loads of seats. */
export interface SeatLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

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
  const dual = createSmoothedDual(contested, limits);
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

/** Value, gradient and Hessian of the smoothed dual. */
function createSmoothedDual(contested: Contested, { lower, upper }: SeatLimits) {
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
  const solver = createSolver(k);

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

/** Conjugate gradients for a graph Laplacian with a diagonal, preconditioned by its diagonal. */
function createSolver(k: number) {
  const diagonal = new Float64Array(k);
  const residual = new Float64Array(k);
  const search = new Float64Array(k);
  const product = new Float64Array(k);
  return (
    pairs: ReturnType<typeof createPairTable>,
    weight: Float64Array,
    ramp: Float64Array,
    ridge: number,
    right: Float64Array,
    solution: Float64Array,
  ) => {
    const from: number[] = [];
    const to: number[] = [];
    const curvature: number[] = [];
    for (let j = 0; j < k; j++) diagonal[j] = ramp[j] + ridge;
    for (let pair = 0; pair < pairs.size(); pair++) {
      if (weight[pair] === 0) continue;
      const a = pairs.firstOf(pair);
      const b = pairs.secondOf(pair);
      from.push(a);
      to.push(b);
      curvature.push(weight[pair]);
      diagonal[a] += weight[pair];
      diagonal[b] += weight[pair];
    }
    solution.fill(0);
    let rho = 0;
    for (let j = 0; j < k; j++) {
      residual[j] = right[j];
      search[j] = right[j] / diagonal[j];
      rho += right[j] * search[j];
    }
    const wanted = CG_TOLERANCE * CG_TOLERANCE * rho;
    for (let step = 0; step < MOST_CG_STEPS && rho > wanted; step++) {
      for (let j = 0; j < k; j++) product[j] = diagonal[j] * search[j];
      for (let e = 0; e < from.length; e++) {
        product[from[e]] -= curvature[e] * search[to[e]];
        product[to[e]] -= curvature[e] * search[from[e]];
      }
      const length = rho / dot(search, product);
      let next = 0;
      for (let j = 0; j < k; j++) {
        solution[j] += length * search[j];
        residual[j] -= length * product[j];
        next += (residual[j] * residual[j]) / diagonal[j];
      }
      const keep = next / rho;
      for (let j = 0; j < k; j++) search[j] = residual[j] / diagonal[j] + keep * search[j];
      rho = next;
    }
  };
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

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
