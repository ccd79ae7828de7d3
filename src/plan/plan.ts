import type { BalanceCost, BalanceStatus, BoundProof, Reason } from '../balance/result.js';
import type { StopCause } from '../core/budget.js';
import type { Place } from '../model/place.js';

/** One territory of a plan. */
export interface PlanTerritory {
  readonly id: string;
  readonly repIds: readonly string[];
  /** The fixed point it grows round; `null` for a free centre. */
  readonly seat: Place | null;
  /** The seat, or where the free centre came to lie; `null` where there are no coordinates. */
  readonly centre: Place | null;
  /** The account that is the centre, where the rule for free centres says that it is one. */
  readonly centreAccountId?: string;
  /** How many accounts it holds. */
  readonly accounts: number;
  /** By measure id: the load it has. */
  readonly loads: Readonly<Record<string, number>>;
  /** By measure id: the load it should have. */
  readonly targets: Readonly<Record<string, number>>;
  /** By measure id: the smallest load it may have. */
  readonly lowers: Readonly<Record<string, number>>;
  /** By measure id: the largest load it may have; `null` for no limit. */
  readonly uppers: Readonly<Record<string, number | null>>;
  /** By measure id: what one more unit of limit would save, in the unit of the cost. */
  readonly prices: Readonly<Record<string, number>>;
}

/** One account of a plan. */
export interface PlanAssignment {
  readonly accountId: string;
  /** The territory that holds it; `null` where nothing may. */
  readonly territoryId: string | null;
  /** Whether a lock put it there. */
  readonly locked: boolean;
}

/** A measure of a plan. */
export interface PlanMeasure {
  readonly id: string;
  readonly name?: string;
  readonly unit?: string;
  /** Relative band round the target; `null` where the measure is reported, not balanced. */
  readonly tolerance: number | null;
}

/** A load of a plan outside its limits. */
export interface PlanViolation {
  readonly measureId: string;
  readonly territoryId: string;
  readonly load: number;
  readonly lower: number;
  /** `null` for no limit. */
  readonly upper: number | null;
}

/** What changes hands in a plan, by disruption value. */
export interface PlanMoved {
  /** Sum over the accounts that are not where they come from. */
  readonly value: number;
  /** `value` as a share of the disruption value of all accounts that come from somewhere, 0 to 1. */
  readonly share: number;
  /** How much may be moved at the most; `null` where there is no budget. */
  readonly budget: number | null;
  /** What one more unit of the budget would save, in the unit of the cost. */
  readonly price: number;
  /** Smallest budgets that are known, proven and found; `null` where the budget is kept or not to blame. */
  readonly least: { readonly proven: number; readonly found: number | null } | null;
}

/** An alignment as plain JSON: what is printed, mapped or exported is derived from it. */
export interface Plan {
  readonly format: 'bailiwick-plan';
  readonly formatVersion: 1;
  /** Version of the library that made it. */
  readonly libraryVersion: string;
  readonly seed: number;
  readonly status: BalanceStatus;
  readonly reasons: readonly Reason[];
  readonly stopCause: StopCause | null;
  readonly violations: readonly PlanViolation[];
  readonly moved: PlanMoved;
  readonly cost: BalanceCost;
  /** No plan within the limits costs less; `null` where nothing is proven. */
  readonly bound: number | null;
  readonly gap: number | null;
  /** What the bound relaxes, in words. */
  readonly relaxation: string | null;
  /** What proves the bound: the `prices` of the territories, or a `search` besides; `null` where there is none. */
  readonly proof: BoundProof | null;
  readonly measures: readonly PlanMeasure[];
  /** In the order of the input. */
  readonly territories: readonly PlanTerritory[];
  /** In the order of the input. */
  readonly assignments: readonly PlanAssignment[];
}
