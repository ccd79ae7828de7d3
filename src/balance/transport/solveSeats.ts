/**
 * Exact assignment to fixed seats with one measure: the transportation problem
 *
 *     minimise sum_ij x_ij c_ij   subject to   sum_j x_ij = w_i,   L_j <= sum_i x_ij <= U_j,   x >= 0,
 *
 * with cost c_ij per load, for n units and k seats, k far below n.
 *
 * 1. Its dual has one price a seat. Prices are sought on coarser and coarser copies of the points first, in which
 *    some neighbours are one point, then on all of them (`climbPrices`); a unit that is far from every border is charged
 *    with its box (`listContested`).
 * 2. Near the best prices shortest paths settle the contested units exactly (`settleByPaths`).
 * 3. Certificate: all units are valued anew at the final prices. With v_i the least value of unit i,
 *
 *        cost - dual = sum_ij x_ij (c_ij + p_j - v_i) + sum_j max(U_j p_j, L_j p_j) - p_j f_j,
 *
 *    a sum of small terms none of which is negative, so no digits are lost; it is 0 for the optimum.
 * 4. Splits along a cycle of seats are undone, so at most k - 1 units are split.
 *
 * Near-linear in n where points lie in space; O(n k) a look for tables. Ends with the optimum or says that totals,
 * limits and choices admit none. Small fields skip step 1: all seats of all units are listed.
 */
import { compensatedSum } from '../../core/compensatedSum.js';
import type { Csr } from '../../core/csr.js';
import type { Task, Work } from '../work.js';
import { climbPrices, type SeatLimits } from './climbPrices.js';
import { type Contested, listContested, type SeatField } from './contested.js';
import { coarsenStore, type PointStore } from './pointStore.js';
import { type CostTable, createSeatMetric } from './seatCosts.js';
import { type Settlement, settleByPaths } from './settleByPaths.js';
import { cutSplitCycles } from './splitForest.js';

/** Pairs of units and seats up to which all are listed; tuned with bench/seats. */
const DENSE_PAIRS = 60_000;
/** Seats of contested units in a list at the most. */
const MOST_ENTRIES = 3_000_000;
/** A coarser copy has at least this many points a seat; the factor between copies. */
const COARSE_POINTS = 12;
const COARSE_FACTOR = 8;
/** Units whose second-best seat is looked up to measure how wide a band is. */
const SAMPLE_UNITS = 192;
/** Share of the units that are contested during a climb, and units a seat during the exact finish. */
const CLIMB_SHARE = 0.25;
const FINISH_UNITS = 24;
/** Times that a band is moved along or widened before the search gives up. */
const MOST_ROUNDS = 400;

/** Seats, limits and where to start. */
export interface SeatQuery {
  /** Coordinates of seat j at `[dimension * j]`. */
  readonly centres: Float64Array;
  readonly metric: 'distance' | 'squaredDistance';
  /** Entry `[j]` is the least load of seat j. */
  readonly lower: Float64Array;
  /** Entry `[j]` is the largest load of seat j; may be infinite. */
  readonly upper: Float64Array;
  /** Prices to start from; found from coarser copies where they are not given. */
  readonly prices?: Float64Array;
  /** Units whose costs stand in a table. */
  readonly table?: CostTable;
  /** Row r lists the seats for units of row r; all seats where it is not given. */
  readonly choices?: Csr;
}

/** A unit that is shared among seats. */
export interface SeatSplit {
  readonly unit: number;
  readonly seat: number;
  /** Its load there. */
  readonly load: number;
}

/** The optimum, and the prices that prove it. */
export interface SeatSolution {
  /** `infeasible`: limits, totals and choices admit no assignment, not even of split units. */
  readonly status: 'optimal' | 'infeasible';
  /** Entry `[j]` is a price per load: positive where the upper limit binds, negative where the lower one does. */
  readonly prices: Float64Array;
  /** Entry `[i]` is the seat with the largest part of unit i, in the caller's order; rows of the table come last. */
  readonly assignment: Int32Array;
  /** The parts of the units that are split, unit by unit. */
  readonly splits: readonly SeatSplit[];
  /** Cost of the split assignment. */
  readonly primal: number;
  /** Value of the dual at `prices`: no assignment costs less. */
  readonly bound: number;
}

