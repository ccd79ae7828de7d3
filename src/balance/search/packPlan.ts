import { listInTurn, packByLoad } from '../construct/packByLoad.js';
import { createBestPlan, improveOver, runCycles } from '../improve/improvePlan.js';
import type { BalanceOptions } from '../options.js';
import type { SearchProblem } from '../searchProblem.js';
import { createState } from '../state.js';
import { buildPlaceTree } from '../transport/buildPlaceTree.js';
import { solveMultiscale } from '../transport/multiscale.js';
import { widenJointly } from '../widenJointly.js';
import type { Task, Work } from '../work.js';
import type { Progress, Run } from './progress.js';

/** Candidates kept for a unit while prices are sought. */
const MOST_CANDIDATES = 32;

/**
 * The plan where nothing costs anything: packed by load, then improved within the limits. Where several measures are not
 * met, prices are asked whether they can be at all.
 */
export function* packPlan({ search, options, progress, report, work }: Run): Task<void> {
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
  progress.bound = { value: 0, relaxation: 'every limit', proof: 'prices' };
  report('improve', 0.4);
  if (best.excess === 0) return;
  const lists = listInTurn(search, best.assignment);
  yield* improveOver(search, lists, prices, best, work);
  if (best.excess > 0 && search.M > 1) yield* proveConflict(search, options, progress, work);
  yield* runCycles(search, lists, prices, best, 0, options, () => {}, work);
}

/**
 * Asks prices for a proof that the limits cannot be met. Where nothing costs anything the first dual value above 0 is one,
 * and a poor one; so prices climb against costs that mean nothing, and on the long way turn to where most is lacking.
 */
function* proveConflict(
  { costs, ...search }: SearchProblem,
  options: BalanceOptions,
  progress: Progress,
  work: Work,
): Task<void> {
  const { n, k, trips } = search;
  const cost = (u: number, j: number) => trips[u] * ((u + j) % k);
  const { incumbent, moveCost, movable } = costs;
  const moved = (u: number, j: number) => costs.moved(u, j);
  const update = () => costs.update();
  const points = { geometry: null, isPoint: new Uint8Array(n), incumbent, moveCost, movable };
  const costly = { ...search, costs: { cost, moved, update, ...points } };
  const goal = { gap: options.relaxationGap, mostCandidates: MOST_CANDIDATES };
  const start = { prices: new Float64Array(search.size), smoothing: null };
  const tree = yield* buildPlaceTree(costly, work);
  const { prices, isInfeasible } = yield* solveMultiscale(costly, tree, start, goal, work);
  yield;
  progress.widening = yield* widenJointly(costly, prices, goal, work);
  progress.isUnbounded = isInfeasible || progress.widening.length > 0;
  if (progress.isUnbounded) progress.prices = prices;
}
