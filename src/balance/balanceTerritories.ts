import { giveWay } from '../core/giveWay.js';
import { checkBalanceProblem } from './checkBalanceProblem.js';
import { type BalanceOptions, resolveBalanceOptions } from './options.js';
import type { BalanceProblem } from './problem.js';
import type { BalanceResult } from './result.js';
import { solveProblem } from './search/solveProblem.js';
import { createWork, goThrough, runTask, runTaskAsync, type Task, type Work } from './work.js';

/**
 * Assigns every unit to a territory: within the limits of all measures, at low cost, with a bound.
 *
 * @param problem - the columns, from `prepareProblem` or made by hand
 * @param options - see {@link BalanceOptions}; spread a preset of {@link balancePresets}
 * @returns the best plan found and what is known about it; arrays are the caller's to keep
 * @throws {@link InputError} with one issue for every column or entry of the problem that is wrong
 * @throws {@link OptionsError} where an option is unknown or out of range
 * @remarks Seats: the relaxation (units may be split) is solved by prices, rounded and improved; its value is the
 * bound. Free centres: they are moved and the assignment solved in turn, with no bound. Near-linear in the number of
 * units; the same input, options and seed give the same plan on every runtime unless a time limit or a signal ends it.
 * @example
 * ```ts
 * import { balanceTerritories, prepareProblem } from 'bailiwick/balance';
 *
 * const accounts = [10, 11, 12, 13].map((lon) => ({
 *   id: `at ${lon}`, lon, lat: 50, measures: { hours: 8 }, attributes: {},
 * }));
 * const problem = prepareProblem({
 *   accounts,
 *   territories: [
 *     { id: 'west', repIds: [], seat: { lon: 10.4, lat: 50 } },
 *     { id: 'east', repIds: [], seat: { lon: 12.6, lat: 50 } },
 *   ],
 *   measures: [{ id: 'hours', tolerance: 0 }],
 * });
 * const result = balanceTerritories(problem);
 * result.status; // => 'optimal'
 * Array.from(result.assignment); // => [0, 0, 1, 1]
 * Array.from(result.loads[0]); // => [16, 16]
 * ```
 */
export function balanceTerritories(
  problem: BalanceProblem,
  options?: Partial<BalanceOptions>,
): BalanceResult {
  const resolved = resolveBalanceOptions(options);
  const work = createWork(resolved);
  return runTask(solve(problem, resolved, work), work);
}

/**
 * The same as {@link balanceTerritories}, giving way to everything else every few milliseconds.
 *
 * @param problem - the columns
 * @param options - see {@link BalanceOptions}; `signal` ends the search at the next pause, with the best plan so far
 * @returns a promise of the same plan, byte for byte
 * @throws {@link InputError} (by rejection) with one issue for every column or entry that is wrong
 * @throws {@link OptionsError} (by rejection) where an option is unknown or out of range
 */
export async function balanceTerritoriesAsync(
  problem: BalanceProblem,
  options?: Partial<BalanceOptions>,
): Promise<BalanceResult> {
  const resolved = resolveBalanceOptions(options);
  const work = createWork(resolved);
  return runTaskAsync(solve(problem, resolved, work), work, giveWay);
}

function* solve(problem: BalanceProblem, options: BalanceOptions, work: Work): Task<BalanceResult> {
  yield* goThrough(checkBalanceProblem(problem));
  return yield* solveProblem(problem, options, work);
}
