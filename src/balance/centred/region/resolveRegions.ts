/**
 * Betters the best plans of a search region by region (solveRegion.ts), as far as its share of the work goes.
 *
 * 1. The best plan that was not gone through is next. Round every unit, in an order by chance, the nearest territories
 *    are a region, and are put together anew where that is cheaper: over and over until no region gives way.
 * 2. Once all plans were gone through, regions become wider, for each plan until too few of them can be solved to the
 *    end.
 * 3. A region that was looked at before, in whatever plan, is passed over. A plan is left for a better one that the
 *    search has found meanwhile.
 *
 * What a plan ends with is the best for every region that was solved, not for the whole. O(units) regions a pass.
 * Reference: É. D. Taillard, S. Voss: POPMUSIC - Partial Optimization Metaheuristic under Special Intensification
 * Conditions, 2002.
 */
import type { Random } from '../../../core/random.js';
import type { Task, Work } from '../../work.js';
import { type CentredProblem, type CentredState, createCentredState } from '../centredState.js';
import { findFollowingRule } from '../centreRule.js';
import { orderByReach } from '../combinePlans.js';
import type { Elite, ElitePlan } from '../elite.js';
import { haveSameRules } from '../haveSameRules.js';
import { solveRegion } from './solveRegion.js';

/** Share of the evaluations of a search that go into this; chosen by trial. */
const SHARE = 0.25;
/** Territories and units of a region at first: what needs more of either; and how much wider regions become. */
const FIRST_WIDTH = 4;
const FIRST_UNITS = 30;
const WIDER = 1.25;
/** Regions become wider where this share of them was solved to the end; chosen by trial. */
const SOLVED = 0.8;
/** Units of a territory in the mean up to which it is tried; and of all, since the elite's plans take O(units) regions. */
const MOST_UNITS = 40;
const MOST_OF_ALL = 2048;
/** Looks at a unit that take about as long as one evaluation of an exchange. */
const LOOKS = 8;
/** Regions that are remembered at the most, some hundred bytes each. */
const MOST_LOOKED = 50_000;
/** A plan that the search has found is better by this share. */
const LEAST_GAIN = 1e-9;

/** Whether it may be tried: centres are units of one place each, territories are alike and hold few of them. */
export function canResolveRegions(problem: CentredProblem): boolean {
  const { n, k, problem: given } = problem.search;
  if (findFollowingRule(given.travel) !== 'unit' || !haveSameRules(problem)) return false;
  const { start } = problem.parts;
  for (let u = 0; u < n; u++) if (start[u + 1] !== start[u] + 1) return false;
  return k > 2 && n > k && n <= MOST_OF_ALL && n <= MOST_UNITS * k;
}

/** Goes through plans; where it stopped it goes on when it is called again. */
export interface RegionResolver {
  /** Betters plans of the elite that are within the limits; each better one is handed over, and offered when done with. */
  run(elite: Elite, keep: (state: CentredState) => void, random: Random, work: Work): Task<void>;
}

/** A plan that is gone through. */
interface Passage {
  readonly from: ElitePlan;
  readonly state: CentredState;
  /** Territories of a region, rounded down. */
  width: number;
  /** Units round which there is still a region to look at, the next one last. */
  pivots: number[];
  /** Whether a region gave way in this pass; regions that were looked at in it, and solved to the end. */
  isBetter: boolean;
  tried: number;
  solved: number;
}

