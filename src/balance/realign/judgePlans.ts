import { findFollowingRule } from '../centred/centreRule.js';
import { placeCentres } from '../centred/placeCentres.js';
import { findConflicts } from '../check.js';
import { createResult } from '../finish.js';
import type { BalanceOptions } from '../options.js';
import type { BalanceProblem } from '../problem.js';
import type { BalanceResult } from '../result.js';
import { mergeProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import { relabel } from './relabelToIncumbent.js';

/** One plan of a frontier. */
export interface FrontierPlan {
  /** The plan, judged by the problem without a budget; `moved` says what changes hands. */
  readonly result: BalanceResult;
  /** Entry `[m]` is the largest `abs(load - target) / target` of a territory with a target. */
  readonly imbalance: Float64Array;
  /** Load outside the limits in mean targets, summed over measures and territories; 0 for a plan within them. */
  readonly excess: number;
}

/** What is judged. */
export interface MadePlan {
  readonly assignment: Int32Array;
  readonly centres: Float64Array | null;
}

/** Judges plans by the problem as it was given, apart from its budget, their territories renamed. */
export function* createJudge(
  problem: BalanceProblem,
  options: BalanceOptions,
  work: Work,
): Task<(made: MadePlan) => Task<FrontierPlan>> {
  const judged = { ...problem, disruptionBudget: Number.POSITIVE_INFINITY };
  const search = yield* mergeProblem(judged, null);
  // What no plan can keep is said of every plan.
  const conflicts = findConflicts(search);
  const isFollowing = findFollowingRule(problem.travel) !== null;
  return function* (made) {
    yield;
    const { assignment, labels } = relabel(problem, made.assignment);
    const outcome = {
      assignment,
      ...(isFollowing
        ? placeCentres(problem, assignment)
        : { centres: made.centres && renameCentres(made.centres, labels), centreUnits: null }),
      prices: null,
      bound: null,
      conflicts,
      least: null,
      isStopped: work.stopCause() !== null,
    };
    yield;
    const result = yield* createResult(search, outcome, options, work);
    const imbalance = Float64Array.from(result.loads, (load, m) =>
      problem.targets[m].reduce(
        (worst, target, j) => (target > 0 ? Math.max(worst, Math.abs(load[j] - target) / target) : worst),
        0,
      ),
    );
    let excess = 0;
    for (const { measureId, load, lower, upper } of result.violations) {
      const m = problem.measureIds.indexOf(measureId);
      const mean = sum(problem.loads[m]) / problem.territoryIds.length || 1;
      excess += Math.max(load - upper, lower - load) / mean;
    }
    return { result, imbalance, excess };
  };
}

function renameCentres(centres: Float64Array, labels: Int32Array): Float64Array {
  const dimension = centres.length / labels.length;
  const renamed = new Float64Array(centres.length);
  labels.forEach((label, j) => {
    renamed.set(centres.subarray(dimension * j, dimension * (j + 1)), dimension * label);
  });
  return renamed;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
