import { InputError } from '../../core/errors.js';
import { exponential } from '../../core/exponential.js';
import { badValue, type Issue } from '../../core/issue.js';
import { logarithm } from '../../core/logarithm.js';
import { isShare, isSized, SIZED } from '../rounding/checkTotal.js';

/** A number that is not known exactly. */
export interface NumberRange {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** What `computeHeadcount` needs to know. */
export interface HeadcountInput {
  /** Hours of workload, or the sales target, of the period; 0 or more. */
  readonly demand: number | NumberRange;
  /** Selling hours, or sales, of one ramped full-time rep in the period; above 0. */
  readonly perRep: number | NumberRange;
  /** Part of the capacity that is planned with, above 0 to 1; 1 unless told. */
  readonly utilisation?: number;
  /** Mean share of the team that is there over the period (see {@link survivalShares}), above 0 to 1; 1 unless told. */
  readonly survival?: number;
  /**
   * How the ranges meet: `corner` takes the worst of both at once; `independent` adds the squares of their widths, measured
   * in logarithms as demand is divided by what a rep carries. `corner` unless told: chosen, as it is never too narrow.
   */
  readonly interval?: 'corner' | 'independent';
}

/** How many reps a period needs. */
export interface Headcount {
  /** Whole reps at the start of the period. */
  readonly needed: number;
  /** Whole reps at the low and at the high end. */
  readonly low: number;
  readonly high: number;
  /** What adds up to `needed`. */
  readonly contributions: {
    /** demand / perRep. */
    readonly base: number;
    readonly utilisation: number;
    /** Reps who make up for those who leave. */
    readonly attrition: number;
    /** Up to the next whole rep. */
    readonly rounding: number;
  };
}

/** Quotients this near above a whole number are that number: 0.3 / 0.1 needs 3 reps. */
const NOISE = 1e-9;

/**
 * Computes the headcount that a workload or a target needs, with an interval.
 *
 * @param input - demand, what one rep carries, and what reduces it
 * @returns whole reps with what they are made of
 * @throws {@link InputError} with every issue: numbers out of range, a low end above the expected or the high one
 * @remarks needed = ceil(demand / (perRep x utilisation x survival)). O(1), deterministic.
 * @example
 * ```ts
 * import { computeHeadcount } from 'bailiwick/quota';
 * const { needed, low, high } = computeHeadcount({
 *   demand: { low: 63_000, expected: 70_000, high: 80_500 },
 *   perRep: 1_400,
 *   utilisation: 0.9,
 * });
 * [low, needed, high]; // => [50, 56, 64]
 * ```
 */
export function computeHeadcount(input: HeadcountInput): Headcount {
  const { utilisation = 1, survival = 1, interval = 'corner' } = input ?? {};
  const [demand, perRep] = [toRange(input?.demand), toRange(input?.perRep)];
  checkHeadcount(demand, perRep, { utilisation, survival }, interval);
  const factor = utilisation * survival;
  const base = demand.expected / perRep.expected;
  const exact = base / factor;
  const together = interval === 'corner' ? (a: number, b: number) => a * b : combineIndependent;
  const lowShare = together(shareOf(demand.low, demand.expected), shareOf(perRep.expected, perRep.high));
  const highShare = together(shareOf(demand.high, demand.expected), shareOf(perRep.expected, perRep.low));
  const needed = roundUp(exact);
  return {
    needed,
    low: roundUp(exact * lowShare),
    high: roundUp(exact * highShare),
    contributions: {
      base,
      utilisation: base / utilisation - base,
      attrition: exact - base / utilisation,
      rounding: needed - exact,
    },
  };
}

const toRange = (value: number | NumberRange): NumberRange =>
  typeof value === 'object' && value !== null ? value : { low: value, expected: value, high: value };

/** `value / other`; 1 where there is nothing to compare. */
const shareOf = (value: number, other: number) => (other === 0 ? 1 : value / other);

/** Factors on the same side of 1 as one: their logarithms add in squares, which never leaves what both at once give. */
function combineIndependent(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  const [first, second] = [logarithm(a), logarithm(b)];
  const width = Math.sqrt(first * first + second * second);
  return exponential(first + second < 0 ? -width : width);
}

function roundUp(exact: number): number {
  const nearest = Math.round(exact);
  return Math.abs(exact - nearest) <= NOISE * Math.max(1, nearest) ? nearest : Math.ceil(exact);
}

/** A share that two of which still divide any demand without an overflow; chosen. */
const LEAST_SHARE = 1e-50;

function checkHeadcount(
  demand: NumberRange,
  perRep: NumberRange,
  shares: Readonly<Record<string, number>>,
  interval: string,
): void {
  const issues: Issue[] = [];
  const wrong = (field: string, code: string, expected: string, value: unknown) =>
    issues.push(badValue(null, field, code, expected, value));
  for (const [field, range, expected] of [
    ['demand', demand, SIZED],
    ['perRep', perRep, 'a number from 1e-100 to 1e100'],
  ] as const) {
    for (const end of ['low', 'expected', 'high'] as const) {
      const value = range[end];
      const isGood = isSized(value) && (field === 'demand' || value > 0);
      if (!isGood) wrong(`${field}.${end}`, 'out-of-range', expected, value);
    }
    const { low, expected: middle, high } = range;
    const areAmounts = isSized(low) && isSized(middle) && isSized(high);
    if (areAmounts && (low > middle || middle > high))
      wrong(field, 'bad-range', 'low, expected and high in rising order', range);
  }
  for (const [field, share] of Object.entries(shares)) {
    if (!isShare(share) || share < LEAST_SHARE)
      wrong(field, 'out-of-range', 'a share from 1e-50 to 1', share);
  }
  if (interval !== 'corner' && interval !== 'independent')
    wrong('interval', 'unknown-word', 'one of corner, independent', interval);
  if (issues.length > 0) throw new InputError('computeHeadcount', issues);
}