/** Starts with nothing looked at. */
export function startResolving(problem: CentredProblem): RegionResolver {
  const { n, k } = problem.search;
  /** Regions that were looked at, by their units: they are as good as can be, or too much. */
  const looked = new Set<string>();
  /** How often regions became wider for a plan; infinite once it is done with. */
  const levels = new WeakMap<ElitePlan, number>();
  let passage: Passage | null = null;
  let made = 0;

  function startPass(pass: Passage, width: number, random: Random): void {
    pass.width = Math.min(k, width);
    pass.pivots = shuffleUnits(n, random);
    pass.isBetter = false;
    pass.tried = 0;
    pass.solved = 0;
  }

  function open(from: ElitePlan, random: Random): Passage {
    const state = createCentredState(problem, from.assignment.slice());
    const pass: Passage = { from, state, width: 0, pivots: [], isBetter: false, tried: 0, solved: 0 };
    const level = levels.get(from) ?? 0;
    startPass(pass, Math.max(FIRST_WIDTH, (FIRST_UNITS * k) / n) * WIDER ** level, random);
    return pass;
  }

  /** Looks at the region round a unit; true where it gave way. */
  function* resolveRound(pivot: number, pass: Passage, work: Work): Task<boolean> {
    const { state } = pass;
    const { assignment } = state.plan;
    const near = orderByReach(state, pivot, k).slice(0, Math.floor(pass.width));
    const isNear = new Uint8Array(k);
    for (const j of near) isNear[j] = 1;
    const units = Int32Array.from(assignment.keys()).filter((u) => isNear[assignment[u]] === 1);
    if (work.isPauseDue(Math.ceil(n / LOOKS))) yield;
    const name = units.join();
    if (looked.has(name) || units.length <= near.length) return false;
    let below = 0;
    for (const j of near) below += state.book.costOf(j);
    const { territories, isExact } = yield* solveRegion(problem, units, near.length, below, work);
    if (looked.size === MOST_LOOKED) looked.clear();
    looked.add(name);
    pass.tried++;
    if (isExact) pass.solved++;
    territories?.forEach((set, at) => {
      for (const u of set) if (assignment[u] !== near[at]) state.move(u, -1, near[at]);
    });
    return territories !== null;
  }

  /** Goes on after a pass: the same again, wider, or with the next plan. */
  function finishPass(pass: Passage, elite: Elite, random: Random): void {
    const { from, width, isBetter, tried, solved } = pass;
    if (isBetter) startPass(pass, width, random);
    else {
      const isWider = width < k && solved >= SOLVED * tried;
      const level = isWider ? (levels.get(from) ?? 0) + 1 : Number.POSITIVE_INFINITY;
      leave(pass, elite, level);
    }
  }

  /** Offers the plan as it has become in place of what it was. */
  function leave({ from, state }: Passage, elite: Elite, level: number): void {
    passage = null;
    const cost = state.cost();
    const isBetter = cost < from.cost * (1 - LEAST_GAIN);
    levels.set(from, isBetter ? Number.POSITIVE_INFINITY : level);
    if (!isBetter) return;
    const plan = { assignment: state.plan.assignment.slice(), cost, excess: 0 };
    elite.offer(plan);
    levels.set(plan, level);
  }

  /** Whether the search has found a better plan meanwhile, which was not gone through. */
  const isOutdone = ({ state }: Passage, { plans }: Elite) =>
    plans[0].excess === 0 && !levels.has(plans[0]) && plans[0].cost < state.cost() * (1 - LEAST_GAIN);

  /** The plan within the limits whose regions are the narrowest, the best of them; `null` where all are done with. */
  function findNext({ plans }: Elite): ElitePlan | null {
    let next: ElitePlan | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const plan of plans) {
      const level = levels.get(plan) ?? 0;
      if (plan.excess > 0 || level >= least) continue;
      least = level;
      next = plan;
    }
    return next;
  }

  return {
    *run(elite, keep, random, work) {
      const before = work.spent();
      while (made + work.spent() - before < SHARE * work.spent()) {
        if (passage !== null && isOutdone(passage, elite))
          leave(passage, elite, levels.get(passage.from) ?? 0);
        if (passage === null) {
          const next = findNext(elite);
          if (next === null) break;
          passage = open(next, random);
        }
        const pivot = passage.pivots.pop();
        if (pivot === undefined) finishPass(passage, elite, random);
        else if (yield* resolveRound(pivot, passage, work)) {
          passage.isBetter = true;
          keep(passage.state);
        }
      }
      made += work.spent() - before;
    },
  };
}

/** All units in an order by chance (R. Durstenfeld, 1964). */
function shuffleUnits(n: number, random: Random): number[] {
  const units = Array.from({ length: n }, (_, u) => u);
  for (let u = n - 1; u > 0; u--) {
    const v = Math.floor(random.nextShare() * (u + 1));
    [units[u], units[v]] = [units[v], units[u]];
  }
  return units;
}
