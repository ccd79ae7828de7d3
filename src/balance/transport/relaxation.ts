/**
 * Fractional assignment with prices: the transportation problem with any number of measures.
 *
 * Problem: minimise sum c_uj x_uj over x >= 0 with sum_j x_uj = 1, x_uj = 0 where j may not hold u, and
 * L_jm <= sum_u w_um x_uj <= U_jm. Its dual has one price p_jm for each territory and limited measure:
 *
 *   D(p) = sum_u min_j [c_uj + sum_m w_um p_jm] - sum_jm max(U_jm p_jm, L_jm p_jm).
 *
 * A disruption budget B >= sum_uj v_uj x_uj, with v_uj what of u is moved in j, has a price q >= 0 of its own: q v_uj
 * joins the least value, and q B is taken off.
 *
 * D(p) is a lower bound of every plan's cost for every p. It is concave with kinks; so it is smoothed:
 *
 * 1. Add (tau_u / 2) sum_j x_uj² to the primal, tau_u = smoothing * weight(u), and likewise a small square of the slack.
 *    The inner minimum becomes a projection onto the simplex: a unit is shared by the territories whose value is
 *    within tau_u of its best. No exponentials, so every runtime computes the same bits.
 * 2. The smoothed dual has a gradient (loads less what limits allow) and a Hessian almost everywhere: each shared unit
 *    adds (I - 1 1' / s) / tau_u between its s territories, times w w'. Newton's step comes from a factor or
 *    from conjugate gradients on the blocks of the Hessian; a line search keeps the value rising.
 * 3. Only units with two or more candidates (see findCandidates.ts) take part; the others are a constant.
 *    Prices that leave what the lists say without a better bound go to and fro between lists that are too narrow:
 *    these are doubled until a climb settles.
 * 4. Divide the smoothing by 4 and go on from the same prices until D(p) is within the wanted gap of the cost of the
 *    fractional plan. The gap shrinks in proportion to the smoothing.
 *
 * Complexity: about 10-15 stages of 2-8 steps; a step costs O(shared units * candidates² * measures²),
 * and O(pairs of territories that meet * measures²) for each CG step.
 * Where the limits cannot be met even fractionally the dual is unbounded: as soon as D(p) exceeds the cost of the
 * dearest assignment, the prices are a proof of that (Farkas).
 *
 * Reference: D. A. Lorenz, P. Manns, C. Meyer: Quadratically Regularized Optimal Transport, 2021,
 * DOI 10.1007/s00245-019-09614-w. Departures: several measures, ranges instead of equalities, candidate lists.
 */

import { runsOf } from '../../core/runsOf.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import type { Candidates } from './candidates.js';
import { findCandidates } from './findCandidates.js';
import { lengthBetween } from './lengthBetween.js';
import type { PlaceTree } from './placeTree.js';
import { createSmoothDual } from './smoothDual.js';

/** Factor between one smoothing and the next; found by trial. */
const SMOOTHING_STEP = 4;
/** Width of candidate lists in smoothings: room for prices to move and for later stages; found by trial. */
const BAND_SMOOTHINGS = 10;
/** First smoothing as a share of the mean cost of a trip to the nearest seat; found by trial. */
const FIRST_SMOOTHING = 0.125;
/** Last smoothing as a share of the first: below it rounding errors outweigh what could be gained. */
const LAST_SMOOTHING = 1e-11;
/** The smoothing grows to this many first ones at the most. */
const MOST_GROWTH = 1000;
/** Values may move by this share of their unit's band before lists are renewed. */
const REACH = 0.4;
/** Passes over all units at the most. */
const MOST_PASSES = 200;

/** A climb ends where a step is worth less than this share of what smoothing adds; found by trial. */
const PATIENCE = 3e-4;

/** Rounding errors of a dual value as a share of its two large terms; less is no proof of anything. */
const ROUNDING = 1e-9;

/** How exact a relaxation shall be. */
export interface RelaxationGoal {
  /** Wanted gap between the dual value and the cost of the fractional plan, as a share of the cost. */
  readonly gap: number;
  /** Most candidates kept for a unit. */
  readonly mostCandidates: number;
}