/**
 * Solves the transportation problem exactly; pauses on the way.
 *
 * @param store - the points, prepared once; `null` where all units stand in the table
 * @param query - seats and limits
 * @param work - books of the evaluations
 * @returns a task that ends with the solution
 */
export function* solveSeats(store: PointStore | null, query: SeatQuery, work: Work): Task<SeatSolution> {
  const field = createField(store, query);
  const whole = totalLoad(field);
  const limits = clampLimits(query, whole);
  const prices = query.prices?.slice() ?? new Float64Array(field.k);
  if (
    hasHomeless(field) ||
    sum(limits.lower) > whole * (1 + 1e-12) ||
    sum(limits.upper) < whole * (1 - 1e-12)
  )
    return yield* closeInfeasible(field, prices, work);
  if (countPairs(field) > DENSE_PAIRS) {
    if (query.prices === undefined) yield* startCoarse(field, query, limits, whole, prices, work);
    yield* climb(field, limits, prices, work);
  }
  const finish = yield* settle(field, limits, prices, work);
  if (finish === null) return yield* closeInfeasible(field, prices, work);
  return yield* close(field, limits, prices, finish.list, finish.amount, work);
}

function createField(
  store: PointStore | null,
  { centres, metric, lower, table, choices }: SeatQuery,
): SeatField {
  const k = lower.length;
  const all: Csr = { offsets: Int32Array.of(0, k), targets: Int32Array.from({ length: k }, (_, j) => j) };
  return {
    k,
    store,
    metric: store === null ? null : createSeatMetric(store, centres, metric),
    table: table ?? null,
    choices: choices ?? all,
  };
}

/** Whether some unit has no seat that may hold it. */
function hasHomeless({ k, store, table, choices }: SeatField): boolean {
  const isEmpty = (row: number) => choices.offsets[row] === choices.offsets[row + 1];
  if (store?.parts.some(({ row }) => isEmpty(row))) return true;
  for (let r = 0; table !== null && r < table.count; r++) {
    const list = choices.targets.subarray(choices.offsets[table.rows[r]], choices.offsets[table.rows[r] + 1]);
    if (!list.some((j) => table.costs[k * r + j] < Number.POSITIVE_INFINITY)) return true;
  }
  return false;
}

/** No limit stands as the whole load. */
function clampLimits({ lower, upper }: SeatQuery, whole: number): SeatLimits {
  return {
    lower: lower.map((value) => Math.max(0, value)),
    upper: upper.map((value) => Math.min(whole, value)),
  };
}

/** Prices of a copy in which some neighbours are one point. */
function* startCoarse(
  field: SeatField,
  query: SeatQuery,
  limits: SeatLimits,
  whole: number,
  prices: Float64Array,
  work: Work,
): Task<void> {
  const { store, k } = field;
  if (store === null || store.count < COARSE_FACTOR * COARSE_POINTS * k) return;
  const coarser = coarsenStore(store, COARSE_FACTOR);
  const coarse = createField(coarser, query);
  yield* startCoarse(coarse, query, limits, whole, prices, work);
  yield* climb(coarse, limits, prices, work);
}

/** Climbs on lists of a wide band, which moves along with the prices. */
function* climb(field: SeatField, limits: SeatLimits, prices: Float64Array, work: Work): Task<void> {
  let band = measureBand(field, prices, CLIMB_SHARE);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const list = yield* listContested(field, { prices, band, mostEntries: MOST_ENTRIES, home: null }, work);
    if (list === null) {
      band /= 2;
      continue;
    }
    const { outcome } = yield* climbPrices(list, limits, prices, { smoothing: band / 2, band }, work);
    if (outcome === 'settled') return;
    if (2 * list.seat.length < MOST_ENTRIES) band *= 2;
  }
}

