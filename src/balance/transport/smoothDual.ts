/**
 * The smoothed dual of relaxation.ts over fixed candidate lists: value, gradient, and the climb to its top.
 *
 * Entry layout: a price, a load, a gradient or a direction of territory j and measure m stands at `[M * j + m]`; that
 * of moved value stands behind them where there is a disruption budget.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import type { Candidates } from './candidates.js';
import type { Curvature } from './curvatureMatrix.js';
import { dot } from './dot.js';
import { createNewtonStep } from './newtonStep.js';

/** Newton steps of one climb at the most. */
const MOST_STEPS = 60;
/** Loads that differ from what limits allow by less than this share of a mean target are settled. */
const SETTLED = 1e-7;
/**
 * Price at which smoothed slack is used up, in smoothings per weight, whatever its width: where slack is narrow and its
 * cost that of units, loads jump from one limit to the other as a price passes 0, and steps go to and fro; found by trial.
 */
const SLACK_REACH = 0.5;
/** First trust radius in smoothings per weight, and its factor after a step that could be taken whole, or not. */
const FIRST_RADIUS = 3;
const RADIUS_STEP = 2;
/** About so many units tell how far values have moved; near units move alike. */
const DRIFT_UNITS = 1000;
/** Prices that move by so many reaches at once are far, whatever units with a choice say. */
const FARTHEST = 16;
/** A step of less than this share of the radius is Newton's own. */
const HELD_BACK = 0.5;
/** A step that raises the value by this share of what the slope promises is taken (Armijo's rule). */
const LEAST_RISE = 1e-4;

/** The smoothed dual over fixed lists; the smoothing may be lowered between climbs. */
export interface SmoothDual {
  /** Entry `[start[u] + c]` is the share of unit u in its candidate c at the last prices. */
  readonly shares: Float64Array;
  /** What the optimum of the relaxation may cost beyond the plan of the shares, since their loads do not quite fit. */
  misfit(prices: Float64Array): number;
  /**
   * Raises the smoothed dual by changing `prices` in place.
   *
   * @param patience - a climb ends where a step would raise the value by less than this share of what smoothing adds
   * @returns `settled` at the top, `far` where a value has moved by `reach` times its unit's weight since `origin`, so that
   * the lists should be renewed
   */
  climb(
    prices: Float64Array,
    origin: Float64Array,
    smoothing: number,
    reach: number,
    patience: number,
    work: Work,
  ): Task<'settled' | 'far'>;
}

