/**
 * From "nothing moves" to "best balance": plans that each move more than the one before, and are better for it.
 *
 * 1. One end: everybody stays who may. The other end: the plan that no budget holds back, territories renamed to what
 *    they were. Between them the plan that moves least of all that are within the limits.
 * 2. Below that, limits are a share t of the way from the loads as they are to what they should be. A plan that moves v
 *    to be within the limits is, with units split, within these for t v: moved value rises about evenly with t.
 * 3. Above that, budgets rise evenly to what the free plan moves; each plan has the lowest travel cost found for its
 *    budget.
 * 4. All plans are judged by the problem as it was given: by load outside the limits, then by cost. A plan that moves
 *    more than another and is no better is left out.
 *
 * One run of the engine for each plan but the first.
 */
import { giveWay } from '../../core/giveWay.js';
import { integerIn, resolveOptions } from '../../core/options.js';
import { findFollowingRule } from '../centred/centreRule.js';
import { placeCentres } from '../centred/placeCentres.js';
import { findConflicts } from '../check.js';
import { checkBalanceProblem } from '../checkBalanceProblem.js';
import { createResult } from '../finish.js';
import { type BalanceOptions, resolveBalanceOptions } from '../options.js';
import type { BalanceProblem } from '../problem.js';
import type { BalanceResult } from '../result.js';
import { solveProblem } from '../search/solveProblem.js';
import { createSearchProblem } from '../searchProblem.js';
import { createWork, finishNow, goThrough, runTask, runTaskAsync, type Task, type Work } from '../work.js';
import { relabel } from './relabelToIncumbent.js';
import { stayPut } from './stayPut.js';

/** Weight of moved value against travel: moving everything would cost this many times the free plan. */
const DEAR = 10;

/** How a frontier is made: the engine's options, and how many plans. */
export interface FrontierOptions extends BalanceOptions {
  /** Plans that are sought, ends included; fewer are left where some are no better. 3 or more. Default 10. */
  readonly plans: number;
}

/** One plan of a frontier. */
export interface FrontierPlan {
  /** The plan, judged by the problem without a budget; `moved` says what changes hands. */
  readonly result: BalanceResult;
  /** Entry `[m]` is the largest `abs(load - target) / target` of a territory with a target. */
  readonly imbalance: Float64Array;
  /** Load outside the limits in mean targets, summed over measures and territories; 0 for a plan within them. */
  readonly excess: number;
}

/**
 * Plans from "nothing moves" to "best balance", so that whoever decides sees what each further move buys.
 *
 * @param problem - the columns, with incumbents; with a disruption budget the frontier ends there
 * @param options - see {@link FrontierOptions}
 * @returns plans by rising moved value; each has less load outside the limits than the one before or, with as little,
 * a lower cost
 * @throws {@link InputError} with one issue for every column or entry of the problem that is wrong
 * @throws {@link OptionsError} where an option is unknown or out of range
 * @remarks Free centres that nothing tells apart are renamed by {@link relabelToIncumbent}. Near-linear in the number
 * of units; deterministic. Stopped early it hands over the plans it has.
 * @example
 * ```ts
 * import { disruptionFrontier, prepareProblem } from 'bailiwick/balance';
 *
 * const problem = prepareProblem({
 *   accounts: [0, 1, 2, 3, 4, 5].map((lon) => ({
 *     id: `a${lon}`, lon, lat: 0, measures: { hours: 1 }, attributes: {}, incumbentId: 'west',
 *   })),
 *   territories: [
 *     { id: 'west', repIds: [], seat: { lon: 0, lat: 0 } },
 *     { id: 'east', repIds: [], seat: { lon: 5, lat: 0 } },
 *   ],
 *   measures: [{ id: 'hours', tolerance: 0.4 }],
 * });
 * const frontier = disruptionFrontier(problem, { plans: 4 });
 * frontier.map(({ result }) => result.moved.value); // => [0, 1, 2, 3]
 * frontier.map(({ result }) => result.status); // => ['stopped', 'stopped', 'feasible', 'feasible']
 * ```
 */
export function disruptionFrontier(
  problem: BalanceProblem,
  options?: Partial<FrontierOptions>,
): FrontierPlan[] {
  const { plans, ...engine } = resolveFrontierOptions(options);
  const work = createWork(engine);
  return runTask(seekFrontier(problem, plans, engine, work), work);
}

/**
 * The same as {@link disruptionFrontier}, giving way to everything else every few milliseconds.
 *
 * @param problem - the columns
 * @param options - see {@link FrontierOptions}; `signal` ends the search with the plans so far
 * @returns a promise of the same plans
 * @throws {@link InputError} (by rejection) with one issue for every column or entry that is wrong
 * @throws {@link OptionsError} (by rejection) where an option is unknown or out of range
 */
