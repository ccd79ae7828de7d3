/**
 * Prices that balance territories whose borders are soft: the dual of the assignment, smoothed where units are
 * contested.
 *
 * For unit a of load w_a with values v_aj = cost_aj + p_j per load, shares x_a (not negative, of sum 1) and loads
 * y_j in [L_j, U_j], the saddle point of
 *
 *     sum_a w_a [ sum_j x_aj v_aj + (tau_a / 2) sum_j x_aj² ]  -  sum_j [ p_j y_j - (s_j / 2) (y_j - m_j)² ]
 *
 * is minimal in x and maximal in y and p. A unit is shared by the territories whose values lie within its tau_a of the
 * best, so loads change smoothly with prices and a unit heavier than a territory still finds its place.
 *
 * 1. Shares are the projection of -v / tau onto the simplex; loads and the gradient, which is loads less what limits
 *    allow, follow in one pass over the contested units.
 * 2. The second derivative is a graph Laplacian over pairs of territories that share units. Newton's direction comes
 *    from it by conjugate gradients; an edge over which a border would drift beyond what is known is made stiffer, and
 *    the direction sought again.
 * 3. A step is shortened until the slope at its end is not much below nothing: the dual is concave, so its slope along a
 *    line falls through nothing at the best step. Each territory has a radius that grows while its load lags behind.
 * 4. Lists of contested units hold while borders drift by no more than a softness; beyond that they are made anew.
 *
 * O(contested units + edges * iterations) a step. It ends when loads are settled or no step helps; nothing is proven.
 */
import type { Task, Work } from '../../work.js';

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
  readonly stretch: (loser: number, winner: number) => number;
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

/** Tells what loads are at some prices; lists are made anew where they are stale. */
export type Look = (prices: Float64Array, isStale: boolean) => Task<Standing>;

/** Conjugate gradients end at this share of the first residual. */
const RESIDUAL = 1e-2;
const MOST_ITERATIONS = 400;
/** Directions are sought again at the most this often with stiffer edges. */
const MOST_STIFFENINGS = 3;
/** A border that drifts by up to this many reaches in a step is left to the shortening of the step. */
const LEAST_STIFFENING = 1.5;
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

