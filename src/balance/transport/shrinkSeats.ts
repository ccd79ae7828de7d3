import type { SeatBands } from './seatBands.js';

/**
 * Copies the seats that may be near best in a box: of those in `lists` from `from` on, `size` of them, to `to` and the
 * places behind it. At the middle of a box one seat is best; one that is worse than it by more than the wider of their
 * bands in the whole box is left out.
 *
 * @returns how many were copied
 */
export type ShrinkSeats = (
  box: number,
  lists: Int32Array,
  from: number,
  size: number,
  to: number,
  prices: Float64Array,
  bands: SeatBands,
) => number;
