/**
 * Puts the territories of all plans that a search came through together anew.
 *
 * Annealing finds most territories of a very good plan in one run or another, but seldom all of them in one. So every
 * territory within the limits that a run comes through once it has cooled down somewhat goes into a pool, and from time
 * to time the cheapest plan made of them is looked for (partitionUnits.ts). Prices of units last from one time to the
 * next. A pool that has become large is left with the territories that these prices make look best.
 *
 * For territories that are all alike. Reference: Y. Rochat, É. D. Taillard: Probabilistic diversification and
 * intensification in local search for vehicle routing, 1995, DOI 10.1007/BF02430370.
 */
import type { Random } from '../../core/random.js';
import type { BestPlan } from '../improve/improvePlan.js';
import type { Task, Work } from '../work.js';
import { type CentredProblem, type CentredState, createCentredState } from './centredState.js';
import { orderByReach } from './combinePlans.js';
import { haveSameRules } from './haveSameRules.js';
import { partitionUnits } from './partitionUnits.js';
import { type Climb, ENTRIES } from './pricePartition.js';
import { createTerritoryPool } from './territoryPool.js';

/** Territories of more units than this in the mean hardly ever come back the same; and units of all, for memory. */
const MOST_UNITS = 40;
const MOST_OF_ALL = 5000;
/** Territories that are kept at the most, and how many are left when there are more. */
const MOST_KEPT = 30_000;
const LEFT = 15_000;
/** Prices of the whole pool, and nodes below it; chosen by trial. */
const FIRST: Climb = { steps: 300, length: 0.1, patience: 20 };
const NODES = 500;
/** Evaluations that may go into them where the share of the work is less: small pools take no more. */
const LEAST_EVALUATIONS = 1e6;
/** The same for a region, and how its number of territories changes when it is solved or not. */
const REGION: Climb = { steps: 100, length: 0.1, patience: 10 };
const REGION_EFFORT = { nodes: 200, evaluations: Number.POSITIVE_INFINITY };
const WIDER = 1.1;
/** A pool is looked at again once it has grown by this factor; chosen by trial. */
const GROWN = 1.25;
const FIRST_WIDTH = 8;
/** Share of the evaluations of a search that go into this; chosen by trial. */
const SHARE = 0.25;

/** Whether territories may be put together anew: they are alike, and small enough to come back. */
export function canRecombine(problem: CentredProblem): boolean {
  const { n, k } = problem.search;
  const { start } = problem.parts;
  if (n > MOST_OF_ALL || n > MOST_UNITS * k || !haveSameRules(problem)) return false;
  for (let u = 0; u < n; u++) if (start[u] === start[u + 1]) return false;
  return true;
}

/** Collects territories, and puts them together. */
export interface Recombination {
  /** Starts to collect from a state: a call takes in the territories that changed since the last one. */
  collectFrom(state: CentredState): () => void;
  /** Whether there is a plan to go by, and less than the due share of the work went into this. */
  isDue(best: BestPlan, work: Work): boolean;
  /** Looks for plans that are cheaper than the best, which has to be within its limits, and hands each of them over. */
  run(best: BestPlan, keep: (state: CentredState) => void, random: Random, work: Work): Task<void>;
}

