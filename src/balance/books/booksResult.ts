import type { StopCause } from '../../core/budget.js';
import { compensatedSum } from '../../core/compensatedSum.js';
import { VERSION } from '../../core/version.js';
import { reason, show } from '../explain.js';
import type { BalanceStatus, Reason, Violation } from '../result.js';
import type { Work } from '../work.js';
import type { Pairs } from './assignmentProblem.js';
import type { BooksOptions } from './booksOptions.js';
import type { BestBooks } from './improveBooks.js';
import type { PriceBound } from './priceBound.js';
import { startByRegret } from './startByRegret.js';

/** An assignment to books and what is known about it. */
export interface BooksResult {
  /** As for territories; `optimal` is within `optimalGap` of the bound. */
  readonly status: BalanceStatus;
  /** Why it is infeasible or which capacities are not kept; empty otherwise. */
  readonly reasons: readonly Reason[];
  /** What ended the search early; `null` where it ended by itself. */
  readonly stopCause: StopCause | null;
  /** Entry `[i]` is the book of unit i; -1 where nothing may hold it. */
  readonly assignment: Int32Array;
  /** Entry `[m][j]` is the load of measure m in book j. */
  readonly loads: readonly Float64Array[];
  /** Sum of the costs of all units. */
  readonly cost: number;
  /** No plan within the capacities costs less than this; `null` where nothing is proven. */
  readonly bound: number | null;
  /** `(cost - bound) / |cost|`; `null` where there is no bound or a capacity is exceeded. */
  readonly gap: number | null;
  /** What the bound relaxes, in words; `null` where there is no bound. */
  readonly relaxation: string | null;
  /** Loads above their capacities; empty for a feasible plan. */
  readonly violations: readonly Violation[];
  /** Entry `[m][j]` is the price of measure m in book j in the linear relaxation: what one more of capacity would save. */
  readonly prices: readonly Float64Array[];
  /** Elementary evaluations that were made. */
  readonly evaluations: number;
  readonly seed: number;
  /** Version of the library that made the plan. */
  readonly version: string;
}

/** What the search ended with. */
export interface BooksOutcome {
  /** Proofs that there is no plan within the capacities. */
  readonly conflicts: Reason[];
  readonly prices: PriceBound;
  best: BestBooks | null;
  /** Bound by knapsacks; negative infinity where there is none. */
  sharperBound: number;
  isStopped: boolean;
}

/** A load this share of its capacity above it counts as within: rounding errors of the caller's own sums. */
const LIMIT_TOLERANCE = 1e-9;
/** A bound is rounded up to a whole cost only where it is above the one below by more than this share. */
const WHOLE_TOLERANCE = 1e-9;

/** Recomputes cost and loads from the problem and says what is known about the plan. */
export function createBooksResult(
  pairs: Pairs,
  outcome: BooksOutcome,
  options: BooksOptions,
  work: Work,
): BooksResult {
  const { n, k, M, book, problem, unassignable } = pairs;
  const pairOf = outcome.best?.pairOf ?? startByRegret(pairs, outcome.prices.prices);
  const assignment = Int32Array.from(pairOf, (e) => (e < 0 ? -1 : book[e]));
  const placed = pairOf.filter((e) => e >= 0);
  const cost = compensatedSum(Float64Array.from(placed, (e) => pairs.cost[e]));
  const loads = problem.measures.map((_, m) => {
    const sums = new Float64Array(k);
    for (let i = 0; i < n; i++) if (pairOf[i] >= 0) sums[assignment[i]] += pairs.load[M * pairOf[i] + m];
    return sums;
  });
  const violations = problem.measures.flatMap(({ id, capacities }, m) =>
    problem.territoryIds.flatMap((territoryId, j): Violation[] => {
      const load = loads[m][j];
      const upper = capacities[j];
      return load <= upper + LIMIT_TOLERANCE * upper
        ? []
        : [{ measureId: id, territoryId, load, lower: 0, upper }];
    }),
  );
  const isWithin = violations.length === 0 && unassignable.length === 0;
  const { conflicts } = outcome;
  const proven = roundUp(pairs, Math.max(outcome.prices.value, outcome.sharperBound));
  const hasBound = conflicts.length === 0 && proven > Number.NEGATIVE_INFINITY;
  // A plan within the capacities can be below the bound by rounding only.
  const bound = hasBound ? (isWithin ? Math.min(proven, cost) : proven) : null;
  const gap = bound === null || !isWithin ? null : cost === bound ? 0 : (cost - bound) / Math.abs(cost);
  const isSharper = outcome.sharperBound > outcome.prices.value;
  return {
    status:
      conflicts.length > 0
        ? 'infeasible'
        : !isWithin
          ? 'stopped'
          : gap !== null && gap <= options.optimalGap
            ? 'optimal'
            : 'feasible',
    reasons: [...conflicts, ...violations.map(explainCapacity)],
    stopCause: outcome.isStopped ? work.stopCause() : null,
    assignment,
    loads,
    cost,
    bound,
    gap,
    relaxation:
      bound === null
        ? null
        : isSharper
          ? 'a unit may be in several books or in none, at a price'
          : 'units may be split between books that could hold them whole',
    violations,
    prices: problem.measures.map((_, m) =>
      Float64Array.from({ length: k }, (_, j) => outcome.prices.prices[M * j + m]),
    ),
    evaluations: work.spent(),
    seed: options.seed,
    version: VERSION,
  };
}

/** Where all costs are whole numbers, so is the cost of every plan. */
export function roundUp({ cost }: Pairs, bound: number): number {
  if (!cost.every((value) => Number.isSafeInteger(value)) || Math.abs(bound) > 2 ** 40) return bound;
  // Not -0.
  return Math.ceil(bound - WHOLE_TOLERANCE * Math.max(1, Math.abs(bound))) + 0;
}

function explainCapacity({ measureId, territoryId, load, upper }: Violation): Reason {
  return reason({
    code: 'limit-not-met',
    message: `book ${territoryId} has ${show(load)} of ${measureId}, more than ${show(upper)}`,
    territoryIds: [territoryId],
    measureId,
    required: load,
    available: upper,
  });
}
