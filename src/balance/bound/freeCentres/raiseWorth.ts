/**
 * What units are worth to the territories that could hold them: multipliers of the bound for free centres, found for
 * merged points and some possible centres.
 *
 * For points e of load w, t trips and a worth u per load, and possible centres c, let f(c) be the least sum of
 * (t d(e, c) - w u) y over fillings y of a territory's limits. The bound is D(u) = sum of w u + the sum over territories
 * of their least f; it is concave in u, and its kink at the least f is what makes subgradients slow. So:
 *
 * 1. Take, for the least of f, the best mixture of possible centres with a small square of it added: p(c) >= 0, sum of
 *    p = the number of territories, p(c) = max(0, level - f(c)) / softness. Then D has the gradient 1 - sum of p(c) y(c).
 * 2. Climb with momentum, steps in proportion to the softness; where the value falls, momentum is dropped.
 * 3. Divide the softness by `SOFTNESS_STEP` and go on from the best u so far.
 *
 * Possible centres stand still, so what trips from them cost is known beforehand; a round costs O(possible centres *
 * points near). Any u is good for a bound: nothing here has to be exact. Reference: Yu. Nesterov: Smooth Minimization of
 * Non-Smooth Functions, 2005, DOI 10.1007/s10107-004-0552-5.
 */
import type { Task, Work } from '../../work.js';
import { LoadFiller } from './fillLoad.js';
import type { PossibleCentre, TerritoryClass } from './territoryClasses.js';

/** First softness, in cost of a mean territory, and its factor from stage to stage; found by trial. */
const FIRST_SOFTNESS = 0.1;
const SOFTNESS_STEP = 4;
/** Length of the first steps in mean cost of a load of 1, and what of a step goes on into the next; found by trial. */
const FIRST_STEP = 0.03;
const MOMENTUM = 0.85;
/** Rounds of a stage. */
const ROUNDS = 40;

/** How a climb goes. */
export interface WorthClimb {
  /** About what a load of 1 costs. */
  readonly meanCost: number;
  /** First stage, from 0, and the one behind the last. */
  readonly stages: readonly [number, number];
}

/** What is known of the best worths found. */
export interface RaisedWorth {
  /** D at the best worths, over the possible centres alone. */
  readonly value: number;
  /** Entry `[c]` is the least filling of class c there. */
  readonly leasts: Float64Array;
  /** Possible centres that were part of a mixture in the last stage. */
  readonly used: ReadonlySet<PossibleCentre>;
}

/** Raises D by changing `worth` in place; entry `[e]` of `load` is the load of point e. */
export function* raiseWorth(
  load: Float64Array,
  classes: readonly TerritoryClass[],
  worth: Float64Array,
  { meanCost, stages }: WorthClimb,
  work: Work,
): Task<RaisedWorth> {
  const territories = classes.reduce((sum, { count }) => sum + count, 0);
  const total = load.reduce((sum, w) => sum + w, 0);
  const filler = new LoadFiller(load.length);
  const cover = new Float64Array(load.length);
  const speed = new Float64Array(load.length);
  const best = worth.slice();
  const leasts = new Float64Array(classes.length);
  let bestLeasts = leasts.slice();
  let bestValue = Number.NEGATIVE_INFINITY;
  const used = new Set<PossibleCentre>();
  for (let stage = stages[0]; stage < stages[1]; stage++) {
    const ease = SOFTNESS_STEP ** -stage;
    const softness = (ease * FIRST_SOFTNESS * meanCost * total) / territories;
    const step = ease * FIRST_STEP * meanCost;
    worth.set(best);
    speed.fill(0);
    let before = Number.NEGATIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      let sum = 0;
      for (let e = 0; e < load.length; e++) sum += load[e] * worth[e];
      let value = sum;
      let smooth = sum;
      cover.fill(0);
      for (let one = 0; one < classes.length; one++) {
        const { count, lower, upper, centres } = classes[one];
        const values = new Float64Array(centres.length);
        const thresholds = new Float64Array(centres.length);
        const shares = new Float64Array(centres.length);
        for (let c = 0; c < centres.length; c++) {
          const { points, cost } = centres[c];
          for (let s = 0; s < points.length; s++) {
            filler.load[s] = load[points[s]];
            filler.rate[s] = cost[s] - worth[points[s]];
          }
          const filling = filler.fill(points.length, lower, upper);
          values[c] = filling.value;
          thresholds[c] = filling.threshold;
          shares[c] = filling.share;
          if (work.isPauseDue(points.length)) yield;
        }
        const level = mixtureLevel(values, count * softness);
        leasts[one] = Number.POSITIVE_INFINITY;
        for (let c = 0; c < centres.length; c++) {
          leasts[one] = Math.min(leasts[one], values[c]);
          if (values[c] >= level) continue;
          if (stage === stages[1] - 1) used.add(centres[c]);
          const part = (level - values[c]) / softness;
          smooth += part * (values[c] + 0.5 * softness * part);
          const { points, cost } = centres[c];
          for (let s = 0; s < points.length; s++) {
            const rate = cost[s] - worth[points[s]];
            if (rate < thresholds[c]) cover[points[s]] += part;
            else if (rate === thresholds[c]) cover[points[s]] += part * shares[c];
          }
        }
        value += count * leasts[one];
      }
      if (value > bestValue) {
        bestValue = value;
        best.set(worth);
        bestLeasts = leasts.slice();
      }
      if (smooth < before) speed.fill(0);
      before = smooth;
      for (let e = 0; e < load.length; e++) {
        speed[e] = MOMENTUM * speed[e] + step * (1 - cover[e]);
        worth[e] += speed[e];
      }
    }
  }
  worth.set(best);
  return { value: bestValue, leasts: bestLeasts, used };
}

/** The level at which water of a volume stands over the values. */
function mixtureLevel(values: Float64Array, volume: number): number {
  const sorted = values.slice().sort();
  let sum = 0;
  for (let s = 0; s < sorted.length; s++) {
    sum += sorted[s];
    const level = (volume + sum) / (s + 1);
    if (s + 1 === sorted.length || sorted[s + 1] >= level) return level;
  }
  return Number.POSITIVE_INFINITY;
}
