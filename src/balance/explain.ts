/** Reasons in words: what is in conflict, or not met, in the caller's names and figures. */
import type { BalanceProblem } from './problem.js';
import type { LeastBudget, MovedValue, Reason } from './result.js';
import type { SearchProblem } from './searchProblem.js';

/** Ids that a reason names at the most. */
export const MOST_IDS = 20;

/** What the prices of an unbounded dual say: which territories and measures pull against each other. */
export function explainUnbounded(search: SearchProblem, prices: Float64Array): Reason {
  const { M, k, problem, measures } = search;
  let highest = 0;
  for (const price of prices) highest = Math.max(highest, Math.abs(price));
  const weightOf = (j: number) => Math.max(...Array.from(prices.subarray(M * j, M * (j + 1)), Math.abs));
  const territories = Array.from({ length: k }, (_, j) => j)
    .filter((j) => weightOf(j) > 0.1 * highest)
    .sort((a, b) => weightOf(b) - weightOf(a) || a - b);
  const involved = Array.from(measures.keys()).filter((m) =>
    territories.some((j) => Math.abs(prices[M * j + m]) > 0.1 * highest),
  );
  const ids = territories.map((j) => problem.territoryIds[j]);
  const names = involved.map((m) => problem.measureIds[measures[m]]);
  return reason({
    code: 'limits-conflict',
    message: `even with units split, no plan keeps territories ${some(ids)} within the limits of ${names.join(' and ')} at once`,
    territoryIds: ids,
    measureId: names.length === 1 ? names[0] : null,
  });
}

/** Whole units do not fit within the upper limits of a limited measure. */
export function explainWhole({ problem, measures }: SearchProblem, m: number): Reason {
  const measureId = problem.measureIds[measures[m]];
  return reason({
    code: 'limits-conflict',
    message: `whole units cannot be shared out within the upper limits of ${measureId}`,
    territoryIds: problem.territoryIds,
    measureId,
  });
}

/** The limits and the disruption budget cannot be met at once, though each could be alone. */
export function explainBudget(budget: number, { proven, found }: LeastBudget): Reason {
  const known =
    found === null ? 'no plan within the limits was found' : `a plan that moves ${show(found)} was found`;
  // Prices may prove the conflict more closely than the least budget is known.
  const required = Math.max(proven, budget);
  return reason({
    code: 'disruption-budget',
    message: `within the limits, even with units split, more than ${show(required)} of disruption value has to move, but the budget is ${show(budget)}; ${known}`,
    required,
    available: budget,
  });
}

/** Says by how much the best plan moves more than the budget. */
export function explainOverspent({ value, budget }: MovedValue): Reason {
  return reason({
    code: 'budget-not-met',
    message: `${show(value)} of disruption value is moved, more than the budget of ${show(budget!)}`,
    required: value,
    available: budget,
  });
}

/** Names a load that the best plan leaves outside its limits. */
export function explainViolation(problem: BalanceProblem, m: number, j: number, load: number): Reason {
  const measureId = problem.measureIds[m];
  const territoryId = problem.territoryIds[j];
  const isAbove = load > problem.uppers[m][j];
  const limit = isAbove ? problem.uppers[m][j] : problem.lowers[m][j];
  return reason({
    code: 'limit-not-met',
    message: `territory ${territoryId} has ${show(load)} of ${measureId}, ${isAbove ? 'more' : 'less'} than ${show(limit)}`,
    territoryIds: [territoryId],
    measureId,
    required: isAbove ? load : limit,
    available: isAbove ? limit : load,
  });
}

export function reason(parts: Partial<Reason> & Pick<Reason, 'code' | 'message'>): Reason {
  const { unitIds = [], territoryIds = [], measureId = null, required = null, available = null } = parts;
  return { ...parts, unitIds: unitIds.slice(0, MOST_IDS), territoryIds, measureId, required, available };
}

export function count(size: number, noun: string): string {
  return `${size} ${noun}${size === 1 ? '' : 's'}`;
}

export function some(ids: readonly string[]): string {
  return ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');
}

export function show(value: number): string {
  return String(Number(value.toPrecision(6)));
}
