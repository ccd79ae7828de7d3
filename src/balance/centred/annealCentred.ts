/**
 * Annealing of a plan whose centres follow its units.
 *
 * 1. Propose: a unit goes to the territory of one of its nearest units, or to one of the territories whose centres are
 *    nearest to its own (neighbours alone never cross an empty belt); every other time some unit of that territory
 *    comes back the other way.
 * 2. Judge: penalties and the O(1) estimate of both centres' costs first; only what is not far above the threshold is
 *    computed exactly. In large territories the estimate is as good, since one unit hardly moves the centre.
 * 3. Accept a change below T f(r), r random, f(r) = (1 - r) / (r + 1/4): a rational stand-in for -ln r (Metropolis).
 * 4. T falls by a constant factor from step to step; the last steps accept gains only.
 * 5. The price of load outside the limits, and of what is moved beyond a budget, is adaptive: it falls with the
 *    temperature, and besides it rises where more territories are outside them than are aimed at, the faster the more
 *    these are, and falls where fewer are. So limits are no walls, and the way through a plan outside them stays open.
 *    A run that ends outside the limits goes on with steps in which it only rises.
 *
 * Every plan within the limits that is cheaper than all before is handed to `keep`, and after it, and after each step
 * once the temperature has fallen somewhat, `collect` may look at the territories. O(proposals) plus O(parts of two
 * territories) a move. References: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi: Optimization by Simulated Annealing,
 * 1983, DOI 10.1126/science.220.4598.671; M. Negreiros, A. Palhano: The capacitated centred clustering problem, 2006,
 * DOI 10.1016/j.cor.2004.11.011.
 */
import type { Random } from '../../core/random.js';
import type { Task, Work } from '../work.js';
import type { CentredProblem, CentredState } from './centredState.js';
import { createNearTerritories } from './nearTerritories.js';
import type { NearUnits } from './nearUnits.js';

/** How a run of annealing cools down. */
export interface Cooling {
  /** First temperature, a cost. */
  readonly first: number;
  /** Last temperature before the steps that accept gains only. */
  readonly last: number;
  /** How many moves are proposed. */
  readonly proposals: number;
}

/** Proposals at one temperature are this part of all; chosen by trial. */
const STEPS = 200;
/** Steps at the end that accept gains only. */
const LAST_STEPS = 10;
/** Steps before territories are worth a look. */
const COLLECTING_FROM = 60;
/** Nearest territories of a territory that its units may go to; chosen by trial. */
const NEAR_TERRITORIES = 8;
/** Centres looked at for a proposal, at the most, to list the nearest ones: a small part of what it takes. */
const LOOKS = 4;
/** Estimates this many temperatures above the threshold are not looked at further; chosen by trial. */
const MARGIN = 0.5;
/** In territories with more parts than this the estimate is the judgement; chosen by trial. */
const EXACT_PARTS = 64;
/** Evaluations that take about as long as following a move between such territories. */
const FOLLOWING = 32;
/**
 * Territories outside their limits after a move, in the mean, that are aimed at: at the end so many, but no more than
 * a share of all, and another share of all at first. Chosen by trial.
 */
const OUTSIDE = 1.2;
const MOST_OUTSIDE_SHARE = 0.1;
const OUTSIDE_SHARE = 0.05;
/**
 * The penalty in temperatures changes from step to step by this share for each time that there are as many more as are
 * aimed at; and by these factors at the least and at the most. Chosen by trial.
 */
const REACTION = 0.1;
const LEAST_STEP = 0.93;
const MOST_STEP = 1.3;
/** Steps of repair at the most where a run ends outside the limits, and the growth of the penalty in them. */
const MOST_REPAIRS = 40;
const REPAIR_STEP = 1.3;
/** Evaluations between two questions whether a pause is due. */
const BLOCK = 20_000;

