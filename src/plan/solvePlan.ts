import { balanceTerritories, balanceTerritoriesAsync } from '../balance/balanceTerritories.js';
import type { BalanceOptions } from '../balance/options.js';
import type { BalanceInput } from '../balance/prepare/balanceInput.js';
import { prepareProblem } from '../balance/prepare.js';
import type { Plan } from './plan.js';
import { toPlan } from './toPlan.js';

/**
 * Makes a plan from records: prepares the columns, runs the engine, writes down what it found.
 *
 * @param input - accounts, territories, reps, measures and rules
 * @param options - how the engine works
 * @returns a new plan as plain JSON. An infeasible problem gives the nearest plan found, its status and the reasons
 * @throws `InputError` naming everything that is wrong with the records; `OptionsError` likewise
 * @remarks Deterministic unless stopped by time or a signal: the same input, options and version give the same bytes.
 * @example
 * ```ts
 * import { solvePlan } from 'bailiwick/plan';
 *
 * const plan = solvePlan({
 *   accounts: [
 *     { id: 'a', lon: 10.7, lat: 59.9, measures: { hours: 40 }, attributes: {} },
 *     { id: 'b', lon: 18.1, lat: 59.3, measures: { hours: 50 }, attributes: {} },
 *   ],
 *   territories: [
 *     { id: 'west', repIds: [], seat: { lon: 10, lat: 60 } },
 *     { id: 'east', repIds: [], seat: { lon: 18, lat: 59 } },
 *   ],
 *   measures: [{ id: 'hours', tolerance: 0.2 }],
 * });
 * plan.assignments.map(({ territoryId }) => territoryId); // => ['west', 'east']
 * plan.territories[0].loads.hours; // => 40
 * ```
 */
export function solvePlan(input: BalanceInput, options?: Partial<BalanceOptions>): Plan {
  const problem = prepareProblem(input);
  return toPlan(input, problem, balanceTerritories(problem, options));
}

/**
 * Makes the same plan as {@link solvePlan}, letting other work run every few milliseconds.
 *
 * @param input - accounts, territories, reps, measures and rules
 * @param options - how the engine works; `onProgress` and `signal` are of use here
 * @returns a promise of a new plan
 * @throws as {@link solvePlan}, by rejection
 */
export async function solvePlanAsync(input: BalanceInput, options?: Partial<BalanceOptions>): Promise<Plan> {
  const problem = prepareProblem(input);
  return toPlan(input, problem, await balanceTerritoriesAsync(problem, options));
}
