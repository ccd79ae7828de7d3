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
  if (isSteep) angle = Math.PI / 2 - angle;
  if (x < 0) angle = Math.PI - angle;
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

/** Squared sines above this are halved in angle first; below, the series needs 13 terms. */
const SMALL_SQUARE = 0.04;

/**
 * Angle whose sine is the square root of a number, in radians. Takes the square because squared chords come for free.
 *
 * @param square - squared sine, 0 to 1; up to a rounding error more counts as 1
 * @returns the angle, 0 to pi / 2
 */
export function arcSineOfRoot(square: number): number {
  let s = Math.min(1, square);
  let factor = 1;
  // sin²(a / 2) = sin²(a) / (2 (1 + cos a)): no digits are lost.
  while (s > SMALL_SQUARE) {
    s = (0.5 * s) / (1 + Math.sqrt(1 - s));
    factor *= 2;
  }
  // Taylor: the coefficients are (2n)! / (4^n n!² (2n + 1)).
  let sum = 0.006447210311889649;
  sum = sum * s + 0.0073125258735988454;
  sum = sum * s + 0.008390335809616815;
  sum = sum * s + 0.0097616095291940784;
  sum = sum * s + 0.011551800896139707;
  sum = sum * s + 0.01396484375;
  sum = sum * s + 0.017352764423076924;
  sum = sum * s + 0.022372159090909092;
  sum = sum * s + 0.030381944444444444;
  sum = sum * s + 0.044642857142857144;
  sum = sum * s + 0.075;
  sum = sum * s + 0.16666666666666666;
  return factor * Math.sqrt(s) * (1 + sum * s);
}
