import { createMetric } from '../costs.js';
import { type BalanceProblem, countUnits, type GeometricTravel } from '../problem.js';
import { findFollowingRule } from './centreRule.js';

/** Where the centres of an assignment are. */
export interface FoundCentres {
  /** Seat or centre of territory j at `[dimension * j]`; `null` where travel is not geometric. */
  readonly centres: Float64Array | null;
  /** Entry `[j]` is the unit that is the centre of territory j, -1 for none; `null` where centres are no units. */
  readonly centreUnits: Int32Array | null;
}

/** Units of a territory above which a search that is stopped takes the unit nearest to the middle as centre. */
const MANY_UNITS = 200;
/** Steps from the mean towards the median: each brings the rest of the way down to a fraction. */
const MEDIAN_STEPS = 4;

/**
 * Finds the centres of an assignment from scratch, by the problem's rule. An empty territory has none: its coordinates
 * are those of its first possible unit, where it costs nothing to be. O(n), and O(units²) in each territory where
 * centres are units.
 *
 * @param isStopped - whether there is no time for the cheapest unit of many: the one nearest to the middle will do, O(n)
 */
export function placeCentres(
  problem: BalanceProblem,
  assignment: Int32Array,
  isStopped: boolean,
): FoundCentres {
  const { travel, trips } = problem;
  const k = problem.territoryIds.length;
  const groups = listByTerritory(assignment, k);
  const rule = findFollowingRule(travel);
  if (travel.kind === 'between') {
    const n = countUnits(problem);
    const cost = (i: number, h: number) => travel.costs[n * i + h];
    return { centres: null, centreUnits: Int32Array.from(groups, (units) => findMedian(units, trips, cost)) };
  }
  if (travel.kind !== 'geometric' || rule === null) return { centres: null, centreUnits: null };
  const { dimension, places, seats } = travel;
  const centres = seats.slice();
  const isFree = (j: number) => Number.isNaN(seats[dimension * j]);
  const isPlaced = (i: number) => !Number.isNaN(places[dimension * i]);
  const some = assignment.findIndex((_, i) => isPlaced(i));
  const metric = createMetric(travel, places, places);
  const centreUnits = new Int32Array(k).fill(-1);
  groups.forEach((members, j) => {
    if (!isFree(j)) return;
    const units = members.filter(isPlaced);
    const spot = dimension * (units.length > 0 ? units[0] : some);
    if (some >= 0) centres.set(places.subarray(spot, spot + dimension), dimension * j);
    if (rule === 'mean') placeMean(travel, trips, units, centres, j);
    else if (units.length > 0) {
      const isHasty = isStopped && units.length > MANY_UNITS;
      centreUnits[j] = isHasty
        ? findMiddle(units, trips, travel)
        : findMedian(units, trips, (i, h) => metric.between(i, h));
      const at = dimension * centreUnits[j];
      centres.set(places.subarray(at, at + dimension), dimension * j);
    }
  });
  return { centres, centreUnits: rule === 'unit' ? centreUnits : null };
}

function listByTerritory(assignment: Int32Array, k: number): number[][] {
  const groups: number[][] = Array.from({ length: k }, () => []);
  assignment.forEach((j, i) => {
    if (j >= 0) groups[j].push(i);
  });
  return groups;
}

/** The unit with the least sum of trips times cost, the lowest among equal ones; -1 where there are no units. */
function findMedian(
  units: readonly number[],
  trips: Float64Array,
  cost: (i: number, h: number) => number,
): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const h of units) {
    let sum = 0;
    for (const i of units) if (trips[i] > 0) sum += trips[i] * cost(i, h);
    if (sum >= least) continue;
    least = sum;
    best = h;
  }
  return best;
}

/**
 * The unit nearest to the middle of some places: to their mean, which squared distances are least from, or to some steps
 * from there towards their median (E. Weiszfeld, 1937). On the globe ways go straight through the earth.
 */
function findMiddle(
  units: readonly number[],
  trips: Float64Array,
  { dimension, places, metric }: GeometricTravel,
): number {
  const middle = new Float64Array(dimension);
  const steps = metric === 'squaredDistance' ? 0 : MEDIAN_STEPS;
  for (let step = 0; step <= steps; step++) moveToMean(middle, units, trips, places, step > 0);
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const i of units) {
    const square = squareTo(middle, places, i);
    if (square >= least) continue;
    least = square;
    nearest = i;
  }
  return nearest;
}

/** Moves a point to the mean of places by trips, over their distances from it where told so. */
function moveToMean(
  point: Float64Array,
  units: readonly number[],
  trips: Float64Array,
  places: Float64Array,
  isByDistance: boolean,
): void {
  const dimension = point.length;
  const sums = new Float64Array(dimension);
  let total = 0;
  for (const i of units) {
    // A unit that lies on the point itself must not outweigh all others.
    const length = isByDistance ? Math.max(1e-6, Math.sqrt(squareTo(point, places, i))) : 1;
    const weight = trips[i] / length;
    total += weight;
    for (let d = 0; d < dimension; d++) sums[d] += weight * places[dimension * i + d];
  }
  for (let d = 0; d < dimension && total > 0; d++) point[d] = sums[d] / total;
}

/** Squared straight distance from a point to the place of unit i. */
function squareTo(point: Float64Array, places: Float64Array, i: number): number {
  let square = 0;
  for (let d = 0; d < point.length; d++) square += (places[point.length * i + d] - point[d]) ** 2;
  return square;
}

/** Writes the weighted mean of some places, on the globe pushed out to the sphere. */
function placeMean(
  { dimension, places }: { readonly dimension: number; readonly places: Float64Array },
  trips: Float64Array,
  units: readonly number[],
  centres: Float64Array,
  j: number,
): void {
  const sum = new Float64Array(dimension);
  let weight = 0;
  for (const i of units) {
    weight += trips[i];
    for (let d = 0; d < dimension; d++) sum[d] += trips[i] * places[dimension * i + d];
  }
  if (!(weight > 0)) return;
  let norm = 0;
  for (const value of sum) norm += value * value;
  const divisor = dimension === 3 ? Math.sqrt(norm) : weight;
  // Places that cancel out round the globe have no middle.
  if (!(divisor > 1e-9 * weight)) return;
  for (let d = 0; d < dimension; d++) centres[dimension * j + d] = sum[d] / divisor;
}
