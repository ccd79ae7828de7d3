import type { StopCause } from '../core/budget.js';

/**
 * What is known about a plan.
 *
 * - `optimal`: within every limit, and its cost is proven to be within `optimalGap` of the bound.
 * - `feasible`: within every limit.
 * - `infeasible`: it is proven that no plan is within every limit; `reasons` say why, the plan is the nearest found.
 * - `stopped`: the search ended before a plan within every limit was found or excluded; the plan is the nearest found.
 */
export type BalanceStatus = 'optimal' | 'feasible' | 'infeasible' | 'stopped';

/**
 * What proves a bound: the shadow `prices` of the result, from which anybody can compute it, or a `search` besides, which
 * went through all that the prices leave open.
 */
export type BoundProof = 'prices' | 'search';

/** Why a problem has no plan within every limit, or why a limit was not met. */
export interface Reason {
  /** Stable kebab-case name of the kind of conflict. */
  readonly code:
    | 'unit-above-limit'
    | 'total-above-limits'
    | 'total-below-limits'
    | 'locks-above-limit'
    | 'no-eligible-territory'
    | 'family-conflict'
    | 'eligible-capacity'
    | 'limits-conflict'
    | 'disruption-budget'
    | 'least-widening'
    | 'limit-not-met'
    | 'budget-not-met';
  /** One sentence with names and figures. */
  readonly message: string;
  /** Ids of the units concerned, the heaviest first; at most 20. */
  readonly unitIds: readonly string[];
  /** Ids of the territories concerned. */
  readonly territoryIds: readonly string[];
  /** Id of the measure concerned, if it is one. */
  readonly measureId: string | null;
  /** The load or capacity that is needed, where it is a number. */
  readonly required: number | null;
  /** The load or capacity that there is, where it is a number. */
  readonly available: number | null;
}

/** A load outside its limits. */
export interface Violation {
  readonly measureId: string;
  readonly territoryId: string;
  readonly load: number;
  readonly lower: number;
  readonly upper: number;
}

/** Cost of an assignment, term by term; `total` is their sum. */
export interface BalanceCost {
  /** Trips times distance (or squared distance, or matrix cost), summed over units. */
  readonly travel: number;
  /** Moved value times the disruption weight. */
  readonly disruption: number;
  readonly total: number;
}

/** What changes hands in a plan, by `disruptionValue`. */
export interface MovedValue {
  /** Sum over the units that are not where their incumbent is. */
  readonly value: number;
  /** `value` as a share of the disruption value of all units that have an incumbent, 0 to 1; 0 where none has. */
  readonly share: number;
  /** How much may be moved at the most; `null` where there is no budget. */
  readonly budget: number | null;
  /** What one more unit of the budget would save, in the unit of the cost. */
  readonly price: number;
  /** The smallest budgets that are known; `null` where the budget was met or is not to blame. */
  readonly least: LeastBudget | null;
}

/** What is known about the smallest disruption budget that works. */
export interface LeastBudget {
  /** No plan within the limits moves less than this: the value of the relaxation that only moved value costs. */
  readonly proven: number;
  /** The smallest budget that a plan within the limits was found for; `null` where none was. */
  readonly found: number | null;
}

/** A plan of the engine and what is known about it. */
export interface BalanceResult {
  readonly status: BalanceStatus;
  /** Why it is infeasible or which limits are not met; empty otherwise. */
  readonly reasons: readonly Reason[];
  /** What ended the search early; `null` where it ended by itself. */
  readonly stopCause: StopCause | null;
  /** Entry `[i]` is the territory of unit i; -1 where nothing may hold it. */
  readonly assignment: Int32Array;
  /** Entry `[m][j]` is the load of measure m in territory j. */
  readonly loads: readonly Float64Array[];
  readonly cost: BalanceCost;
  /** No plan within the limits costs less than this; `null` where nothing is proven. */
  readonly bound: number | null;
  /** `(cost.total - bound) / cost.total`; `null` where there is no bound or a limit is violated. */
  readonly gap: number | null;
  /** What the bound relaxes, in words; `null` where there is no bound. */
  readonly relaxation: string | null;
  /** What proves the bound; `null` where there is none. */
  readonly proof: BoundProof | null;
  /** Loads outside their limits; empty for a feasible plan. */
  readonly violations: readonly Violation[];
  readonly moved: MovedValue;
  /** Seat or final centre of territory j at `[dimension * j]`; `null` where travel is not geometric. */
  readonly centres: Float64Array | null;
  /** Entry `[j]` is the unit that is the centre of territory j, -1 for none; `null` where centres are no units. */
  readonly centreUnits: Int32Array | null;
  /** Entry `[m][j]` is the shadow price of measure m in territory j: what one more unit of limit would save. */
  readonly prices: readonly Float64Array[];
  /** Elementary evaluations that were made. */
  readonly evaluations: number;
  readonly seed: number;
  /** Version of the library that made the plan. */
  readonly version: string;
}
