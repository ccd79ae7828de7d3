import { arcOfChord } from '../geo/unitVectors.js';
import type { BalanceProblem, GeometricTravel, SparseTravel } from './problem.js';

/** Distance (or its square) from a unit's place to a centre, by the index of both. */
export type Metric = (unit: number, territory: number) => number;

/**
 * Makes the metric of a geometric travel over arrays that may change later (free centres move).
 *
 * @param travel - gives dimension, metric and scale
 * @param places - coordinates of the units
 * @param centres - coordinates of the centres
 * @returns the distance in kilometres, or its square
 */
export function createMetric(travel: GeometricTravel, places: Float64Array, centres: Float64Array): Metric {
  const { dimension, scale } = travel;
  const squareScale = scale * scale;
  const square: Metric =
    dimension === 3
      ? (i, j) => {
          const x = places[3 * i] - centres[3 * j];
          const y = places[3 * i + 1] - centres[3 * j + 1];
          const z = places[3 * i + 2] - centres[3 * j + 2];
          return x * x + y * y + z * z;
        }
      : (i, j) => {
          const x = places[2 * i] - centres[2 * j];
          const y = places[2 * i + 1] - centres[2 * j + 1];
          return x * x + y * y;
        };
  if (travel.metric === 'squaredDistance') return (i, j) => squareScale * square(i, j);
  if (dimension === 2) return (i, j) => scale * Math.sqrt(square(i, j));
  return (i, j) => scale * arcOfChord(square(i, j));
}

/**
 * Cost of every unit of a problem in every territory, term by term, straight from the problem.
 *
 * @param problem - the columns
 * @param centres - coordinates of the seats or current centres; `null` where travel is a matrix
 * @param centreUnits - entry `[j]` is the unit that is the centre of territory j, -1 for none; needed where travel is
 * between units, which costs nothing without
 * @returns travel and disruption cost by unit and territory
 */
export function createUnitCosts(
  problem: BalanceProblem,
  centres: Float64Array | null,
  centreUnits: Int32Array | null = null,
) {
  const { travel, trips, incumbents, disruptionValue, disruptionWeight } = problem;
  const k = problem.territoryIds.length;
  let tripCost: Metric;
  if (travel.kind === 'matrix') tripCost = (i, j) => travel.costs[k * i + j];
  else if (travel.kind === 'sparse') tripCost = (i, j) => costOfPair(travel, i, j);
  else if (travel.kind === 'between') {
    const n = trips.length;
    tripCost = (i, j) =>
      centreUnits === null || centreUnits[j] < 0 ? 0 : travel.costs[n * i + centreUnits[j]];
  } else {
    const metric = createMetric(travel, travel.places, centres ?? travel.seats);
    tripCost = (i, j) => (Number.isNaN(travel.places[travel.dimension * i]) ? 0 : metric(i, j));
  }
  return {
    /** Trips times distance. */
    travel: (i: number, j: number) => (trips[i] === 0 ? 0 : trips[i] * tripCost(i, j)),
    /** Weighted value that is moved away from its incumbent. */
    disruption: (i: number, j: number) =>
      incumbents[i] < 0 || incumbents[i] === j ? 0 : disruptionWeight * disruptionValue[i],
  };
}

/**
 * Cost of one trip of a pair, found by halving. A pair that is not listed counts as dear as the dearest of the unit, so
 * that sums over territories stay finite; that no unit goes there is for eligibility to say.
 */
function costOfPair({ offsets, territories, costs }: SparseTravel, i: number, j: number): number {
  let low = offsets[i];
  let high = offsets[i + 1] - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (territories[middle] === j) return costs[middle];
    if (territories[middle] < j) low = middle + 1;
    else high = middle - 1;
  }
  let dearest = 0;
  for (let e = offsets[i]; e < offsets[i + 1]; e++) dearest = Math.max(dearest, costs[e]);
  return dearest;
}