/** Settles the contested units of a narrow band; widens or moves it until all limits hold. */
function* settle(
  field: SeatField,
  limits: SeatLimits,
  prices: Float64Array,
  work: Work,
): Task<{ list: Contested; amount: Float64Array } | null> {
  const isDense = countPairs(field) <= DENSE_PAIRS;
  const units = (field.store?.count ?? 0) + (field.table?.count ?? 0);
  let band = isDense
    ? Number.POSITIVE_INFINITY
    : measureBand(field, prices, Math.min(1, (FINISH_UNITS * field.k) / units));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const query = {
      prices,
      band,
      mostEntries: isDense ? Number.POSITIVE_INFINITY : MOST_ENTRIES,
      home: null,
    };
    const list = yield* listContested(field, query, work);
    if (list === null) {
      band /= 2;
      continue;
    }
    const settlement: Settlement = yield* settleByPaths(list, limits, prices, band, work);
    if (settlement.outcome === 'settled') return { list, amount: settlement.amount };
    if (settlement.outcome === 'stuck') return null;
    if (2 * list.seat.length < MOST_ENTRIES) band *= 2;
  }
  return null;
}

/** The width of a band in which a share of the units is contested at given prices, from a sample. */
function measureBand(field: SeatField, prices: Float64Array, share: number): number {
  const { store, metric, table, choices } = field;
  const gaps: number[] = [];
  const measure = (row: number, rate: number, costOf: (j: number) => number) => {
    let least = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let e = choices.offsets[row]; e < choices.offsets[row + 1]; e++) {
      const j = choices.targets[e];
      const value = rate * costOf(j) + prices[j];
      if (value < least) {
        second = least;
        least = value;
      } else if (value < second) second = value;
    }
    if (second < Number.POSITIVE_INFINITY) gaps.push(second - least);
  };
  if (store !== null && metric !== null) {
    for (const { row, hasLoad, root } of store.parts) {
      if (!hasLoad) continue;
      const size = store.last[root] - store.first[root];
      const step = Math.max(1, Math.floor((store.count / SAMPLE_UNITS) * 1));
      for (let p = store.first[root] + (((step - 1) >> 1) % size); p < store.last[root]; p += step)
        measure(row, store.rate[p], (j) => metric.cost(p, j));
    }
  }
  if (table !== null) {
    const step = Math.max(1, Math.floor(table.count / SAMPLE_UNITS));
    for (let r = (step - 1) >> 1; r < table.count; r += step) {
      if (table.load[r] > 0)
        measure(table.rows[r], 1, (j) => unitCost(field, (store?.count ?? 0) + r, j) / table.load[r]);
    }
  }
  gaps.sort((a, b) => a - b);
  const at = Math.min(gaps.length - 1, Math.ceil(share * gaps.length));
  return gaps.length === 0 ? Number.POSITIVE_INFINITY : gaps[at] || gaps.find((gap) => gap > 0) || 1;
}

