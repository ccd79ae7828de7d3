/**
 * Search for territories whose centre follows their units: the mean of their places while costs are distances
 * (capacitated centred clustering), or one of the units (capacitated p-median).
 *
 * The cost of a unit depends on who shares its territory, so prices and seats do not help: moves are judged by what
 * they change in both territories, centres included.
 *
 * 1. First runs: random seeds, then annealing from a temperature at which everything moves. The best plans are kept.
 *    Where leaving an incumbent costs something, the first starts from the plan in which least moves; with a disruption
 *    budget all of them do.
 *    Territories that are all alike and hold more than a few units start from cells of alike loads (cellPlan.ts), and
 *    less hot: from seeds, limits that are nearly reached are met late, and only by a heat at which nothing of the start
 *    is left. Those that hold many start from the winner of a race (raceSeeds.ts) and stay cold.
 * 2. Where centres are units, a Lagrangian bound and the branch and bound after it (bound/boundMedians.ts) have their
 *    share of the work; every other run starts from the centres that they last chose, and where territories are all
 *    alike the plans that they find are taken over. The search ends when the best plan is proven.
 * 3. Later runs start from the best plans: two of them combined (where territories are all alike), or one heated up
 *    again, to a temperature at which borders move and most territories stay where they are. Runs become longer.
 * 4. Where territories are all alike and of moderate size, runs are hot; all territories that they come through are
 *    kept, and put together anew from time to time (recombineTerritories.ts).
 * 5. Where centres are units, territories are alike and hold few units, moves of single units find little: all runs
 *    start hot from seeds and end with groups of territories re-solved exactly and shaken (repartition.ts); every other
 *    later one shakes one of the best plans in turn, for longer.
 * 6. Where centres are units and territories alike, the best plans are bettered region by region, each to the proven
 *    best where that is not too much (region/).
 * 7. It goes on for the given number of cycles, or until the budget ends.
 *
 * Heuristic: any plan may be missed. The order of the runs does not depend on the budget, so that a larger one is never
 * worse. Time is near-linear in units for a run. Departures from the literature: acceptance without logarithms, the
 * estimate to second order that spares most exact evaluations, and combination by a disc. References: the ones of
 * annealCentred.ts; A. A. Chaves, L. A. N. Lorena: Clustering search algorithm for the capacitated centered clustering
 * problem, 2010, DOI 10.1016/j.cor.2008.09.011.
 */
import { createRandom, type Random } from '../../core/random.js';
import { boundMedians, type MedianBound } from '../bound/boundMedians.js';
import type { BestPlan } from '../improve/improvePlan.js';
import type { BalanceOptions } from '../options.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Task, Work } from '../work.js';
import type { Cooling } from './annealCentred.js';
import { cellPlan } from './cellPlan.js';
import { type CentredProblem, type CentredState, createCentredState } from './centredState.js';
import { findFollowingRule } from './centreRule.js';
import { combinePlans } from './combinePlans.js';
import { createElite, type ElitePlan } from './elite.js';
import { haveSameRules } from './haveSameRules.js';
import { listNearUnits } from './nearUnits.js';
import { prepareCentred } from './prepareCentred.js';
import { raceSeeds } from './raceSeeds.js';
import { raiseBound } from './raiseBound.js';
import { canRecombine, startRecombination } from './recombineTerritories.js';
import { canResolveRegions, startResolving } from './region/resolveRegions.js';
import { canRepartition } from './repartition.js';
import { keepBetter, runOnce } from './runOnce.js';
import { seedPlan } from './seedPlan.js';
import { stayingPlan } from './stayingPlan.js';

/** Nearest units whose territories a unit may go to; chosen by trial. */
const NEAR_UNITS = 25;
/** Plans that later runs start from; chosen by trial. */
const ELITE = 8;
/** Runs from random seeds before the later ones; chosen by trial. */
const FIRST_RUNS = 6;
/** One later run in this many heats a plan up, the others combine two; chosen by trial. */
const REHEAT_EVERY = 3;
/**
 * First temperatures of the first and of the later runs, and the last ones, in mean costs of a unit in a first plan;
 * runs take turns where territories are not put together anew. Few units a territory and little slack need the hot
 * ones. Chosen by trial.
 */
