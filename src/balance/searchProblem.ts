/**
 * The problem as the search sees it: families are merged to one unit, locks and eligibility are one list of
 * territories per unit, loads are in shares of a mean target, measures without any limit are left out.
 *
 * Nothing of this is visible outside `balance`; {@link expandAssignment} leads back.
 */
import { buildCsr, type Csr } from '../core/csr.js';
import { createMetric, createUnitCosts } from './costs.js';
import { type BalanceProblem, countUnits, type GeometricTravel } from './problem.js';

/** Columns of the merged units u = 0 … n - 1, the territories j = 0 … k - 1, the limited measures m = 0 … M - 1. */
export interface SearchProblem {
  readonly n: number;
  readonly k: number;
  readonly M: number;
  readonly problem: BalanceProblem;
  /** Row u lists the problem's units that are merged to u. */
  readonly members: Csr;
  /** Problem units that no territory may hold. */
  readonly unassignable: Int32Array;
  /** Entry `[m]` is the problem's measure. */
  readonly measures: Int32Array;
  /** Entry `[m]` is the load that counts as 1: the mean target. */
  readonly unitLoad: Float64Array;
  /** Entry `[M * u + m]` is a load in mean targets. */
  readonly load: Float64Array;
  /** Entry `[M * j + m]` is a limit in mean targets; with a disruption budget 0 stands at `[k * M]`. */
  readonly lower: Float64Array;
  /**
   * Entry `[M * j + m]` is a limit in mean targets; no limit stands as the whole load. With a disruption budget that
   * stands at `[k * M]`, in units of `unitMoved`.
   */
  readonly upper: Float64Array;
  /** How many prices there are: one for each limit, and with a disruption budget one more at `[k * M]`. */
  readonly size: number;
  readonly hasBudget: boolean;
  /** The moved value that counts as 1: the mean of a territory. */
  readonly unitMoved: number;
  /** Entry `[u]` is the number of trips, or the mean where there are none: the scale of a unit's costs. */
  readonly trips: Float64Array;
  /**
   * Entry `[u]` is over how wide a band of costs unit u is undecided, in trips: its trips, or what its loads compare
   * to where that is more. So a price that moves by a mean trip's cost moves no unit by more than its own band.
   */
  readonly weight: Float64Array;
  /** Entry `[u]` is the row of `choices` that unit u follows. */
  readonly row: Int32Array;
  /** Row r lists the territories that units of row r may be in, rising. */
  readonly choices: Csr;
  /** Entry `[u]` is 1 where unit u has an incumbent that may hold it. */
  readonly mayStay: Uint8Array;
  readonly costs: SearchCosts;
}

/** Costs of merged units; those of geometric units follow the centres as they move. */
export interface SearchCosts {
  /** Cost of unit u in territory j, all terms. */
  cost(u: number, j: number): number;
  /** What of unit u is moved in territory j, in units of `unitMoved`. */
  moved(u: number, j: number): number;
  /** Where the units with one place are; `null` where there are none. */
  readonly geometry: SearchGeometry | null;
  /** Entry `[u]` is 1 where the cost of u is trips times distance from its own place, plus a possible move. */
  readonly isPoint: Uint8Array;
  /** Entry `[u]` is the incumbent of a point, -1 for none. */
  readonly incumbent: Int32Array;
  /** Entry `[u]` is the cost of leaving the incumbent. */
  readonly moveCost: Float64Array;
  /** Entry `[u]` is what of unit u is moved where none of it stays, in units of `unitMoved`. */
  readonly movable: Float64Array;
  /** Brings everything that was derived from centres up to date. */
  update(): void;
}

/** Places and centres of a geometric travel. */
export interface SearchGeometry {
  readonly travel: GeometricTravel;
  /** Coordinates of unit u at `[dimension * u]`; NaN where it is not a point. */
  readonly places: Float64Array;
  /** Coordinates of the current centre of territory j at `[dimension * j]`. */
  readonly centres: Float64Array;
  /** Distance (or its square) of a point and a centre. */
  readonly metric: (u: number, j: number) => number;
}

