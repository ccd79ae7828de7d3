import type { UncertainAccount } from './attainabilityInput.js';

/** A quota that was set, whatever it was set by. */
export interface GivenQuota {
  /** Unique. */
  readonly repId: string;
  /** 0 or more, in the unit of the accounts. */
  readonly quota: number;
  /** The same as that of the accounts; absent where there is only one currency. */
  readonly currency?: string;
}

/** What `estimateChances` judges. */
export interface ChanceInput {
  readonly quotas: readonly GivenQuota[];
  /** What each account may bring; every rep of an account has a quota. */
  readonly accounts: readonly UncertainAccount[];
}

/** One rep's chance to reach the quota. */
export interface QuotaChance {
  readonly id: string;
  readonly quota: number;
  readonly accounts: number;
  /** Share of the draws in which the rep reaches the quota; for a rep without accounts 1 where the quota is 0, else 0. */
  readonly chance: number;
  /** Of the chance, as a share of draws. */
  readonly standardError: number;
  /** Mean of what the accounts bring. */
  readonly expected: number;
  /** Mean of what the rep falls short of the quota by, over all draws; 0 in those that reach it. */
  readonly expectedShortfall: number;
  /** What the accounts bring together: exceeded in 90, 50 and 10 % of the draws. */
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** The chance of the whole team, and how many reach their quotas. */
export interface TeamChance {
  /** Sum of the quotas. */
  readonly quota: number;
  /** Share of the draws in which all together bring the sum of the quotas. */
  readonly chance: number;
  readonly standardError: number;
  readonly expected: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  /**
   * Mean correlation of what two reps bring, weighted by their standard deviations; `null` where fewer than two reps are
   * uncertain, or one so much that the others do not count. About 0 without a common share.
   */
  readonly correlation: number | null;
  /** How many reps reach their quotas: on average, and what is exceeded in 90, 50 and 10 % of the draws or just met. */
  readonly reaching: {
    readonly mean: number;
    readonly p10: number;
    readonly p50: number;
    readonly p90: number;
  };
}

/** How far fewer draws would have been off. */
export interface ChanceStep {
  readonly draws: number;
  readonly teamChance: number;
  /** Largest difference of a rep's chance from the final one. */
  readonly largestShift: number;
}

/** Chances to reach given quotas. */
export interface QuotaChances {
  /** In the order of the quotas. */
  readonly reps: readonly QuotaChance[];
  readonly team: TeamChance;
  /** Highest less lowest chance of a rep: 0 is equal attainability; `null` without quotas. */
  readonly spread: number | null;
  /** A quarter, half and all of the draws. */
  readonly convergence: readonly ChanceStep[];
}
