/** Visits and minutes expected for a tier in a channel, in a period. */
export interface ServiceLevel {
  /** Visits (or calls) in the period, 0 or more. */
  readonly visits: number;
  /** Minutes with the customer for each visit, 0 or more. */
  readonly serviceMin: number;
  /** Minutes of travel allowed for each visit, 0 unless told. */
  readonly travelMin?: number;
  /** Minutes of preparing and writing up for each visit, 0 unless told. */
  readonly prepMin?: number;
  /** How the visits spread over the seasons, as weights; those of the channel (option `season`) unless told. */
  readonly season?: readonly number[];
}

/** Service levels by tier and channel: `table.A.field`. */
export type ServiceTable = Readonly<Record<string, Readonly<Record<string, ServiceLevel>>>>;

/** Options of `computeWorkload`. */
export interface WorkloadOptions {
  /**
   * Entry `[i]` is the minutes of travel for a visit to account i; takes the place of the table's allowance in the
   * channels that have one.
   */
  readonly travelMin?: ArrayLike<number>;
  /**
   * By channel: how its visits spread over the seasons of the period, as weights of 0 or more, one a season, all lists of one
   * length, those of the table too. Channels that are not named spread evenly. A service level's own weights come first.
   */
  readonly season?: Readonly<Record<string, readonly number[]>>;
}
