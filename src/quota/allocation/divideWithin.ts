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

/** Divides units in proportion to weights within bounds that are whole and leave room for it. */
export function divideWithin(
  weights: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  units: number,
): Division {
  const n = weights.length;
  const held = waterFill(weights, lower, upper, units);
  const exact = new Float64Array(n);
  const freeWeights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (held[i] === 0) freeWeights[i] = weights[i];
    else exact[i] = held[i] < 0 ? lower[i] : upper[i];
  }
  const freeUnits = units - sumColumn(exact);
  const freeSum = sumColumn(freeWeights);
  const counts = largestRemainder(freeWeights, freeUnits);
  for (let i = 0; i < n; i++) {
    counts[i] += exact[i];
    // Where nobody is free the shares are none.
    exact[i] += freeUnits * (freeWeights[i] / freeSum) || 0;
  }
  return { held, exact, counts };
}

/** The nearest answer where no division is possible: everybody at the limits that are in the way, the lower or the upper. */
export function holdAll(limits: Float64Array, weights: Float64Array, upper: Float64Array): Division {
  const held = new Int8Array(limits.length);
  for (let i = 0; i < held.length; i++) {
    if (weights[i] > 0 && limits === upper) held[i] = 1;
    else if (limits[i] > 0) held[i] = -1;
  }
  return { held, exact: limits, counts: limits };
}