/** Prepares the dual over some lists. */
export function createSmoothDual(search: SearchProblem, candidates: Candidates): SmoothDual {
  const { n, k, M, load, lower, upper, weight } = search;
  const { start, count, territory, cost } = candidates;
  const { size, hasBudget } = search;
  const fixedLoad = new Float64Array(size);
  const shares = new Float64Array(territory.length);
  const units = splitOff(search, candidates, shares, fixedLoad);
  let weightSum = 0;
  for (let u = 0; u < n; u++) weightSum += weight[u];
  let candidateCount = 0;
  let widest = 1;
  for (const u of units) {
    candidateCount += count[u];
    widest = Math.max(widest, count[u]);
  }
  const moved = hasBudget ? listMoved(search, candidates) : null;
  /** Most moved value per weight of a unit: whoever has no choice is moved, or kept, by what the lists leave out. */
  let mostMoved = 0;
  if (hasBudget)
    for (let u = 0; u < n; u++) mostMoved = Math.max(mostMoved, search.costs.movable[u] / weight[u]);
  const curvature: Curvature = {
    candidates,
    moved,
    shares,
    shared: new Int32Array(units.length),
    sharedCount: 0,
    smoothing: 0,
    slack: new Float64Array(size),
  };
  const gradient = new Float64Array(size);
  /** What smoothing adds to the value at the last prices. */
  let softness = 0;
  /** By how much the value may still rise; infinite where the climb ended on its way. */
  let rise = Number.POSITIVE_INFINITY;
  const values = new Float64Array(widest);
  const newton = createNewtonStep(search);
  /** Loads and weights of the units, side by side in the order in which they are visited. */
  const unitLoad = new Float64Array(M * units.length);
  const unitWeight = new Float64Array(units.length);
  units.forEach((u, a) => {
    unitWeight[a] = weight[u];
    for (let m = 0; m < M; m++) unitLoad[M * a + m] = load[M * u + m];
  });

  /** Value of the smoothed dual at `prices`; sets shares, gradient and curvature. */
  function evaluate(prices: Float64Array): number {
    let sum = 0;
    softness = 0;
    gradient.set(fixedLoad);
    curvature.sharedCount = 0;
    const movePrice = moved === null ? 0 : prices[size - 1];
    let movedSum = 0;
    for (let a = 0; a < units.length; a++) {
      const u = units[a];
      const from = start[u];
      const width = count[u];
      const tau = curvature.smoothing * unitWeight[a];
      let best = 0;
      for (let c = 0; c < width; c++) {
        const at = M * territory[from + c];
        let value = cost[from + c];
        for (let m = 0; m < M; m++) value += unitLoad[M * a + m] * prices[at + m];
        if (moved !== null) value += movePrice * moved[from + c];
        values[c] = value;
        shares[from + c] = 0;
        if (value < values[best]) best = c;
      }
      // Counted from the least, a smoothing far below the rounding of the values still tells them apart.
      const least = values[best];
      for (let c = 0; c < width; c++) values[c] -= least;
      // Most units lie far enough from every border to be in one territory whole.
      let level = tau;
      let near = 0;
      for (let c = 0; c < width; c++) if (values[c] < level) near++;
      if (near > 1) {
        level = waterLevel(values, width, tau);
        curvature.shared[curvature.sharedCount++] = u;
      }
      for (let c = 0; c < width; c++) {
        if (values[c] >= level) continue;
        const share = (level - values[c]) / tau;
        shares[from + c] = share;
        const extra = 0.5 * tau * share * share;
        softness += extra;
        sum += share * (least + values[c]) + extra;
        const at = M * territory[from + c];
        for (let m = 0; m < M; m++) gradient[at + m] += share * unitLoad[M * a + m];
        if (moved !== null) movedSum += share * moved[from + c];
      }
    }
    if (moved !== null) gradient[size - 1] += movedSum;
    const reach = (SLACK_REACH * curvature.smoothing * weightSum) / k;
    for (let at = 0; at < size; at++) {
      sum += fixedLoad[at] * prices[at] - allow(at, prices[at], reach);
    }
    return sum;
  }

  /** Takes the load that limits allow at a price off the gradient; returns what it takes from the dual. */
  function allow(at: number, price: number, reach: number): number {
    const middle = 0.5 * (lower[at] + upper[at]);
    const half = 0.5 * (upper[at] - lower[at]);
    const part = Math.min(1, Math.max(-1, price / reach));
    const isBetween = part > -1 && part < 1;
    const allowed = isBetween ? middle + half * part : part < 0 ? lower[at] : upper[at];
    curvature.slack[at] = isBetween ? half / reach : 0;
    gradient[at] -= allowed;
    return price * allowed - 0.5 * reach * half * part * part;
  }

  /** By how much a change of prices moves values at the most, in units of weight; measures may make up for each other. */
  function drift(change: Float64Array): number {
    let most = moved === null ? 0 : mostMoved * Math.abs(change[size - 1]);
    const stride = Math.max(1, Math.floor(units.length / DRIFT_UNITS));
    for (let a = 0; a < units.length; a += stride) {
      const u = units[a];
      for (let c = start[u]; c < start[u] + count[u]; c++) {
        let shift = 0;
        for (let m = 0; m < M; m++) shift += unitLoad[M * a + m] * change[M * territory[c] + m];
        if (moved !== null) shift += moved[c] * change[size - 1];
        most = Math.max(most, Math.abs(shift) / unitWeight[a]);
      }
    }
    return most;
  }

  function* climb(
    prices: Float64Array,
    origin: Float64Array,
    smoothing: number,
    reach: number,
    patience: number,
    work: Work,
  ): Task<'settled' | 'far'> {
    const trial = prices.slice();
    const direction = new Float64Array(size);
    curvature.smoothing = smoothing;
    /** A price that moves by less than `reach` times this moves no unit by more than `reach` of its weight. */
    const price = weightSum / (k * (M + (hasBudget ? 1 : 0)));
    // With a ridge of steepest / radius no step exceeds the radius (Levenberg), and the ridge fades near the top.
    let radius = (FIRST_RADIUS * smoothing * weightSum) / k;
    let value = evaluate(prices);
    if (work.isPauseDue(candidateCount)) yield;
    rise = Number.POSITIVE_INFINITY;
    for (let step = 0; step < MOST_STEPS; step++) {
      const steepest = largest(gradient);
      if (steepest <= SETTLED) {
        rise = 0;
        break;
      }
      if (newton.solve(curvature, gradient, steepest / radius, direction, work)) yield;
      const slope = dot(gradient, direction);
      // Where the radius holds the step back, its slope says nothing about how far the top is.
      if (slope <= patience * softness && largest(direction) < HELD_BACK * radius) {
        rise = slope;
        break;
      }
      // Beyond twice the reach lists say nothing about values.
      let length = 1;
      if (largest(direction) > 2 * reach * price) length = Math.min(1, (2 * reach) / drift(direction));
      let attempts = 0;
      for (; attempts < 40; attempts++) {
        for (let at = 0; at < size; at++) trial[at] = prices[at] + length * direction[at];
        const next = evaluate(trial);
        if (work.isPauseDue(candidateCount)) yield;
        if (next >= value + LEAST_RISE * length * slope) {
          value = next;
          break;
        }
        // Where a straight line through both slopes vanishes (the value is a parabola between its kinks).
        length *= Math.min(0.5, Math.max(0.1, slope / (slope - dot(gradient, direction))));
      }
      if (attempts === 40) {
        evaluate(prices);
        rise = slope;
        break;
      }
      radius *= attempts === 0 ? RADIUS_STEP : 1 / RADIUS_STEP;
      prices.set(trial);
      for (let at = 0; at < size; at++) trial[at] = prices[at] - origin[at];
      const widest = largest(trial);
      if (widest > FARTHEST * reach * price) return 'far';
      if (widest > reach * price && drift(trial) >= reach) return 'far';
    }
    return 'settled';
  }

  return { shares, misfit: (prices) => dot(prices, gradient) + rise, climb };
}

