import { runsOf } from '../core/runsOf.js';
import { VERSION } from '../core/version.js';
import { createUnitCosts } from './costs.js';
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

/** What the search ended with. */
export interface Outcome {
  readonly assignment: Int32Array;
  /** Seats and final centres; `null` where travel is a matrix. */
  readonly centres: Float64Array | null;
  /** Entry `[j]` is the unit that is the centre of territory j; `null` where centres are no units. */
  readonly centreUnits: Int32Array | null;
  /** Entry `[M * j + m]`, in costs of a mean target; `null` where the search was stopped before. */
  readonly prices: Float64Array | null;
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
  search: SearchProblem,
  outcome: Outcome,
  options: BalanceOptions,
  work: Work,
): Task<BalanceResult> {
  const { problem } = search;
  const { assignment, conflicts } = outcome;
  const loads = yield* sumLoads(problem, assignment);
  const cost = yield* sumCosts(problem, assignment, outcome.centres, outcome.centreUnits);
  const violations = findViolations(problem, loads);
  const moved = yield* sumMoved(search, outcome);
  const isOverspent = moved.budget !== null && isAbove(moved.value, moved.budget);
  const isWithin = violations.length === 0 && search.unassignable.length === 0 && !isOverspent;
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
    prices: expandPrices(search, outcome.prices),
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

function* sumLoads({ loads, territoryIds }: BalanceProblem, assignment: Int32Array): Task<Float64Array[]> {
  const sums = loads.map(() => new Float64Array(territoryIds.length));
  for (const [m, load] of loads.entries()) {
    for (const { from, to } of runsOf(assignment.length)) {
      yield;
      for (let i = from; i < to; i++) if (assignment[i] >= 0) sums[m][assignment[i]] += load[i];
    }
  }
  return sums;
}

function* sumCosts(
  problem: BalanceProblem,
  assignment: Int32Array,
  centres: Float64Array | null,
  centreUnits: Int32Array | null,
): Task<BalanceCost> {
  const unitCosts = createUnitCosts(problem, centres, centreUnits);
  let travel = 0;
  let disruption = 0;
  for (const { from, to } of runsOf(assignment.length)) {
    yield;
    let [ways, moves] = [travel, disruption];
    for (let i = from; i < to; i++) {
      if (assignment[i] < 0) continue;
      ways += unitCosts.travel(i, assignment[i]);
      moves += unitCosts.disruption(i, assignment[i]);
    }
    [travel, disruption] = [ways, moves];
  }
  return { travel, disruption, total: travel + disruption };
}

function* sumMoved(search: SearchProblem, { assignment, prices, least }: Outcome): Task<MovedValue> {
  const { incumbents, disruptionValue, disruptionBudget } = search.problem;
  let value = 0;
  let total = 0;
  for (const { from, to } of runsOf(assignment.length)) {
    yield;
    for (let i = from; i < to; i++) {
      if (incumbents[i] < 0) continue;
      total += disruptionValue[i];
      if (assignment[i] >= 0 && assignment[i] !== incumbents[i]) value += disruptionValue[i];
    }
  }
  return {
    value,
    share: total > 0 ? value / total : 0,
    budget: disruptionBudget < Number.POSITIVE_INFINITY ? disruptionBudget : null,
    price: search.hasBudget && prices !== null ? prices[search.size - 1] / search.unitMoved : 0,
    least,
  };
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

/** Prices per unit of load, one column for each measure of the problem; 0 where nothing is limited. */
function expandPrices(search: SearchProblem, prices: Float64Array | null): Float64Array[] {
  const { problem, measures, unitLoad, M, k } = search;
  const columns = problem.measureIds.map(() => new Float64Array(k));
  if (prices === null) return columns;
  measures.forEach((measure, m) => {
    for (let j = 0; j < k; j++) columns[measure][j] = prices[M * j + m] / unitLoad[m];
  });
  return columns;
}