/** Where to start from. */
export interface RelaxationStart {
  /** Entry `[M * j + m]` is the price of measure m in territory j. */
  readonly prices: Float64Array;
  /** First smoothing in cost per trip of weight; `null` to find one. */
  readonly smoothing: number | null;
}

/** Prices and what they prove. */
export interface Relaxation {
  /** Entry `[M * j + m]` is the price of measure m in territory j; that of moved value stands behind them. */
  readonly prices: Float64Array;
  /** Exact dual value at `prices`: no plan costs less. */
  readonly bound: number;
  /** Candidates near `prices`. */
  readonly candidates: Candidates;
  /** Entry `[candidates.start[u] + c]` is the share of unit u in its candidate c. */
  readonly shares: Float64Array;
  /** Smoothing of the last stage, in cost per trip of weight. */
  readonly smoothing: number;
  /** True where the dual exceeds the cost of every assignment: no fractional plan is within the limits. */
  readonly isInfeasible: boolean;
  /** Whether the wanted gap was reached. */
  readonly isExact: boolean;
}

/** Solves the relaxation; pauses on the way. */
export function* solveRelaxation(
  search: SearchProblem,
  tree: PlaceTree,
  start: RelaxationStart,
  goal: RelaxationGoal,
  work: Work,
): Task<Relaxation> {
  const prices = start.prices.slice();
  const find = (band: number) =>
    findCandidates(search, tree, { prices, band, most: goal.mostCandidates }, work);
  const dearest = yield* dearestCost(search, tree);
  const weight = sum(search.weight);
  let candidates = yield* find(0);
  const first = firstSmoothing(candidates, weight, dearest);
  let smoothing = start.smoothing ?? first;
  const last = LAST_SMOOTHING * first;
  let shares: Float64Array = new Float64Array(candidates.territory.length).fill(1);
  let best = { bound: Number.NEGATIVE_INFINITY, prices: prices.slice() };
  let primal = Number.NaN;
  /** Prices at the end of the stage before. */
  const settled = new Float64Array(prices.length).fill(Number.NaN);
  /** A smoothing that comes with the prices is given a second climb before it counts as too small. */
  const patience = start.smoothing === null ? 1 : 2;
  let isInfeasible = false;
  let isExact = false;
  /** Whether a climb has come to its top yet. */
  let hasSettled = false;
  /** Climbs in a row that went farther than the lists reach. */
  let farInRow = 0;
  /** Factor of the lists' width: prices that go far without a better bound go to and fro, and need wider lists. */
  let widening = 1;
  // A bound above the cost of the fractional plan by more than the gap says that the plan's misfit was misjudged.
  const isWithinGoal = (cost: number, bound: number) => Math.abs(cost - bound) <= goal.gap * Math.abs(cost);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const band = BAND_SMOOTHINGS * smoothing * widening;
    candidates = yield* find(band);
    const charge = limitCharge(search, prices);
    const bound = candidates.leastValueSum - charge;
    const isRising = bound > best.bound;
    if (isRising) best = { bound, prices: prices.slice() };
    const rounding = ROUNDING * (Math.abs(candidates.leastValueSum) + Math.abs(charge));
    isInfeasible ||= bound > dearest + rounding;
    isExact = isWithinGoal(primal, bound);
    const isDone = isInfeasible || isExact || smoothing < last;
    yield;
    const dual = createSmoothDual(search, candidates);
    yield;
    shares = dual.shares;
    primal = Number.NaN;
    const origin = prices.slice();
    const finest = smoothing / SMOOTHING_STEP;
    while (smoothing >= finest) {
      const outcome = yield* dual.climb(prices, origin, smoothing, REACH * band, PATIENCE, work);
      farInRow = outcome === 'far' ? farInRow + 1 : 0;
      if (outcome === 'far') settled.fill(Number.NaN);
      const isFar = outcome === 'far' && hasSettled;
      if (!isFar) widening = 1;
      else if (!isRising) widening *= 2;
      // Prices that have far to go get there sooner where the dual is softer.
      const isFarFromTop = !hasSettled && farInRow >= patience;
      if (isFarFromTop && smoothing < MOST_GROWTH * first) smoothing *= SMOOTHING_STEP;
      if (outcome === 'far' || isDone) break;
      hasSettled = true;
      yield;
      primal = planCost(candidates, shares) + dual.misfit(prices);
      yield;
      const value = leastValueSum(search, candidates, prices) - limitCharge(search, prices);
      yield;
      if (isWithinGoal(primal, value)) break;
      smoothing /= SMOOTHING_STEP;
      // Prices at the top are piecewise linear in the smoothing: on along the same line.
      for (let at = 0; at < prices.length; at++) {
        const here = prices[at];
        if (!Number.isNaN(settled[at])) prices[at] += (here - settled[at]) / SMOOTHING_STEP;
        settled[at] = here;
      }
    }
    if (isDone) break;
  }
  return { ...best, candidates, shares, smoothing, isInfeasible, isExact };
}