/** Anneals a state in place. */
export function* annealCentred(
  problem: CentredProblem,
  state: CentredState,
  near: NearUnits,
  cooling: Cooling,
  random: Random,
  keep: () => void,
  collect: () => void,
  work: Work,
): Task<void> {
  const { search, parts } = problem;
  const { plan, book, groups } = state;
  const { assignment } = plan;
  const { n, k } = search;
  const units = listMovable(problem);
  if (units.length === 0 || k < 2) return;
  const width = Math.min(NEAR_TERRITORIES, k - 1);
  const nearTerritories = createNearTerritories(groups, book, k, width);
  let temperature = cooling.first;
  let cost = state.cost();
  let bestCost = state.outsideCount() === 0 ? cost : Number.POSITIVE_INFINITY;
  /** Whether the plan is better than what was handed over last: it is handed over before it gets worse. */
  let isNew = false;
  let accepted = 0;
  let outside = 0;
  let evaluations = 0;
  // At first the excess of a mean unit costs half a temperature.
  let penalty = (0.5 * cooling.first * n) / k;

  /** A unit to come back from territory b, -1 where b is empty. */
  function pickGuest(b: number): number {
    const count = groups.size[b];
    return count === 0 ? -1 : parts.unitOf[groups.lists[b][Math.floor(random.nextShare() * count)]];
  }

  function propose(): void {
    evaluations++;
    const u = units[Math.floor(random.nextShare() * units.length)];
    const a = assignment[u];
    const kind = random.nextShare();
    let b: number;
    let v = -1;
    if (kind < 0.6) {
      const w = near.list[near.count * u + Math.floor(random.nextShare() * near.count)];
      if (w < 0) return;
      b = assignment[w];
      if (kind < 0.3) v = w;
    } else {
      b = nearTerritories.list[width * a + Math.floor(random.nextShare() * width)];
      if (kind < 0.8) v = pickGuest(b);
    }
    if (a === b || !state.mayMove(u, v, b)) return;
    const r = random.nextShare();
    const limit = (temperature * (1 - r)) / (r + 0.25);
    const fixed =
      plan.exchangePenalty(a, u, v) +
      plan.exchangePenalty(b, v, u) +
      state.disruptionChange(u, v, b) +
      state.budgetChange(u, v, b);
    let change = book.estimate(a, u, v) + book.estimate(b, v, u);
    const size = groups.size[a] + groups.size[b];
    const isRough = groups.size[a] <= EXACT_PARTS || groups.size[b] <= EXACT_PARTS;
    if (isRough) {
      if (fixed + change > limit + MARGIN * Math.max(temperature, cooling.last)) return;
      change = book.exchange(a, u, v) + book.exchange(b, v, u);
      evaluations += size;
    }
    if (fixed + change >= limit) return;
    if (isNew && (fixed > 0 || fixed + change > 0)) keepNew();
    cost -= book.costOf(a) + book.costOf(b);
    cost += state.disruptionChange(u, v, b);
    state.move(u, v, b);
    cost += book.costOf(a) + book.costOf(b);
    evaluations += isRough ? size : FOLLOWING;
    accepted++;
    outside += state.outsideCount();
    if (state.outsideCount() > 0 || cost >= bestCost) return;
    bestCost = cost;
    isNew = true;
  }

  /** Hands over the plan, which is the cheapest within the limits so far. */
  function keepNew(): void {
    isNew = false;
    keep();
    collect();
  }

  const fall = (cooling.last / cooling.first) ** (1 / (STEPS - LAST_STEPS));
  const proposals = Math.ceil(cooling.proposals / STEPS);

  function* runStep(): Task<void> {
    accepted = 0;
    outside = 0;
    cost = state.cost();
    plan.penalty.fill(penalty);
    plan.setBudgetPenalty(penalty);
    nearTerritories.refresh(LOOKS * proposals);
    for (let proposal = 0; proposal < proposals; proposal++) {
      propose();
      if (evaluations < BLOCK) continue;
      if (isNew) keepNew();
      if (work.isPauseDue(evaluations)) yield;
      evaluations = 0;
    }
    if (isNew) keepNew();
  }

  for (let step = 0; step < STEPS; step++) {
    yield* runStep();
    if (step >= COLLECTING_FROM) collect();
    const aim = Math.max(Math.min(OUTSIDE, MOST_OUTSIDE_SHARE * k), OUTSIDE_SHARE * k * (1 - step / STEPS));
    const mean = accepted > 0 ? outside / accepted : state.outsideCount();
    penalty *= fall * Math.max(LEAST_STEP, Math.min(MOST_STEP, 1 + REACTION * (mean / aim - 1)));
    temperature = step + 1 < STEPS - LAST_STEPS ? temperature * fall : 0;
  }
  for (let repair = 0; repair < MOST_REPAIRS && state.outsideCount() > 0; repair++) {
    penalty *= REPAIR_STEP;
    yield* runStep();
  }
  if (work.isPauseDue(evaluations)) yield;
}

/** Units that have a choice. */
function listMovable({ search, isOpen }: CentredProblem): Int32Array {
  const { k } = search;
  const choices = new Int32Array(isOpen.length / k);
  for (let at = 0; at < isOpen.length; at++) choices[Math.floor(at / k)] += isOpen[at];
  return Int32Array.from(search.row.keys()).filter((u) => choices[search.row[u]] > 1);
}
