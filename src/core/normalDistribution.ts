import { exponential } from './exponential.js';
import { logarithm } from './logarithm.js';

/** 1 / sqrt(2 pi). */
const DENSITY_AT_0 = 0.3989422804014327;

/** From here on the continued fraction of the tail needs fewer steps than the series of the middle. */
const TAIL_FROM = 3;

/** Steps of the continued fraction: at 3 the error is below 1e-16 of the tail. */
const TAIL_STEPS = 120;

/**
 * Chance that a standard normal number is above x.
 *
 * @param x - any number
 * @returns the tail, 0 to 1, to about 14 digits of itself; the same bits on every runtime
 * @remarks In the middle the series of Marsaglia (Evaluating the Normal Distribution, 2004), in the tail Laplace's
 * continued fraction (Abramowitz, Stegun: Handbook of Mathematical Functions, 1964, 26.2.14).
 */
export function normalTail(x: number): number {
  if (x < 0) return 1 - normalTail(-x);
  const density = DENSITY_AT_0 * exponential(-0.5 * x * x);
  if (x >= TAIL_FROM) {
    let fraction = x;
    for (let step = TAIL_STEPS; step >= 1; step--) fraction = x + step / fraction;
    return density / fraction;
  }
  let sum = x;
  let term = x;
  for (let odd = 3; term > 1e-18 * sum; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 - density * sum;
}

/** Coefficients of the rational approximations of Wichura, lowest power first. */
const MIDDLE = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
];
const NEAR_TAIL = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
];
const FAR_TAIL = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
];

/**
 * The value that a standard normal number stays below with a given chance.
 *
 * @param chance - 0 to 1
 * @returns the quantile; infinite at 0 and 1, NaN outside; to about 15 digits, the same bits on every runtime
 * @remarks Michael J. Wichura: Algorithm AS 241, The Percentage Points of the Normal Distribution, 1988.
 */
export function normalQuantile(chance: number): number {
  const offset = chance - 0.5;
  if (Math.abs(offset) <= 0.425) return offset * rational(MIDDLE, 0.180625 - offset * offset);
  const tail = Math.min(chance, 1 - chance);
  if (!(tail > 0)) return tail === 0 ? offset * Number.POSITIVE_INFINITY : Number.NaN;
  const root = Math.sqrt(-logarithm(tail));
  const size = root <= 5 ? rational(NEAR_TAIL, root - 1.6) : rational(FAR_TAIL, root - 5);
  return offset < 0 ? -size : size;
}

function rational([numerator, denominator]: readonly (readonly number[])[], x: number): number {
  let above = 0;
  let below = 0;
  for (let power = numerator.length - 1; power >= 0; power--) {
    above = above * x + numerator[power];
    below = below * x + denominator[power];
  }
  return above / below;
}
