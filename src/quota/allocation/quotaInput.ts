/** Somebody who receives a part of the quota: a rep, a territory, a region. */
export interface QuotaRecipient {
  /** Unique, non-empty. */
  readonly id: string;
  /** By basis: how much the recipient has of it, 0 or more; every basis of the blend must be there. */
  readonly bases: Readonly<Record<string, number>>;
  /** Smallest quota, 0 unless told; counts as raised to the next whole unit. */
  readonly floor?: number;
  /** Largest quota, no limit unless told; counts as lowered to the next whole unit. */
  readonly cap?: number;
  /**
   * Currency of its amounts, an ISO 4217 code, that of the total; a second one is refused. `projectBase` converts sales to it,
   * `rollUpPlans` plans.
   */
  readonly currency?: string;
}

/** What `allocateQuota` divides, among whom and by what. */
export interface QuotaInput {
  /** What is divided: 0 or more, a whole number of units, at most 2^50 of them. */
  readonly total: number;
  readonly recipients: readonly QuotaRecipient[];
  /** By basis: its weight relative to the others, 0 or more; 3 and 2 mean what 0.6 and 0.4 mean. */
  readonly blend: Readonly<Record<string, number>>;
  /** Smallest amount that is not divided further (1 for whole currency units, 1000, 0.01), above 0; 1 unless told. */
  readonly unit?: number;
}
