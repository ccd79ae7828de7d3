import { exponential } from './exponential.js';
import { logarithm } from './logarithm.js';

/**
 * Chance that a number with Student's t distribution is above t.
 *
 * @param t - any number
 * @param degreesOfFreedom - above 0, whole or not
 * @returns the tail, 0 to 1, to about 12 digits of itself; the same bits on every runtime
 * @remarks Half of the incomplete beta function at df / (df + t²), by its continued fraction (Abramowitz, Stegun:
 * Handbook of Mathematical Functions, 1964, 26.5.8 and 26.7.1). O(sqrt(df)) at the most.
 */
export function studentTail(t: number, degreesOfFreedom: number): number {
  if (t < 0) return 1 - studentTail(-t, degreesOfFreedom);
  if (t === Number.POSITIVE_INFINITY) return 0;
  const a = degreesOfFreedom / 2;
  const square = t * t;
  const x = degreesOfFreedom / (degreesOfFreedom + square);
  const y = square / (degreesOfFreedom + square);
  if (y === 0) return 0.5;
  // ln x by way of y where x is near 1, so that no digits are lost.
  const logX = x > 0.5 ? -logarithm(1 + square / degreesOfFreedom) : logarithm(x);
  const front = exponential(a * logX) * Math.sqrt(y) * inverseBeta(a);
  return x < (a + 1) / (a + 2.5)
    ? (0.5 * front * betaFraction(x, a, 0.5)) / a
    : 0.5 - front * betaFraction(y, 0.5, a);
}

/**
 * The value that a number with Student's t distribution stays below with a given chance.
 *
 * @param chance - 0 to 1
 * @param degreesOfFreedom - above 0, whole or not
 * @returns the quantile; infinite at 0 and 1, NaN outside; the same bits on every runtime
 * @remarks Bisection of {@link studentTail} down to neighbouring numbers.
 */
export function studentQuantile(chance: number, degreesOfFreedom: number): number {
  if (!(chance > 0 && chance < 1)) {
    return chance === 0 || chance === 1 ? (chance - 0.5) * Number.POSITIVE_INFINITY : Number.NaN;
  }
  const tail = Math.min(chance, 1 - chance);
  let low = 0;
  let high = 1;
  while (studentTail(high, degreesOfFreedom) > tail && high < 1e300) {
    low = high;
    high *= 2;
  }
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (studentTail(middle, degreesOfFreedom) > tail) low = middle;
    else high = middle;
  }
  return chance < 0.5 ? -low : low;
}

/** From here on the series of the quotient of gamma functions is good to the last digit. */
const SERIES_FROM = 12;

/** 1 / B(a, 1/2) = Γ(a + 1/2) / (Γ(a) sqrt(pi)): the quotient by its asymptotic series, a raised until that is exact. */
function inverseBeta(a: number): number {
  let factor = 1;
  let at = a;
  for (; at < SERIES_FROM; at++) factor *= at / (at + 0.5);
  const step = 1 / (at * at);
  const series = (-1 / 8 + step * (1 / 192 + step * (-1 / 640 + step * (17 / 14336)))) / at;
  return (factor * Math.sqrt(at) * exponential(series)) / Math.sqrt(Math.PI);
}

/** Continued fraction of the incomplete beta function by Lentz's method, without the factor in front of it. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const awayFrom0 = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / awayFrom0(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFrom0(1 + even * d);
    c = awayFrom0(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFrom0(1 + odd * d);
    c = awayFrom0(1 + odd / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return fraction;
}
