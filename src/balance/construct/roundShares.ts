import type { SearchProblem } from '../searchProblem.js';
import { createState, type PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';

/**
 * Makes a whole plan of a fractional one: every unit goes where its largest share is. At most as many units are split
 * as there are binding limits, so little is lost; local search mends what the rounding tipped over.
 *
 * @param search - the problem
 * @param candidates - where the shares are
 * @param shares - entry `[candidates.start[u] + c]` is the share of unit u in its candidate c
 * @returns a new state
 */
export function roundShares(search: SearchProblem, candidates: Candidates, shares: Float64Array): PlanState {
  const { start, count, territory, cost } = candidates;
  const assignment = new Int32Array(search.n);
  const unitCost = new Float64Array(search.n);
  for (let u = 0; u < search.n; u++) {
    let best = start[u];
    for (let e = start[u] + 1; e < start[u] + count[u]; e++) if (shares[e] > shares[best]) best = e;
    assignment[u] = territory[best];
    unitCost[u] = cost[best];
  }
  return createState(search, assignment, unitCost);
}
