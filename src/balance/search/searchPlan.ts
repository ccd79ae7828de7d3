import { placeAtIncumbents, settleCentres } from '../construct/freeCentres.js';
import { recentreBest } from '../construct/recentreBest.js';
import { roundShares } from '../construct/roundShares.js';
import { roundSplits } from '../construct/roundSplits.js';
import { createBestPlan, improveBest, runCycles } from '../improve/improvePlan.js';
import { solveMultiscale } from '../transport/multiscale.js';
import type { PlaceTree } from '../transport/placeTree.js';
import { dearestCost, type RelaxationStart } from '../transport/relaxation.js';
import { relaxBySeats } from '../transport/relaxBySeats.js';
import type { Task } from '../work.js';
import { findFreeCentres } from './findFreeCentres.js';
import { packPlan } from './packPlan.js';
import type { Run } from './progress.js';
import { settleBudget } from './settleBudget.js';

/** Candidates kept for a unit while prices are sought. */
const MOST_CANDIDATES = 32;
/** Rounds of local search and moving free centres to what it made. */
const MOST_POLISHES = 6;
/** A polish that lowers the cost by less than this share is the last. */
const LEAST_FALL = 1e-4;

/** The plan for seats, for a matrix, and for free centres with anything else than points of one measure. */
export function* searchPlan(run: Run, tree: PlaceTree): Task<void> {
  const { search, options, progress, report, work } = run;
  if (!search.hasBudget && dearestCost(search, tree) === 0) {
    yield* packPlan(run);
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
  yield;
  const seats = isFree ? null : yield* relaxBySeats(search, work);
  let isExact = true;
  if (seats !== null) {
    progress.prices = seats.prices;
    progress.bound = seats.bound;
    yield;
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
  yield;
  const settle = (isProven: boolean) => settleBudget(run, isProven);
  if (search.hasBudget && !isExact && (yield* settle(progress.isUnbounded))) return;
  let lists = yield* improveBest(search, tree, prices, best, work);
  for (let polish = 0; isFree && polish < MOST_POLISHES; polish++) {
    const before = best.cost;
    recentreBest(search, best, isFree);
    lists = yield* improveBest(search, tree, prices, best, work);
    if (before - best.cost < LEAST_FALL * before) break;
  }
  const bound = progress.bound ?? Number.NEGATIVE_INFINITY;
  const onCycle = (done: number) => report('improve', 0.5 + (0.5 * done) / (options.cycles + 1));
  yield* runCycles(search, lists, prices, best, bound, options, onCycle, work);
  if (isFree) recentreBest(search, best, isFree);
  if (!search.hasBudget || best.excess === 0 || progress.least !== null) return;
  if (yield* settle(false)) return;
  lists = yield* improveBest(search, tree, prices, best, work);
  yield* runCycles(search, lists, prices, best, bound, options, onCycle, work);
}