/** From the cost of the nearest seats; where that is nothing, from the dearest, so that units of cost do not matter. */
function firstSmoothing(nearest: Candidates, weight: number, dearest: number): number {
  let cost = 0;
  for (const at of nearest.start) cost += nearest.cost[at];
  return (FIRST_SMOOTHING * (cost > 0 ? cost : dearest)) / weight || 1;
}

/** Cost of a fractional plan, without prices. */
function planCost(candidates: Candidates, shares: Float64Array): number {
  const { start, count, cost } = candidates;
  let total = 0;
  for (let u = 0; u < start.length; u++) {
    for (let c = start[u]; c < start[u] + count[u]; c++) total += shares[c] * cost[c];
  }
  return total;
}

/** Sum over units of the least value among their candidates. */
function leastValueSum(search: SearchProblem, candidates: Candidates, prices: Float64Array): number {
  const { M, load, costs } = search;
  const { start, count, territory, cost } = candidates;
  const movePrice = search.hasBudget ? prices[search.size - 1] : 0;
  let total = 0;
  for (let u = 0; u < start.length; u++) {
    let least = Number.POSITIVE_INFINITY;
    for (let c = start[u]; c < start[u] + count[u]; c++) {
      let value = cost[c];
      if (movePrice !== 0) value += movePrice * costs.moved(u, territory[c]);
      for (let m = 0; m < M; m++) value += load[M * u + m] * prices[M * territory[c] + m];
      if (value < least) least = value;
    }
    total += least;
  }
  return total;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** What the limits take back from the dual: sum of max(U p, L p). */
function limitCharge(search: SearchProblem, prices: Float64Array): number {
  let charge = 0;
  for (let c = 0; c < prices.length; c++) {
    charge += prices[c] * (prices[c] > 0 ? search.upper[c] : search.lower[c]);
  }
  return charge;
}

/** An upper bound of the cost of any assignment: distances by way of the middle of all places of a row. */
export function* dearestCost(search: SearchProblem, tree: PlaceTree): Task<number> {
  const { k, trips, choices, row, costs } = search;
  let total = 0;
  for (const { from, to } of runsOf(tree.others.length)) {
    yield;
    for (const u of tree.others.subarray(from, to)) {
      let dearest = 0;
      for (let e = choices.offsets[row[u]]; e < choices.offsets[row[u] + 1]; e++) {
        dearest = Math.max(dearest, costs.cost(u, choices.targets[e]));
      }
      total += dearest;
    }
  }
  if (costs.geometry === null) return total;
  const { travel, centres } = costs.geometry;
  for (const root of tree.roots) {
    if (root < 0) continue;
    let farthest = 0;
    for (let j = 0; j < k; j++)
      farthest = Math.max(farthest, lengthBetween(travel, tree.middle, root, centres, j));
    const length = tree.radius[root] + travel.scale * farthest;
    const tripCost = travel.metric === 'squaredDistance' ? length * length : length;
    const units = tree.order.subarray(tree.first[root], tree.last[root]);
    for (const { from, to } of runsOf(units.length)) {
      yield;
      for (let e = from; e < to; e++) total += trips[units[e]] * tripCost + costs.moveCost[units[e]];
    }
  }
  return total;
}
