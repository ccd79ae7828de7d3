/**
 * Loads over soft borders: the dual of the assignment, smoothed where units are contested.
 *
 * For unit a of load w_a with values v_aj = cost_aj + p_j per load, shares x_a (not negative, of sum 1) and loads
 * y_j in [L_j, U_j], the saddle point of
 *
 *     sum_a w_a [ sum_j x_aj v_aj + (tau_a / 2) sum_j x_aj² ]  -  sum_j [ p_j y_j - (s_j / 2) (y_j - m_j)² ]
 *
 * is minimal in x and maximal in y and p. A unit is shared by the territories whose values lie within its tau_a of the
 * best, so loads change smoothly with prices and a unit heavier than a territory still finds its place. Shares are the
 * projection of -v / tau onto the simplex; loads and the gradient, which is loads less what limits allow, follow in one
 * pass over the contested units.
 */

import type { Stretch } from './stretch.js';

/** Contested units and where they might go, seats of unit a at `start[a] … start[a + 1] - 1`. */
export interface Borders {
  readonly count: number;
  /** Entry `[a]` is a load, above 0. */
  readonly load: Float64Array;
  /** Entry `[a]` is how wide a border is soft for unit a, in cost per load; above 0. */
  readonly softness: Float64Array;
  readonly start: Int32Array;
  readonly seat: Int32Array;
  /** Cost per load, without prices. */
  readonly cost: Float64Array;
  /** Entry `[j]` is the load that is certain to be in territory j. */
  readonly fixedLoad: Float64Array;
  /** How many times its softness the price of one territory may move against that of another. */
  readonly stretch: Stretch;
}

/** What loads may be. */
export interface PriceLimits {
  /** Entry `[j]` is a load. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Borders at some prices, and what they make of loads. */
export interface Standing {
  readonly borders: Borders;
  /** Entry `[j]` is how far a price may move at a time, in cost per load: the softness of territory j. */
  readonly reach: Float64Array;
  /** Entry `[e]` is the share of a unit in the territory `borders.seat[e]`. */
  readonly shares: Float64Array;
  /** Entry `[j]` is by how much the load of territory j exceeds what its limits allow at its price. */
  readonly gradient: Float64Array;
  /** Entry `[j]` is how much load the limits of j give way for a price. */
  readonly slack: Float64Array;
}

/** Shares, loads and how much they may give way at some prices; the shares are written into `shares`. */
export function standAt(
  borders: Borders,
  { lower, upper }: PriceLimits,
  reach: Float64Array,
  prices: Float64Array,
  shares: Float64Array,
): Standing {
  const { count, load, softness, start, seat, cost, fixedLoad } = borders;
  const gradient = fixedLoad.slice();
  const slack = new Float64Array(prices.length);
  for (let a = 0; a < count; a++) {
    const from = start[a];
    const to = start[a + 1];
    let least = Number.POSITIVE_INFINITY;
    for (let e = from; e < to; e++) {
      shares[e] = cost[e] + prices[seat[e]];
      if (shares[e] < least) least = shares[e];
    }
    const tau = softness[a];
    const level = waterLevel(shares, from, to, least, tau);
    for (let e = from; e < to; e++) {
      shares[e] = Math.max(0, (level - (shares[e] - least)) / tau);
      gradient[seat[e]] += load[a] * shares[e];
    }
  }
  for (let j = 0; j < prices.length; j++) {
    const width = upper[j] - lower[j];
    const wanted = width > 0 ? 0.5 * (lower[j] + upper[j]) + (prices[j] * width) / reach[j] : upper[j];
    const isBetween = wanted > lower[j] && wanted < upper[j];
    slack[j] = isBetween ? width / reach[j] : 0;
    gradient[j] -= isBetween ? wanted : wanted <= lower[j] ? lower[j] : upper[j];
  }
  return { borders, reach, shares, gradient, slack };
}

/**
 * The level, counted from the least value, at which water of volume tau stands over the values: starts with all values
 * within tau and drops those above the level until none is (C. Michelot, 1986, DOI 10.1007/BF00938486).
 */
function waterLevel(values: Float64Array, from: number, to: number, least: number, tau: number): number {
  let level = tau;
  for (let below = -1; ; ) {
    let sum = 0;
    let within = 0;
    for (let e = from; e < to; e++) {
      const above = values[e] - least;
      if (above >= level) continue;
      sum += above;
      within++;
    }
    if (within === below) return level;
    below = within;
    level = (tau + sum) / within;
  }
}
