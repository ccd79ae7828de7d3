import { compensatedSum } from '../../core/compensatedSum.js';
import type { Fit } from './huberFit.js';
import type { CentredPredictor, Predictor } from './regressionInput.js';

/** One coefficient, in units of what is observed for one unit of the predictor. */
export interface Coefficient {
  /** Of the predictor; `null` for the intercept. */
  readonly id: string | null;
  readonly estimate: number;
  /** `null` where there are no degrees of freedom, or the predictor was left out. */
  readonly standardError: number | null;
  /** Lower end of the interval. */
  readonly low: number | null;
  /** Upper end of the interval. */
  readonly high: number | null;
}

/**
 * Coefficients in units of what is observed, with their intervals, from those of predictors that are centred and scaled.
 *
 * @param predictors - as given
 * @param centred - entry `[j]` is predictor j, centred and scaled
 * @param fitted - entry `[0]` of its estimates is the base, entry `[j + 1]` belongs to scaled predictor j
 * @param kept - columns of the fit that say something new
 * @param spreadOf - standard error of a combination of coefficients, in coefficient scales
 * @param t - standard errors to the end of an interval; `null` where there are no degrees of freedom
 * @returns the intercept first
 */
export function describeCoefficients(
  predictors: readonly Predictor[],
  centred: readonly CentredPredictor[],
  { estimates, coefficientScale }: Fit,
  kept: readonly number[],
  spreadOf: (combination: Float64Array) => number,
  t: number | null,
): Coefficient[] {
  const describe = (id: string | null, estimate: number, combination: Float64Array | null): Coefficient => {
    if (t === null || combination === null)
      return { id, estimate, standardError: null, low: null, high: null };
    const standardError = coefficientScale * spreadOf(combination);
    return {
      id,
      estimate,
      standardError,
      low: estimate - t * standardError,
      high: estimate + t * standardError,
    };
  };
  const atZero = estimates.map((_, j) => (j === 0 ? 1 : -centred[j - 1].mean / centred[j - 1].scale));
  return [
    describe(null, compensatedSum(atZero.map((part, j) => part * estimates[j])), atZero),
    ...predictors.map(({ id }, j) => {
      const alone = new Float64Array(estimates.length);
      alone[j + 1] = 1 / centred[j].scale;
      return describe(id, estimates[j + 1] / centred[j].scale, kept.includes(j + 1) ? alone : null);
    }),
  ];
}
