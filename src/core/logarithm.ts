/**
 * Natural logarithm from + - * / alone, the same bits on every runtime; `Math.log` may differ in the last one.
 *
 * Idea: (1) take out powers of two, which is exact, until the rest m lies in [sqrt(1/2), sqrt(2)]; (2) with
 * z = (m - 1) / (m + 1), ln m = 2 (z + z³/3 + z⁵/5 + …), and |z| < 0.172, so that 12 terms suffice; (3) add the powers
 * of two as k ln 2 in two parts, the first of which is exact. Errors stay within 2 units in the last place (see the
 * test against `Math`).
 */

/** ln 2, cut after 32 bits so that its product with an exponent is exact, and what is left of it. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Highest power of the series: the first term left out is below 1e-19 of the sum. */
const LAST_POWER = 25;

/**
 * Natural logarithm.
 *
 * @param x - any number
 * @returns ln x; minus infinity for 0, NaN below
 */
export function logarithm(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY)
    return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  let m = x;
  let twos = 0;
  for (; m >= 4294967296; twos += 32) m /= 4294967296;
  for (; m < 1 / 4294967296; twos -= 32) m *= 4294967296;
  for (; m > Math.SQRT2; twos++) m /= 2;
  for (; m < Math.SQRT1_2; twos--) m *= 2;
  const z = (m - 1) / (m + 1);
  const square = z * z;
  let sum = 0;
  for (let power = LAST_POWER; power >= 3; power -= 2) sum = square * (1 / power + sum);
  return twos * LN2_HIGH + (2 * z + 2 * z * sum + twos * LN2_LOW);
}
