import type { Random } from '../../core/random.js';
import type { BestPlan } from '../improve/improvePlan.js';
import type { Task, Work } from '../work.js';
import { type CentredProblem, createCentredState } from './centredState.js';
import { type ElitePlan, isBetterPlan } from './elite.js';
import type { NearUnits } from './nearUnits.js';
import { runOnce } from './runOnce.js';
import { seedPlan } from './seedPlan.js';

/** Runs that compete; chosen by trial. */
const RACERS = 8;
/** Proposals of each, a unit; first and last temperature in mean costs of a unit. Chosen by trial. */
const PROPOSALS = 100;
const HEAT = { first: 0.5, last: 0.03 };

/**
 * The best plan of short runs from random seeds. In territories of many units moves of single units hardly shift a
 * centre, so a run ends near where its seeds put the centres, however long it is: it pays to try many places first.
 */
export function* raceSeeds(
  problem: CentredProblem,
  near: NearUnits,
  best: BestPlan,
  random: Random,
  work: Work,
): Task<Int32Array> {
  const { n } = problem.search;
  let leader: ElitePlan | null = null;
  for (let racer = 0; racer < RACERS; racer++) {
    const start = yield* seedPlan(problem, new Int32Array(0), random, work);
    const state = createCentredState(problem, start);
    const meanCost = state.cost() / n || 1;
    const cooling = { first: HEAT.first * meanCost, last: HEAT.last * meanCost, proposals: PROPOSALS * n };
    const plan = yield* runOnce(problem, state, near, cooling, -1, best, null, random, work);
    if (leader === null || isBetterPlan(plan, leader)) leader = plan;
  }
  return leader!.assignment;
}
