import { addInto, sumOfParts } from './sumParts.js';

/**
 * Adds numbers so that neither their count nor their order shows in the sum.
 *
 * @param values - finite numbers
 * @returns the number nearest to their sum, one of the two where both are all but as near; 0 for none
 * @remarks O(n).
 */
export function compensatedSum(values: ArrayLike<number>): number {
  const parts = new Float64Array(3);
  for (let i = 0; i < values.length; i++) addInto(parts, 0, values[i]);
  return sumOfParts(parts, 0);
}
