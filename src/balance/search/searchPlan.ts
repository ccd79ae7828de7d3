import { placeAtIncumbents, settleCentres } from '../construct/freeCentres.js';
import { recentreBest } from '../construct/recentreBest.js';
import { roundShares } from '../construct/roundShares.js';
import { roundSplits } from '../construct/roundSplits.js';
import { createBestPlan, improveBest, keepBetter, runCycles } from '../improve/improvePlan.js';
import { createState } from '../state.js';
import { solveMultiscale } from '../transport/multiscale.js';
import type { PlaceTree } from '../transport/placeTree.js';
import { dearestCost, type RelaxationStart } from '../transport/relaxation.js';
import { relaxBySeats } from '../transport/relaxBySeats.js';
import { widenJointly } from '../widenJointly.js';
import { goThrough, pauseFromNow, type Task } from '../work.js';
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

/** What bounds relax and rest on. */
const BY_PRICES = {
  relaxation: 'units may be split between territories that could hold them whole',
  proof: 'prices',
} as const;
const BY_SEARCH = {
  relaxation: 'nothing: all that prices leave open was looked at',
  proof: 'search',
} as const;

/** The plan for seats, for a matrix, and for free centres with anything else than points of one measure. */
export function* searchPlan(run: Run, tree: PlaceTree): Task<void> {
  const { search, options, progress, report, work } = run;
  if (!search.hasBudget && (yield* dearestCost(search, tree)) === 0) {
    yield* packPlan(run);
    return;
  }
  const isFree = findFreeCentres(search);
  let start: RelaxationStart = { prices: new Float64Array(search.size), smoothing: null };
  // Where moving costs something, a centre far from its incumbents would have to be reached by moving half of them.
  const isStayWorth = search.problem.disruptionWeight > 0 && search.mayStay.includes(1);
  if (isFree && (search.hasBudget || isStayWorth)) placeAtIncumbents(search, isFree);
  if (isFree && !search.hasBudget) {
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
    progress.bound = { value: seats.bound, ...BY_PRICES };
    yield;
    progress.best = createBestPlan(yield* goThrough(roundSplits(search, seats)));
  } else {
    const goal = { gap: options.relaxationGap, mostCandidates: MOST_CANDIDATES };
    const relaxation = yield* solveMultiscale(search, tree, start, goal, work);
    progress.prices = relaxation.prices;
    progress.isUnbounded = relaxation.isInfeasible;
    isExact = relaxation.isExact;
    if (!isFree) progress.bound = { value: relaxation.bound, ...BY_PRICES };
    progress.best = createBestPlan(roundShares(search, relaxation.candidates, relaxation.shares));
    if (!relaxation.isExact && !search.hasBudget) {
      yield;
      progress.widening = yield* widenJointly(search, relaxation.prices, goal, work);
      progress.isUnbounded ||= progress.widening.length > 0;
    }
  }
  const { prices, best } = progress;
  report('improve', 0.4);
  yield;
  // By the cost of the first plan: what is tried must not hang on how many cycles there were before.
  const firstCost = best.cost;
  const settle = (isProven: boolean) =>
    settleBudget({ ...run, work: pauseFromNow(work) }, firstCost, isProven);
  if (search.hasBudget && !isExact && (yield* settle(progress.isUnbounded)) === null) return;
  let lists = yield* improveBest(search, tree, prices, best, work);
  for (let polish = 0; isFree && polish < MOST_POLISHES; polish++) {
    const before = best.cost;
    recentreBest(search, best, isFree);
    lists = yield* improveBest(search, tree, prices, best, work);
    if (before - best.cost < LEAST_FALL * before) break;
  }
  const bound = progress.bound?.value ?? Number.NEGATIVE_INFINITY;
  const onCycle = (done: number) => report('improve', 0.5 + (0.5 * done) / (options.cycles + 1));
  if (yield* runCycles(search, lists, prices, best, bound, options, onCycle, work))
    progress.bound = { value: best.cost, ...BY_SEARCH };
  if (isFree) recentreBest(search, best, isFree);
  if (!search.hasBudget || best.excess === 0 || progress.least !== null) return;
  // From the plan that moves little, whatever became of the other: so more cycles are never worse.
  const other = yield* settle(false);
  if (other === null) return;
  const rest = pauseFromNow(work);
  lists = yield* improveBest(search, tree, prices, other, rest);
  keepBetter(best, createState(search, other.assignment, other.unitCost));
  yield* runCycles(search, lists, prices, other, bound, options, onCycle, rest);
  keepBetter(best, createState(search, other.assignment, other.unitCost));
}