/** Starts with an empty pool. */
export function startRecombination(problem: CentredProblem): Recombination {
  const { n, k } = problem.search;
  const pool = createTerritoryPool(problem);
  const prices = new Float64Array(n);
  const rows = Int32Array.from({ length: n }, (_, u) => u);
  let isPriced = false;
  /** Territories of a region, rounded down: as many as can just be solved. */
  let width = Math.min(FIRST_WIDTH, k);
  /** Evaluations that went into this. */
  let made = 0;
  /** Territories in the pool when they were last put together. */
  let lookedAt = 1;

  /** At first all units of a territory share its cost. */
  function sharePrices(assignment: Int32Array): void {
    const { book } = createCentredState(problem, assignment.slice());
    const size = new Int32Array(k);
    for (const j of assignment) size[j]++;
    assignment.forEach((j, u) => {
      prices[u] = book.costOf(j) / size[j];
    });
    isPriced = true;
  }

  function trim(): number {
    const starts = pool.starts();
    const units = pool.units();
    const reduced = pool.costs().slice(0, pool.count());
    for (let c = 0; c < reduced.length; c++) {
      for (let e = starts[c]; e < starts[c + 1]; e++) reduced[c] -= prices[units[e]];
    }
    const limit = reduced.slice().sort()[LEFT - 1];
    pool.retain((c) => reduced[c] <= limit);
    lookedAt = pool.count();
    return starts[reduced.length];
  }

  /** The territories of the pool that hold no other units than those marked. */
  function listWithin(isInside: Uint8Array): Int32Array {
    const starts = pool.starts();
    const units = pool.units();
    const within: number[] = [];
    for (let c = 0; c < pool.count(); c++) {
      let e = starts[c];
      while (e < starts[c + 1] && isInside[units[e]] === 1) e++;
      if (e === starts[c + 1]) within.push(c);
    }
    return Int32Array.from(within);
  }

  /** Puts some territories round a random unit together anew, in place where that is better. */
  function* betterRegion(state: CentredState, random: Random, work: Work): Task<boolean> {
    const { assignment } = state.plan;
    const pivot = Math.floor(random.nextShare() * problem.parts.unitOf.length);
    const near = orderByReach(state, pivot, k).slice(0, Math.floor(width));
    const isNear = new Uint8Array(k);
    for (const j of near) isNear[j] = 1;
    const isInside = Uint8Array.from(assignment, (j) => isNear[j]);
    const inside = rows.filter((u) => isInside[u] === 1);
    const candidates = listWithin(isInside);
    if (work.isPauseDue(Math.ceil(pool.count() / ENTRIES))) yield;
    let below = 0;
    for (const j of near) below += state.book.costOf(j);
    const part = { candidates, rows: inside, count: near.length };
    const answer = yield* partitionUnits(pool, part, below, prices.slice(), REGION, REGION_EFFORT, work);
    width = answer.isExact ? Math.min(k, width * WIDER) : Math.max(2, width / WIDER);
    answer.chosen?.forEach((c, at) => {
      for (let e = pool.starts()[c]; e < pool.starts()[c + 1]; e++) {
        const u = pool.units()[e];
        if (assignment[u] !== near[at]) state.move(u, -1, near[at]);
      }
    });
    return answer.chosen !== null;
  }

  /** Puts the whole plan together anew; `plan` is the better one, if there is one. Half of the share is for regions. */
  function* recombineAll(best: BestPlan, work: Work): Task<{ plan: Int32Array | null; isExact: boolean }> {
    const evaluations = Math.max(LEAST_EVALUATIONS, 0.5 * (SHARE * work.spent() - made));
    lookedAt = pool.count();
    const candidates = Int32Array.from({ length: lookedAt }, (_, c) => c);
    const whole = { candidates, rows, count: k };
    const { chosen, isExact } = yield* partitionUnits(
      pool,
      whole,
      best.cost,
      prices,
      FIRST,
      { nodes: NODES, evaluations },
      work,
    );
    if (chosen === null) return { plan: null, isExact };
    const plan = new Int32Array(n);
    chosen.forEach((c, j) => {
      for (let e = pool.starts()[c]; e < pool.starts()[c + 1]; e++) plan[pool.units()[e]] = j;
    });
    return { plan, isExact };
  }

  return {
    collectFrom: (state) => {
      const collect = pool.collectFrom(state);
      return () => {
        if (pool.count() < 2 * MOST_KEPT) collect();
      };
    },
    isDue: (best, work) =>
      best.excess === 0 && pool.count() >= GROWN * lookedAt && made < SHARE * work.spent(),
    *run(best, keep, random, work) {
      const before = work.spent();
      if (!isPriced) sharePrices(best.assignment);
      const { plan, isExact } = yield* recombineAll(best, work);
      const state = createCentredState(problem, (plan ?? best.assignment).slice());
      if (plan !== null) keep(state);
      const once = work.spent() - before;
      while (!isExact && work.spent() - before < 2 * once) {
        if (yield* betterRegion(state, random, work)) keep(state);
      }
      if (pool.count() > MOST_KEPT && work.isPauseDue(Math.ceil(trim() / ENTRIES))) yield;
      made += work.spent() - before;
    },
  };
}
