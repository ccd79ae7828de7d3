/**
 * Sine, cosine and arc tangent from + - * / and sqrt alone.
 *
 * `Math.sin` and its like may differ in the last bit from one JavaScript engine to the next; the four basic operations
 * and the square root may not. Plans must be the same bytes everywhere, so places go through these instead.
 *
 * Idea: reduce the argument exactly in degrees (the remainder of a division by 90 is exact), then sum the Taylor
 * series on at most 45 degrees until terms no longer matter; for the arc tangent halve the angle three times first.
 * Errors stay within about 2 units in the last place (see the test against `Math`).
 */

const RADIANS_PER_DEGREE = 0.017453292519943295;

/** The ratio of a circle's circumference to its diameter. */
const PI = 3.141592653589793;

/** Writes cosine and sine of an angle into `out[0]` and `out[1]`. */
export function cosSinDegreesInto(degrees: number, out: Float64Array): void {
  const quarterTurns = Math.round(degrees / 90);
  const x = (degrees - 90 * quarterTurns) * RADIANS_PER_DEGREE;
  const sine = sineSeries(x);
  const cosine = cosineSeries(x);
  const quadrant = ((quarterTurns % 4) + 4) % 4;
  out[0] = quadrant === 0 ? cosine : quadrant === 1 ? -sine : quadrant === 2 ? -cosine : sine;
  out[1] = quadrant === 0 ? sine : quadrant === 1 ? cosine : quadrant === 2 ? -sine : -cosine;
}

/** Highest power of the series: at 45 degrees the first term left out is below 1e-18. */
const LAST_POWER = 19;

/** Sine of x radians, |x| <= pi/4, by Horner's scheme. */
function sineSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let power = LAST_POWER; power >= 3; power -= 2) sum = 1 - (square / (power * (power - 1))) * sum;
  return x * sum;
}

/** Cosine of x radians, |x| <= pi/4, by Horner's scheme. */
function cosineSeries(x: number): number {
  const square = x * x;
  let sum = 1;
  for (let power = LAST_POWER - 1; power >= 2; power -= 2) sum = 1 - (square / (power * (power - 1))) * sum;
  return sum;
}

/**
 * Angle whose tangent is y / x, in radians from -pi to pi.
 *
 * @param y - opposite side
 * @param x - adjacent side
 * @returns the angle; 0 where both are 0
 */
export function arcTangent2(y: number, x: number): number {
  const absY = Math.abs(y);
  const absX = Math.abs(x);
  if (absX === 0 && absY === 0) return 0;
  const isSteep = absY > absX;
  const tangent = isSteep ? absX / absY : absY / absX;
  let angle = arcTangentOfSmall(tangent);
  if (isSteep) angle = PI / 2 - angle;
  if (x < 0) angle = PI - angle;
  return y < 0 ? -angle : angle;
}

/** Arc tangent of t in [0, 1]: two half angles bring t below 0.2, where 13 terms of the series suffice. */
function arcTangentOfSmall(t: number): number {
  const half = t / (1 + Math.sqrt(1 + t * t));
  const quarter = half / (1 + Math.sqrt(1 + half * half));
  const square = quarter * quarter;
  let sum = 0;
  for (let power = 25; power >= 1; power -= 2) sum = 1 / power - square * sum;
  return 4 * quarter * sum;
}
