/** Somebody with a plan of their own. */
export interface PlannedRecipient {
  /** Unique, non-empty. */
  readonly id: string;
  /** What the field asks for, 0 or more; a whole number of units where it is fixed. */
  readonly plan: number;
  /** Whether the plan stays as it is; false unless told. */
  readonly isFixed?: boolean;
  /** How much of the gap it takes relative to the others, 0 or more; the plan unless told. With 0 only limits move it. */
  readonly weight?: number;
  /** Smallest quota, 0 unless told; counts as raised to the next whole unit. Not for fixed plans. */
  readonly floor?: number;
  /** Largest quota, no limit unless told; counts as lowered to the next whole unit. Not for fixed plans. */
  readonly cap?: number;
  /** Currency of the plan, an ISO 4217 code, that of the total; a second one is refused. `rollUpPlans` converts plans to it. */
  readonly currency?: string;
}

/** What `reconcileQuota` brings together. */
export interface ReconcileInput {
  /** The top-down total: 0 or more, a whole number of units, at most 2^50 of them. */
  readonly total: number;
  readonly recipients: readonly PlannedRecipient[];
  /** Smallest amount that is not divided further, above 0; 1 unless told. */
  readonly unit?: number;
}
