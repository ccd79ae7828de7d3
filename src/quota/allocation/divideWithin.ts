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
  const held = waterFill(weights, lower, upper, units);
  const exact = weights.map((_, i) => (held[i] < 0 ? lower[i] : held[i] > 0 ? upper[i] : 0));
  const freeWeights = weights.map((weight, i) => (held[i] === 0 ? weight : 0));
  const freeUnits = units - sumColumn(exact);
  const freeSum = sumColumn(freeWeights);
  const counts = largestRemainder(freeWeights, freeUnits);
  for (let i = 0; i < counts.length; i++) {
    counts[i] += exact[i];
    // Where nobody is free the shares are none.
    exact[i] += freeUnits * (freeWeights[i] / freeSum) || 0;
  }
  return { held, exact, counts };
}

/** The nearest answer where no division is possible: everybody at the limits that are in the way, the lower or the upper. */
export function holdAll(limits: Float64Array, weights: Float64Array, upper: Float64Array): Division {
  const held = Int8Array.from(limits, (limit, i) =>
    weights[i] > 0 && limits === upper ? 1 : limit > 0 ? -1 : 0,
  );
  return { held, exact: limits, counts: limits };
}
