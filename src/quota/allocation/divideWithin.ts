import { compensatedSum } from '../../core/compensatedSum.js';
import { largestRemainder } from '../rounding/largestRemainder.js';
import { waterFill } from './waterFill.js';

/** A division in units: entry `[i]` of each list is about recipient i. */
export interface Division {
  /** -1 at the lower bound, 0 in between, 1 at the upper bound. */
  readonly held: Float64Array;
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
  const held = waterFill(weights, lower, upper, units);
  const exact = held.map((state, i) => (state < 0 ? lower[i] : state > 0 ? upper[i] : 0));
  const freeUnits = units - compensatedSum(exact);
  const freeWeights = weights.map((weight, i) => (held[i] === 0 ? weight : 0));
  const freeSum = compensatedSum(freeWeights);
  const counts = largestRemainder(freeWeights, freeUnits).map((count, i) => count + exact[i]);
  // Where nobody is free the shares are none.
  const shared = exact.map((amount, i) => amount + (freeUnits * (freeWeights[i] / freeSum) || 0));
  return { held, exact: shared, counts };
}

/** The nearest answer where no division is possible: everybody at the limits that are in the way, the lower or the upper. */
export function holdAll(limits: Float64Array, weights: Float64Array, upper: Float64Array): Division {
  const held = limits.map((limit, i) => (weights[i] > 0 && limits === upper ? 1 : limit > 0 ? -1 : 0));
  return { held, exact: limits, counts: limits };
}
