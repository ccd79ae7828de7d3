/**
 * The problem as the search sees it: families are merged to one unit, locks and eligibility are one list of
 * territories per unit, loads are in shares of a mean target, measures without any limit are left out.
 *
 * Nothing of this is visible outside `balance`; {@link expandAssignment} leads back.
 */
import { buildCsr, type Csr } from '../core/csr.js';
import { runsOf } from '../core/runsOf.js';
import { dropTooSmall, listChoices, mergeChoices } from './merge/mergeChoices.js';
import { addBudget, mergeTrips, scaleBudget, scaleLoads, weighUnits } from './merge/scaleLoads.js';
import { createSearchCosts, type SearchCosts } from './merge/searchCosts.js';
import { type BalanceProblem, countUnits } from './problem.js';
import { finishNow, type Task } from './work.js';

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

/** The merged problem in one go, see {@link mergeProblem}. */
export function createSearchProblem(problem: BalanceProblem, centres: Float64Array | null): SearchProblem {
  return finishNow(mergeProblem(problem, centres));
}

/**
 * Merges, scales and lists: everything the search needs, once. O(units x measures), a few arrays of that length; pauses
 * on the way.
 */
export function* mergeProblem(problem: BalanceProblem, centres: Float64Array | null): Task<SearchProblem> {
  const k = problem.territoryIds.length;
  const { rows, choices, rowFor } = yield* mergeChoices(problem);
  const isHeld = (i: number) => choices[rows[i]].length > 0;
  const { members, unassignable, row } = yield* mergeFamilies(problem, isHeld, rows);
  const scaled = yield* scaleLoads(problem, members, k);
  yield* dropTooSmall(scaled, row, choices, rowFor, k);
  const trips = yield* mergeTrips(problem, members);
  const budget = yield* scaleBudget(problem, k);
  const costs = yield* createSearchCosts(problem, members, centres, budget.unitMoved);
  const mayStay = new Uint8Array(row.length);
  for (const { from, to } of runsOf(row.length)) {
    yield;
    for (let u = from; u < to; u++) {
      if (costs.incumbent[u] >= 0 && choices[row[u]].includes(costs.incumbent[u])) mayStay[u] = 1;
    }
  }
  const movable = budget.isLimited ? costs.movable : null;
  const weight = yield* weighUnits(trips, scaled.load, scaled.M, movable);
  return {
    n: row.length,
    k,
    problem,
    members,
    unassignable,
    ...scaled,
    ...addBudget(scaled, budget),
    unitMoved: budget.unitMoved,
    trips,
    weight,
    row,
    choices: listChoices(choices),
    mayStay,
    costs,
  };
}

/** Numbers the families that something may hold; row u of `members` lists the units of family u, rising. */
function* mergeFamilies(
  problem: BalanceProblem,
  isHeld: (root: number) => boolean,
  rows: Int32Array,
): Task<{ members: Csr; unassignable: Int32Array; row: Int32Array }> {
  const count = countUnits(problem);
  /** Entry `[i]` is the merged unit that unit i belongs to, -1 where nothing may hold it. */
  const groupOf = new Int32Array(count).fill(-1);
  const row = new Int32Array(count);
  let n = 0;
  for (const { from, to } of runsOf(count)) {
    yield;
    for (let i = from; i < to; i++) {
      if (problem.families[i] !== i || !isHeld(i)) continue;
      groupOf[i] = n;
      row[n++] = rows[i];
    }
  }
  /** Units that something may hold, then those that nothing may. */
  const units = new Int32Array(count);
  let held = 0;
  let unheld = count;
  for (const { from, to } of runsOf(count)) {
    yield;
    for (let i = from; i < to; i++) {
      groupOf[i] = groupOf[problem.families[i]];
      if (groupOf[i] >= 0) units[held++] = i;
      else units[--unheld] = i;
    }
  }
  const groups = held === count ? groupOf : units.subarray(0, held).map((i) => groupOf[i]);
  yield;
  return {
    members: buildCsr(n, groups, units.subarray(0, held)),
    unassignable: units.slice(held).reverse(),
    row: row.subarray(0, n),
  };
}

/** Leads an assignment of merged units back to the problem's units; -1 for those nothing may hold. */
export function expandAssignment({ n, problem, members }: SearchProblem, assignment: Int32Array): Int32Array {
  const expanded = new Int32Array(countUnits(problem)).fill(-1);
  for (let u = 0; u < n; u++) {
    for (let e = members.offsets[u]; e < members.offsets[u + 1]; e++)
      expanded[members.targets[e]] = assignment[u];
  }
  return expanded;
}

/** Leads an assignment of the problem's units to one of merged units. */
export function mergeAssignment(search: SearchProblem, assignment: Int32Array): Int32Array {
  const { offsets, targets } = search.members;
  return Int32Array.from({ length: search.n }, (_, u) => assignment[targets[offsets[u]]]);
}
