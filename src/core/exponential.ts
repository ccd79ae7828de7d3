/**
 * Exponential function from + - * / alone, the same bits on every runtime; `Math.exp` may differ in the last one.
 *
 * Idea: (1) take out the nearest multiple of ln 2, in two parts of which the first is exact; (2) sum the Taylor series
 * of the rest, at most 0.35 in size; (3) put the powers of two back, which is exact. Errors stay within 2 units in the
 * last place where the result is a normal number (see the test against `Math`).
 */

/** ln 2, cut after 32 bits so that its product with an exponent is exact, and what is left of it. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Beyond these the result is infinite or 0. */
const LARGEST = 709.79;
const SMALLEST = -745.14;

/** Highest power of the series: the first term left out is below 1e-18. */
const LAST_POWER = 14;

/**
 * Exponential function.
 *
 * @param x - any number
 * @returns e to the power of x
 */
export function exponential(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > LARGEST) return Number.POSITIVE_INFINITY;
  if (x < SMALLEST) return 0;
  const twos = Math.round(x / Math.LN2);
  const rest = x - twos * LN2_HIGH - twos * LN2_LOW;
  let sum = 1;
  for (let power = LAST_POWER; power >= 1; power--) sum = 1 + (rest / power) * sum;
  return scaleByTwos(sum, twos);
}

function scaleByTwos(value: number, twos: number): number {
  let scaled = value;
  let left = Math.abs(twos);
  const factor = twos < 0 ? 0.5 : 2;
  const byThirty = twos < 0 ? 1 / 1073741824 : 1073741824;
  for (; left >= 30; left -= 30) scaled *= byThirty;
  for (; left > 0; left--) scaled *= factor;
  return scaled;
}
