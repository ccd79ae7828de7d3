import { sumColumn } from '../../core/sumColumn.js';
import { largestRemainder } from '../rounding/largestRemainder.js';
import { waterFill } from './waterFill.js';

/** A division in units: entry `[i]` of each list is about recipient i. */
export interface Division {
  /** -1 at the lower bound, 0 in between, 1 at the upper bound. */
  readonly held: Int8Array;
  /** Before rounding. */
  readonly exact: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

/**
 * Divides units in proportion to weights within bounds that are whole and leave room for it. The bounds are spoiled: their
 * columns are those of the answer.
 */
export function divideWithin(
  weights: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  units: number,
): Division {
  const held = waterFill(weights, lower, upper, units);
  // From here on `lower` is what those who are held have, `upper` the weights of those who are free.
  for (let i = 0; i < held.length; i++) {
    if (held[i] >= 0) lower[i] = held[i] > 0 ? upper[i] : 0;
    upper[i] = held[i] === 0 ? weights[i] : 0;
  }
  const freeUnits = units - sumColumn(lower);
  const freeSum = sumColumn(upper);
  const counts = largestRemainder(upper, freeUnits);
  for (let i = 0; i < held.length; i++) {
    counts[i] += lower[i];
    // Where nobody is free the shares are none.
    lower[i] += freeUnits * (upper[i] / freeSum) || 0;
  }
  return { held, exact: lower, counts };
}

/** The nearest answer where no division is possible: everybody at the limits that are in the way, the lower or the upper. */
export function holdAll(limits: Float64Array, weights: Float64Array, upper: Float64Array): Division {
  const held = Int8Array.from(limits, (limit, i) =>
    weights[i] > 0 && limits === upper ? 1 : limit > 0 ? -1 : 0,
  );
  return { held, exact: limits, counts: limits };
}
