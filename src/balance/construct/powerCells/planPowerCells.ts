import {
  type BestPlan,
  createBestPlan,
  improveOver,
  keepBest,
  keepBetter,
} from '../../improve/improvePlan.js';
import { passOn } from '../../improve/passOn.js';
import type { SearchProblem } from '../../searchProblem.js';
import { createState, type PlanState } from '../../state.js';
import type { Candidates } from '../../transport/candidates.js';
import type { Task, Work } from '../../work.js';
import { listBorders } from './listBorders.js';
import { repairLoads } from './repairLoads.js';
import type { SettledCentres } from './settleCentres.js';
import { type SettledLoads, settleLoads } from './settleLoads.js';

/** Points a territory from which on borders can be soft. */
const LEAST_POINTS = 8;
/** Points up to which a plan within its limits is searched for better ones: beyond, borders are fine-grained enough. */
const MOST_SEARCHED = 50_000;
/** A plan that no other one with the same centres is cheaper than by more than this share needs no local search. */
const LEAST_GAIN = 1e-4;
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
  /** What units near borders may do; `null` where a plan needs no search: too many points, or hardly any better. */
  readonly lists: Candidates | null;
  /** Improves the best plan once more, where lists were of use by local search over new ones: centres have moved. */
  readonly improveAgain: () => Task<Candidates | null>;
}

/** Makes a plan for centres that have settled, within the limits if local search finds one. */
export function* planPowerCells(
  search: SearchProblem,
  placed: SettledCentres,
  onPlan: (best: BestPlan, prices: Float64Array) => void,
  work: Work,
): Task<PointPlan> {
  const { state, bound } = yield* startPlan(search, placed, work);
  const prices = scalePrices(search, placed);
  const cost = state.cost();
  const needsSearch = search.n <= MOST_SEARCHED && cost - bound > LEAST_GAIN * cost;
  // Plans within their limits that need no search need no lists: nothing is going to move.
  const isDone = state.excess() === 0 && !needsSearch;
  const first = isDone ? null : yield* listBorders(search, placed, STRIPS[0], work);
  if (first !== null && search.M > 0) yield* repairLoads(search, state, first, prices, work);
  const best = createBestPlan(state);
  onPlan(best, prices);
  if (search.M > 0) yield* keepBest(best, state, passOn(search, state, work));
  function* improve(known: Candidates | null): Task<Candidates | null> {
    if (isDone || (best.excess === 0 && search.n > MOST_SEARCHED)) return known;
    let lists = known ?? (yield* listBorders(search, placed, STRIPS[0], work));
    for (let strip = 0; ; ) {
      yield* improveOver(search, lists, prices, best, work);
      if (best.excess === 0 || ++strip === STRIPS.length) return lists;
      lists = yield* listBorders(search, placed, STRIPS[strip], work);
    }
  }
  /** Settles loads anew, for a plan that local search has nothing to add to. */
  function* resettle(): Task<null> {
    const next = yield* settleLoads(search, placed, work);
    keepBetter(best, next.state);
    return null;
  }
  const lists = yield* improve(first);
  return { best, prices, lists, improveAgain: isDone ? resettle : () => improve(null) };
}

function* startPlan(search: SearchProblem, placed: SettledCentres, work: Work): Task<SettledLoads> {
  if (placed.cells === null) return yield* settleLoads(search, placed, work);
  return { state: startState(search, placed, placed.cells), bound: Number.NEGATIVE_INFINITY };
}

function startState(search: SearchProblem, { store }: SettledCentres, cells: Int32Array): PlanState {
  const assignment = new Int32Array(search.n);
  store.order.forEach((u, p) => {
    assignment[u] = cells[p];
  });
  search.costs.update();
  const unitCost = Float64Array.from(assignment, (j, u) => search.costs.cost(u, j));
  return createState(search, assignment, unitCost);
}

/** Prices as the search counts them. */
function scalePrices(search: SearchProblem, { settlement }: SettledCentres): Float64Array {
  const scale = costScale(search);
  return search.M > 0 ? settlement.prices.map((price) => price * scale) : new Float64Array(0);
}

/** What a cost of the coordinates is for the search. */
function costScale(search: SearchProblem): number {
  const { scale, metric } = search.costs.geometry!.travel;
  return metric === 'squaredDistance' ? scale * scale : scale;
}
