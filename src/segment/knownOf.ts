/**
 * Numbers that are known. Several times as fast as `filter` with a function.
 *
 * @param values - numbers, NaN where one is not known
 * @returns a new array of the others, in order
 */
export function knownOf(values: ArrayLike<number>): Float64Array {
  const known = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) known[count++] = values[i];
  }
  return known.subarray(0, count);
}
