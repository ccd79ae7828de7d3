import type { FillingUnits } from './fillingUnits.js';

/** Merged points that spread this many times as far as points of their load should fall apart again; found by trial. */
const LOOSE = 4;

/** Units merged with their neighbours. */
export interface MergedUnits extends FillingUnits {
  /** Entry `[i]` is the point that holds unit i. */
  readonly pointOf: Int32Array;
  /** Entry `[i]` is the square of the distance of unit i from its point where distances are squared; 0 where they are not. */
  readonly apart: Float64Array;
}

/**
 * Neighbours in an order as points at their mean place, each of at most a given load; heavier units stay alone, and so
 * do those of points that spread too far.
 *
 * @param order - units along a Hilbert curve
 * @param mostLoad - the load of a point
 * @param spread - entry `[i]` is what a load of 1 of a point at unit i should cost from its mean at the most, about
 */
export function mergeUnits(
  units: FillingUnits,
  order: Int32Array,
  mostLoad: number,
  spread: Float64Array,
): MergedUnits {
  const { load } = units;
  const pointOf = new Int32Array(units.count);
  let last = -1;
  let sum = Number.POSITIVE_INFINITY;
  for (const i of order) {
    sum += load[i];
    if (sum > mostLoad) {
      last++;
      sum = load[i];
    }
    pointOf[i] = last;
  }
  const first = gather(units, pointOf, last + 1);
  const cost = new Float64Array(first.count);
  const allowed = new Float64Array(first.count).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < units.count; i++) {
    const e = pointOf[i];
    cost[e] += (load[i] / first.load[e]) * costFromPoint(units, first, i);
    allowed[e] = Math.min(allowed[e], LOOSE * spread[i]);
  }
  const split = new Int32Array(units.count);
  let before = -1;
  last = -1;
  for (const i of order) {
    const e = pointOf[i];
    if (e !== before || cost[e] > allowed[e]) last++;
    before = e;
    split[i] = last;
  }
  return gather(units, split, last + 1);
}

function costFromPoint(units: FillingUnits, { pointOf, places }: MergedUnits, i: number): number {
  const { dimension, isSquared } = units;
  let square = 0;
  for (let d = 0; d < dimension; d++) {
    square += (units.places[dimension * i + d] - places[dimension * pointOf[i] + d]) ** 2;
  }
  return units.rate[i] * (isSquared ? square : Math.sqrt(square));
}

function gather(units: FillingUnits, pointOf: Int32Array, count: number): MergedUnits {
  const { dimension, isSquared } = units;
  const places = new Float64Array(dimension * count);
  const load = new Float64Array(count);
  const trips = new Float64Array(count);
  const weight = new Float64Array(count);
  for (let i = 0; i < units.count; i++) {
    load[pointOf[i]] += units.load[i];
    trips[pointOf[i]] += units.load[i] * units.rate[i];
  }
  for (let i = 0; i < units.count; i++) {
    const e = pointOf[i];
    const part = trips[e] > 0 ? units.load[i] * units.rate[i] : units.load[i];
    weight[e] += part;
    for (let d = 0; d < dimension; d++) places[dimension * e + d] += part * units.places[dimension * i + d];
  }
  for (let at = 0; at < places.length; at++) places[at] /= weight[Math.floor(at / dimension)];
  const apart = new Float64Array(units.count);
  const rate = trips.map((t, e) => t / load[e]);
  const worth = new Float64Array(count);
  const merged = { dimension, isSquared, count, places, load, rate, worth, pointOf, apart };
  if (isSquared) {
    for (let i = 0; i < units.count; i++) {
      apart[i] = units.rate[i] > 0 ? costFromPoint(units, merged, i) / units.rate[i] : 0;
    }
  }
  return merged;
}

/** Worths of points from those of their units: their mean, less what is for the way from the point. */
export function mergeWorth(units: FillingUnits, { worth, load, pointOf, apart }: MergedUnits): void {
  worth.fill(0);
  for (let i = 0; i < units.count; i++) {
    const e = pointOf[i];
    worth[e] += (units.load[i] / load[e]) * (units.worth[i] - units.rate[i] * apart[i]);
  }
}

/** Worths of units from those of their points, in proportion to trips, which is what costs. */
export function spreadWorth(units: FillingUnits, { worth, rate, pointOf, apart }: MergedUnits): void {
  for (let i = 0; i < units.count; i++) {
    const e = pointOf[i];
    const part = rate[e] > 0 ? units.rate[i] / rate[e] : 1;
    units.worth[i] = worth[e] * part + units.rate[i] * apart[i];
  }
}
