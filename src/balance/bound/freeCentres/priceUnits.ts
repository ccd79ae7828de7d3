/**
 * A bound for territories with free centres: how cheap could any plan be, wherever its centres are?
 *
 *     min  sum over territories j, units i in j of t(i) d(x(i), c(j)),   c(j) anywhere,   L <= load of j <= U
 *
 * 1. That each unit is in one territory is priced instead of asked: a worth u is paid to whoever takes a load of 1 of
 *    unit i. Every territory then fills itself: f(c) = the least sum of (t d - w u) y over parts y within its limits.
 * 2. For any u, sum of w u + the sum over territories of the least f(c) over all places c is below the cost of every plan.
 * 3. Worths are found on neighbours merged to about `POINTS` a territory (mergeUnits.ts) with some of their places as
 *    possible centres (raiseWorth.ts). Places where f is lower than there (boundFilling.ts) become possible centres too,
 *    and worths are found again, kept half-way at the best ones so far (P. Wentges: Weighted Dantzig-Wolfe Decomposition
 *    for Linear Mixed-integer Programming, 1997, DOI 10.1016/S0969-6016(97)00001-4).
 * 4. On the units themselves, where f is lower than on merged ones, the worths of what is taken there give way.
 * 5. The least f over all places is bounded on the units: that alone is the proof.
 *
 * Time grows with units near a territory times territories. Reference for the relaxation: M. L. Fisher: The Lagrangian
 * Relaxation Method for Solving Integer Programming Problems, 1981, DOI 10.1287/mnsc.27.1.1. Departure: centres are
 * anywhere in the plane or on the globe and not in a list.
 */

import { orderAlongCurve } from '../../../geo/hilbertOrder.js';
import type { Task, Work } from '../../work.js';
import { boundFilling } from './boundFilling.js';
import type { FillingUnits } from './fillingUnits.js';
import { LoadFiller } from './fillLoad.js';
import { type MergedUnits, mergeUnits, mergeWorth, spreadWorth } from './mergeUnits.js';
import { raiseWorth } from './raiseWorth.js';
import { createLookout, type PossibleCentre, type TerritoryClass } from './territoryClasses.js';

/** Merged points a territory: fewer blur its border, more take longer; found by trial. */
const POINTS = 40;
/** Possible centres a territory, at first and at most new ones a pass. */
const CENTRES = 10;
/** Possible centres know the points round them of this many times the load of a territory. */
const REACH = 4;
/** Stages of softness of the first pass, and of the others, whose worths start near the top. */
const FIRST_STAGES = [0, 4] as const;
const LATER_STAGES = [2, 4] as const;
/** How much of the best worths so far is kept in those that are tried next. */
const STAY = 0.5;
/** Slack of the search for low fillings, as a share of the cost of a mean territory: of the first pass and the others. */
const FIRST_SLACK = 0.03;
const LATER_SLACK = 0.01;
/** Rounds of giving way on the units themselves. */
const MOST_ROUNDS = 6;

/** How much work is put into a bound. */
export interface BoundGoal {
  readonly passes: number;
  /** What the proof may give up for speed, as a share of the bound. */
  readonly accuracy: number;
}

/** The cost that no plan is below. `units.worth` is written. */
export function* priceUnits(
  units: FillingUnits,
  classes: readonly TerritoryClass[],
  { passes, accuracy }: BoundGoal,
  work: Work,
): Task<number> {
  const territories = classes.reduce((sum, { count }) => sum + count, 0);
  const total = units.load.reduce((sum, w) => sum + w, 0);
  const order = yield* orderAlongCurve(units.places, units.dimension);
  const costs = yield* estimateCosts(units, order, total / territories, work);
  if (costs.every((cost) => cost === 0)) return 0;
  const merged = mergeUnits(
    units,
    order,
    total / (territories * POINTS),
    costs.map((cost) => cost / POINTS),
  );
  // To begin with, a unit is worth what its trips cost.
  const meanRate = units.rate.reduce((sum, rate, i) => sum + rate * units.load[i], 0) / total;
  for (let i = 0; i < units.count; i++) units.worth[i] = (costs[i] * units.rate[i]) / meanRate;
  const best = yield* raiseOnPoints(units, merged, classes, passes, work);
  spreadWorth(units, merged);

  const worthOfAll = () => units.worth.reduce((sum, u, i) => sum + u * units.load[i], 0);
  const filler = new LoadFiller(units.count);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const here = worthOfAll();
    const slack = (accuracy * Math.abs(here)) / territories;
    let low = 0;
    for (let one = 0; one < classes.length; one++) {
      if (classes[one].seat !== null) continue;
      const level = best.leasts[one] + (best.worth - here) / territories;
      const onLow = (middle: Float64Array, near: Int32Array) => {
        lowerWorth(units, filler, classes[one], middle, near, level);
        low++;
      };
      yield* boundFilling(units, classes[one], { kind: 'below', level, slack, onLow }, work);
    }
    if (low === 0) break;
  }
  const worth = worthOfAll();
  let bound = worth;
  const goal = { kind: 'least', slack: (accuracy * Math.abs(worth)) / territories } as const;
  for (const one of classes) bound += one.count * (yield* boundFilling(units, one, goal, work));
  return bound;
}