export async function disruptionFrontierAsync(
  problem: BalanceProblem,
  options?: Partial<FrontierOptions>,
): Promise<FrontierPlan[]> {
  const { plans, ...engine } = resolveFrontierOptions(options);
  const work = createWork(engine);
  return runTaskAsync(seekFrontier(problem, plans, engine, work), work, giveWay);
}

function resolveFrontierOptions(options: Partial<FrontierOptions> | undefined): FrontierOptions {
  const { plans, ...engine } = options ?? {};
  const { plans: resolved } = resolveOptions(
    'disruptionFrontier',
    { plans: 10 },
    plans === undefined ? {} : { plans },
    { plans: integerIn(3) },
  );
  return { ...resolveBalanceOptions(engine), plans: resolved };
}

function* seekFrontier(
  problem: BalanceProblem,
  plans: number,
  options: BalanceOptions,
  work: Work,
): Task<FrontierPlan[]> {
  yield* goThrough(checkBalanceProblem(problem));
  const judge = createJudge(problem, options, work);
  const found: FrontierPlan[] = [];
  const add = (plan: FrontierPlan) => {
    found.push(plan);
    const { cost, bound } = plan.result;
    const share = found.length / plans;
    options.onProgress?.({ phase: 'improve', share, cost: cost.total, excess: plan.excess, bound });
    return plan;
  };
  const quiet = { ...options, onProgress: null };
  const isStopped = () => work.stopCause() !== null;
  const stay = add(judge(stayPut(problem)));
  const free = add(judge(yield* solveProblem(problem, quiet, work)));
  // Whoever moves has to be worth it ten times over: little is moved, and travel decides between equals.
  const dear = { disruptionWeight: (DEAR * free.result.cost.total) / sumMovable(problem) || 1 };
  const solve = function* (changes: Partial<BalanceProblem>): Task<FrontierPlan | null> {
    if (isStopped()) return null;
    return add(judge(yield* solveProblem({ ...problem, ...changes }, quiet, work)));
  };
  const least = yield* solve(dear);
  if (least === null) return dropNoBetter(found);
  const isApart = least.result.moved.value > stay.result.moved.value;
  const below = isApart ? Math.ceil((plans - 3) / 2) : 0;
  for (let step = 1; step <= below; step++) {
    yield* solve({ ...dear, ...widenLimits(problem, stay.result.loads, step / (below + 1)) });
  }
  const from = least.result.moved.value;
  const to = free.result.moved.value;
  const above = to > from ? plans - 3 - below : 0;
  for (let step = 1; step <= above; step++) {
    yield* solve({ disruptionBudget: from + (step / (above + 1)) * (to - from) });
  }
  return dropNoBetter(found);
}

/** Judges plans by the problem as it was given, apart from its budget, their territories renamed. */
function createJudge(problem: BalanceProblem, options: BalanceOptions, work: Work) {
  const judged = { ...problem, disruptionBudget: Number.POSITIVE_INFINITY };
  const search = createSearchProblem(judged, null);
  // What no plan can keep is said of every plan.
  const conflicts = findConflicts(search);
  const isFollowing = findFollowingRule(problem.travel) !== null;
  return (made: { readonly assignment: Int32Array; readonly centres: Float64Array | null }): FrontierPlan => {
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
      isStopped: false,
    };
    const result = finishNow(createResult(search, outcome, options, work));
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

/** Limits a share of the way from loads as they are to the limits of the problem. */
function widenLimits(problem: BalanceProblem, loads: readonly Float64Array[], share: number) {
  const towards = (limit: number, load: number) => load + share * (limit - load);
  return {
    lowers: problem.lowers.map((column, m) =>
      column.map((lower, j) => (loads[m][j] < lower ? towards(lower, loads[m][j]) : lower)),
    ),
    uppers: problem.uppers.map((column, m) =>
      column.map((upper, j) => (loads[m][j] > upper ? towards(upper, loads[m][j]) : upper)),
    ),
  };
}

/** By rising moved value, without plans that are no better than one that moves no more. */
function dropNoBetter(plans: readonly FrontierPlan[]): FrontierPlan[] {
  const compare = (a: FrontierPlan, b: FrontierPlan) =>
    a.excess - b.excess || a.result.cost.total - b.result.cost.total;
  const ordered = [...plans].sort((a, b) => a.result.moved.value - b.result.moved.value || compare(a, b));
  const kept: FrontierPlan[] = [];
  for (const plan of ordered) {
    const before = kept.at(-1);
    if (before === undefined || compare(plan, before) < 0) kept.push(plan);
  }
  return kept;
}

function sumMovable({ incumbents, disruptionValue }: BalanceProblem): number {
  return sum(disruptionValue.filter((_, i) => incumbents[i] >= 0));
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
