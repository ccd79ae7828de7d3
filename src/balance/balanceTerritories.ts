import { giveWay } from '../core/giveWay.js';
import { findFollowingRule } from './centred/centreRule.js';
import { placeCentres } from './centred/placeCentres.js';
import { searchCentred } from './centred/searchCentred.js';
import { explainBudget, explainUnbounded, findConflicts } from './check.js';
import { placeAtIncumbents, placeFirstCentres, settleCentres } from './construct/freeCentres.js';
import { listInTurn, packByLoad } from './construct/packByLoad.js';
import { isPlain } from './construct/powerCells/planPowerCells.js';
import { recentreBest } from './construct/recentreBest.js';
import { roundShares } from './construct/roundShares.js';
import { roundSplits } from './construct/roundSplits.js';
import { createResult } from './finish.js';
import {
  type BestPlan,
  createBestPlan,
  improveBest,
  improveOver,
  keepBetter,
  runCycles,
} from './improve/improvePlan.js';
import { type BalanceOptions, type BalanceProgress, resolveBalanceOptions } from './options.js';
import type { BalanceProblem } from './problem.js';
import { findLeastMoved } from './realign/findLeastMoved.js';
import type { BalanceResult, LeastBudget, Reason } from './result.js';
import { searchPoints } from './searchPoints.js';
import {
  createSearchProblem,
  expandAssignment,
  mergeAssignment,
  type SearchProblem,
} from './searchProblem.js';
import { createState } from './state.js';
import { solveMultiscale } from './transport/multiscale.js';
import { buildPlaceTree, type PlaceTree } from './transport/placeTree.js';
import { dearestCost, type RelaxationStart } from './transport/relaxation.js';
import { relaxBySeats } from './transport/relaxBySeats.js';
import { createWork, runTask, runTaskAsync, Stopped, type Task, type Work } from './work.js';

/** Candidates kept for a unit while prices are sought. */
const MOST_CANDIDATES = 32;
/** Rounds of local search and moving free centres to what it made. */
const MOST_POLISHES = 6;
/** What has to move exceeds the budget by more than rounding errors. */
const BUDGET_TOLERANCE = 1e-9;
/** A polish that lowers the cost by less than this share is the last. */
const LEAST_FALL = 1e-4;

/**
 * Assigns every unit to a territory: within the limits of all measures, at low cost, with a bound.
 *
 * @param problem - the columns, from `prepareProblem` or made by hand
 * @param options - see {@link BalanceOptions}; spread a preset of {@link balancePresets}
 * @returns the best plan found and what is known about it; arrays are the caller's to keep
 * @throws {@link OptionsError} where an option is unknown or out of range
 * @remarks Seats: the relaxation (units may be split) is solved by prices, rounded and improved; its value is the
 * bound. Free centres: they are moved and the assignment solved in turn, with no bound. Near-linear in the number of
 * units; the same input, options and seed give the same plan on every runtime unless a time limit or a signal ends it.
 * @example
 * ```ts
 * import { balanceTerritories, prepareProblem } from 'bailiwick/balance';
 *
 * const accounts = [10, 11, 12, 13].map((lon) => ({
 *   id: `at ${lon}`, lon, lat: 50, measures: { hours: 8 }, attributes: {},
 * }));
 * const problem = prepareProblem({
 *   accounts,
 *   territories: [
 *     { id: 'west', repIds: [], seat: { lon: 10.4, lat: 50 } },
 *     { id: 'east', repIds: [], seat: { lon: 12.6, lat: 50 } },
 *   ],
 *   measures: [{ id: 'hours', tolerance: 0 }],
 * });
 * const result = balanceTerritories(problem);
 * result.status; // => 'optimal'
 * Array.from(result.assignment); // => [0, 0, 1, 1]
 * Array.from(result.loads[0]); // => [16, 16]
 * ```
 */
export function balanceTerritories(
  problem: BalanceProblem,
  options?: Partial<BalanceOptions>,
): BalanceResult {
  const resolved = resolveBalanceOptions(options);
  const work = createWork(resolved);
  return runTask(solveProblem(problem, resolved, work), work);
}

/**
 * The same as {@link balanceTerritories}, giving way to everything else every few milliseconds.
 *
 * @param problem - the columns
 * @param options - see {@link BalanceOptions}; `signal` ends the search at the next pause, with the best plan so far
 * @returns a promise of the same plan, byte for byte
 * @throws {@link OptionsError} (by rejection) where an option is unknown or out of range
 */
export async function balanceTerritoriesAsync(
  problem: BalanceProblem,
  options?: Partial<BalanceOptions>,
): Promise<BalanceResult> {
  const resolved = resolveBalanceOptions(options);
  const work = createWork(resolved);
  return runTaskAsync(solveProblem(problem, resolved, work), work, giveWay);
}

/** Units above which following centres start from a plan with centres that cost least. */
const MANY_UNITS = 10_000;
/** What a bound relaxes, in words. */
const SPLIT_RELAXATION = 'units may be split between territories that could hold them whole';
const CENTRE_RELAXATION = 'each centre takes the units that suit it best, even if others take them too';

