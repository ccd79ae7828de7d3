/** Loads, limits, moved value and trips of merged units in units of order 1. */
import type { Csr } from '../../core/csr.js';
import { runsOf } from '../../core/runsOf.js';
import type { BalanceProblem } from '../problem.js';
import type { Task } from '../work.js';

/** Limited measures only, in shares of the mean target; pauses on the way. */
export function* scaleLoads(problem: BalanceProblem, members: Csr, k: number) {
  const { offsets, targets } = members;
  const n = offsets.length - 1;
  const isLimited = (m: number) =>
    problem.uppers[m].some((upper) => upper < Number.POSITIVE_INFINITY) ||
    problem.lowers[m].some((lower) => lower > 0);
  const measures = Int32Array.from(problem.measureIds.map((_, m) => m).filter(isLimited));
  const M = measures.length;
  const unitLoad = new Float64Array(M);
  const load = new Float64Array(M * n);
  const lower = new Float64Array(M * k);
  const upper = new Float64Array(M * k);
  for (let m = 0; m < M; m++) {
    const measure = measures[m];
    const values = problem.loads[measure];
    let total = 0;
    for (const { from, to } of runsOf(values.length)) {
      yield;
      for (let i = from; i < to; i++) total += values[i];
    }
    const mean = total > 0 ? total / k : 1;
    unitLoad[m] = mean;
    for (const { from, to } of runsOf(n)) {
      yield;
      for (let u = from; u < to; u++) {
        for (let e = offsets[u]; e < offsets[u + 1]; e++) load[M * u + m] += values[targets[e]] / mean;
      }
    }
    for (let j = 0; j < k; j++) {
      lower[M * j + m] = problem.lowers[measure][j] / unitLoad[m];
      upper[M * j + m] = Math.min(problem.uppers[measure][j], total) / unitLoad[m];
    }
  }
  return { M, measures, unitLoad, load, lower, upper };
}

/** The disruption budget in means of a territory; a budget above all there is to move is none. Pauses on the way. */
export function* scaleBudget({ incumbents, disruptionValue, disruptionBudget }: BalanceProblem, k: number) {
  let total = 0;
  for (const { from, to } of runsOf(incumbents.length)) {
    yield;
    for (let i = from; i < to; i++) if (incumbents[i] >= 0) total += disruptionValue[i];
  }
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

/** Trips of merged units; the mean where a unit has none. Pauses on the way. */
export function* mergeTrips(problem: BalanceProblem, members: Csr): Task<Float64Array> {
  const { offsets, targets } = members;
  const given = problem.trips;
  const trips = new Float64Array(offsets.length - 1);
  let total = 0;
  for (const { from, to } of runsOf(trips.length)) {
    yield;
    for (let u = from; u < to; u++) {
      for (let e = offsets[u]; e < offsets[u + 1]; e++) trips[u] += given[targets[e]];
      total += trips[u];
    }
  }
  const mean = total > 0 ? total / trips.length : 1;
  for (const { from, to } of runsOf(trips.length)) {
    yield;
    for (let u = from; u < to; u++) if (trips[u] === 0) trips[u] = mean;
  }
  return trips;
}

/** Over how wide a band of costs each unit is undecided, in trips; pauses on the way. */
export function* weighUnits(
  trips: Float64Array,
  load: Float64Array,
  M: number,
  movable: Float64Array | null,
): Task<Float64Array> {
  const n = trips.length;
  let meanTrips = 0;
  let meanMovable = 0;
  const meanLoad = new Float64Array(M);
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) meanTrips += trips[u] / n;
    for (let u = from; u < to; u++) for (let m = 0; m < M; m++) meanLoad[m] += load[M * u + m] / n;
    if (movable !== null) for (let u = from; u < to; u++) meanMovable += movable[u] / n;
  }
  const weight = trips.slice();
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) {
      for (let m = 0; m < M; m++) {
        if (meanLoad[m] > 0) weight[u] = Math.max(weight[u], (meanTrips * load[M * u + m]) / meanLoad[m]);
      }
      if (movable !== null && meanMovable > 0)
        weight[u] = Math.max(weight[u], (meanTrips * movable[u]) / meanMovable);
    }
  }
  return weight;
}
