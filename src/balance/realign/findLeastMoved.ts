import type { BalanceOptions } from '../options.js';
import type { BalanceProblem } from '../problem.js';
import type { BalanceResult } from '../result.js';
import { mergeProblem, type SearchProblem } from '../searchProblem.js';
import { buildPlaceTree } from '../transport/buildPlaceTree.js';
import { solveMultiscale } from '../transport/multiscale.js';
import type { Task, Work } from '../work.js';

/** Candidates kept for a unit while prices are sought. */
const MOST_CANDIDATES = 32;
/** Weight of moved value against travel: moving everything would cost this many times the travel of all units. */
const DEAR = 10;

/** What is known about the least that has to move for all limits to hold. */
export interface LeastMoved {
  /** No plan within the limits moves less. */
  readonly proven: number;
  /** A plan that moves little, judged as a plan for which moving is dear. */
  readonly plan: BalanceResult;
}

/**
 * Seeks the least that has to move, whatever the budget: proven by the relaxation in which nothing but moved value
 * costs anything, and found in a plan for which moving is dear beside its travel.
 *
 * @param cost - about what the travel of all units costs
 * @param solve - the engine
 */
export function* findLeastMoved(
  search: SearchProblem,
  cost: number,
  options: BalanceOptions,
  work: Work,
  solve: (problem: BalanceProblem, options: BalanceOptions, work: Work) => Task<BalanceResult>,
): Task<LeastMoved> {
  const { problem, k, unitMoved } = search;
  const free = { ...problem, disruptionBudget: Number.POSITIVE_INFINITY };
  const bare = yield* mergeProblem(
    {
      ...free,
      // A sparse travel also says where a unit may be.
      travel:
        problem.travel.kind === 'sparse' ? problem.travel : { kind: 'matrix', costs: new Float64Array(0) },
      trips: new Float64Array(problem.trips.length),
      disruptionWeight: 1,
    },
    null,
  );
  const start = { prices: new Float64Array(bare.size), smoothing: null };
  const goal = { gap: options.relaxationGap, mostCandidates: MOST_CANDIDATES };
  const { bound } = yield* solveMultiscale(bare, yield* buildPlaceTree(bare, work), start, goal, work);
  const disruptionWeight = (DEAR * cost) / (k * unitMoved) || 1;
  const plan = yield* solve({ ...free, disruptionWeight }, { ...options, cycles: 0, onProgress: null }, work);
  return { proven: Math.max(0, bound), plan };
}
