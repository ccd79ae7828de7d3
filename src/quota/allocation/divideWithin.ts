import { compensatedSum } from '../../core/compensatedSum.js';
import { largestRemainder } from '../rounding/largestRemainder.js';
import type { QuotaReason } from './quotaReason.js';
import { type FillState, waterFill } from './waterFill.js';

/** A division in units: entry `[i]` of each list is about recipient i. */
export interface Division {
  readonly held: readonly FillState[];
  /** Before rounding. */
  readonly exact: ArrayLike<number>;
  readonly counts: readonly number[];
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
  const freeUnits = units - compensatedSum(exact);
  const freeWeights = weights.map((weight, i) => (held[i] === 0 ? weight : 0));
  const freeSum = compensatedSum(freeWeights);
  const counts = largestRemainder(freeWeights, freeUnits).map((count, i) => count + exact[i]);
  for (let i = 0; i < weights.length; i++) {
    if (held[i] === 0 && freeUnits > 0) exact[i] = freeUnits * (freeWeights[i] / freeSum);
  }
  return { held, exact, counts };
}

/** The nearest answer where no division is possible: everybody at the limit that is in the way. */
export function holdAll(weights: Float64Array, limits: Float64Array, code: QuotaReason['code']): Division {
  const held = Array.from(limits, (limit, i): FillState => {
    if (code === 'caps-below-total' && weights[i] > 0) return 1;
    return limit > 0 ? -1 : 0;
  });
  return { held, exact: limits, counts: [...limits] };
}
