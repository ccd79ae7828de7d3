import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { integerIn, oneOf, resolveOptions } from '../../core/options.js';
import { isList } from '../../core/records.js';
import { isAmount } from './checkTotal.js';
import { compareProducts } from './exactProduct.js';
import { largestRemainder } from './largestRemainder.js';
import { MAX_UNITS } from './units.js';

/** A rule of apportionment by its common name; `webster` is Sainte-Laguë, `jefferson` d'Hondt, `hamilton` largest remainder. */
export type ApportionMethod = 'hamilton' | 'webster' | 'hill' | 'jefferson' | 'adams';

/** Options of {@link apportion}. */
export interface ApportionOptions {
  /**
   * `webster` unless told: of the divisor methods it alone favours neither large nor small recipients on average
   * (Balinski, Young: Fair Representation, 1982).
   */
  readonly method: ApportionMethod;
  /** Seats that everybody gets in any case, a whole number; 0 unless told. */
  readonly minimum: number;
}

/** Options unless told. */
const defaultOptions: ApportionOptions = { method: 'webster', minimum: 0 };

const MAX_WEIGHT = 1e100;

/**
 * Apportions whole seats (headcount, licences, visits, units of money) in proportion to weights.
 *
 * Problem: whole `x[i] >= minimum` that add up to `seats`, near `seats * weights[i] / sum of weights`.
 *
 * Idea of the divisor methods: seat number k + 1 of recipient i has the price `weights[i] / d(k)`, and the dearest
 * `seats` of all are given. d(k) is k + 1 (Jefferson), k + 1/2 (Webster), sqrt(k (k + 1)) (Hill), k (Adams).
 * (1) Guesses and bisection find a divisor at which nearly all seats are certain; (2) a heap gives the few that are left; (3) prices
 * are compared as exact products, so ties are true ties.
 *
 * Guarantees: the divisor methods are house monotone (with more seats nobody loses one) and population monotone, but
 * can leave the quota rule; `hamilton` keeps the quota rule and is neither. Hill and Adams give everybody with a weight
 * a first seat before anybody gets a second; where seats are too few for that, the largest weights get them.
 *
 * @param weights - entry `[i]` is the weight of recipient i: 0, or 1e-100 to 1e100
 * @param seats - what is divided, a whole number from 0 to 2^50
 * @param options - the method and what everybody gets in any case
 * @returns entry `[i]` is the seats of recipient i; they add up to `seats`; equal claims go to the lowest index
 * @throws {@link InputError} with every issue: a weight or seats out of range, weights that add up to 0 while seats are
 * left, fewer seats than the minimum needs
 * @throws {@link OptionsError} for an unknown method or a minimum that is no whole number
 * @remarks O(n log n) whatever the number of seats, deterministic. Michel Balinski, H. Peyton Young: Fair
 * Representation, 1982. The minimum applies to divisor methods as the largest of it and the method's own seats; with
 * `hamilton` it is given first and the rest is divided.
 * @example
 * ```ts
 * import { apportion } from 'bailiwick/quota';
 * apportion([100_000, 80_000, 30_000, 20_000], 8); // => [3, 3, 1, 1]
 * apportion([100_000, 80_000, 30_000, 20_000], 8, { method: 'jefferson' }); // => [4, 3, 1, 0]
 * ```
 */
export function apportion(
  weights: ArrayLike<number>,
  seats: number,
  options?: Partial<ApportionOptions>,
): number[] {
  const { method, minimum } = resolveOptions('apportion', defaultOptions, options, {
    method: oneOf('hamilton', 'webster', 'hill', 'jefferson', 'adams'),
    minimum: integerIn(0, MAX_UNITS),
  });
  checkApportion(weights, seats, minimum);
  const claims = Float64Array.from(weights);
  if (method !== 'hamilton') return divide(claims, seats, minimum, method);
  const rest = seats - minimum * claims.length;
  return largestRemainder(claims, rest).map((count) => count + minimum);
}

function checkApportion(weights: ArrayLike<number>, seats: number, minimum: number): void {
  const issues: Issue[] = [];
  const count = isList(weights, 'weights', issues) ? weights.length : 0;
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights[i];
    if (weight === 0 || (isAmount(weight) && weight >= 1 / MAX_WEIGHT && weight <= MAX_WEIGHT))
      largest = Math.max(largest, weight);
    else
      addIssue(issues, badValue(i, 'weights', 'out-of-range', '0 or a number from 1e-100 to 1e100', weight));
  }
  const needed = minimum * count;
  if (!Number.isInteger(seats) || seats < 0 || seats > MAX_UNITS) {
    issues.push(badValue(null, 'seats', 'out-of-range', 'a whole number from 0 to 2^50', seats));
  } else if (seats < needed) {
    const expected = `at least ${needed}, the minimum of ${minimum} for each of ${count}`;
    issues.push(badValue(null, 'seats', 'below-minimum', expected, seats));
  } else if (seats > needed && largest === 0 && issues.length === 0) {
    issues.push(badValue(null, 'weights', 'nothing-to-share-by', 'above 0 in sum, as seats are left', 0));
  }
  if (issues.length > 0) throw new InputError('apportion', issues);
}

