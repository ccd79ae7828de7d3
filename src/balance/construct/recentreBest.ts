import type { BestPlan } from '../improve/improvePlan.js';
import type { SearchProblem } from '../searchProblem.js';
import { recentreAssignment } from './freeCentres.js';

/** Moves free centres to the middle of the best plan; it cannot cost more there. */
export function recentreBest(search: SearchProblem, best: BestPlan, isFree: (j: number) => boolean): void {
  recentreAssignment(search, best.assignment, isFree);
  best.cost = 0;
  for (let u = 0; u < search.n; u++) {
    best.unitCost[u] = search.costs.cost(u, best.assignment[u]);
    best.cost += best.unitCost[u];
  }
}
