import type { Random } from '../../core/random.js';
import type { BestPlan } from '../improve/improvePlan.js';
import type { Task, Work } from '../work.js';
import { annealCentred, type Cooling } from './annealCentred.js';
import { type CentredProblem, type CentredState, createCentredState } from './centredState.js';
import type { ElitePlan } from './elite.js';
import type { NearUnits } from './nearUnits.js';
import type { Recombination } from './recombineTerritories.js';
import { repartition } from './repartition.js';

/** One run of annealing; hands over the best plan it came through, and writes the best of all. */
export function* runOnce(
  problem: CentredProblem,
  state: CentredState,
  near: NearUnits,
  /** `null` for no annealing. */
  cooling: Cooling | null,
  /** How often the plan is shaken after its groups were re-solved exactly; -1 for neither. */
  shakes: number,
  best: BestPlan,
  /** Where territories are collected; `null` for nowhere. */
  pool: Pick<Recombination, 'collectFrom'> | null,
  random: Random,
  work: Work,
): Task<ElitePlan> {
  const own = { assignment: state.plan.assignment.slice(), cost: state.cost(), excess: state.plan.excess() };
  const keep = (from = state) => {
    own.assignment.set(from.plan.assignment);
    own.cost = from.cost();
    own.excess = from.plan.excess();
    keepBetter(best, own);
  };
  const collectFrom = (from: CentredState) => pool?.collectFrom(from) ?? (() => {});
  keep();
  if (cooling !== null)
    yield* annealCentred(problem, state, near, cooling, random, keep, collectFrom(state), work);
  if (own.excess > 0 && state.plan.excess() < own.excess) keep();
  if (shakes < 0 || own.excess > 0) return own;
  const settled = createCentredState(problem, own.assignment.slice());
  yield* repartition(problem, settled, near, shakes, random, () => keep(settled), collectFrom(settled), work);
  return own;
}

/** Takes a plan over where it is better than the best. */
export function keepBetter(best: BestPlan, { assignment, cost, excess }: ElitePlan): void {
  if (excess > best.excess || (excess === best.excess && cost >= best.cost)) return;
  best.assignment.set(assignment);
  best.cost = cost;
  best.excess = excess;
}