/** Twice d(k), or for Hill its square, so that all are whole numbers. */
function divisorOf(method: ApportionMethod, k: number): number {
  if (method === 'jefferson') return k + 1;
  if (method === 'webster') return 2 * k + 1;
  return method === 'hill' ? k * (k + 1) : k;
}

/** A divisor method: entry `[i]` is at least `minimum`. */
function divide(weights: Float64Array, seats: number, minimum: number, method: ApportionMethod): number[] {
  const n = weights.length;
  const given: number[] = new Array(n).fill(minimum);
  let left = seats - minimum * n;
  const claims = method === 'hill' ? weights.map((weight) => weight * weight) : weights;
  /** Whether the next seat of a goes before the next of b. */
  const isBefore = (a: number, b: number) => {
    const first = divisorOf(method, given[a]);
    const second = divisorOf(method, given[b]);
    if (first === 0 || second === 0) {
      if (first !== second) return (first === 0 ? claims[a] : claims[b]) > 0 === (first === 0);
      return claims[a] > claims[b] || (claims[a] === claims[b] && a < b);
    }
    const order = compareProducts(claims[a], second, claims[b], first);
    return order > 0 || (order === 0 && a < b);
  };
  left -= giveCertain(weights, given, seats, method);
  const heap = Int32Array.from({ length: n }, (_, i) => i);
  for (let root = (n >> 1) - 1; root >= 0; root--) sink(heap, root, isBefore);
  for (; left > 0; left--) {
    given[heap[0]]++;
    sink(heap, 0, isBefore);
  }
  return given;
}

/** Divisors that are tried at most: halving in, a double cannot move further. */
const TRIALS = 90;

/** Seats left, as a share of the recipients, that the heap may give: chosen, so that it costs no more than a pass or two. */
const LEFT_SHARE = 0.015625;

/** Quotients this share above a threshold may be below it in truth: such seats are left to the exact comparison. */
const DOUBT = 1e-12;

/**
 * Gives the seats that are certain, and says how many that were: at a divisor at which all together are not
 * more than there are, whoever has a price above the divisor by more than a doubt has that seat. Guesses and
 * bisection find nearly the smallest such divisor, so that few seats are left.
 */
function giveCertain(weights: Float64Array, given: number[], seats: number, method: ApportionMethod): number {
  const minimum = given.length > 0 ? given[0] : 0;
  const sum = compensatedSum(weights);
  if (!(seats > minimum * given.length) || sum === 0) return 0;
  const countAt = (divisor: number) => {
    let count = 0;
    for (let i = 0; i < weights.length; i++) {
      count += Math.max(minimum, seatsAt((weights[i] / divisor) * (1 - DOUBT), method));
    }
    return count;
  };
  // At the high end nobody has more than a first seat; at the low end everybody is given far more than there are.
  let high = 2 * weights.reduce((most, weight) => Math.max(most, weight), 0);
  let low = sum / (2 * seats + 2 * weights.length);
  const enough = seats - LEFT_SHARE * weights.length;
  const aim = (enough + seats) / 2;
  let guess = sum / seats;
  for (let trial = 0; trial < TRIALS && low < high * (1 - DOUBT); trial++) {
    // Seats are nearly inverse to the divisor; each third trial halves, whatever the guesses do.
    const divisor = trial % 3 !== 2 && guess > low && guess < high ? guess : (low + high) / 2;
    const count = countAt(divisor);
    if (count <= seats) high = divisor;
    else low = divisor;
    if (count <= seats && count >= enough) break;
    guess = divisor * (count / aim);
  }
  if (countAt(high) > seats) return 0;
  let count = 0;
  for (let i = 0; i < weights.length; i++) {
    const certain = seatsAt((weights[i] / high) * (1 - DOUBT), method);
    if (certain <= minimum) continue;
    count += certain - minimum;
    given[i] = certain;
  }
  return count;
}

/** How many seats a quotient is worth: those whose d(k) it reaches. */
function seatsAt(quotient: number, method: ApportionMethod): number {
  const whole = Math.floor(quotient);
  if (method === 'jefferson') return whole;
  if (method === 'webster') return Math.floor(quotient + 0.5);
  if (method === 'adams') return quotient > whole ? whole + 1 : whole;
  return quotient > 0 && quotient * quotient >= whole * (whole + 1) ? whole + 1 : whole;
}

function sink(heap: Int32Array, start: number, isBefore: (a: number, b: number) => boolean): void {
  const item = heap[start];
  let at = start;
  for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
    if (!isBefore(heap[child], item)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = item;
}
