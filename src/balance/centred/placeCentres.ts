import { createMetric } from '../costs.js';
import { type BalanceProblem, countUnits } from '../problem.js';
import { findFollowingRule } from './centreRule.js';

/** Where the centres of an assignment are. */
export interface FoundCentres {
  /** Seat or centre of territory j at `[dimension * j]`; `null` where travel is not geometric. */
  readonly centres: Float64Array | null;
  /** Entry `[j]` is the unit that is the centre of territory j, -1 for none; `null` where centres are no units. */
  readonly centreUnits: Int32Array | null;
}

/**
 * Finds the centres of an assignment from scratch, by the problem's rule. An empty territory has none: its coordinates
 * are those of its first possible unit, where it costs nothing to be. O(n), and O(units²) in each territory where
 * centres are units.
 */
export function placeCentres(problem: BalanceProblem, assignment: Int32Array): FoundCentres {
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
      centreUnits[j] = findMedian(units, trips, (i, h) => metric.between(i, h));
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
