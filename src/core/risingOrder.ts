/**
 * Positions of numbers by rising value, equal ones in index order.
 *
 * Idea: (1) the bits of a double, with the sign bit turned and those of negative numbers turned altogether, sort as its
 * value does; (2) positions are placed by 11 bits at a time from the lowest up, each pass keeping the order of the one
 * before (radix sort); (3) the half of the bits that is being sorted by goes with the position, so that passes read in order
 * and not all over memory; (4) a pass is left out where all numbers have the same bits, as the lowest of whole numbers have.
 *
 * @param values - numbers, infinite ones too, but not NaN; -0 and 0 are equal
 * @returns entry `[k]` is the position of the number with k before it
 * @remarks O(n): at most six passes and 24 bytes a number beside the values; deterministic. Few numbers are sorted by
 * comparison. Donald E. Knuth: The Art of Computer Programming 3, 5.2.5.
 */
export function risingOrder(values: ArrayLike<number>): Int32Array {
  const count = values.length;
  let order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  if (count < FEW) return order.sort((a, b) => values[a] - values[b] || a - b);
  let next = new Int32Array(count);
  const [lower, upper] = sortableWords(values);
  // Entry `[k]` is the half of number `order[k]`.
  let word = lower;
  let nextWord: Uint32Array = new Uint32Array(count);
  const ends = new Int32Array(DIGITS);
  for (const isUpper of [false, true]) {
    for (let k = 0; isUpper && k < count; k++) word[k] = upper[order[k]];
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      ends.fill(0);
      for (let k = 0; k < count; k++) ends[(word[k] >>> shift) & (DIGITS - 1)]++;
      if (ends[(word[0] >>> shift) & (DIGITS - 1)] === count) continue;
      for (let digit = 1; digit < DIGITS; digit++) ends[digit] += ends[digit - 1];
      for (let k = count - 1; k >= 0; k--) {
        const place = --ends[(word[k] >>> shift) & (DIGITS - 1)];
        next[place] = order[k];
        nextWord[place] = word[k];
      }
      [order, next] = [next, order];
      [word, nextWord] = [nextWord, word];
    }
  }
  return order;
}

/** Below it a pass over all digits costs more than comparisons; chosen, about as many as there are digits. */
const FEW = 1024;

/** Bits of a digit, and how many digits they make. */
const DIGIT_BITS = 11;

const DIGITS = 2048;

/** Entries `[i]` are the lower and the upper half of number i's bits, turned so that they sort as the numbers do. */
function sortableWords(values: ArrayLike<number>): [lower: Uint32Array, upper: Uint32Array] {
  const lower = new Uint32Array(values.length);
  const upper = new Uint32Array(values.length);
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  double[0] = 1;
  const at = words[0] === 0 ? 0 : 1;
  for (let i = 0; i < values.length; i++) {
    // Adding 0 makes 0 of -0.
    double[0] = values[i] + 0;
    const flip = words[1 - at] >> 31;
    lower[i] = words[at] ^ flip;
    upper[i] = words[1 - at] ^ (flip | 0x80000000);
  }
  return [lower, upper];
}
