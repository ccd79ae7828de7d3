import type { MedianBound } from '../bound/boundMedians.js';
import type { BestPlan } from '../improve/improvePlan.js';
import type { Task, Work } from '../work.js';
import { type CentredProblem, createCentredState } from './centredState.js';
import type { Elite } from './elite.js';
import { keepBetter } from './runOnce.js';

/** Share of the evaluations that go into the bound; and where it is within that share of the cost and branches. */
const BOUND_SHARE = 0.2;
const BRANCHING_SHARE = 0.5;
const BRANCHING_GAP = 0.01;

/** Gives the bound its share of the work, and takes over the plans that it finds on the way. */
export function* raiseBound(
  problem: CentredProblem,
  bound: MedianBound,
  best: BestPlan,
  /** Where plans are taken over: `null` where rules differ by territory, which the bound leaves out. */
  elite: Elite | null,
  /** Evaluations that went into the bound before. */
  before: number,
  work: Work,
): Task<number> {
  let made = before;
  while (!bound.isDone() && made < shareOf(bound, best) * work.spent()) {
    const evaluations = bound.step(best.cost, best.excess === 0);
    made += evaluations;
    const found = elite === null ? null : bound.takePlan();
    if (elite !== null && found !== null) {
      const { plan, cost } = createCentredState(problem, found);
      const own = { assignment: plan.assignment.slice(), cost: cost(), excess: plan.excess() };
      keepBetter(best, own);
      elite.offer(own);
    }
    if (work.isPauseDue(evaluations)) yield;
  }
  return made;
}

/** The bound's share of the evaluations: more where branching may close the gap. */
function shareOf(bound: MedianBound, { cost, excess }: BestPlan): number {
  if (!bound.isBranching()) return BOUND_SHARE;
  const gap = (cost - (bound.value() ?? 0)) / cost;
  return excess === 0 && gap <= BRANCHING_GAP ? BRANCHING_SHARE : BOUND_SHARE;
}
