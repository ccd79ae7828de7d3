/** Units that are contested at given prices, and what is asked of their list (listContested.ts). */

import type { SeatBands } from './seatBands.js';

/** Contested units a = 0 … count - 1, with their seats side by side. */
export interface Contested {
  readonly count: number;
  /** Entry `[a]` is a unit: a position of the store, or the store's count plus a row of the table. */
  readonly unit: Int32Array;
  /** Entry `[a]` is a load, above 0. */
  readonly load: Float64Array;
  /** Seats of a stand at `start[a] … start[a + 1] - 1`, rising. */
  readonly start: Int32Array;
  readonly seat: Int32Array;
  /** Cost per load there, without the price. */
  readonly cost: Float64Array;
  /** Entry `[j]` is the load of the units that are not contested and go to seat j. */
  readonly fixedLoad: Float64Array;
}

/** How a field is searched. */
export interface ContestedQuery {
  /** Entry `[j]` is a price per load. */
  readonly prices: Float64Array;
  readonly bands: SeatBands;
  /** Gives up where there are more seats of contested units than this. */
  readonly mostEntries: number;
  /** Entry `[unit]` is set to a unit's best seat, also for units without load; `null` where it is not wanted. */
  readonly home: Int32Array | null;
}
