import { type BestPlan, createBestPlan, improveOver, keepBest } from '../../improve/improvePlan.js';
import { passOn } from '../../improve/passOn.js';
import type { SearchProblem } from '../../searchProblem.js';
import { createState, type PlanState } from '../../state.js';
import type { Candidates } from '../../transport/candidates.js';
import { solveSeats } from '../../transport/solveSeats.js';
import type { Task, Work } from '../../work.js';
import { roundSplits } from '../roundSplits.js';
import { listBorders } from './listBorders.js';
import { repairLoads } from './repairLoads.js';
import type { SettledCentres } from './settleCentres.js';
import { settleRound } from './settleRound.js';
import { largest } from './softClimb.js';

/** Borders are hardened step by step, in distances between units; loads settle to these shares of a mean target. */
const HARDENING = [
  { softness: 0.5, settled: 1e-2 },
  { softness: 0.15, settled: 5e-3 },
];
const MOST_STEPS = 12;
/** Loads this far off, in mean targets, are for paths to settle. */
const CLOSE = 0.05;
/** Points a territory from which on borders can be soft. */
const LEAST_POINTS = 8;
/** Points up to which a plan within its limits is searched for better ones: beyond, borders are fine-grained enough. */
const MOST_SEARCHED = 50_000;
/** Strips along borders for local search, the next wider one while limits are exceeded. */
const STRIPS = [1, 3, 9, 30];

/** Whether units are points that may be anywhere, many a territory, with one measure at the most. */
export function isPlain({ n, k, M, row, mayStay, costs, hasBudget }: SearchProblem): boolean {
  return (
    costs.geometry !== null &&
    !hasBudget &&
    M <= 1 &&
    n >= LEAST_POINTS * k &&
    costs.isPoint.every((isPoint) => isPoint === 1) &&
    row.every((r) => r === row[0]) &&
    mayStay.every((may, u) => may === 0 || costs.moveCost[u] === 0)
  );
}

/** A plan for points, and how to go on from it. */
export interface PointPlan {
  readonly best: BestPlan;
  readonly prices: Float64Array;
  /** What units near borders may do; `null` where there are too many points to search for better plans. */
  readonly lists: Candidates | null;
  /** Local search from the best plan once more, over new lists: centres have moved. Hands over the lists. */
  readonly improveAgain: () => Task<Candidates | null>;
}

/** Makes a plan for centres that have settled, within the limits if local search finds one. */
export function* planPowerCells(
  search: SearchProblem,
  placed: SettledCentres,
  onPlan: (best: BestPlan, prices: Float64Array) => void,
  work: Work,
): Task<PointPlan> {
  const state =
    placed.chunks === null
      ? yield* settleLoads(search, placed, work)
      : startState(search, placed, placed.chunks);
  const prices = scalePrices(search, placed);
  // Many points within their limits need no lists: nothing is going to move.
  const isDone = () => state.excess() === 0 && search.n > MOST_SEARCHED;
  const first = isDone() ? null : yield* listBorders(search, placed, STRIPS[0], work);
  if (first !== null && search.M > 0) yield* repairLoads(search, state, first, prices, work);
  const best = createBestPlan(state);
  onPlan(best, prices);
  if (search.M > 0) yield* keepBest(best, state, passOn(search, state, work));
  function* improve(known: Candidates | null): Task<Candidates | null> {
    if (best.excess === 0 && search.n > MOST_SEARCHED) return known;
    let lists = known ?? (yield* listBorders(search, placed, STRIPS[0], work));
    for (let strip = 0; ; ) {
      yield* improveOver(search, lists, prices, best, work);
      if (best.excess === 0 || ++strip === STRIPS.length) return lists;
      lists = yield* listBorders(search, placed, STRIPS[strip], work);
    }
  }
  const lists = yield* improve(first);
  return { best, prices, lists, improveAgain: () => improve(null) };
}

/** The whole plan nearest to the cheapest one of split units within the limits: hardens borders, then settles them by paths. */
export function* settleLoads(search: SearchProblem, placed: SettledCentres, work: Work): Task<PlanState> {
  const { store, field, settlement, climber } = placed;
  let isClose = true;
  for (const { softness, settled } of search.M > 0 ? HARDENING : []) {
    const plan = { softness, stride: 0, settled, mostSteps: MOST_STEPS };
    const { standing } = yield* settleRound(store, field, settlement, plan, climber, work);
    isClose = largest(standing.gradient) <= CLOSE;
    if (!isClose) break;
  }
  const { centres, prices } = settlement;
  const { metric, lower, upper } = field;
  const plan = yield* solveSeats(store, { centres, metric, prices, lower, upper, isClose }, work);
  prices.set(plan.prices);
  search.costs.update();
  return roundSplits(search, plan);
}

function startState(search: SearchProblem, { store }: SettledCentres, chunks: Int32Array): PlanState {
  const assignment = new Int32Array(search.n);
  store.order.forEach((u, p) => {
    assignment[u] = chunks[p];
  });
  search.costs.update();
  const unitCost = Float64Array.from(assignment, (j, u) => search.costs.cost(u, j));
  return createState(search, assignment, unitCost);
}

/** Prices as the search counts them. */
function scalePrices(search: SearchProblem, { settlement }: SettledCentres): Float64Array {
  const { scale, metric } = search.costs.geometry!.travel;
  const costScale = metric === 'squaredDistance' ? scale * scale : scale;
  return search.M > 0 ? settlement.prices.map((price) => price * costScale) : new Float64Array(0);
}
