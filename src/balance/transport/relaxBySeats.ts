/**
 * The relaxation of a problem with seats and one limited measure, solved exactly as a transportation problem.
 *
 * Single units with a place and no cost of moving are points of a store; families, units without a place and units
 * with an incumbent to leave stand in a table with their costs. Trips carry the scale of the metric, so prices are in
 * costs of a mean target, as everywhere in the search.
 */
import { runsOf } from '../../core/runsOf.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import { type CostTable, startCosts } from './costTable.js';
import { createPointStore } from './createPointStore.js';
import type { PointStore } from './pointStore.js';
import { type SeatSolution, solveSeats } from './solveSeats.js';

/** Entries of a table at the most, 8 bytes each. */
const MOST_TABLE_ENTRIES = 6_000_000;

/** The optimum of the relaxation; `null` where the problem is of another kind or has no fractional plan. */
export function* relaxBySeats(search: SearchProblem, work: Work): Task<SeatSolution | null> {
  const { n, M, load, trips, row, choices, costs, lower, upper } = search;
  if (M !== 1 || search.hasBudget) return null;
  const isFixed = (u: number) =>
    costs.isPoint[u] === 1 && (costs.incumbent[u] < 0 || costs.moveCost[u] === 0);
  const all = new Int32Array(n);
  let pointCount = 0;
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) if (isFixed(u)) all[pointCount++] = u;
  }
  let at = pointCount;
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) if (!isFixed(u)) all[at++] = u;
  }
  /** The points, and behind them the others, each in rising order. */
  const points = all.subarray(0, pointCount);
  const others = all.subarray(pointCount);
  const start = startCosts(
    others.map((u) => row[u]),
    choices,
  );
  if (start[others.length] > MOST_TABLE_ENTRIES) return null;
  yield;
  const { geometry } = costs;
  const travel = geometry?.travel;
  const scale = travel === undefined ? 1 : travel.metric === 'distance' ? travel.scale : travel.scale ** 2;
  const extras = { trips: yield* pick(trips, 1, points), rows: points.map((u) => row[u]) };
  yield;
  for (let p = 0; p < pointCount; p++) extras.trips[p] *= scale;
  let store: PointStore | null = null;
  if (geometry && points.length > 0) {
    const { dimension } = geometry.travel;
    const places = yield* pick(geometry.places, dimension, points);
    const loads = yield* pick(load, 1, points);
    store = yield* createPointStore(places, dimension, loads, extras);
  }
  yield;
  const table: CostTable = {
    count: others.length,
    load: yield* pick(load, 1, others),
    rate: Float64Array.from(others, (u) => (load[u] > 0 ? 1 / load[u] : 1)),
    rows: others.map((u) => row[u]),
    start,
    costs: yield* tabulate(search, others, start),
  };
  const centres = geometry?.centres ?? new Float64Array(0);
  const query = { centres, metric: travel?.metric ?? 'distance', lower, upper, choices, table };
  const solution = yield* solveSeats(store, query, work);
  if (solution.status === 'infeasible') return null;
  const assignment = new Int32Array(n);
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let i = from; i < to; i++) assignment[all[i]] = solution.assignment[i];
  }
  const splits = solution.splits.map((split) => ({ ...split, unit: all[split.unit] }));
  return { ...solution, assignment, splits };
}

/** Entries of some units, `width` for each; pauses on the way. */
function* pick(values: Float64Array, width: number, units: Int32Array): Task<Float64Array> {
  const picked = new Float64Array(width * units.length);
  for (const { from, to } of runsOf(units.length)) {
    yield;
    for (let at = from; at < to; at++)
      for (let d = 0; d < width; d++) picked[width * at + d] = values[width * units[at] + d];
  }
  return picked;
}

/** Cost of each of some units in each territory that may hold it; pauses on the way. */
function* tabulate(
  { row, choices, costs }: SearchProblem,
  units: Int32Array,
  start: Int32Array,
): Task<Float64Array> {
  const table = new Float64Array(start[units.length]);
  const { offsets, targets } = choices;
  for (const { from, to } of runsOf(units.length)) {
    yield;
    for (let r = from; r < to; r++) {
      const first = offsets[row[units[r]]];
      for (let at = start[r]; at < start[r + 1]; at++)
        table[at] = costs.cost(units[r], targets[first + at - start[r]]);
    }
  }
  return table;
}
