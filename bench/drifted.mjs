/** The realignment of a drifted alignment within a budget, for this runtime and for a page. */
import { balanceTerritories, prepareProblem } from 'bailiwick/balance';
import { makeDrifted } from './alignments.mjs';

/** Share of the value that may change hands. */
const BUDGET = 0.1;

/** Makes the input, prepares it and solves it. */
export function solveDrifted({ count, reps, seed }) {
  const problem = prepareProblem({ ...makeDrifted(count, reps, seed), disruptionBudget: { share: BUDGET } });
  const { status, cost, moved } = balanceTerritories(problem, { seed });
  return {
    isAnswered: Number(status === 'feasible' || status === 'optimal' || status === 'infeasible'),
    cost: cost.total,
    movedShare: moved.share,
  };
}
