import { runsOf } from '../core/runsOf.js';
import { VERSION } from '../core/version.js';
import { createUnitCosts, type UnitCosts } from './costs.js';
import { explainOverspent, explainViolation } from './explain.js';
import type { BalanceOptions } from './options.js';
import type { BalanceProblem } from './problem.js';
import type {
  BalanceCost,
  BalanceResult,
  BalanceStatus,
  BoundProof,
  LeastBudget,
  MovedValue,
  Reason,
  Violation,
} from './result.js';
import type { SearchProblem } from './searchProblem.js';
import type { Task, Work } from './work.js';

/** A load this share of its limit outside it counts as within: rounding errors of the caller's own sums. */
const LIMIT_TOLERANCE = 1e-9;

/** What no plan within the limits can cost less than. */
export interface Bound {
  readonly value: number;
  /** What it relaxes, in words. */
  readonly relaxation: string;
  readonly proof: BoundProof;
}

/** What one more unit of a limit would save, in the unit of the cost. */
export interface ShadowPrices {
  /** Entry `[m][j]` is the price of measure m in territory j. */
  readonly limits: readonly Float64Array[];
  /** The price of the disruption budget; 0 where there is none. */
  readonly budget: number;
}

/** What a plan is judged by. */
export type Judged = Pick<SearchProblem, 'problem' | 'unassignable'>;

/** What the search ended with. */
export interface Outcome {
  readonly assignment: Int32Array;
  /** Seats and final centres; `null` where travel is a matrix. */
  readonly centres: Float64Array | null;
  /** Entry `[j]` is the unit that is the centre of territory j; `null` where centres are no units. */
  readonly centreUnits: Int32Array | null;
  /** `null` where the search was stopped before. */
  readonly prices: ShadowPrices | null;
  /** `null` where nothing is proven. */
  readonly bound: Bound | null;
  /** Proofs that there is no plan within the limits. */
  readonly conflicts: readonly Reason[];
  /** The smallest budgets that are known, where the budget was not met. */
  readonly least: LeastBudget | null;
  readonly isStopped: boolean;
}

/** Recomputes loads, cost and violations from the problem itself and says what is known about the plan; pauses on the way. */
export function* createResult(
  { problem, unassignable }: Judged,
  outcome: Outcome,
  options: BalanceOptions,
  work: Work,
): Task<BalanceResult> {
  const { assignment, conflicts, prices, least } = outcome;
  const { loads, cost, value, share } = yield* sumUp(problem, outcome);
  const violations = findViolations(problem, loads);
  const { disruptionBudget } = problem;
  const budget = disruptionBudget < Number.POSITIVE_INFINITY ? disruptionBudget : null;
  const moved: MovedValue = { value, share, budget, price: prices?.budget ?? 0, least };
  const isOverspent = moved.budget !== null && isAbove(moved.value, moved.budget);
  const isWithin = violations.length === 0 && unassignable.length === 0 && !isOverspent;
  // A plan within the limits can be below the bound by rounding only; one outside them may really cost less.
  const highest = isWithin ? cost.total : Number.POSITIVE_INFINITY;
  const known = conflicts.length > 0 ? null : outcome.bound;
  const bound = known && Math.min(Math.max(0, known.value), highest);
  const gap = bound === null || !isWithin ? null : cost.total > 0 ? (cost.total - bound) / cost.total : 0;
  return {
    status: nameStatus(isWithin, conflicts.length > 0, gap, options),
    reasons: [
      ...conflicts,
      ...violations.map(({ m, j }) => explainViolation(problem, m, j, loads[m][j])),
      ...(isOverspent ? [explainOverspent(moved)] : []),
    ],
    stopCause: outcome.isStopped ? work.stopCause() : null,
    assignment,
    loads,
    cost,
    bound,
    gap,
    relaxation: known?.relaxation ?? null,
    proof: known?.proof ?? null,
    violations: violations.map(
      ({ m, j }): Violation => ({
        measureId: problem.measureIds[m],
        territoryId: problem.territoryIds[j],
        load: loads[m][j],
        lower: problem.lowers[m][j],
        upper: problem.uppers[m][j],
      }),
    ),
    moved,
    centres: outcome.centres,
    centreUnits: outcome.centreUnits,
    prices: prices?.limits ?? problem.loads.map(() => new Float64Array(problem.territoryIds.length)),
    evaluations: work.spent(),
    seed: options.seed,
    version: VERSION,
  };
}

