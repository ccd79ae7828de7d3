/** Loads, limits, moved value and trips of merged units in units of order 1. */
import type { Csr } from '../../core/csr.js';
import type { BalanceProblem } from '../problem.js';

/** Limited measures only, in shares of the mean target. */
export function scaleLoads(problem: BalanceProblem, members: Csr, k: number) {
  const n = members.offsets.length - 1;
  const isLimited = (m: number) =>
    problem.uppers[m].some((upper) => upper < Number.POSITIVE_INFINITY) ||
    problem.lowers[m].some((lower) => lower > 0);
  const measures = Int32Array.from(problem.measureIds.map((_, m) => m).filter(isLimited));
  const M = measures.length;
  const unitLoad = new Float64Array(M);
  const load = new Float64Array(M * n);
  const lower = new Float64Array(M * k);
  const upper = new Float64Array(M * k);
  measures.forEach((measure, m) => {
    let total = 0;
    for (const value of problem.loads[measure]) total += value;
    unitLoad[m] = total > 0 ? total / k : 1;
    for (let u = 0; u < n; u++) {
      for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) {
        load[M * u + m] += problem.loads[measure][members.targets[e]] / unitLoad[m];
      }
    }
    for (let j = 0; j < k; j++) {
      lower[M * j + m] = problem.lowers[measure][j] / unitLoad[m];
      upper[M * j + m] = Math.min(problem.uppers[measure][j], total) / unitLoad[m];
    }
  });
  return { M, measures, unitLoad, load, lower, upper };
}

/** The disruption budget in means of a territory; a budget above all there is to move is none. */
export function scaleBudget({ incumbents, disruptionValue, disruptionBudget }: BalanceProblem, k: number) {
  let total = 0;
  for (let i = 0; i < incumbents.length; i++) if (incumbents[i] >= 0) total += disruptionValue[i];
  const unitMoved = total > 0 ? total / k : 1;
  return { unitMoved, isLimited: disruptionBudget < total, limit: disruptionBudget / unitMoved };
}

/** Limits with the disruption budget behind them, if there is one. */
export function addBudget(
  { lower, upper }: { readonly lower: Float64Array; readonly upper: Float64Array },
  { isLimited, limit }: { readonly isLimited: boolean; readonly limit: number },
) {
  if (!isLimited) return { lower, upper, size: upper.length, hasBudget: false };
  return {
    lower: Float64Array.of(...lower, 0),
    upper: Float64Array.of(...upper, limit),
    size: upper.length + 1,
    hasBudget: true,
  };
}

/** Trips of merged units; the mean where a unit has none. */
export function mergeTrips(problem: BalanceProblem, members: Csr): Float64Array {
  const trips = new Float64Array(members.offsets.length - 1);
  let total = 0;
  for (let u = 0; u < trips.length; u++) {
    for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++)
      trips[u] += problem.trips[members.targets[e]];
    total += trips[u];
  }
  const mean = total > 0 ? total / trips.length : 1;
  for (let u = 0; u < trips.length; u++) if (trips[u] === 0) trips[u] = mean;
  return trips;
}

/** Over how wide a band of costs each unit is undecided, in trips. */
export function weighUnits(
  trips: Float64Array,
  load: Float64Array,
  M: number,
  movable: Float64Array | null,
): Float64Array {
  const n = trips.length;
  let meanTrips = 0;
  let meanMovable = 0;
  const meanLoad = new Float64Array(M);
  for (let u = 0; u < n; u++) {
    meanTrips += trips[u] / n;
    for (let m = 0; m < M; m++) meanLoad[m] += load[M * u + m] / n;
    if (movable !== null) meanMovable += movable[u] / n;
  }
  return trips.map((weight, u) => {
    let widest = weight;
    for (let m = 0; m < M; m++) {
      if (meanLoad[m] > 0) widest = Math.max(widest, (meanTrips * load[M * u + m]) / meanLoad[m]);
    }
    if (movable !== null && meanMovable > 0)
      widest = Math.max(widest, (meanTrips * movable[u]) / meanMovable);
    return widest;
  });
}