const HEATS = [
  { first: 0.5, later: 0.2, last: 0.03 },
  { first: 3, later: 0.6, last: 0.1 },
];
/** Units of a mean territory from which on first runs start from cells of alike loads, and their heat then; chosen by trial. */
const CELL_UNITS = 6;
const CELL_HEAT = { first: 1, later: 0.6, last: 0.05 };
/** Parts of a mean territory from which on first runs start from the winner of a race, and how hot all runs are then. */
const MANY_PARTS = 64;
const LARGE_HEAT = { first: 0.05, later: 0.05, last: 0.005 };
/** Heat of a run that only mends a plan that was handed in; chosen by trial. */
const MENDING = { first: 0.03, later: 0.03, last: 0.003 };
/** Proposals of the first runs: times the square root of units, and at the most so many a unit; chosen by trial. */
const PROPOSALS = 60_000;
const UNIT_PROPOSALS = 3_000;
/** Where territories hold few units: shakes of a run from a plan and from seeds, and how much longer the latter anneals. */
const SHAKES = 250;
const SEEDED_SHAKES = 60;
const FINE_LONGER = 3;
/** Runs after which plans are bettered region by region where they are not shaken; chosen by trial. */
const REGIONS_FROM = 3;
/** Runs after which a run is as many proposals longer as the first had. */
const LENGTHEN_EVERY = 10;
/**
 * Runs from cells become longer from one to the next, up to once more for so many territories: what is too much at one
 * end of the map and missing at the other is handed on from territory to territory. Chosen by trial.
 */
const LONGER_FOR = 25;

/** Where the search stands; the best plan is written to whenever there is a better one. */
export interface CentredSearch {
  readonly best: BestPlan;
  /** No plan within the limits costs less; `null` where nothing is proven. */
  bound(): number | null;
  /** The measure whose upper limits no plan of whole units keeps, where that is proven; -1 where it is not. */
  impossible(): number;
  /** Runs the search; to be driven like any task. */
  run(onCycle: (done: number) => void): Task<void>;
}

/**
 * Starts a search with the given plan, which all runs then mend, or with one that takes no search: every unit in the
 * first territory it may be in.
 */
export function searchCentred(
  search: SearchProblem,
  given: Int32Array | null,
  options: BalanceOptions,
  work: Work,
): CentredSearch {
  const problem = prepareCentred(search);
  const { choices } = search;
  const assignment = given?.slice() ?? search.row.map((r) => choices.targets[choices.offsets[r]]);
  const state = createCentredState(problem, assignment.slice());
  const best: BestPlan = {
    assignment,
    unitCost: new Float64Array(search.n),
    cost: given === null ? Number.POSITIVE_INFINITY : state.cost(),
    excess: given === null ? state.plan.excess() + 1 : state.plan.excess(),
  };
  const bound =
    findFollowingRule(search.problem.travel) === 'unit' ? boundMedians(problem, options.optimalGap) : null;
  return {
    best,
    bound: () => bound?.value() ?? null,
    impossible: () => bound?.impossible() ?? -1,
    run: (onCycle) => runCycles(problem, best, given !== null, bound, options, onCycle, work),
  };
}