/** Values all units at the final prices, sums up, and undoes splits along cycles. */
function* close(
  field: SeatField,
  limits: SeatLimits,
  prices: Float64Array,
  list: Contested,
  amount: Float64Array,
  work: Work,
): Task<SeatSolution> {
  const { store, k } = field;
  const points = store?.count ?? 0;
  const units = points + (field.table?.count ?? 0);
  const home = new Int32Array(units).fill(-1);
  yield* listContested(field, { prices, band: 0, mostEntries: Number.POSITIVE_INFINITY, home }, work);
  cutSplitCycles(list, amount);
  const load = new Float64Array(k);
  const splits: SeatSplit[] = [];
  const costs = new Float64Array(units);
  /** What the units have above their least value, and the seats above what their price allows. */
  const above: number[] = [];
  const callerOf = (unit: number) => (unit < points ? store!.order[unit] : unit);
  const assignment = new Int32Array(units);
  const isListed = new Uint8Array(units);
  for (let a = 0; a < list.count; a++) {
    const unit = list.unit[a];
    isListed[unit] = 1;
    const least = unitCost(field, unit, home[unit]) + list.load[a] * prices[home[unit]];
    let largest = -1;
    let parts = 0;
    for (let e = list.start[a]; e < list.start[a + 1]; e++) {
      if (amount[e] === 0) continue;
      parts++;
      load[list.seat[e]] += amount[e];
      if (largest < 0 || amount[e] > amount[largest]) largest = e;
      const share = amount[e] / list.load[a];
      const cost = unitCost(field, unit, list.seat[e]);
      costs[unit] += share * cost;
      above.push(Math.max(0, share * (cost + list.load[a] * prices[list.seat[e]] - least)));
    }
    assignment[callerOf(unit)] = list.seat[largest];
    for (let e = list.start[a]; parts > 1 && e < list.start[a + 1]; e++) {
      if (amount[e] > 0) splits.push({ unit: callerOf(unit), seat: list.seat[e], load: amount[e] });
    }
  }
  for (let unit = 0; unit < units; unit++) {
    if (isListed[unit] === 1) continue;
    costs[unit] = unitCost(field, unit, home[unit]);
    load[home[unit]] += loadOf(field, unit);
    assignment[callerOf(unit)] = home[unit];
  }
  for (let j = 0; j < k; j++) {
    const asked = prices[j] > 0 ? limits.upper[j] : limits.lower[j];
    above.push(Math.max(0, prices[j] * (asked - load[j])));
  }
  const primal = compensatedSum(costs);
  const bound = primal - compensatedSum(above);
  splits.sort((a, b) => a.unit - b.unit || a.seat - b.seat);
  return { status: 'optimal', prices, assignment, splits, primal, bound };
}

/** Every unit where it is cheapest at the prices so far, for want of an assignment within the limits. */
function* closeInfeasible(field: SeatField, prices: Float64Array, work: Work): Task<SeatSolution> {
  const units = (field.store?.count ?? 0) + (field.table?.count ?? 0);
  const home = new Int32Array(units).fill(-1);
  yield* listContested(field, { prices, band: 0, mostEntries: Number.POSITIVE_INFINITY, home }, work);
  const points = field.store?.count ?? 0;
  const assignment = new Int32Array(units);
  for (let unit = 0; unit < units; unit++)
    assignment[unit < points ? field.store!.order[unit] : unit] = home[unit];
  const primal = compensatedSum(Float64Array.from(home, (j, unit) => (j < 0 ? 0 : unitCost(field, unit, j))));
  return { status: 'infeasible', prices, assignment, splits: [], primal, bound: Number.NEGATIVE_INFINITY };
}

/** Cost of a whole unit at a seat. */
function unitCost({ store, metric, table, k }: SeatField, unit: number, j: number): number {
  const points = store?.count ?? 0;
  if (unit < points) {
    const load = store!.load[unit];
    return (load > 0 ? load : 1) * store!.rate[unit] * metric!.cost(unit, j);
  }
  const r = unit - points;
  const cost = table!.costs[k * r + j];
  if (cost === Number.POSITIVE_INFINITY) return cost;
  return (table!.load[r] > 0 ? table!.load[r] : 1) * table!.rate[r] * cost;
}

function loadOf({ store, table }: SeatField, unit: number): number {
  const points = store?.count ?? 0;
  return unit < points ? store!.load[unit] : table!.load[unit - points];
}

function totalLoad({ store, table }: SeatField): number {
  return compensatedSum(store?.load ?? []) + compensatedSum(table?.load ?? []);
}

function countPairs({ store, table, k }: SeatField): number {
  return k * ((store?.count ?? 0) + (table?.count ?? 0));
}

function sum(values: Float64Array): number {
  return compensatedSum(values);
}
