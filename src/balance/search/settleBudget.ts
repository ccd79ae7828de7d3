import { findFollowingRule } from '../centred/centreRule.js';
import { explainBudget } from '../explain.js';
import { type BestPlan, createBestPlan, keepBetter } from '../improve/improvePlan.js';
import { findLeastMoved } from '../realign/findLeastMoved.js';
import { mergeAssignment } from '../searchProblem.js';
import { createState } from '../state.js';
import { Stopped, type Task } from '../work.js';
import type { Run } from './progress.js';

/** What has to move exceeds the budget by more than rounding errors. */
const BUDGET_TOLERANCE = 1e-9;

/**
 * What the budget allows, where that is not plain from the prices: whether it can be met at all, and a plan that moves
 * little, kept where it is better. Ends with that plan, or with nothing where it is proven that the limits and the budget
 * cannot be met at once.
 *
 * @param cost - about what the travel of all units costs; by this moving is dear
 */
export function* settleBudget(run: Run, cost: number, isProven: boolean): Task<BestPlan | null> {
  const { search, options, progress, work, solve } = run;
  const best = progress.best!;
  const { proven, plan } = yield* findLeastMoved(search, cost, options, work, solve);
  if (plan.stopCause !== null) throw new Stopped();
  progress.isUnbounded = false;
  if (plan.status === 'infeasible') {
    progress.conflict = plan.reasons;
    return null;
  }
  const assignment = mergeAssignment(search, plan.assignment);
  const isFollowing = findFollowingRule(search.problem.travel) !== null;
  // Costs of units from centres that follow are not known one by one: the whole stands at the first.
  const unitCost = Float64Array.from(assignment, (j, u) =>
    isFollowing ? (u === 0 ? plan.cost.travel : 0) : search.costs.cost(u, j),
  );
  const state = createState(search, assignment, unitCost);
  keepBetter(best, state);
  const budget = search.problem.disruptionBudget;
  const isBeyond = isProven || proven > budget * (1 + BUDGET_TOLERANCE);
  progress.least = { proven, found: plan.violations.length === 0 ? plan.moved.value : null };
  if (isBeyond) progress.conflict = [explainBudget(budget, progress.least)];
  return isBeyond ? null : createBestPlan(state);
}
