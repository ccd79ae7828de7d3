import { searchCentred } from '../centred/searchCentred.js';
import { placeFirstCentres } from '../construct/freeCentres.js';
import { explainWhole } from '../explain.js';
import { buildPlaceTree } from '../transport/buildPlaceTree.js';
import type { Task } from '../work.js';
import type { Run } from './progress.js';
import { searchPlan } from './searchPlan.js';
import { settleBudget } from './settleBudget.js';

/** Units above which following centres start from a plan with centres that cost least. */
const MANY_UNITS = 10_000;

/** What their bound relaxes and rests on. */
const BY_MEDIANS = {
  relaxation: 'each centre takes the units that suit it best, even if others take them too',
  proof: 'search',
} as const;

/**
 * Centres that follow their units are searched for by moves alone; where there are many units, from the plan with
 * centres that cost least, since moves alone take long to balance a plan from random seeds.
 */
export function* searchFollowing(run: Run): Task<void> {
  const { search, options, progress, report, work } = run;
  let first: Int32Array | null = null;
  const { geometry } = search.costs;
  if (geometry !== null && search.n > MANY_UNITS) {
    yield* placeFirstCentres(search, geometry.travel.seats);
    const tree = yield* buildPlaceTree(search, work);
    yield* searchPlan({ ...run, options: { ...options, cycles: 0 }, report: () => {} }, tree);
    first = progress.best?.assignment ?? null;
    progress.bound = null;
  }
  const { best, bound, impossible, run: improve } = searchCentred(search, first, options, work);
  const noteBound = () => {
    const value = bound();
    progress.bound = value === null ? null : { value, ...BY_MEDIANS };
  };
  progress.best = best;
  report('improve', 0.05);
  const task = improve((done) => report('improve', Math.max(0.05, done / (options.cycles + 1))));
  for (let step = task.next(); !step.done; step = task.next()) {
    noteBound();
    yield;
  }
  noteBound();
  const measure = impossible();
  if (measure >= 0) progress.conflict = [explainWhole(search, measure)];
  else if (search.hasBudget && best.excess > 0) yield* settleBudget(run, best.cost, false);
}