/** What the phases hand on; whatever is there when the search is stopped makes the result. */
interface Progress {
  prices: Float64Array | null;
  bound: number | null;
  isUnbounded: boolean;
  best: BestPlan | null;
  isStopped: boolean;
  /** What is known about the least that has to move, once that was looked at. */
  least: LeastBudget | null;
  /** Why limits and budget cannot be met at once, where that is proven. */
  conflict: readonly Reason[];
}

/** Check, centre, price, construct, improve, result. */
export function* solveProblem(
  problem: BalanceProblem,
  options: BalanceOptions,
  work: Work,
): Task<BalanceResult> {
  const centres = problem.travel.kind === 'geometric' ? problem.travel.seats.slice() : null;
  const search = createSearchProblem(problem, centres);
  let conflicts: Reason[] = [];
  const progress: Progress = {
    prices: null,
    bound: null,
    isUnbounded: false,
    best: null,
    isStopped: false,
    least: null,
    conflict: [],
  };
  const report = createReport(options, progress);
  report('check', 0);
  const isFollowing = findFollowingRule(problem.travel) !== null;
  const isFree = findFreeCentres(search);
  try {
    // Preparing a large problem takes as long as a pause is apart.
    yield;
    conflicts = findConflicts(search);
    yield;
    if (isFollowing) yield* searchFollowing(search, options, progress, report, work);
    else if (isFree && isPlain(search)) yield* searchPoints(search, isFree, options, progress, report, work);
    else {
      if (isFree) placeFirstCentres(search, centres!);
      const tree = yield* buildPlaceTree(search, work);
      yield* searchPlan(search, tree, options, progress, report, work);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    progress.isStopped = true;
  }
  const best = progress.best ?? assignInTurn(search);
  if (conflicts.length === 0) conflicts.push(...progress.conflict);
  if (progress.isUnbounded && conflicts.length === 0)
    conflicts.push(explainUnbounded(search, progress.prices!));
  const assignment = expandAssignment(search, best.assignment);
  const { prices, bound, isStopped } = progress;
  const least = best.excess > 0 ? progress.least : null;
  const found = isFollowing ? placeCentres(problem, assignment) : { centres, centreUnits: null };
  const relaxation = isFollowing ? CENTRE_RELAXATION : SPLIT_RELAXATION;
  const result = createResult(
    search,
    { assignment, ...found, prices, bound, relaxation, conflicts, least, isStopped },
    options,
    work,
  );
  report('done', 1);
  return result;
}

/**
 * Centres that follow their units are searched for by moves alone; where there are many units, from the plan with
 * centres that cost least, since moves alone take long to balance a plan from random seeds.
 */
function* searchFollowing(
  search: SearchProblem,
  options: BalanceOptions,
  progress: Progress,
  report: (phase: BalanceProgress['phase'], share: number) => void,
  work: Work,
): Task<void> {
  let first: Int32Array | null = null;
  const { geometry } = search.costs;
  if (geometry !== null && search.n > MANY_UNITS) {
    placeFirstCentres(search, geometry.travel.seats);
    const tree = yield* buildPlaceTree(search, work);
    yield* searchPlan(search, tree, { ...options, cycles: 0 }, progress, () => {}, work);
    first = progress.best?.assignment ?? null;
    progress.bound = null;
  }
  const { best, bound, run } = searchCentred(search, first, options, work);
  progress.best = best;
  report('improve', 0.05);
  const task = run((done) => report('improve', Math.max(0.05, done / (options.cycles + 1))));
  for (let step = task.next(); !step.done; step = task.next()) {
    progress.bound = bound();
    yield;
  }
  progress.bound = bound();
}

function* searchPlan(
  search: SearchProblem,
  tree: PlaceTree,
  options: BalanceOptions,
  progress: Progress,
  report: (phase: BalanceProgress['phase'], share: number) => void,
  work: Work,
): Task<void> {
  if (!search.hasBudget && dearestCost(search, tree) === 0) {
    yield* packPlan(search, options, progress, report, work);
    return;
  }
  const isFree = findFreeCentres(search);
  let start: RelaxationStart = { prices: new Float64Array(search.size), smoothing: null };
  if (isFree && search.hasBudget) placeAtIncumbents(search, isFree);
  else if (isFree) {
    report('centre', 0.02);
    const prices = yield* settleCentres(search, tree, isFree, options.centreRounds, MOST_CANDIDATES, work);
    start = { prices, smoothing: null };
  }
  report('price', isFree ? 0.3 : 0.02);
  const seats = isFree ? null : yield* relaxBySeats(search, work);
  let isExact = true;
  if (seats !== null) {
    progress.prices = seats.prices;
    progress.bound = seats.bound;
    progress.best = createBestPlan(roundSplits(search, seats));
  } else {
    const goal = { gap: options.relaxationGap, mostCandidates: MOST_CANDIDATES };
    const relaxation = yield* solveMultiscale(search, tree, start, goal, work);
    progress.prices = relaxation.prices;
    progress.isUnbounded = relaxation.isInfeasible;
    isExact = relaxation.isExact;
    if (!isFree) progress.bound = relaxation.bound;
    progress.best = createBestPlan(roundShares(search, relaxation.candidates, relaxation.shares));
  }
  const { prices, best } = progress;
  report('improve', 0.4);
  const settle = (isProven: boolean) => settleBudget(search, progress, options, isProven, work);
  if (search.hasBudget && !isExact && (yield* settle(progress.isUnbounded))) return;
  let lists = yield* improveBest(search, tree, prices, best, work);
  for (let polish = 0; isFree && polish < MOST_POLISHES; polish++) {
    const before = best.cost;
    recentreBest(search, best, isFree);
    lists = yield* improveBest(search, tree, prices, best, work);
    if (before - best.cost < LEAST_FALL * before) break;
  }
  const onCycle = (done: number) => report('improve', 0.5 + (0.5 * done) / (options.cycles + 1));
  yield* runCycles(search, lists, prices, best, options, onCycle, work);
  if (isFree) recentreBest(search, best, isFree);
  if (!search.hasBudget || best.excess === 0 || progress.least !== null) return;
  if (yield* settle(false)) return;
  lists = yield* improveBest(search, tree, prices, best, work);
  yield* runCycles(search, lists, prices, best, options, onCycle, work);
}

/**
 * What the budget allows, where that is not plain from the prices: whether it can be met at all, and a plan that moves
 * little. Ends with true where it is proven that the limits and the budget cannot be met at once.
 */
function* settleBudget(
  search: SearchProblem,
  progress: Progress,
  options: BalanceOptions,
  isProven: boolean,
  work: Work,
): Task<boolean> {
  const best = progress.best!;
  const { proven, plan } = yield* findLeastMoved(search, best.cost, options, work, solveProblem);
  if (plan.stopCause !== null) throw new Stopped();
  progress.isUnbounded = false;
  if (plan.status === 'infeasible') {
    progress.conflict = plan.reasons;
    return true;
  }
  const assignment = mergeAssignment(search, plan.assignment);
  const unitCost = Float64Array.from(assignment, (j, u) => search.costs.cost(u, j));
  keepBetter(best, createState(search, assignment, unitCost));
  const budget = search.problem.disruptionBudget;
  const isBeyond = isProven || proven > budget * (1 + BUDGET_TOLERANCE);
  progress.least = { proven, found: plan.violations.length === 0 ? plan.moved.value : null };
  if (isBeyond) progress.conflict = [explainBudget(budget, progress.least)];
  return isBeyond;
}

/** The plan where nothing costs anything: packed by load, then improved within the limits. */
function* packPlan(
  search: SearchProblem,
  options: BalanceOptions,
  progress: Progress,
  report: (phase: BalanceProgress['phase'], share: number) => void,
  work: Work,
): Task<void> {
  const prices = new Float64Array(search.size);
  const assignment = new Int32Array(search.n).fill(-1);
  try {
    yield* packByLoad(search, assignment, work);
  } finally {
    // Who stops gets what is packed, once every unit is.
    if (!assignment.includes(-1))
      progress.best = createBestPlan(createState(search, assignment, new Float64Array(search.n)));
  }
  const best = progress.best!;
  progress.prices = prices;
  progress.bound = 0;
  report('improve', 0.4);
  if (best.excess === 0) return;
  const lists = listInTurn(search, best.assignment);
  yield* improveOver(search, lists, prices, best, work);
  yield* runCycles(search, lists, prices, best, options, () => {}, work);
}

/** Tells free centres from seats; `null` where there are none. */
function findFreeCentres(search: SearchProblem): ((j: number) => boolean) | null {
  const { travel } = search.problem;
  if (travel.kind !== 'geometric' || !travel.seats.some((coordinate) => Number.isNaN(coordinate)))
    return null;
  const { seats, dimension } = travel;
  return (j) => Number.isNaN(seats[dimension * j]);
}

/**
 * What is left when a search is stopped before it has a plan, found in no time: every unit stays where it is, or goes to
 * one of the territories that may hold it, in turn, limits or not.
 */
function assignInTurn(search: SearchProblem): BestPlan {
  const { n, row, choices, mayStay, costs } = search;
  if (costs.geometry?.centres.some((coordinate) => Number.isNaN(coordinate))) {
    placeFirstCentres(search, costs.geometry.travel.seats);
  }
  const assignment = new Int32Array(n);
  const unitCost = new Float64Array(n);
  for (let u = 0; u < n; u++) {
    const from = choices.offsets[row[u]];
    const count = choices.offsets[row[u] + 1] - from;
    assignment[u] = mayStay[u] === 1 ? costs.incumbent[u] : choices.targets[from + (u % count)];
    unitCost[u] = costs.cost(u, assignment[u]);
  }
  return createBestPlan(createState(search, assignment, unitCost));
}

function createReport(options: BalanceOptions, progress: Progress) {
  return (phase: BalanceProgress['phase'], share: number) => {
    const { best, bound } = progress;
    options.onProgress?.({ phase, share, cost: best?.cost ?? null, excess: best?.excess ?? null, bound });
  };
}
