/**
 * Plans where travel costs nothing, such as books without a map: only loads matter.
 *
 * Heaviest first: each unit goes to the territory that would be least full with it, fullness being the largest share
 * of an upper limit over the measures (longest processing time first; R. L. Graham: Bounds on Multiprocessing Timing
 * Anomalies, 1969, DOI 10.1137/0117039). O(units * territories).
 */
import type { SearchProblem } from '../searchProblem.js';
import { createState, type PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task, Work } from '../work.js';

/** Territories that local search tries for a unit. */
const MOST_CANDIDATES = 8;

/** Packs all units. */
export function* packByLoad(search: SearchProblem, work: Work): Task<PlanState> {
  const { n, k, M, load, upper, choices, row } = search;
  const weight = new Float64Array(n);
  for (let u = 0; u < n; u++) for (let m = 0; m < M; m++) weight[u] = Math.max(weight[u], load[M * u + m]);
  const order = Int32Array.from(weight.keys()).sort((a, b) => weight[b] - weight[a] || a - b);
  const assignment = new Int32Array(n);
  const sums = new Float64Array(k * M);
  const counts = new Int32Array(k);
  for (const u of order) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let e = choices.offsets[row[u]]; e < choices.offsets[row[u] + 1]; e++) {
      const j = choices.targets[e];
      let fullness = 0;
      for (let m = 0; m < M; m++) {
        const at = M * j + m;
        const share =
          upper[at] > 0 ? (sums[at] + load[M * u + m]) / upper[at] : load[M * u + m] > 0 ? 1e300 : 0;
        if (share > fullness) fullness = share;
      }
      // Units without load go where there are fewest.
      if (fullness < least || (fullness === least && counts[j] < counts[best])) {
        least = fullness;
        best = j;
      }
    }
    assignment[u] = best;
    counts[best]++;
    for (let m = 0; m < M; m++) sums[M * best + m] += load[M * u + m];
    if (work.isPauseDue(choices.offsets[row[u] + 1] - choices.offsets[row[u]])) yield;
  }
  return createState(search, assignment, new Float64Array(n));
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
