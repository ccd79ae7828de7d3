import type { Period } from '../calendar/periods.js';
import type { WorkCalendar } from '../calendar/workCalendar.js';

/** Who holds a territory, and when. */
export interface TerritoryHolding {
  readonly territoryId: string;
  readonly repId: string;
  /** First day, `YYYY-MM-DD`; from the beginning unless told. */
  readonly from?: string;
  /** Last day, `YYYY-MM-DD`; it belongs to the holding; without end unless told. */
  readonly until?: string;
  /** Part of the territory's quota that the rep carries on these days, 0 to 1; 1 unless told, less in a pod. */
  readonly share?: number;
}

/** What `prorateQuota` divides. */
export interface ProrateInput {
  /** Ids, each once. */
  readonly territories: readonly string[];
  readonly periods: readonly Period[];
  /** Entry `[t * periods + p]` is the quota of territory t in period p, 0 or more and a multiple of the unit. */
  readonly amounts: ArrayLike<number>;
  /** In any order. On no day may the shares of a territory add up to more than 1. */
  readonly holdings: readonly TerritoryHolding[];
  /** Counts working days instead of calendar days; a period without any is counted by calendar days. */
  readonly calendar?: WorkCalendar;
  /**
   * What becomes of days that nobody holds: `keep` leaves their quota with the territory, without a rep; `spread` gives it
   * to those who hold the territory in the same period. `keep` unless told: chosen, as nobody then carries quota for
   * days without a seat.
   */
  readonly vacancy?: 'keep' | 'spread';
  /** Smallest amount that is not divided further, above 0; 1 unless told. */
  readonly unit?: number;
}