/** Entry `[i]` is about what a load of 1 costs round unit i: what it costs in the nearest load of a territory. */
function* estimateCosts(
  units: FillingUnits,
  order: Int32Array,
  load: number,
  work: Work,
): Task<Float64Array> {
  const { dimension, count } = units;
  const anywhere = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const merged = mergeUnits(units, order, load / POINTS, anywhere);
  const lookAt = createLookout(merged);
  const filler = new LoadFiller(merged.count);
  const step = Math.max(1, Math.floor(POINTS / CENTRES));
  const costs: number[] = [];
  for (let e = 0; e < merged.count; e += step) {
    const place = Array.from(merged.places.subarray(dimension * e, dimension * (e + 1)));
    const { points, cost } = lookAt(place, load);
    points.forEach((point, s) => {
      filler.load[s] = merged.load[point];
      filler.rate[s] = cost[s];
    });
    costs.push(filler.fill(points.length, load * (1 - 1e-9), load).value / load);
    if (work.isPauseDue(2 * merged.count)) yield;
  }
  return Float64Array.from(merged.pointOf, (e) => costs[Math.floor(e / step)]);
}

/** Finds worths of merged points, from those of their units' surroundings; writes `merged.worth`. */
function* raiseOnPoints(
  units: FillingUnits,
  merged: MergedUnits,
  classes: readonly TerritoryClass[],
  passes: number,
  work: Work,
): Task<{ worth: number; leasts: Float64Array }> {
  const { count, dimension, load, worth } = merged;
  const territories = classes.reduce((sum, { count }) => sum + count, 0);
  const total = load.reduce((sum, w) => sum + w, 0);
  mergeWorth(units, merged);
  const worthOfAll = () => worth.reduce((sum, u, e) => sum + u * load[e], 0);
  const meanCost = worthOfAll() / total;
  const lookAt = createLookout(merged);
  const reach = REACH * Math.max(total / territories, ...classes.map(({ lower }) => lower));
  function* lookAround(places: readonly number[]): Task<PossibleCentre[]> {
    const found: PossibleCentre[] = [];
    for (let at = 0; at < places.length; at += dimension) {
      found.push(lookAt(places.slice(at, at + dimension), reach));
      if (work.isPauseDue(2 * count)) yield;
    }
    return found;
  }
  const first: number[] = [];
  const step = Math.max(1, Math.floor(count / (CENTRES * territories)));
  for (let e = step >> 1; e < count; e += step) {
    first.push(...merged.places.subarray(dimension * e, dimension * (e + 1)));
  }
  let centres = yield* lookAround(first);
  for (const one of classes) if (one.seat !== null) one.centres = yield* lookAround(one.seat);
  const free = classes.filter(({ seat }) => seat === null);
  const stable = {
    worth: worth.slice(),
    value: Number.NEGATIVE_INFINITY,
    leasts: new Float64Array(classes.length),
  };
  for (let pass = 0; pass < passes; pass++) {
    for (const one of free) one.centres = centres;
    const stages = pass === 0 ? FIRST_STAGES : LATER_STAGES;
    const raised = yield* raiseWorth(load, classes, worth, { meanCost, stages }, work);
    centres = centres.filter((centre) => raised.used.has(centre));
    if (pass > 0) for (let e = 0; e < count; e++) worth[e] = STAY * stable.worth[e] + (1 - STAY) * worth[e];
    // Wanted of every class is what the possible centres promise, and of all together the same bound.
    const here = worthOfAll();
    const slack = ((pass === 0 ? FIRST_SLACK : LATER_SLACK) * Math.abs(here)) / territories;
    const shift =
      (raised.value - raised.leasts.reduce((sum, least, c) => sum + classes[c].count * least, 0) - here) /
      territories;
    const lows: number[] = [];
    const leasts = new Float64Array(classes.length);
    let value = here;
    for (let one = 0; one < classes.length; one++) {
      const level = raised.leasts[one] + shift;
      const onLow = (middle: Float64Array) => lows.push(...middle);
      leasts[one] = Math.min(
        level,
        yield* boundFilling(merged, classes[one], { kind: 'below', level, slack, onLow }, work),
      );
      value += classes[one].count * leasts[one];
    }
    if (value > stable.value) {
      stable.value = value;
      stable.leasts = leasts;
      stable.worth.set(worth);
    }
    centres = centres.concat(yield* lookAround(thin(lows, dimension, CENTRES * territories)));
  }
  worth.set(stable.worth);
  return { worth: worthOfAll(), leasts: stable.leasts };
}

/** Every so-manieth place of a list, so that there are no more than `most`. */
function thin(places: readonly number[], dimension: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(places.length / dimension / most));
  return places.filter((_, at) => Math.floor(at / dimension) % step === 0);
}

/** Lowers the worths of what the least filling at a place takes until it costs `level`. */
function lowerWorth(
  units: FillingUnits,
  filler: LoadFiller,
  { lower, upper }: TerritoryClass,
  middle: Float64Array,
  near: Int32Array,
  level: number,
): void {
  const { dimension, isSquared, places, load, rate, worth } = units;
  const rates = new Float64Array(near.length);
  near.forEach((i, s) => {
    let square = 0;
    for (let d = 0; d < dimension; d++) square += (places[dimension * i + d] - middle[d]) ** 2;
    rates[s] = rate[i] * (isSquared ? square : Math.sqrt(square)) - worth[i];
    filler.rate[s] = rates[s];
    filler.load[s] = load[i];
  });
  const { value, threshold } = filler.fill(near.length, lower, upper);
  const taken = near.filter((_, s) => rates[s] <= threshold);
  let sum = 0;
  for (const i of taken) sum += load[i];
  for (const i of taken) worth[i] -= (level - value) / sum;
}