/** Merges, scales and lists: everything the search needs, once. O(units x measures), a few arrays of that length. */
export function createSearchProblem(problem: BalanceProblem, centres: Float64Array | null): SearchProblem {
  const k = problem.territoryIds.length;
  const { rows, choices, rowFor } = mergeChoices(problem);
  const count = countUnits(problem);
  /** Entry `[i]` is the merged unit that unit i belongs to, -1 where nothing may hold it. */
  const groupOf = new Int32Array(count).fill(-1);
  const row = new Int32Array(count);
  let n = 0;
  for (let i = 0; i < count; i++) {
    if (problem.families[i] !== i || choices[rows[i]].length === 0) continue;
    groupOf[i] = n;
    row[n++] = rows[i];
  }
  for (let i = 0; i < count; i++) groupOf[i] = groupOf[problem.families[i]];
  const unassignable = Int32Array.from(groupOf.keys()).filter((i) => groupOf[i] < 0);
  const members = listMembers(groupOf, n, unassignable);
  const scaled = scaleLoads(problem, members, k);
  const ownRow = row.subarray(0, n);
  dropTooSmall(scaled, ownRow, choices, rowFor, k);
  const trips = mergeTrips(problem, members);
  const budget = scaleBudget(problem, k);
  const costs = createSearchCosts(problem, members, centres, budget.unitMoved);
  const mayStay = new Uint8Array(n);
  for (let u = 0; u < n; u++) {
    if (costs.incumbent[u] >= 0 && choices[ownRow[u]].includes(costs.incumbent[u])) mayStay[u] = 1;
  }
  return {
    n,
    k,
    problem,
    members,
    unassignable,
    ...scaled,
    ...addBudget(scaled, budget),
    unitMoved: budget.unitMoved,
    trips,
    weight: weighUnits(trips, scaled.load, scaled.M, budget.isLimited ? costs.movable : null),
    row: ownRow,
    choices: listChoices(choices),
    mayStay,
    costs,
  };
}

/** Row u lists the units of group u, rising. */
function listMembers(groupOf: Int32Array, n: number, unassignable: Int32Array): Csr {
  if (unassignable.length === 0) return buildCsr(n, groupOf, Int32Array.from(groupOf.keys()));
  const units = Int32Array.from(groupOf.keys()).filter((i) => groupOf[i] >= 0);
  return buildCsr(
    n,
    units.map((i) => groupOf[i]),
    units,
  );
}

/** For each family root, the row of territories that all members and their locks allow; rows are shared. */
function mergeChoices(problem: BalanceProblem) {
  const k = problem.territoryIds.length;
  const n = countUnits(problem);
  const choices: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const rowFor = (list: readonly number[]) => {
    const key = list.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, choices.length);
    choices.push(list);
    return choices.length - 1;
  };
  /** Entry `[row * (k + 1) + lock + 1]` is the merged row of one unit, -1 while unknown. */
  const single = new Map<number, number>();
  let lastKey = -1;
  let lastRow = -1;
  const rowOfUnit = (i: number) => {
    const key = problem.eligibleRow[i] * (k + 1) + problem.locks[i] + 1;
    // Most units follow the row of the unit before.
    if (key === lastKey) return lastRow;
    lastKey = key;
    lastRow = single.get(key) ?? addSingle(key, i);
    return lastRow;
  };
  const addSingle = (key: number, i: number) => {
    const list: number[] = [];
    for (let j = 0; j < k; j++) {
      const isAllowed = problem.eligible[problem.eligibleRow[i] * k + j] === 1;
      if (isAllowed && (problem.locks[i] < 0 || problem.locks[i] === j)) list.push(j);
    }
    const merged = rowFor(list);
    single.set(key, merged);
    return merged;
  };
  const rows = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    const root = problem.families[i];
    const own = rowOfUnit(i);
    if (rows[root] < 0 || rows[root] === own) rows[root] = own;
    else rows[root] = rowFor(choices[rows[root]].filter((j) => choices[own].includes(j)));
  }
  return { rows, choices, rowFor };
}

function listChoices(choices: readonly (readonly number[])[]): Csr {
  const offsets = new Int32Array(choices.length + 1);
  choices.forEach((list, r) => {
    offsets[r + 1] = offsets[r] + list.length;
  });
  return { offsets, targets: Int32Array.from(choices.flat()) };
}