function* runCycles(
  problem: CentredProblem,
  best: BestPlan,
  isMending: boolean,
  bound: MedianBound | null,
  options: BalanceOptions,
  onCycle: (done: number) => void,
  work: Work,
): Task<void> {
  const { search, parts, distance } = problem;
  const { n, k } = search;
  const random = createRandom(options.seed);
  const near = yield* listNearUnits(search, parts, distance, NEAR_UNITS, work);
  const elite = createElite(ELITE);
  const areAlike = haveSameRules(problem);
  const isFine = !isMending && areAlike && canRepartition(problem);
  const proposals = (isFine ? FINE_LONGER : 1) * Math.min(PROPOSALS * Math.sqrt(n), UNIT_PROPOSALS * n);
  const isLarge = !isMending && bound === null && parts.unitOf.length > MANY_PARTS * problem.search.k;
  const hasCells = areAlike && search.M > 0 && n >= CELL_UNITS * k;
  const heats = [HEATS[0], hasCells ? CELL_HEAT : HEATS[1]];
  const lengthOf = (run: number) =>
    hasCells && !isFine ? Math.max(1, Math.min(run + 1, k / LONGER_FOR)) : 1;
  const isStayWorth = search.problem.disruptionWeight > 0 && search.mayStay.includes(1);
  let meanCost = 0;
  /** Evaluations that went into the bound. */
  let bounding = 0;
  const keep = ({ plan, cost }: CentredState) => {
    const own = { assignment: plan.assignment.slice(), cost: cost(), excess: plan.excess() };
    keepBetter(best, own);
  };
  const recombination = canRecombine(problem) ? startRecombination(problem) : null;
  const resolver = !isMending && canResolveRegions(problem) ? startResolving(problem) : null;
  for (let run = 0; run < Math.max(1, options.cycles); run++) {
    const before = work.spent();
    const isFirst = run < FIRST_RUNS;
    const isBounds = bound !== null && !isFine && run % 2 === 1;
    const isShake = isFine && !isFirst && run % 2 === 0 && elite.plans[0].excess === 0;
    const isSeeded = isFine ? !isShake : isBounds && !search.hasBudget;
    const start = isShake
      ? elite.inTurn((run - FIRST_RUNS) >> 1).assignment.slice()
      : isMending
        ? best.assignment.slice()
        : isFirst && (search.hasBudget || (run === 0 && isStayWorth))
          ? stayingPlan(search)
          : isFirst && isLarge
            ? yield* raceSeeds(problem, near, best, random, work)
            : isFirst && hasCells && !isBounds
              ? yield* cellPlan(problem, random, work)
              : isFirst || isSeeded
                ? yield* seedPlan(problem, isBounds ? bound.centres() : new Int32Array(0), random, work)
                : yield* startFromElite(
                    problem,
                    elite.plans,
                    areAlike && run % REHEAT_EVERY !== 0,
                    random,
                    work,
                  );
    const state = createCentredState(problem, start);
    if (run === 0) meanCost = state.cost() / Math.max(1, n) || 1;
    const heat = isMending
      ? MENDING
      : isLarge
        ? LARGE_HEAT
        : // Hot runs come through more territories that fit together; else every other of the even and the odd runs is hot.
          heats[isFine || recombination !== null ? 1 : (run + (run >> 1)) % 2];
    const shakes = isShake ? SHAKES : isFine ? SEEDED_SHAKES : -1;
    const cooling: Cooling = {
      first: (isFine || (isFirst && !isBounds) ? heat.first : heat.later) * meanCost,
      last: heat.last * meanCost,
      proposals: Math.ceil(proposals * (1 + Math.floor(run / LENGTHEN_EVERY)) * lengthOf(run)),
    };
    const heated = isShake ? null : cooling;
    elite.offer(yield* runOnce(problem, state, near, heated, shakes, best, recombination, random, work));
    // Before that too few territories were seen; runs that end with shakes see many each.
    const isWorth = isFine || run + 1 >= FIRST_RUNS;
    if (isWorth && recombination?.isDue(best, work) === true) {
      yield* recombination.run(best, keep, random, work);
      elite.offer({ assignment: best.assignment.slice(), cost: best.cost, excess: best.excess });
    }
    // Plans of the first runs are soon outdone, those of shakes most of all.
    const isRipe = run + 1 >= (isFine ? FIRST_RUNS : REGIONS_FROM);
    if (resolver !== null && isRipe) yield* resolver.run(elite, keep, random, work);
    if (bound !== null)
      bounding = yield* raiseBound(problem, bound, best, areAlike ? elite : null, bounding, work);
    onCycle(run + 1);
    const proven = best.excess === 0 ? (bound?.value() ?? null) : null;
    if (proven !== null && best.cost - proven <= options.optimalGap * best.cost) return;
    // Where no unit has a choice there is nothing to look at, however many runs are asked for.
    if (work.spent() === before) return;
  }
}

function* startFromElite(
  problem: CentredProblem,
  plans: readonly ElitePlan[],
  isCombination: boolean,
  random: Random,
  work: Work,
): Task<Int32Array> {
  const first = Math.floor(random.nextShare() * plans.length);
  if (!isCombination || plans.length < 2) return plans[first].assignment.slice();
  const other = (first + 1 + Math.floor(random.nextShare() * (plans.length - 1))) % plans.length;
  const open = (at: number) => createCentredState(problem, plans[at].assignment.slice());
  const combined = combinePlans(problem, open(first), open(other), random);
  if (work.isPauseDue(problem.search.n * problem.search.k)) yield;
  return combined;
}
