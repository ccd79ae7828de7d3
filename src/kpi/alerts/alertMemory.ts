/** What a figure of a row has been through under one rule. */
export interface AlertMemory {
  readonly ruleId: string;
  readonly id: string;
  /** The day it was raised; `null` while all is well. */
  readonly since: string | null;
  /** Snapshots in a row that speak for the other state. */
  readonly streak: number;
  /** Values that limits come from: the first of the stream. */
  readonly baseline: readonly number[];
  /** Summed deviations up and down, for drift. */
  readonly sums: readonly [up: number, down: number];
}
