/**
 * Value, gradient and curvature of the smoothed dual of relaxation.ts over fixed candidate lists.
 *
 * Entry layout: a price, a load, a gradient or a direction of territory j and measure m stands at `[M * j + m]`; that
 * of moved value stands behind them where there is a disruption budget.
 */
import type { SearchProblem } from '../searchProblem.js';
import type { Candidates } from './candidates.js';
import type { Curvature } from './curvatureMatrix.js';

/**
 * Price at which smoothed slack is used up, in smoothings per weight, whatever its width: where slack is narrow and its
 * cost that of units, loads jump from one limit to the other as a price passes 0, and steps go to and fro; found by trial.
 */
const SLACK_REACH = 0.5;
/** About so many units tell how far values have moved; near units move alike. */
const DRIFT_UNITS = 1000;

/** The smoothed dual at the prices that were looked at last. */
export interface SmoothValue {
  /** Loads less what limits allow. */
  readonly gradient: Float64Array;
  /** Who shares whom, for the Hessian; its smoothing is the caller's to set. */
  readonly curvature: Curvature;
  /** Sum of the weights of all units. */
  readonly weightSum: number;
  /** Candidates of the units that have a choice: what one look costs. */
  readonly candidateCount: number;
  /** Begins with other prices. */
  begin(prices: Float64Array): void;
  /** Looks at the units `from … to - 1` of those that have a choice. */
  visit(from: number, to: number): void;
  /** The value, once all units were looked at; shares, gradient and curvature are set. */
  finish(): number;
  /** How many units have a choice. */
  readonly unitCount: number;
  /** By how much a change of prices moves values at the most, in units of weight; measures may make up for each other. */
  drift(change: Float64Array): number;
  /** What smoothing adds to the value. */
  softness(): number;
}

/** Prepares the value over some lists. */
export function createSmoothValue(search: SearchProblem, candidates: Candidates): SmoothValue {
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
  let softness = 0;
  const values = new Float64Array(widest);
  /** Loads and weights of the units, side by side in the order in which they are visited. */
  const unitLoad = new Float64Array(M * units.length);
  const unitWeight = new Float64Array(units.length);
  units.forEach((u, a) => {
    unitWeight[a] = weight[u];
    for (let m = 0; m < M; m++) unitLoad[M * a + m] = load[M * u + m];
  });

  let prices: Float64Array = new Float64Array(size);
  let sum = 0;
  let movedSum = 0;

  function begin(at: Float64Array): void {
    prices = at;
    sum = 0;
    softness = 0;
    movedSum = 0;
    gradient.set(fixedLoad);
    curvature.sharedCount = 0;
  }

  function visit(first: number, last: number): void {
    const movePrice = moved === null ? 0 : prices[size - 1];
    for (let a = first; a < last; a++) {
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
  }

  function finish(): number {
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

  const unitCount = units.length;
  return {
    ...{ gradient, curvature, weightSum, candidateCount, unitCount },
    ...{ begin, visit, finish, drift, softness: () => softness },
  };
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
