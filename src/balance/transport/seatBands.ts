/**
 * How far behind its best seat another one may be for a unit to be contested between them, per load: for best seat i and
 * another j, `max(reach[i], slope[i] * distance of i and j)`. Values of far seats change faster across a border than
 * those of near ones.
 */
export interface SeatBands {
  readonly reach: Float64Array;
  /** Straight distances, in units of the coordinates; counts for units with a place only. */
  readonly slope: Float64Array;
}

/** The same width for all seats, near and far. */
export function evenBands(k: number, width: number): SeatBands {
  return { reach: new Float64Array(k).fill(width), slope: new Float64Array(k) };
}