/** Shares, loads and how much they may give way at some prices. */
export function standAt(
  borders: Borders,
  { lower, upper }: PriceLimits,
  reach: Float64Array,
  prices: Float64Array,
): Standing {
  const { count, load, softness, start, seat, cost, fixedLoad } = borders;
  const shares = new Float64Array(seat.length);
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

/**
 * The second derivative of the smoothed dual, turned positive: edges between territories that share units, and those
 * that may soon.
 */
function createLaplacian(k: number) {
  const ridge = new Float64Array(k);
  const diagonal = new Float64Array(k);
  const residual = new Float64Array(k);
  const scaled = new Float64Array(k);
  const search = new Float64Array(k);
  const image = new Float64Array(k);
  let from = new Int32Array(8 * k + 8);
  let to = new Int32Array(8 * k + 8);
  let weight = new Float64Array(8 * k + 8);
  /** How many reaches of its lower (higher) end an edge may drift when that end loses. */
  let stretchFrom = new Float64Array(8 * k + 8);
  let stretchTo = new Float64Array(8 * k + 8);
  let stretch: Borders['stretch'] = () => 1;
  let edges = 0;
  /** Entry is the number of an edge plus one, 0 where the slot is free; slots are probed one after the other. */
  let slots = new Int32Array(64);
  while (slots.length < 32 * k) slots = new Int32Array(2 * slots.length);

  function edgeOf(a: number, b: number): number {
    if (a > b) return edgeOf(b, a);
    const mask = slots.length - 1;
    let slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) & mask;
    for (; slots[slot] > 0; slot = (slot + 1) & mask) {
      const edge = slots[slot] - 1;
      if (from[edge] === a && to[edge] === b) return edge;
    }
    if (edges === from.length || 2 * edges >= slots.length) {
      enlarge();
      return edgeOf(a, b);
    }
    slots[slot] = edges + 1;
    from[edges] = a;
    to[edges] = b;
    weight[edges] = 0;
    stretchFrom[edges] = stretch(a, b);
    stretchTo[edges] = stretch(b, a);
    return edges++;
  }

  function enlarge(): void {
    const [oldFrom, oldTo, oldWeight, size] = [from, to, weight, edges];
    from = new Int32Array(2 * size);
    to = new Int32Array(2 * size);
    weight = new Float64Array(2 * size);
    stretchFrom = new Float64Array(2 * size);
    stretchTo = new Float64Array(2 * size);
    slots = new Int32Array(2 * slots.length);
    edges = 0;
    for (let e = 0; e < size; e++) weight[edgeOf(oldFrom[e], oldTo[e])] = oldWeight[e];
  }

  /** Starts with an edge between the first seat of every contested unit and its other seats. */
  function listEdges(borders: Borders): void {
    const { count, start, seat } = borders;
    stretch = borders.stretch;
    slots.fill(0);
    edges = 0;
    for (let a = 0; a < count; a++) {
      for (let e = start[a] + 1; e < start[a + 1]; e++) edgeOf(seat[start[a]], seat[e]);
    }
  }

  function weigh({ borders, shares, gradient, slack }: Standing, reach: Float64Array): void {
    const { count, load, softness, start, seat } = borders;
    weight.fill(0);
    for (let a = 0; a < count; a++) {
      let support = 0;
      for (let e = start[a]; e < start[a + 1]; e++) if (shares[e] > 0) support++;
      if (support < 2) continue;
      const stiffness = load[a] / (softness[a] * support);
      for (let e = start[a]; e < start[a + 1]; e++) {
        if (shares[e] === 0) continue;
        for (let f = e + 1; f < start[a + 1]; f++) {
          if (shares[f] > 0) weight[edgeOf(seat[e], seat[f])] += stiffness;
        }
      }
    }
    let widest = 0;
    for (let j = 0; j < k; j++) widest = Math.max(widest, reach[j]);
    diagonal.fill(0);
    for (let e = 0; e < edges; e++) {
      diagonal[from[e]] += weight[e];
      diagonal[to[e]] += weight[e];
    }
    // Who borders nobody moves by its own reach; whole islands may go farther, since nothing in them shifts.
    for (let j = 0; j < k; j++) {
      ridge[j] =
        slack[j] +
        (diagonal[j] > 0 ? 1e-3 : 1) * (Math.abs(gradient[j]) / (diagonal[j] > 0 ? widest : reach[j]));
      diagonal[j] += ridge[j];
    }
  }

  /** How far a change of prices shifts borders, in reaches of the territory that would lose. */
  function drift(change: Float64Array, reach: Float64Array): number {
    let most = 0;
    for (let e = 0; e < edges; e++) {
      const dearer = change[from[e]] - change[to[e]];
      const reaches =
        dearer > 0 ? dearer / (reach[from[e]] * stretchFrom[e]) : -dearer / (reach[to[e]] * stretchTo[e]);
      if (reaches > most) most = reaches;
    }
    return most;
  }

  /** Stiffens edges over which borders would drift too far; false where there are none. */
  function stiffen(direction: Float64Array, reach: Float64Array): boolean {
    let isAny = false;
    for (let e = 0; e < edges; e++) {
      const dearer = direction[from[e]] - direction[to[e]];
      const limit = dearer > 0 ? reach[from[e]] * stretchFrom[e] : reach[to[e]] * stretchTo[e];
      const reaches = Math.abs(dearer) / limit;
      if (reaches <= LEAST_STIFFENING) continue;
      isAny = true;
      const base = weight[e] > 0 ? weight[e] : 0.1 * Math.min(diagonal[from[e]], diagonal[to[e]]);
      const more = base * reaches - weight[e];
      weight[e] += more;
      diagonal[from[e]] += more;
      diagonal[to[e]] += more;
    }
    return isAny;
  }

  function multiply(x: Float64Array, y: Float64Array): void {
    for (let j = 0; j < k; j++) y[j] = ridge[j] * x[j];
    for (let e = 0; e < edges; e++) {
      const flow = weight[e] * (x[from[e]] - x[to[e]]);
      y[from[e]] += flow;
      y[to[e]] -= flow;
    }
  }

  /** Solves (Laplacian + ridge) x = b by conjugate gradients over the diagonal; returns the work. */
  function solve(b: Float64Array, x: Float64Array): number {
    x.fill(0);
    residual.set(b);
    let product = precondition();
    search.set(scaled);
    const goal = RESIDUAL * RESIDUAL * product;
    let iteration = 0;
    for (; iteration < MOST_ITERATIONS && product > goal; iteration++) {
      multiply(search, image);
      let bend = 0;
      for (let j = 0; j < k; j++) bend += search[j] * image[j];
      if (!(bend > 0)) break;
      const length = product / bend;
      for (let j = 0; j < k; j++) {
        x[j] += length * search[j];
        residual[j] -= length * image[j];
      }
      const next = precondition();
      const back = next / product;
      for (let j = 0; j < k; j++) search[j] = scaled[j] + back * search[j];
      product = next;
    }
    return iteration * (edges + k);
  }

  function precondition(): number {
    let product = 0;
    for (let j = 0; j < k; j++) {
      scaled[j] = diagonal[j] > 0 ? residual[j] / diagonal[j] : 0;
      product += residual[j] * scaled[j];
    }
    return product;
  }

  return { listEdges, weigh, drift, stiffen, solve };
}

/** The largest magnitude. */
export function largest(values: Float64Array): number {
  let most = 0;
  for (let j = 0; j < values.length; j++) most = Math.max(most, Math.abs(values[j]));
  return most;
}