function nameStatus(
  isWithin: boolean,
  isProven: boolean,
  gap: number | null,
  options: BalanceOptions,
): BalanceStatus {
  if (isProven) return 'infeasible';
  if (!isWithin) return 'stopped';
  return gap !== null && gap <= options.optimalGap ? 'optimal' : 'feasible';
}

/** Loads, cost and moved value of a plan; all of them run by run, so that each unit is fetched once. */
function* sumUp(problem: BalanceProblem, { assignment, centres, centreUnits }: Outcome) {
  const loads = problem.loads.map(() => new Float64Array(problem.territoryIds.length));
  const costs = createUnitCosts(problem, centres, centreUnits);
  const sums = { travel: 0, disruption: 0, moved: 0, movable: 0 };
  for (const { from, to } of runsOf(assignment.length)) {
    yield;
    for (let m = 0; m < loads.length; m++) addLoads(loads[m], problem.loads[m], assignment, from, to);
    sums.travel = addWays(sums.travel, costs, assignment, from, to);
    addMoves(sums, problem, assignment, from, to);
  }
  const cost: BalanceCost = {
    travel: sums.travel,
    disruption: sums.disruption,
    total: sums.travel + sums.disruption,
  };
  return { loads, cost, value: sums.moved, share: sums.movable > 0 ? sums.moved / sums.movable : 0 };
}

// Loops stand in functions of their own: what is compiled for a function made on the way is lost with the next garbage.

function addLoads(
  sums: Float64Array,
  load: Float64Array,
  assignment: Int32Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) if (assignment[i] >= 0) sums[assignment[i]] += load[i];
}

function addWays(sum: number, costs: UnitCosts, assignment: Int32Array, from: number, to: number): number {
  let ways = sum;
  for (let i = from; i < to; i++) if (assignment[i] >= 0) ways += costs.travel(i, assignment[i]);
  return ways;
}

/** Adds the value of units that have an incumbent, and of those that are elsewhere. */
function addMoves(
  sums: { disruption: number; moved: number; movable: number },
  { incumbents, disruptionValue, disruptionWeight }: BalanceProblem,
  assignment: Int32Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    if (incumbents[i] < 0) continue;
    sums.movable += disruptionValue[i];
    if (assignment[i] < 0 || assignment[i] === incumbents[i]) continue;
    sums.moved += disruptionValue[i];
    sums.disruption += disruptionWeight * disruptionValue[i];
  }
}

function isAbove(value: number, limit: number): boolean {
  return value > limit + LIMIT_TOLERANCE * limit;
}

function findViolations(problem: BalanceProblem, loads: readonly Float64Array[]): { m: number; j: number }[] {
  const found: { m: number; j: number }[] = [];
  loads.forEach((load, m) => {
    load.forEach((value, j) => {
      const lower = problem.lowers[m][j];
      const upper = problem.uppers[m][j];
      const isWithin = value >= lower - LIMIT_TOLERANCE * lower && !isAbove(value, upper);
      if (!isWithin) found.push({ m, j });
    });
  });
  return found;
}

/** Prices of the search as the result has them: a column for each measure of the problem, 0 where nothing is limited. */
export function expandPrices(search: SearchProblem, prices: Float64Array): ShadowPrices {
  const { problem, measures, unitLoad, M, k } = search;
  const limits = problem.measureIds.map(() => new Float64Array(k));
  measures.forEach((measure, m) => {
    for (let j = 0; j < k; j++) limits[measure][j] = prices[M * j + m] / unitLoad[m];
  });
  return { limits, budget: search.hasBudget ? prices[search.size - 1] / search.unitMoved : 0 };
}
