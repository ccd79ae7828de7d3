/**
 * The whole plan nearest to the cheapest one of split units within the limits, for centres that stay where they are.
 *
 * 1. Harden borders step by step, until they are soft over far less than the distance between units.
 * 2. What loads are still off is settled by shortest paths over the units near borders. Where no two prices that meet move
 *    against each other by more than the list reaches, that is the optimum; else borders are listed anew. Where that does
 *    not help, the whole field is solved.
 * 3. Split units, a forest, go whole to one of their territories (roundSplits.ts).
 *
 * Near-linear in the points where paths settle the list. The bound holds for every plan with these centres.
 */
import type { SearchProblem } from '../../searchProblem.js';
import type { PlanState } from '../../state.js';
import type { SeatSplit } from '../../transport/certifySeats.js';
import type { Contested } from '../../transport/contested.js';
import type { PointStore } from '../../transport/pointStore.js';
import { settleByPaths } from '../../transport/settleByPaths.js';
import { type SeatSolution, solveSeats } from '../../transport/solveSeats.js';
import { cutSplitCycles } from '../../transport/splitForest.js';
import { goThrough, type Task, type Work } from '../../work.js';
import { roundSplits } from '../roundSplits.js';
import { BAND } from './borderLists.js';
import type { SettledCentres } from './settleCentres.js';
import { listRound, type Round, settleRound } from './settleRound.js';
import { largest } from './softClimb.js';

/** Borders are hardened step by step, in distances between units; loads settle to these shares of a mean target. */
const HARDENING = [
  { softness: 0.5, settled: 1e-2 },
  { softness: 0.15, settled: 5e-3 },
];
const MOST_STEPS = 12;
/** Loads this far off, in mean targets, are for paths to settle. */
const CLOSE = 0.05;

/** Borders are listed anew for paths at the most this often, at the prices they have come to. */
const MOST_LISTS = 4;
const LIST_SOFTNESS = 0.15;

type SplitPlan = Pick<SeatSolution, 'assignment' | 'splits' | 'prices'>;

/** A whole plan, and what no plan with the same centres costs less than. */
export interface SettledLoads {
  readonly state: PlanState;
  readonly bound: number;
}

/** Settles loads; prices and the costs of the search follow. */
export function* settleLoads(search: SearchProblem, placed: SettledCentres, work: Work): Task<SettledLoads> {
  const { store, field, settlement, tools, rooms } = placed;
  const { prices, centres } = settlement;
  const { metric, lower, upper } = field;
  let isClose = true;
  let last: Round | null = null;
  for (const { softness, settled } of search.M > 0 ? HARDENING : []) {
    const plan = { softness, stride: 0, momentum: null, settled, mostSteps: MOST_STEPS };
    last = yield* settleRound(store, field, settlement, plan, tools, work);
    isClose = largest(last.standing.gradient) <= CLOSE;
    if (!isClose) break;
  }
  let plan: SplitPlan | null = null;
  for (let list = 0; last !== null && isClose && plan === null && list < MOST_LISTS; list++) {
    if (list > 0) last = yield* listRound(store, field, settlement, LIST_SOFTNESS, tools.lists, work);
    plan = yield* settleNear(store, last, { lower, upper }, prices, work);
  }
  plan ??= yield* solveSeats(store, { centres, metric, prices, lower, upper, isClose }, work);
  prices.set(plan.prices);
  search.costs.update();
  const state = yield* goThrough(roundSplits(search, plan));
  const { scale } = search.costs.geometry!.travel;
  const costScale = metric === 'squaredDistance' ? scale * scale : scale;
  // The dual at these prices, for limits without room.
  let bound = state.cost() - roundingLoss(search, state, plan.splits);
  for (let j = 0; j < prices.length; j++) bound -= costScale * rooms[j] * Math.abs(prices[j]);
  return { state, bound };
}

/** Settles loads by paths over a list, changing prices in place; `null` where they leave what it tells. */
function* settleNear(
  store: PointStore,
  { contested, home, standing }: Round,
  limits: { readonly lower: Float64Array; readonly upper: Float64Array },
  prices: Float64Array,
  work: Work,
): Task<SplitPlan | null> {
  const before = prices.slice();
  const band = Number.POSITIVE_INFINITY;
  const { outcome, amount } = yield* settleByPaths(contested, limits, prices, band, work);
  if (outcome !== 'settled' || isAstray(contested, home, standing.borders, before, prices)) return null;
  cutSplitCycles(contested, amount);
  const assignment = new Int32Array(store.count);
  for (let p = 0; p < store.count; p++) assignment[store.order[p]] = home[p];
  const splits: SeatSplit[] = [];
  const { count, unit, load, start, seat } = contested;
  for (let a = 0; a < count; a++) {
    let most = start[a];
    for (let e = start[a]; e < start[a + 1]; e++) if (amount[e] > amount[most]) most = e;
    const u = store.order[unit[a]];
    assignment[u] = seat[most];
    if (amount[most] >= load[a]) continue;
    for (let e = start[a]; e < start[a + 1]; e++) {
      if (amount[e] > 0) splits.push({ unit: u, seat: seat[e], load: amount[e] });
    }
  }
  splits.sort((a, b) => a.unit - b.unit || a.seat - b.seat);
  return { assignment, splits, prices };
}

/** Whether two prices that meet have moved against each other by more than the list reaches. */
function isAstray(
  { unit, start, seat }: Contested,
  home: Int32Array,
  { softness }: Round['standing']['borders'],
  before: Float64Array,
  after: Float64Array,
): boolean {
  for (let a = 0; a < unit.length; a++) {
    const own = home[unit[a]];
    const shift = after[own] - before[own];
    for (let e = start[a]; e < start[a + 1]; e++) {
      if (shift - after[seat[e]] + before[seat[e]] > BAND * softness[a]) return true;
    }
  }
  return false;
}

/** What the plan costs more than with its split units split. */
function roundingLoss(
  { load, costs }: SearchProblem,
  state: PlanState,
  splits: readonly SeatSplit[],
): number {
  let loss = 0;
  for (const { unit, seat, load: part } of splits)
    loss += (part / load[unit]) * (state.unitCost[unit] - costs.cost(unit, seat));
  return loss;
}
