import type { PointStore } from './pointStore.js';
import type { SeatBands } from './seatBands.js';
import type { SeatMetric } from './seatCosts.js';

/** What a filter of seats works on. */
export interface SeatSieve {
  readonly store: PointStore;
  readonly metric: SeatMetric;
  /** Room for a number a seat. */
  readonly middleCost: Float64Array;
}

/**
 * Copies the seats that may be near best in a box: of those in `lists` from `from` on, `size` of them, to `to` and the
 * places behind it. At the middle of a box one seat is best; one that is worse than it by more than the wider of their
 * bands in the whole box is left out.
 *
 * @returns how many were copied
 */
export type ShrinkSeats = (
  sieve: SeatSieve,
  box: number,
  lists: Int32Array,
  from: number,
  size: number,
  to: number,
  prices: Float64Array,
  bands: SeatBands,
) => number;
