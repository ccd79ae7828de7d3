import type { BalanceProblem, GeometricTravel } from '../../problem.js';
import type { FillingUnits } from './fillingUnits.js';
import { LoadFiller } from './fillLoad.js';

/** Classes with limits of their own at the most: more are taken together with the loosest limits of all. */
const MOST_CLASSES = 6;

/** A place where a centre may be, and the points that a territory there is likely to take. */
export interface PossibleCentre {
  readonly place: readonly number[];
  readonly points: Int32Array;
  /** Entry `[s]` is what a load of 1 of point `points[s]` costs from here. */
  readonly cost: Float64Array;
}

/** Territories with the same limits that may be at the same centres. */
export interface TerritoryClass {
  readonly count: number;
  readonly lower: number;
  readonly upper: number;
  /** Place of a seat; `null` for free centres. */
  readonly seat: readonly number[] | null;
  /** Where its centres may be. */
  centres: readonly PossibleCentre[];
}

/** Classes by the limits of measure m; what lies nowhere may be in any territory, and so lowers minimums. */
export function classifyTerritories(
  problem: BalanceProblem,
  { dimension, seats }: GeometricTravel,
  m: number,
  unplaced: number,
  total: number,
): TerritoryClass[] {
  const classes: TerritoryClass[] = [];
  const free = new Map<string, { count: number; lower: number; upper: number }>();
  problem.territoryIds.forEach((_, j) => {
    const lower = Math.max(0, problem.lowers[m][j] - unplaced);
    const upper = Math.min(total, problem.uppers[m][j]);
    const place = Array.from(seats.subarray(dimension * j, dimension * (j + 1)));
    if (!Number.isNaN(place[0])) {
      classes.push({ count: 1, lower, upper, seat: place, centres: [] });
      return;
    }
    const key = `${lower} ${upper}`;
    const one = free.get(key) ?? { count: 0, lower, upper };
    one.count++;
    free.set(key, one);
  });
  const kinds = [...free.values()];
  const loosest = {
    count: kinds.reduce((sum, { count }) => sum + count, 0),
    lower: Math.min(...kinds.map(({ lower }) => lower)),
    upper: Math.max(...kinds.map(({ upper }) => upper)),
  };
  for (const one of kinds.length > MOST_CLASSES ? [loosest] : kinds) {
    classes.push({ ...one, seat: null, centres: [] });
  }
  return classes;
}

/** Finds the units that a territory at a place is most likely to take: those that cost least beyond their worth. */
export function createLookout(units: FillingUnits) {
  const { dimension, isSquared, count, places, load, rate, worth } = units;
  const filler = new LoadFiller(count);
  const costs = new Float64Array(count);
  const rates = new Float64Array(count);
  /** The units of some load; all, where there is less. */
  return (place: readonly number[], wanted: number): PossibleCentre => {
    for (let e = 0; e < count; e++) {
      let square = 0;
      for (let d = 0; d < dimension; d++) square += (places[dimension * e + d] - place[d]) ** 2;
      costs[e] = rate[e] * (isSquared ? square : Math.sqrt(square));
      rates[e] = costs[e] - worth[e];
    }
    filler.rate.set(rates);
    filler.load.set(load);
    const { value, threshold } = filler.fill(count, wanted, wanted);
    const isNear = (e: number) => value === Number.POSITIVE_INFINITY || rates[e] <= threshold;
    const points = new Int32Array(count).map((_, e) => e).filter(isNear);
    return { place, points, cost: Float64Array.from(points, (e) => costs[e]) };
  };
}
