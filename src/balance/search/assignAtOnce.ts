import { runsOf } from '../../core/runsOf.js';
import { orderAlongCurve } from '../../geo/hilbertOrder.js';
import { placeFirstCentres, recentreAssignment } from '../construct/freeCentres.js';
import { type BestPlan, createBestPlan } from '../improve/improvePlan.js';
import type { SearchProblem } from '../searchProblem.js';
import { createState } from '../state.js';
import type { Task } from '../work.js';
import { findFreeCentres } from './findFreeCentres.js';

/**
 * What is left when a search is stopped before it has a plan, found in no time, limits or not: every unit stays where it
 * is, or goes to the territory of its part where centres are free, or to those that may hold it in turn. O(units); where
 * there are seats beside free centres, parts are cut round them, which takes some times longer.
 *
 * @param parts - entry `[u]` is the territory of the part that unit u is in, -1 for none; `null` where there are no parts yet
 */
export function* assignAtOnce(search: SearchProblem, parts: Int32Array | null): Task<BestPlan> {
  const { n, k, row, choices, mayStay, costs } = search;
  const isFree = findFreeCentres(search);
  const homes = parts ?? (isFree && (yield* findParts(search)));
  const assignment = new Int32Array(n);
  const placeOf = (u: number) => {
    if (mayStay[u] === 1) return costs.incumbent[u];
    const from = choices.offsets[row[u]];
    const to = choices.offsets[row[u] + 1];
    const home = homes ? homes[u] : -1;
    const isOpen = home >= 0 && (to - from === k || choices.targets.subarray(from, to).includes(home));
    return isOpen ? home : choices.targets[from + (u % (to - from))];
  };
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) assignment[u] = placeOf(u);
  }
  if (isFree) recentreAssignment(search, assignment, isFree);
  yield;
  const unitCost = new Float64Array(n);
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) unitCost[u] = costs.cost(u, assignment[u]);
  }
  return createBestPlan(createState(search, assignment, unitCost));
}

function findParts(search: SearchProblem): Task<Int32Array> {
  const { seats } = search.costs.geometry!.travel;
  return seats.every(Number.isNaN) ? partAlongCurve(search) : placeFirstCentres(search, seats);
}

/**
 * Cuts a curve through all units into parts of about equal load, the first one territory 0's, and puts centres half way
 * along theirs.
 */
function* partAlongCurve({ n, k, M, load, members, costs }: SearchProblem): Task<Int32Array> {
  const { travel, places, centres } = costs.geometry!;
  const { dimension } = travel;
  const isPlaced = (u: number) => !Number.isNaN(places[dimension * members.targets[members.offsets[u]]]);
  const units = Int32Array.from({ length: n }, (_, u) => u).filter(isPlaced);
  const anchors = new Float64Array(dimension * units.length);
  for (const { from, to } of runsOf(units.length)) {
    yield;
    for (let e = from; e < to; e++) {
      const at = dimension * members.targets[members.offsets[units[e]]];
      for (let d = 0; d < dimension; d++) anchors[dimension * e + d] = places[at + d];
    }
  }
  const order = yield* orderAlongCurve(anchors, dimension);
  const weightOf = (u: number) => (M > 0 ? load[M * u] : 1);
  const total = units.reduce((sum, u) => sum + weightOf(u), 0);
  const homes = new Int32Array(n).fill(-1);
  /** Entry `[j]` is the last unit in the first half of part j, by its number among those with a place; -1 for none. */
  const middles = new Int32Array(k).fill(-1);
  let passed = 0;
  for (const { from, to } of runsOf(order.length)) {
    yield;
    for (let e = from; e < to; e++) {
      const u = units[order[e]];
      const at = total > 0 ? (k * (passed + 0.5 * weightOf(u))) / total : e % k;
      const j = Math.min(k - 1, Math.floor(at));
      homes[u] = j;
      if (at - j <= 0.5) middles[j] = order[e];
      passed += weightOf(u);
    }
  }
  for (let j = 0; j < k && order.length > 0; j++) {
    // A part without a unit may have any place.
    const e = middles[j] >= 0 ? middles[j] : order[j % order.length];
    centres.set(anchors.subarray(dimension * e, dimension * (e + 1)), dimension * j);
  }
  costs.update();
  return homes;
}
