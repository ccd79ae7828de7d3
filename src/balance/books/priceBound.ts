/**
 * Capacity prices: the Lagrangian dual of generalised assignment with its capacities relaxed.
 *
 * Minimise sum c_ij x_ij, every unit once, sum_i w_ijm x_ij <= C_jm. For any prices p >= 0
 * sum_i min_j (c_ij + sum_m p_jm w_ijm) - sum_jm p_jm C_jm is a lower bound; at its highest it is the value of the
 * linear relaxation.
 *
 * 1. Every unit goes where cost plus price of its loads is least; loads less capacities are a subgradient.
 * 2. Prices step along a running mean of subgradients (deflection), towards a target a little above the best bound.
 * 3. Where the bound stands still the step shrinks, and prices go back to the best ones.
 *
 * O(pairs * measures) a round. The best bound is kept; the limit is approached, not reached. References:
 * M. L. Fisher: The Lagrangian Relaxation Method for Solving Integer Programming Problems, 1981,
 * DOI 10.1287/mnsc.27.1.1; deflection by P. M. Camerini, L. Fratta, F. Maffioli, 1975.
 */
import type { Task, Work } from '../work.js';
import type { Pairs } from './assignmentProblem.js';

/** Rounds at the most; steps become too small to matter before. */
const MOST_ROUNDS = 3000;
/** Rounds without a rise before the step shrinks, and by how much. */
const PATIENCE = 15;
const SHRINK = 0.75;
const LEAST_STEP = 1e-5;
/** Weight of the newest subgradient in the running mean. */
const NEWNESS = 0.3;
/** The target lies this share of the size of the costs above the best bound. */
const REACH = 0.003;

/** Prices and the bound that they prove. */
export interface PriceBound {
  /** Entry `[M * j + m]`, 0 or more. */
  readonly prices: Float64Array;
  value: number;
}

/** Sum over units of their least value at some prices, less what capacities are worth; loads of that choice into `used`. */
export function priceValue(pairs: Pairs, prices: Float64Array, used: Float64Array): number {
  const { n, k, M, start, book, cost, load, capacity } = pairs;
  used.fill(0);
  let value = 0;
  for (let at = 0; at < k * M; at++) value -= prices[at] * capacity[at];
  for (let i = 0; i < n; i++) {
    let least = Number.POSITIVE_INFINITY;
    let best = -1;
    for (let e = start[i]; e < start[i + 1]; e++) {
      let own = cost[e];
      for (let m = 0; m < M; m++) own += prices[M * book[e] + m] * load[M * e + m];
      if (own < least) {
        least = own;
        best = e;
      }
    }
    if (best < 0) continue;
    value += least;
    for (let m = 0; m < M; m++) used[M * book[best] + m] += load[M * best + m];
  }
  return value;
}

/** Climbs from prices of 0; `best` holds the best prices at every pause. */
export function* climbPrices(pairs: Pairs, best: PriceBound, work: Work): Task<void> {
  const { k, M, capacity, cost } = pairs;
  const scale = capacity.map((size) => (size > 0 ? 1 / size : 1));
  // Without costs any scale does: the dual then only says whether the capacities can be kept.
  const size = spanOfCosts(pairs) || pairs.n;
  const prices = new Float64Array(k * M);
  const used = new Float64Array(k * M);
  const direction = new Float64Array(k * M);
  let step = 1;
  let still = 0;
  for (let round = 0; round < MOST_ROUNDS && step > LEAST_STEP; round++) {
    if (work.isPauseDue(cost.length)) yield;
    const value = priceValue(pairs, prices, used);
    if (value > best.value) {
      if (value > best.value + 1e-5 * size) still = 0;
      best.value = value;
      best.prices.set(prices);
    }
    const goesBack = ++still > PATIENCE;
    if (goesBack) {
      still = 0;
      step *= SHRINK;
      prices.set(best.prices);
    }
    let norm = 0;
    for (let at = 0; at < k * M; at++) {
      // In shares of the capacity, so that measures of any unit weigh the same.
      const slope = (used[at] - capacity[at]) * scale[at];
      direction[at] = goesBack ? slope : (1 - NEWNESS) * direction[at] + NEWNESS * slope;
      if (prices[at] <= 0 && direction[at] < 0) direction[at] = 0;
      norm += direction[at] * direction[at];
    }
    if (norm === 0) {
      // Nothing can rise; where that is due to the running mean, the next round starts it anew.
      if (goesBack || round === 0) return;
      still = PATIENCE;
      continue;
    }
    const length = (step * (best.value + REACH * size - value)) / norm;
    for (let at = 0; at < k * M; at++) {
      prices[at] = Math.max(0, prices[at] + length * direction[at] * scale[at]);
    }
  }
}

/** Sum over units of the size of their costs: what a share of the cost is a share of. */
function spanOfCosts({ n, start, cost }: Pairs): number {
  let span = 0;
  for (let i = 0; i < n; i++) {
    let low = 0;
    let high = 0;
    for (let e = start[i]; e < start[i + 1]; e++) {
      low = Math.min(low, cost[e]);
      high = Math.max(high, cost[e]);
    }
    span += high - low;
  }
  return span;
}
