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
 * 5. Where plans were left out, others are sought between the two neighbours that are farthest apart in moved value, with
 *    a budget half-way between them, and limits half-way too where the first is outside them; until there are as many as
 *    are wanted or each gap was looked into once.
 *
 * One run of the engine for each plan but the first, and at the most as many again for those that are left out.
 */
import { giveWay } from '../../core/giveWay.js';
import { integerIn, resolveOptions } from '../../core/options.js';
import { checkBalanceProblem } from '../checkBalanceProblem.js';
import { type BalanceOptions, resolveBalanceOptions } from '../options.js';
import type { BalanceProblem } from '../problem.js';
import { assignAtOnce } from '../search/assignAtOnce.js';
import { solveProblem } from '../search/solveProblem.js';
import { createWork, goThrough, orStopped, runTask, runTaskAsync, type Task, type Work } from '../work.js';
import { createJudge, type FrontierPlan, findJudgement, type MadePlan } from './judgePlans.js';
import { stayPut } from './stayPut.js';

/** Weight of moved value against travel: moving everything would cost this many times the dearer end. */
const DEAR = 10;

/** How a frontier is made: the engine's options, and how many plans. */
export interface FrontierOptions extends BalanceOptions {
  /** Plans that are sought, ends included; fewer are left where some are no better. 3 or more. Default 10. */
  readonly plans: number;
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
  const judged = { ...problem, disruptionBudget: Number.POSITIVE_INFINITY };
  const prepared = yield* orStopped(prepare(judged));
  if (prepared === null) {
    const plan = yield* goThrough(assignAtOnce(judged));
    return [yield* goThrough(createJudge(plan, options, work)(plan))];
  }
  const judge = createJudge(prepared.judgement, options, work);
  const found: FrontierPlan[] = [];
  /** How far the limits of a plan were from the loads as they are, 0, to what they should be; 1 unless told. */
  const stepOf = new Map<FrontierPlan, number>();
  const add = function* (made: MadePlan, step: number): Task<FrontierPlan> {
    const plan = yield* goThrough(judge(made));
    found.push(plan);
    stepOf.set(plan, step);
    const { cost, bound } = plan.result;
    const share = Math.min(1, found.length / plans);
    options.onProgress?.({ phase: 'improve', share, cost: cost.total, excess: plan.excess, bound });
    return plan;
  };
  const quiet = { ...options, onProgress: null };
  const solve = function* (changes: Partial<BalanceProblem>, step = 1): Task<FrontierPlan | null> {
    if (work.stopCause() !== null) return null;
    return yield* add(yield* solveProblem({ ...problem, ...changes }, quiet, work), step);
  };
  const stay = yield* add(prepared.start, 0);
  const free = yield* solve({});
  if (free === null) return found;
  // Whoever moves has to be worth it ten times over: little is moved, and travel decides between equals.
  const dearest = Math.max(stay.result.cost.travel, free.result.cost.total);
  const dear = { disruptionWeight: (DEAR * dearest) / sumMovable(problem) || 1 };
  const approach = (step: number) => widenLimits(problem, stay.result.loads, step);
  const least = yield* solve(dear);
  if (least === null) return dropNoBetter(found);
  const from = least.result.moved.value;
  const to = free.result.moved.value;
  const below = from > stay.result.moved.value ? Math.ceil((plans - 3) / 2) : 0;
  for (let step = 1; step <= below; step++) {
    const share = step / (below + 1);
    yield* solve({ ...dear, ...approach(share) }, share);
  }
  const above = to > from ? plans - 3 - below : 0;
  for (let step = 1; step <= above; step++) {
    yield* solve({ disruptionBudget: from + (step / (above + 1)) * (to - from) });
  }
  /** Entry `[plan]` is the next plan, where the gap between them was looked into. */
  const next = new Map<FrontierPlan, FrontierPlan>();
  for (let run = 0; run < plans && work.stopCause() === null; run++) {
    const kept = dropNoBetter(found);
    const gap = kept.length < plans ? findWidestGap(kept, next) : null;
    if (gap === null) return kept;
    const [before, after] = gap;
    next.set(before, after);
    const step = (stepOf.get(before)! + stepOf.get(after)!) / 2;
    const disruptionBudget = (before.result.moved.value + after.result.moved.value) / 2;
    yield* solve({ disruptionBudget, ...(before.excess > 0 && approach(step)) }, step);
  }
  return dropNoBetter(found);
}

/** What plans are judged by, and the plan in which nothing moves. */
function* prepare(problem: BalanceProblem) {
  return { judgement: yield* findJudgement(problem), start: yield* stayPut(problem) };
}

/** The two neighbours that are farthest apart in moved value, of those between which nothing was sought yet. */
function findWidestGap(
  plans: readonly FrontierPlan[],
  next: ReadonlyMap<FrontierPlan, FrontierPlan>,
): readonly [FrontierPlan, FrontierPlan] | null {
  let widest = 0;
  let found: readonly [FrontierPlan, FrontierPlan] | null = null;
  for (let p = 1; p < plans.length; p++) {
    const [before, after] = [plans[p - 1], plans[p]];
    const width = after.result.moved.value - before.result.moved.value;
    if (width <= widest || next.get(before) === after) continue;
    widest = width;
    found = [before, after];
  }
  return found;
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
