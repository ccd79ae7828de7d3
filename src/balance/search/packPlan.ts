import { listInTurn, packByLoad } from '../construct/packByLoad.js';
import { createBestPlan, improveOver, runCycles } from '../improve/improvePlan.js';
import { createState } from '../state.js';
import type { Task } from '../work.js';
import type { Run } from './progress.js';

/** The plan where nothing costs anything: packed by load, then improved within the limits. */
export function* packPlan({ search, options, progress, report, work }: Run): Task<void> {
  const prices = new Float64Array(search.size);
  const assignment = new Int32Array(search.n).fill(-1);
  try {
    yield* packByLoad(search, assignment, work);
  } finally {
    // Who stops gets what is packed, once every unit is.
    if (!assignment.includes(-1))
      progress.best = createBestPlan(createState(search, assignment, new Float64Array(search.n)));
  }
  const best = progress.best!;
  progress.prices = prices;
  progress.bound = 0;
  report('improve', 0.4);
  if (best.excess === 0) return;
  const lists = listInTurn(search, best.assignment);
  yield* improveOver(search, lists, prices, best, work);
  yield* runCycles(search, lists, prices, best, 0, options, () => {}, work);
}
