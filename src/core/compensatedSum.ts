import { addInto } from './addInto.js';

/**
 * Adds numbers so that neither their count nor their order shows in the sum.
 *
 * @param values - finite numbers
 * @param from - index of the first one that is added
 * @param to - index behind the last one
 * @returns the number nearest to their sum, one of the two where both are all but as near; 0 for none
 * @remarks O(n). See {@link addInto}; before its parts are put together they are added once more, as those of numbers that
 * cancel may still be of one size.
 */
export function compensatedSum(values: ArrayLike<number>, from = 0, to = values.length): number {
  const parts = new Float64Array(3);
  for (let i = from; i < to; i++) addInto(parts, 0, values[i]);
  return to - from > 3 ? compensatedSum(parts) : parts[0] + (parts[1] + parts[2]);
}
