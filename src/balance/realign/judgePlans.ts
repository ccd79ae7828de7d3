import { findFollowingRule } from '../centred/centreRule.js';
import { placeCentres } from '../centred/placeCentres.js';
import { findConflicts } from '../check.js';
import { createResult, type Judged } from '../finish.js';
import type { BalanceOptions } from '../options.js';
import type { BalanceProblem } from '../problem.js';
import type { BalanceResult, Reason } from '../result.js';
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

/** What plans are judged by: the problem as it was given, apart from its budget, and what no plan can keep. */
export interface Judgement extends Judged {
  readonly conflicts: readonly Reason[];
}

/** Finds what plans of a problem without a budget are judged by. */
export function* findJudgement(problem: BalanceProblem): Task<Judgement> {
  const search = yield* mergeProblem(problem, null);
  yield;
  const conflicts = findConflicts(search);
  yield;
  return { problem, unassignable: search.unassignable, conflicts };
}

/** Judges plans, their territories renamed. */
export function createJudge(
  judgement: Judgement,
  options: BalanceOptions,
  work: Work,
): (made: MadePlan) => Task<FrontierPlan> {
  const { problem, conflicts } = judgement;
  const isFollowing = findFollowingRule(problem.travel) !== null;
  /** Entry `[m]` is the mean load of a territory; 1 where there is none. */
  const means = problem.loads.map((load) => sum(load) / problem.territoryIds.length || 1);
  return function* (made) {
    yield;
    const isStopped = work.stopCause() !== null;
    const { assignment, labels } = relabel(problem, made.assignment);
    const outcome = {
      assignment,
      ...(isFollowing
        ? placeCentres(problem, assignment, isStopped)
        : { centres: made.centres && renameCentres(made.centres, labels), centreUnits: null }),
      prices: null,
      bound: null,
      conflicts,
      least: null,
      isStopped,
    };
    yield;
    const result = yield* createResult(judgement, outcome, options, work);
    const imbalance = Float64Array.from(result.loads, (load, m) =>
      problem.targets[m].reduce(
        (worst, target, j) => (target > 0 ? Math.max(worst, Math.abs(load[j] - target) / target) : worst),
        0,
      ),
    );
    let excess = 0;
    for (const { measureId, load, lower, upper } of result.violations) {
      const m = problem.measureIds.indexOf(measureId);
      excess += Math.max(load - upper, lower - load) / means[m];
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
