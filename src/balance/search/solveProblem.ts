import type { StopCause } from '../../core/budget.js';
import { findFollowingRule } from '../centred/centreRule.js';
import { placeCentres } from '../centred/placeCentres.js';
import { findConflicts } from '../check.js';
import { placeFirstCentres } from '../construct/freeCentres.js';
import { isPlain } from '../construct/powerCells/planPowerCells.js';
import { explainUnbounded } from '../explain.js';
import { createResult, expandPrices } from '../finish.js';
import type { BalanceOptions } from '../options.js';
import type { BalanceProblem } from '../problem.js';
import type { BalanceResult, Reason } from '../result.js';
import { expandAssignment, mergeProblem, type SearchProblem } from '../searchProblem.js';
import { buildPlaceTree } from '../transport/buildPlaceTree.js';
import { widenLimits } from '../widenLimits.js';
import { goThrough, orStopped, Stopped, type Task, type Work } from '../work.js';
import { assignAtOnce } from './assignAtOnce.js';
import { findFreeCentres } from './findFreeCentres.js';
import { createProgress, createReport } from './progress.js';
import { searchFollowing } from './searchFollowing.js';
import { searchPlan } from './searchPlan.js';
import { searchPoints } from './searchPoints.js';

/** What is known of a plan that no search found. */
const NOTHING_KNOWN = { prices: null, bound: null, least: null } as const;

/** Checks the problem and finds a plan; where limits are proven not to be met, within limits that give as little as can be. */
export function* solveProblem(
  problem: BalanceProblem,
  options: BalanceOptions,
  work: Work,
): Task<BalanceResult> {
  createReport(options, createProgress())('check', 0);
  const checked = yield* orStopped(checkProblem(problem));
  if (checked === null) return yield* answerAtOnce(problem, [], options, work);
  const { search, conflicts } = checked;
  const widened = conflicts.length > 0 ? widenLimits(search) : null;
  if (widened === null) return yield* findPlan(search, conflicts, options, work);
  const reasons = [...conflicts, ...widened.reasons];
  // Points with free centres have their own way with heavy units: each gets the place where it stands.
  if (widened.hasHeavy && findFreeCentres(search) && isPlain(search))
    return yield* findPlan(search, reasons, options, work);
  const wider = yield* orStopped(mergeProblem(widened.problem, seatsOf(widened.problem)));
  if (wider === null) return yield* answerAtOnce(problem, reasons, options, work);
  const nearest = yield* findPlan(wider, [], options, work);
  const outcome = { ...nearest, ...withoutPlan(reasons, nearest.stopCause) };
  return yield* goThrough(createResult(search, outcome, options, work));
}

/** The result of a search that is stopped before it has a plan; pauses that hear nothing more. */
function* answerAtOnce(
  problem: BalanceProblem,
  known: readonly Reason[],
  options: BalanceOptions,
  work: Work,
): Task<BalanceResult> {
  const plan = yield* goThrough(assignAtOnce(problem));
  const isFollowing = findFollowingRule(problem.travel) !== null;
  const found = isFollowing
    ? placeCentres(problem, plan.assignment, true)
    : { centres: plan.centres, centreUnits: null };
  const conflicts = known.length > 0 ? known : plan.conflicts;
  const outcome = { assignment: plan.assignment, ...found, ...NOTHING_KNOWN, conflicts, isStopped: true };
  const result = yield* goThrough(createResult(plan, outcome, options, work));
  createReport(options, createProgress())('done', 1);
  return result;
}

/** The merged problem, and why it has no plan where that is plain before any search. */
function* checkProblem(problem: BalanceProblem): Task<{ search: SearchProblem; conflicts: Reason[] }> {
  const search = yield* mergeProblem(problem, seatsOf(problem));
  // Preparing a large problem takes as long as a pause is apart.
  yield;
  const conflicts = findConflicts(search);
  yield;
  return { search, conflicts };
}

/** Seats, to be joined by free centres. */
function seatsOf({ travel }: BalanceProblem): Float64Array | null {
  return travel.kind === 'geometric' ? travel.seats.slice() : null;
}

/** Centre, price, construct, improve, result. */
function* findPlan(
  search: SearchProblem,
  known: readonly Reason[],
  options: BalanceOptions,
  work: Work,
): Task<BalanceResult> {
  const { problem } = search;
  const centres = search.costs.geometry?.centres ?? null;
  const conflicts = [...known];
  const progress = createProgress();
  const report = createReport(options, progress);
  const run = { search, options, progress, report, work, solve: solveProblem };
  const isFollowing = findFollowingRule(problem.travel) !== null;
  const isFree = findFreeCentres(search);
  try {
    yield;
    if (isFollowing) yield* searchFollowing(run);
    else if (isFree && isPlain(search))
      yield* searchPoints(search, { isFree, options, progress, report, work });
    else {
      if (isFree) yield* placeFirstCentres(search, centres!);
      const tree = yield* buildPlaceTree(search, work);
      yield* searchPlan(run, tree);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    progress.isStopped = true;
  }
  const { best } = progress;
  if (best === null) return yield* answerAtOnce(problem, conflicts, options, work);
  if (conflicts.length === 0) conflicts.push(...progress.conflict);
  if (progress.isUnbounded && conflicts.length === 0)
    conflicts.push(explainUnbounded(search, progress.prices!), ...progress.widening);
  const assignment = expandAssignment(search, best.assignment);
  const { bound, isStopped } = progress;
  const prices = progress.prices && expandPrices(search, progress.prices);
  const least = best.excess > 0 ? progress.least : null;
  const found = isFollowing ? placeCentres(problem, assignment, isStopped) : { centres, centreUnits: null };
  const outcome = { assignment, ...found, prices, bound, conflicts, least, isStopped };
  const result = yield* goThrough(createResult(search, outcome, options, work));
  report('done', 1);
  return result;
}

/** What is known of the nearest plan: that there is none within the limits. */
function withoutPlan(conflicts: readonly Reason[], stopCause: StopCause | null) {
  return { ...NOTHING_KNOWN, conflicts, isStopped: stopCause !== null };
}
