import { InputError } from '../../core/errors.js';
import { exponential } from '../../core/exponential.js';
import { badValue, type Issue } from '../../core/issue.js';
import { logarithm } from '../../core/logarithm.js';
import { isAmount } from '../rounding/checkTotal.js';

/** Sales by effort; an effort that is no finite number of at least 0 is an `InputError`. */
export type EffortResponse = (effort: number) => number;

/** One known point of a power curve, and its bend. */
export interface PowerCurve {
  /** Effort at which the sales are known, above 0. */
  readonly effort: number;
  /** Sales at that effort, 0 or more. */
  readonly sales: number;
  /** Relative change of sales for a small relative change of effort, 0 to 1. */
  readonly elasticity: number;
}

/** An S-shaped or concave curve between two ends. */
export interface AdbudgCurve {
  /** Sales without effort, 0 or more. */
  readonly minimum: number;
  /** Sales that no effort exceeds, at least the minimum. */
  readonly maximum: number;
  /** Effort that brings half of the difference, above 0. */
  readonly halfway: number;
  /** Above 0: concave up to 1, S-shaped above. */
  readonly steepness: number;
}

/**
 * Makes a response of constant elasticity: sales (t / effort)^elasticity.
 *
 * @param curve - a known point and the elasticity
 * @returns sales by effort; 0 at no effort, unless the elasticity is 0
 * @throws {@link InputError} naming every number out of range
 * @remarks The same bits on every runtime. Bernd Skiera, Sönke Albers: COSTA: Contribution Optimizing Sales Territory Alignment, 1998,
 * DOI 10.1287/mksc.17.3.196.
 * @example
 * ```ts
 * import { powerResponse } from 'bailiwick/quota';
 * const sales = powerResponse({ effort: 100, sales: 500, elasticity: 0.5 });
 * [sales(0), sales(25), sales(400)]; // => [0, 250, 1000]
 * ```
 */
export function powerResponse(curve: PowerCurve): EffortResponse {
  check('powerResponse', curve, {
    effort: [(value) => value > 0, 'a finite number above 0'],
    sales: [(value) => value >= 0, 'a finite number of at least 0'],
    elasticity: [(value) => value >= 0 && value <= 1, 'a number from 0 to 1'],
  });
  const { effort, sales, elasticity } = curve;
  return checkedResponse('powerResponse', (t) =>
    elasticity === 0 ? sales : sales * power(t / effort, elasticity),
  );
}

/**
 * Makes an ADBUDG response: minimum + (maximum - minimum) t^c / (d^c + t^c).
 *
 * @param curve - both ends, the effort d half-way and the steepness c
 * @returns sales by effort
 * @throws {@link InputError} naming every number out of range
 * @remarks The same bits on every runtime. John D. C. Little: Models and Managers: The Concept of a Decision Calculus, 1970,
 * DOI 10.1287/mnsc.16.8.B466.
 * @example
 * ```ts
 * import { adbudgResponse } from 'bailiwick/quota';
 * const sales = adbudgResponse({ minimum: 20, maximum: 120, halfway: 10, steepness: 2 });
 * [sales(0), sales(10), sales(20)]; // => [20, 70, 100]
 * ```
 */
export function adbudgResponse(curve: AdbudgCurve): EffortResponse {
  check('adbudgResponse', curve, {
    minimum: [(value) => value >= 0, 'a finite number of at least 0'],
    maximum: [
      (value) => !(isAmount(curve.minimum) && value < curve.minimum),
      'a finite number of at least the minimum',
    ],
    halfway: [(value) => value > 0, 'a finite number above 0'],
    steepness: [(value) => value > 0, 'a finite number above 0'],
  });
  const { minimum, maximum, halfway, steepness } = curve;
  return checkedResponse('adbudgResponse', (t) => {
    if (t === 0) return minimum;
    // Written so that neither a small nor a large t can overflow.
    const share = 1 / (1 + power(halfway / t, steepness));
    return minimum + (maximum - minimum) * share;
  });
}

function checkedResponse(what: string, response: EffortResponse): EffortResponse {
  return (effort) => {
    if (isAmount(effort)) return response(effort);
    const issue = badValue(null, 'effort', 'out-of-range', 'a finite number of at least 0', effort);
    throw new InputError(what, [issue]);
  };
}

/** base^exponent for a base of 0 or more. */
function power(base: number, exponent: number): number {
  return base === 0 ? 0 : exponential(exponent * logarithm(base));
}

function check<T extends object>(
  what: string,
  curve: T,
  rules: { readonly [K in keyof T]: readonly [isGood: (value: number) => boolean, expected: string] },
): void {
  const issues: Issue[] = [];
  for (const field of Object.keys(rules) as (keyof T & string)[]) {
    const value = curve?.[field] as number;
    const [isGood, expected] = rules[field];
    if (!Number.isFinite(value) || !isGood(value))
      issues.push(badValue(null, field, 'out-of-range', expected, value));
  }
  if (issues.length > 0) throw new InputError(what, issues);
}
