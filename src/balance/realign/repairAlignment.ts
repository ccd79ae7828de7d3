import { giveWay } from '../../core/giveWay.js';
import { findFollowingRule } from '../centred/centreRule.js';
import { placeCentres } from '../centred/placeCentres.js';
import { findConflicts } from '../check.js';
import { checkBalanceProblem } from '../checkBalanceProblem.js';
import { createResult, type Judged, type Outcome } from '../finish.js';
import { type BalanceOptions, resolveBalanceOptions } from '../options.js';
import type { BalanceProblem } from '../problem.js';
import type { BalanceResult, Reason } from '../result.js';
import { assignAtOnce } from '../search/assignAtOnce.js';
import { solveProblem } from '../search/solveProblem.js';
import { mergeProblem } from '../searchProblem.js';
import {
  createWork,
  goThrough,
  orStopped,
  runTask,
  runTaskAsync,
  Stopped,
  type Task,
  type Work,
} from '../work.js';
import { findLeastMoved, type LeastMoved } from './findLeastMoved.js';
import { stayPut } from './stayPut.js';

/**
 * Brings an alignment within all limits by moving as little disruption value as possible.
 *
 * @param problem - the columns, with incumbents; a disruption budget of theirs is not looked at
 * @param options - see {@link BalanceOptions}
 * @returns a plan; `moved.least` holds what has to move at the least, as proven, and what the plan moves
 * @throws {@link InputError} with one issue for every column or entry of the problem that is wrong
 * @throws {@link OptionsError} where an option is unknown or out of range
 * @remarks Moved value comes first, travel decides between plans that move about as much. The proof is the relaxation
 * in which nothing but moved value costs anything. Near-linear in the number of units; deterministic.
 * @example
 * ```ts
 * import { prepareProblem, repairAlignment } from 'bailiwick/balance';
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
 * const { assignment, moved } = repairAlignment(problem);
 * Array.from(assignment); // => [0, 0, 0, 0, 1, 1]
 * moved.least?.found; // => 2
 * ```
 */
export function repairAlignment(problem: BalanceProblem, options?: Partial<BalanceOptions>): BalanceResult {
  const resolved = resolveBalanceOptions(options);
  const work = createWork(resolved);
  return runTask(repair(problem, resolved, work), work);
}

/**
 * The same as {@link repairAlignment}, giving way to everything else every few milliseconds.
 *
 * @param problem - the columns
 * @param options - see {@link BalanceOptions}; `signal` ends the search at the next pause, with the best plan so far
 * @returns a promise of the same plan
 * @throws {@link InputError} (by rejection) with one issue for every column or entry that is wrong
 * @throws {@link OptionsError} (by rejection) where an option is unknown or out of range
 */
export async function repairAlignmentAsync(
  problem: BalanceProblem,
  options?: Partial<BalanceOptions>,
): Promise<BalanceResult> {
  const resolved = resolveBalanceOptions(options);
  const work = createWork(resolved);
  return runTaskAsync(repair(problem, resolved, work), work, giveWay);
}

function* repair(problem: BalanceProblem, options: BalanceOptions, work: Work): Task<BalanceResult> {
  yield* goThrough(checkBalanceProblem(problem));
  const free = { ...problem, disruptionBudget: Number.POSITIVE_INFINITY };
  const isFollowing = findFollowingRule(problem.travel) !== null;
  const judge = (
    judged: Judged,
    { assignment, centres }: Pick<Outcome, 'assignment' | 'centres'>,
    conflicts: readonly Reason[] = [],
  ) => {
    const isStopped = work.stopCause() !== null;
    const outcome = {
      assignment,
      ...(isFollowing ? placeCentres(problem, assignment, isStopped) : { centres, centreUnits: null }),
      prices: null,
      bound: null,
      conflicts,
      least: null,
      isStopped,
    };
    return goThrough(createResult(judged, outcome, options, work));
  };
  const prepared = yield* orStopped(prepare(free));
  if (prepared === null) {
    const plan = yield* goThrough(assignAtOnce(free));
    return yield* judge(plan, plan, plan.conflicts);
  }
  const { search, start } = prepared;
  const stay = yield* judge(search, start);
  let least: LeastMoved;
  try {
    least = yield* findLeastMoved(search, stay.cost.travel, options, work, solveProblem);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    // Who stops before there is another plan gets that in which nothing moves.
    return yield* judge(search, start, findConflicts(search));
  }
  const { proven, plan } = least;
  const result = yield* judge(search, plan);
  const found = plan.violations.length === 0 ? result.moved.value : null;
  const isProven = plan.status === 'infeasible';
  return {
    ...result,
    status: isProven ? plan.status : result.status,
    reasons: isProven ? plan.reasons : result.reasons,
    moved: { ...result.moved, least: isProven ? null : { proven: Math.min(proven, found ?? proven), found } },
  };
}

/** The merged problem, and the plan in which nothing moves. */
function* prepare(problem: BalanceProblem) {
  return { search: yield* mergeProblem(problem, null), start: yield* stayPut(problem) };
}