/** Limited measures only, in shares of the mean target. */
function scaleLoads(problem: BalanceProblem, members: Csr, k: number) {
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
function scaleBudget({ incumbents, disruptionValue, disruptionBudget }: BalanceProblem, k: number) {
  let total = 0;
  for (let i = 0; i < incumbents.length; i++) if (incumbents[i] >= 0) total += disruptionValue[i];
  const unitMoved = total > 0 ? total / k : 1;
  return { unitMoved, isLimited: disruptionBudget < total, limit: disruptionBudget / unitMoved };
}

/** Limits with the disruption budget behind them, if there is one. */
function addBudget(
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

function mergeTrips(problem: BalanceProblem, members: Csr): Float64Array {
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

/**
 * Leads units that exceed some territory's limit to a row without those territories; to their own row where none is
 * left.
 */
function dropTooSmall(
  { M, load, upper }: { readonly M: number; readonly load: Float64Array; readonly upper: Float64Array },
  row: Int32Array,
  choices: readonly (readonly number[])[],
  rowFor: (list: readonly number[]) => number,
  k: number,
): void {
  const least = new Float64Array(M).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < M * k; at++) least[at % M] = Math.min(least[at % M], upper[at]);
  const isAbove = (value: number, limit: number) => value > limit * (1 + 1e-9);
  for (let u = 0; u < row.length; u++) {
    let isHeavy = false;
    for (let m = 0; m < M; m++) isHeavy ||= isAbove(load[M * u + m], least[m]);
    if (!isHeavy) continue;
    const fits = (j: number) => {
      for (let m = 0; m < M; m++) if (isAbove(load[M * u + m], upper[M * j + m])) return false;
      return true;
    };
    const left = choices[row[u]].filter(fits);
    if (left.length > 0) row[u] = rowFor(left);
  }
}

function weighUnits(
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

function createSearchCosts(
  problem: BalanceProblem,
  members: Csr,
  centres: Float64Array | null,
  unitMoved: number,
): SearchCosts {
  const n = members.offsets.length - 1;
  const k = problem.territoryIds.length;
  const { travel } = problem;
  const isPoint = new Uint8Array(n);
  const incumbent = new Int32Array(n).fill(-1);
  const moveCost = new Float64Array(n);
  const movable = new Float64Array(n);
  const dimension = travel.kind === 'geometric' ? travel.dimension : 0;
  const places = new Float64Array(dimension * n).fill(Number.NaN);
  const families: number[] = [];
  for (let u = 0; u < n; u++) {
    const first = members.targets[members.offsets[u]];
    if (members.offsets[u + 1] - members.offsets[u] > 1) {
      families.push(u);
      continue;
    }
    incumbent[u] = problem.incumbents[first];
    if (incumbent[u] >= 0) movable[u] = problem.disruptionValue[first] / unitMoved;
    moveCost[u] = problem.disruptionWeight * problem.disruptionValue[first];
    if (travel.kind !== 'geometric' || problem.trips[first] === 0) continue;
    for (let d = 0; d < dimension; d++) places[dimension * u + d] = travel.places[dimension * first + d];
    isPoint[u] = Number.isNaN(places[dimension * u]) ? 0 : 1;
  }
  const unitCosts = createUnitCosts(problem, centres);
  /** Entry `[u]` is where the costs of family u start in `familyCosts`, -1 for a single unit. */
  const familyAt = new Int32Array(n).fill(-1);
  const familyCosts = new Float64Array(families.length * k);
  /** Entry `[familyAt[u] + j]` is what of family u stays where it is when the family is in territory j. */
  const familyStays = new Float64Array(families.length * k);
  families.forEach((u, f) => {
    familyAt[u] = f * k;
    for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) {
      const i = members.targets[e];
      if (problem.incumbents[i] < 0) continue;
      movable[u] += problem.disruptionValue[i] / unitMoved;
      familyStays[f * k + problem.incumbents[i]] += problem.disruptionValue[i] / unitMoved;
    }
  });

  function update(): void {
    familyCosts.fill(0);
    for (const u of families) {
      for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++) {
        const i = members.targets[e];
        for (let j = 0; j < k; j++)
          familyCosts[familyAt[u] + j] += unitCosts.travel(i, j) + unitCosts.disruption(i, j);
      }
    }
  }
  update();
  return {
    cost: (u, j) => {
      if (familyAt[u] >= 0) return familyCosts[familyAt[u] + j];
      const i = members.targets[members.offsets[u]];
      return unitCosts.travel(i, j) + unitCosts.disruption(i, j);
    },
    moved: (u, j) => {
      if (familyAt[u] >= 0) return movable[u] - familyStays[familyAt[u] + j];
      return incumbent[u] === j ? 0 : movable[u];
    },
    geometry:
      travel.kind === 'geometric' && centres !== null
        ? { travel, places, centres, metric: createMetric(travel, places, centres) }
        : null,
    isPoint,
    incumbent,
    moveCost,
    movable,
    update,
  };
}

/**
 * A part of a search problem with the same territories: loads are scaled up so that limits stay as they are.
 *
 * @param units - units of `search`, which become units 0, 1, … of the sample
 * @returns the sample, and by how much its loads of each measure were scaled: prices of the sample times this are
 * prices of the whole; a sample has no disruption budget
 */
export function sampleSearchProblem(search: SearchProblem, units: Int32Array) {
  const { M, costs } = search;
  const n = units.length;
  const load = new Float64Array(M * n);
  const whole = new Float64Array(M);
  const part = new Float64Array(M);
  for (let e = 0; e < search.load.length; e++) whole[e % M] += search.load[e];
  for (let s = 0; s < n; s++) for (let m = 0; m < M; m++) part[m] += search.load[M * units[s] + m];
  const scale = whole.map((total, m) => (part[m] > 0 ? total / part[m] : 1));
  for (let s = 0; s < n; s++)
    for (let m = 0; m < M; m++) load[M * s + m] = search.load[M * units[s] + m] * scale[m];
  const geometry = costs.geometry && sampleGeometry(costs.geometry, units);
  const sizes = units.map((u) => search.members.offsets[u + 1] - search.members.offsets[u]);
  const memberRows = Array.from(units.keys()).flatMap((s) => new Array<number>(sizes[s]).fill(s));
  const memberUnits = Array.from(units).flatMap((u) =>
    Array.from(search.members.targets.subarray(search.members.offsets[u], search.members.offsets[u + 1])),
  );
  const sample: SearchProblem = {
    ...search,
    n,
    hasBudget: false,
    size: M * search.k,
    lower: search.lower.subarray(0, M * search.k),
    upper: search.upper.subarray(0, M * search.k),
    members: buildCsr(n, memberRows, memberUnits),
    load,
    trips: Float64Array.from(units, (u) => search.trips[u]),
    weight: Float64Array.from(units, (u) => search.weight[u]),
    row: Int32Array.from(units, (u) => search.row[u]),
    mayStay: Uint8Array.from(units, (u) => search.mayStay[u]),
    costs: {
      ...costs,
      cost: (s, j) => costs.cost(units[s], j),
      moved: (s, j) => costs.moved(units[s], j),
      geometry,
      isPoint: Uint8Array.from(units, (u) => costs.isPoint[u]),
      incumbent: Int32Array.from(units, (u) => costs.incumbent[u]),
      moveCost: Float64Array.from(units, (u) => costs.moveCost[u]),
      movable: Float64Array.from(units, (u) => costs.movable[u]),
    },
  };
  return { sample, scale };
}

function sampleGeometry(geometry: SearchGeometry, units: Int32Array): SearchGeometry {
  const { travel, centres } = geometry;
  const { dimension } = travel;
  const places = new Float64Array(dimension * units.length);
  for (let s = 0; s < units.length; s++) {
    places.set(geometry.places.subarray(dimension * units[s], dimension * (units[s] + 1)), dimension * s);
  }
  return { travel, places, centres, metric: createMetric(travel, places, centres) };
}

/** Leads an assignment of merged units back to the problem's units; -1 for those nothing may hold. */
export function expandAssignment(search: SearchProblem, assignment: Int32Array): Int32Array {
  const expanded = new Int32Array(countUnits(search.problem)).fill(-1);
  for (let u = 0; u < search.n; u++) {
    for (let e = search.members.offsets[u]; e < search.members.offsets[u + 1]; e++) {
      expanded[search.members.targets[e]] = assignment[u];
    }
  }
  return expanded;
}

/** Leads an assignment of the problem's units to one of merged units. */
export function mergeAssignment(search: SearchProblem, assignment: Int32Array): Int32Array {
  const { offsets, targets } = search.members;
  return Int32Array.from({ length: search.n }, (_, u) => assignment[targets[offsets[u]]]);
}