/** Entry `[start[u] + c]` is what of unit u is moved in its candidate c. */
function listMoved(search: SearchProblem, { start, count, territory }: Candidates): Float64Array {
  const moved = new Float64Array(territory.length);
  for (let u = 0; u < search.n; u++) {
    for (let c = start[u]; c < start[u] + count[u]; c++) moved[c] = search.costs.moved(u, territory[c]);
  }
  return moved;
}

/** Units with one candidate are a constant: books their load and returns the others. */
function splitOff(
  search: SearchProblem,
  candidates: Candidates,
  shares: Float64Array,
  fixedLoad: Float64Array,
) {
  const { M, load, hasBudget, size, costs } = search;
  const { order, start, count, territory } = candidates;
  const units: number[] = [];
  for (const u of order) {
    if (count[u] > 1) units.push(u);
    else {
      shares[start[u]] = 1;
      for (let m = 0; m < M; m++) fixedLoad[M * territory[start[u]] + m] += load[M * u + m];
      if (hasBudget) fixedLoad[size - 1] += costs.moved(u, territory[start[u]]);
    }
  }
  return Int32Array.from(units);
}

/**
 * The level at which water of volume tau stands over the values, the least of which is 0: projection onto the simplex.
 * Starts with all values and drops those above the level until none is (Michelot, 1986, DOI 10.1007/BF00938486).
 */
function waterLevel(values: Float64Array, size: number, tau: number): number {
  let level = Number.POSITIVE_INFINITY;
  let supported = Number.POSITIVE_INFINITY;
  for (;;) {
    let sum = 0;
    let below = 0;
    for (let s = 0; s < size; s++) {
      if (values[s] >= level) continue;
      sum += values[s];
      below++;
    }
    if (below >= supported) return level;
    supported = below;
    level = (tau + sum) / below;
  }
}

function largest(a: Float64Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]));
  return most;
}
