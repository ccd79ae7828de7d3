import { planPowerCells } from '../construct/powerCells/planPowerCells.js';
import type { RestProblem } from '../construct/powerCells/setAside.js';
import { setAsideCrowded } from '../construct/powerCells/setAsideCrowded.js';
import { setAsideHeavy } from '../construct/powerCells/setAsideHeavy.js';
import { settleCentres } from '../construct/powerCells/settleCentres.js';
import { recentreBest } from '../construct/recentreBest.js';
import { type BestPlan, createBestPlan, runCycles } from '../improve/improvePlan.js';
import type { BalanceOptions, BalanceProgress } from '../options.js';
import { mergeProblem, type SearchProblem } from '../searchProblem.js';
import { createState } from '../state.js';
import type { Task, Work } from '../work.js';

/** Rounds of moving free centres to what a plan made and improving it for them. */
const MOST_POLISHES = 6;
/** A polish that lowers the cost by less than this share is the last. */
const LEAST_FALL = 1e-3;
/** Points up to which plans are annealed: beyond, cycles cost more than they gain. */
const MOST_ANNEALED = 50_000;

/** What a search of points hands on; whatever is there when it is stopped makes the result. */
export interface PointProgress {
  prices: Float64Array | null;
  best: BestPlan | null;
}

/** What a search of points works with. */
export interface PointRun {
  /** Tells territories without a seat. */
  readonly isFree: (j: number) => boolean;
  readonly options: BalanceOptions;
  readonly progress: PointProgress;
  readonly report: (phase: BalanceProgress['phase'], share: number) => void;
  readonly work: Work;
}

/**
 * The plan for points with free centres, any of them in any territory, and one measure at the most.
 */
export function* searchPoints(search: SearchProblem, run: PointRun): Task<void> {
  const { isFree, options, progress, report, work } = run;
  const light = setAsideHeavy(search, isFree);
  if (light !== null) {
    yield* searchRest(search, light, run);
    return;
  }
  report('centre', 0.02);
  const placed = yield* settleCentres(search, isFree, options.centreRounds, work);
  const rest = placed.cells && setAsideCrowded(search, placed.store, placed.cells, isFree);
  if (rest) {
    yield* searchRest(search, rest, run);
    return;
  }
  report('price', 0.3);
  const onPlan = (best: BestPlan, prices: Float64Array) => {
    progress.best = best;
    progress.prices = prices;
    report('improve', 0.4);
  };
  const plan = yield* planPowerCells(search, placed, onPlan, work);
  const { best, prices } = plan;
  let { lists } = plan;
  const isSmall = search.n <= MOST_ANNEALED;
  for (let polish = 0; polish < MOST_POLISHES && isSmall; polish++) {
    const before = best.cost;
    recentreBest(search, best, isFree);
    if (lists === null && before - best.cost < LEAST_FALL * before) break;
    lists = yield* plan.improveAgain();
    if (before - best.cost < LEAST_FALL * before) break;
  }
  const onCycle = (done: number) => report('improve', 0.5 + (0.5 * done) / (options.cycles + 1));
  if (lists !== null && isSmall)
    yield* runCycles(search, lists, prices, best, Number.NEGATIVE_INFINITY, options, onCycle, work);
  recentreBest(search, best, isFree);
}

/** The plan for the rest, with the units that are set aside at their own places. */
function* searchRest(search: SearchProblem, rest: RestProblem, run: PointRun): Task<void> {
  const { problem, territories } = rest;
  const innerProgress: PointProgress = { prices: null, best: null };
  if (territories.length === 0) {
    join(search, rest, null, innerProgress, run.progress);
    return;
  }
  if (problem.travel.kind !== 'geometric') return;
  const inner = yield* mergeProblem(problem, problem.travel.seats.slice());
  try {
    const isFree = (j: number) => run.isFree(territories[j]);
    yield* searchPoints(inner, { ...run, isFree, progress: innerProgress });
  } finally {
    join(search, rest, inner, innerProgress, run.progress);
  }
}

/** Writes the plan of the rest and what is set aside into one; nothing where the rest has no plan yet. */
function join(
  search: SearchProblem,
  { units, territories, aside, home }: RestProblem,
  inner: SearchProblem | null,
  { best, prices }: PointProgress,
  progress: PointProgress,
): void {
  if (inner !== null && (best === null || prices === null)) return;
  const { travel, centres, places } = search.costs.geometry!;
  const { dimension } = travel;
  const copy = (to: number, from: Float64Array, at: number) =>
    centres.set(from.subarray(dimension * at, dimension * (at + 1)), dimension * to);
  territories.forEach((j, at) => {
    copy(j, inner!.costs.geometry!.centres, at);
  });
  aside.forEach((u, h) => {
    copy(home[h], places, u);
  });
  search.costs.update();
  const assignment = new Int32Array(search.n);
  units.forEach((u, v) => {
    assignment[u] = territories[best!.assignment[v]];
  });
  aside.forEach((u, h) => {
    assignment[u] = home[h];
  });
  const unitCost = Float64Array.from(assignment, (j, u) => search.costs.cost(u, j));
  progress.best = createBestPlan(createState(search, assignment, unitCost));
  progress.prices = new Float64Array(search.k);
  territories.forEach((j, at) => {
    progress.prices![j] = (prices![at] * search.unitLoad[0]) / inner!.unitLoad[0];
  });
}
