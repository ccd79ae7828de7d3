/** What an account may bring, as a range. */
export interface UncertainAccount {
  /** Whose quota it counts for. */
  readonly repId: string;
  /** Amount that is exceeded with a chance of 90 %, 0 or more. */
  readonly p10: number;
  /** Amount that is exceeded with a chance of 50 %. */
  readonly p50: number;
  /** Amount that is exceeded with a chance of 10 %. */
  readonly p90: number;
  /** Currency of all three, an ISO 4217 code, the same for all; absent where there is only one currency. */
  readonly currency?: string;
}

/** What `equaliseChances` divides. */
export interface AttainabilityInput {
  /** What the quotas add up to at most: 0 or more, a whole number of units. */
  readonly total: number;
  readonly accounts: readonly UncertainAccount[];
  /** Smallest amount that is not divided further, above 0; 1 unless told. */
  readonly unit?: number;
}

/** Options of `equaliseChances` and `estimateChances`. */
export interface AttainabilityOptions {
  /** Any whole number; 1 unless told. */
  readonly seed: number;
  /** How often the year is drawn, 100 to 1,000,000; 4,000 unless told: chosen, a standard error of 0.8 % at a chance of one half. */
  readonly draws: number;
  /**
   * How many accounts of each rep are drawn one by one, those with the largest variance first; the others together as one
   * normal number of their mean and variance. 50 unless told: chosen, many small parts add up to a normal number.
   */
  readonly drawnAccounts: number;
  /**
   * Share of each account's uncertainty that moves all accounts at once (market, economy, a product that slips), 0 to 1: the
   * correlation of the normal scores of any two accounts. 0 unless told: accounts are independent, as no source gives one
   * share for all trades.
   */
  readonly commonShare: number;
}
