import { InputError } from '../core/errors.js';
import { createFindings, indexIds } from './findings.js';
import { checkLimitNames, findLimits, findShares } from './limits.js';
import type { BalanceInput } from './prepare/balanceInput.js';
import { checkShapes } from './prepare/checkShapes.js';
import { findEligibility } from './prepare/findEligibility.js';
import { findBudget, findFamilies, findIncumbents, findLocks } from './prepare/findHoldings.js';
import { findTravel } from './prepare/findTravel.js';
import type { BalanceProblem } from './problem.js';

/**
 * Turns records into the columns that the engine works on: the one place where ids become indexes.
 *
 * The target of territory j in a measure is the measure's total times `share` of j over the sum of shares; its limits
 * are `target * (1 ± tolerance)`, narrowed by `Territory.limits`.
 *
 * @param input - accounts, territories and what binds them
 * @returns the columns; units and territories in the order given
 * @throws {@link InputError} naming every duplicate id, unknown reference, missing or negative measure, half a
 * coordinate, bad share and bad cost at once
 * @remarks O(accounts x measures), times territories where costs or eligibility are functions.
 * @example
 * ```ts
 * import { prepareProblem } from 'bailiwick/balance';
 *
 * const problem = prepareProblem({
 *   accounts: [
 *     { id: 'a', lon: 10.7, lat: 59.9, measures: { hours: 30 }, attributes: {} },
 *     { id: 'b', lon: 18.1, lat: 59.3, measures: { hours: 50 }, attributes: {} },
 *   ],
 *   territories: [
 *     { id: 'west', repIds: [], seat: { lon: 10, lat: 60 } },
 *     { id: 'east', repIds: [], seat: { lon: 18, lat: 59 } },
 *   ],
 *   measures: [{ id: 'hours', tolerance: 0.3 }],
 * });
 * Array.from(problem.targets[0]); // => [40, 40]
 * Array.from(problem.uppers[0]); // => [52, 52]
 * ```
 */
export function prepareProblem(input: BalanceInput): BalanceProblem {
  checkShapes(input);
  const { accounts, territories, measures, locks = [], keepFamilies = false } = input;
  const { travel = { kind: 'greatCircle' } } = input;
  const findings = createFindings();
  const accountIndex = indexIds('accounts', accounts, findings);
  const territoryIndex = indexIds('territories', territories, findings);
  indexIds('measures', measures, findings);
  if (territories.length === 0)
    findings.add(null, 'territories', 'empty', 'at least one territory', territories);
  const loads = measures.map((measure) =>
    Float64Array.from(accounts, (account, i) =>
      findings.number(i, `accounts.measures.${measure.id}`, account.measures[measure.id], 0),
    ),
  );
  const shares = findShares(territories, findings);
  checkLimitNames(territories, measures, findings);
  const limits = measures.map((measure, m) => findLimits(measure, loads[m], territories, shares, findings));
  const incumbents = findIncumbents(accounts, territoryIndex, findings);
  const disruptionValue = Float64Array.from(accounts, (account, i) =>
    input.disruptionValue ? findings.number(i, 'disruptionValue', input.disruptionValue(account), 0) : 1,
  );
  const problem: BalanceProblem = {
    unitIds: accounts.map((account) => account.id),
    territoryIds: territories.map((territory) => territory.id),
    measureIds: measures.map((measure) => measure.id),
    loads,
    targets: limits.map((limit) => limit.target),
    lowers: limits.map((limit) => limit.lower),
    uppers: limits.map((limit) => limit.upper),
    trips: Float64Array.from(accounts, (account, i) =>
      input.trips ? findings.number(i, 'trips', input.trips(account), 0) : 1,
    ),
    travel: findTravel({ accounts, territories, accountIndex, territoryIndex }, travel, findings),
    ...findEligibility(input, findings),
    locks: findLocks(locks, accountIndex, territoryIndex, accounts.length, findings),
    families: findFamilies(accounts, keepFamilies, accountIndex, findings),
    incumbents,
    disruptionValue,
    disruptionBudget: findBudget(input.disruptionBudget, incumbents, disruptionValue, findings),
    disruptionWeight: findings.number(null, 'disruptionWeight', input.disruptionWeight ?? 0, 0),
  };
  if (findings.issues.length > 0) throw new InputError('balance input', findings.issues);
  return problem;
}
