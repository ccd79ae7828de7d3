/**
 * Makes a whole plan of an exact fractional one, in which split units and territories form a forest.
 *
 * 1. Take a territory with one split unit left (a leaf): whether it gets that unit whole is its last question.
 * 2. It gets the unit where that leaves it less outside its limits than going without, or, where both are as good,
 *    where it had the larger part.
 * 3. If it gets it, the unit's other territories have one split unit less; if not, the unit goes on without this
 *    territory, and belongs to the last one that is left.
 *
 * O(parts²) at worst in a star, near-linear else; there are fewer extra parts than territories.
 */
import { runsOf } from '../../core/runsOf.js';
import type { SearchProblem } from '../searchProblem.js';
import { createState, type PlanState } from '../state.js';
import type { SeatSolution } from '../transport/solveSeats.js';
import type { Task } from '../work.js';

/** Rounds the optimum of a relaxation with one measure to a new state; pauses on the way. */
export function* roundSplits(
  search: SearchProblem,
  { assignment, splits }: Pick<SeatSolution, 'assignment' | 'splits'>,
): Task<PlanState> {
  const { n, k, load, lower, upper, costs } = search;
  const whole = assignment.slice();
  /** The parts of each split unit and the split units of each territory that are not decided yet. */
  const partsOf = new Map<number, Map<number, number>>();
  const unitsOf = new Map<number, Set<number>>();
  for (const { unit, seat, load: part } of splits) {
    whole[unit] = -1;
    partsOf.set(unit, (partsOf.get(unit) ?? new Map()).set(seat, part));
    unitsOf.set(seat, (unitsOf.get(seat) ?? new Set()).add(unit));
  }
  const loads = new Float64Array(k);
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) if (whole[u] >= 0) loads[whole[u]] += load[u];
  }
  const outside = (j: number, value: number) => Math.max(0, value - upper[j], lower[j] - value);
  const leaves = [...unitsOf.keys()].filter((j) => unitsOf.get(j)!.size === 1).sort((a, b) => a - b);

  function leave(unit: number, j: number): void {
    partsOf.get(unit)!.delete(j);
    unitsOf.get(j)!.delete(unit);
    if (unitsOf.get(j)!.size === 1) leaves.push(j);
  }

  function settle(unit: number, j: number): void {
    whole[unit] = j;
    loads[j] += load[unit];
    for (const other of [...partsOf.get(unit)!.keys()]) leave(unit, other);
  }

  for (let at = 0; at < leaves.length; at++) {
    const j = leaves[at];
    const [unit] = unitsOf.get(j)!;
    if (unit === undefined) continue;
    const parts = partsOf.get(unit)!;
    const withIt = outside(j, loads[j] + load[unit]);
    const without = outside(j, loads[j]);
    const isLargest = [...parts.values()].every((part) => part <= parts.get(j)!);
    const takes = parts.size === 1 || (withIt === without ? isLargest : withIt < without);
    if (takes) settle(unit, j);
    else leave(unit, j);
  }
  // A forest always has a leaf; where rounding errors made a cycle of it, the largest part decides.
  for (let u = 0; u < n; u++) if (whole[u] < 0) whole[u] = assignment[u];
  const unitCost = new Float64Array(n);
  for (const { from, to } of runsOf(n)) {
    yield;
    for (let u = from; u < to; u++) unitCost[u] = costs.cost(u, whole[u]);
  }
  yield;
  return createState(search, whole, unitCost);
}
