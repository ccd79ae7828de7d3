/**
 * Plans where travel costs nothing, such as books without a map: only loads matter, so it is a multiway partition.
 */
import { packEvenly } from '../books/packEvenly.js';
import type { PackProblem } from '../books/packProblem.js';
import type { SearchProblem } from '../searchProblem.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task, Work } from '../work.js';

/** Territories that local search tries for a unit. */
const MOST_CANDIDATES = 8;

/**
 * Packs all units towards the middle of the limits, or the upper limit where there is no lower one.
 *
 * @param assignment - becomes the territory of each unit, -1 while it is not placed yet
 */
export function* packByLoad(search: SearchProblem, assignment: Int32Array, work: Work): Task<void> {
  const { n, k, M, load, lower, upper, choices, row } = search;
  const target = upper.map((most, at) => (lower[at] > 0 ? (lower[at] + most) / 2 : most));
  const isFree = choices.offsets.length === 2 && choices.targets.length === k;
  const restriction = isFree ? { row: null, choices: null } : { row, choices };
  const problem: PackProblem = { n, k, M, load, target, ...restriction };
  yield* packEvenly(problem, assignment, work);
}

/** Lists for local search where nothing is nearer than anything else: each unit tries some territories in turn. */
export function listInTurn(search: SearchProblem, assignment: Int32Array): Candidates {
  const { n, choices, row } = search;
  const start = new Int32Array(n);
  const count = new Int32Array(n);
  const territory = new Int32Array(n * MOST_CANDIDATES);
  for (let u = 0; u < n; u++) {
    const from = choices.offsets[row[u]];
    const width = choices.offsets[row[u] + 1] - from;
    start[u] = u * MOST_CANDIDATES;
    territory[start[u]] = assignment[u];
    count[u] = 1;
    for (let c = 0; c < width && count[u] < MOST_CANDIDATES; c++) {
      const j = choices.targets[from + ((u + c) % width)];
      if (j !== assignment[u]) territory[start[u] + count[u]++] = j;
    }
  }
  const order = Int32Array.from(start.keys());
  return { order, start, count, territory, cost: new Float64Array(territory.length), leastValueSum: 0 };
}
