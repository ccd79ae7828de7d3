import { compensatedSum } from '../../core/compensatedSum.js';
import type { Fit } from './huberFit.js';
import type { CentredPredictor, Predictor } from './regressionInput.js';
import { sumOfSquares } from './sumOfSquares.js';

/** How well the line fits. */
export interface RegressionFit {
  /** Accounts whose value was observed. */
  readonly count: number;
  readonly degreesOfFreedom: number;
  /** 1 - sum of squared residuals / sum of squared deviations from the mean; `null` where nothing varies. */
  readonly rSquared: number | null;
  /** The same for each degree of freedom. */
  readonly adjustedRSquared: number | null;
  /** Standard deviation of residuals; robust: of the bulk of them. `null` without degrees of freedom. */
  readonly residualStandardError: number | null;
  /** Rounds of the robust fit; 1 for the ordinary one. */
  readonly rounds: number;
}

/** How much of what varies in y is explained. */
export function describeFit(y: Float64Array, fitted: Fit, degreesOfFreedom: number): RegressionFit {
  const { residuals, residualScale, rounds } = fitted;
  const mean = y.length === 0 ? 0 : compensatedSum(y) / y.length;
  const total = compensatedSum(y.map((value) => (value - mean) * (value - mean)));
  const isFlat = y.every((value) => value === y[0]);
  const share = isFlat || !(total > 0) ? null : sumOfSquares(residuals) / total;
  const hasFreedom = degreesOfFreedom > 0;
  return {
    count: y.length,
    degreesOfFreedom,
    rSquared: share === null ? null : 1 - share,
    adjustedRSquared: share === null || !hasFreedom ? null : 1 - (share * (y.length - 1)) / degreesOfFreedom,
    residualStandardError: hasFreedom ? residualScale : null,
    rounds,
  };
}

/** What stands in the way of a fit, if anything does. */
export function findObstacles(
  predictors: readonly Predictor[],
  centred: readonly CentredPredictor[],
  kept: readonly number[],
  count: number,
  hasConverged: boolean,
): { status: 'fitted' | 'rank-deficient' | 'too-few' | 'not-converged'; reasons: string[] } {
  const reasons = predictors.flatMap(({ id }, j) => {
    if (kept.includes(j + 1)) return [];
    return centred[j].isConstant
      ? [`${id} does not vary among the accounts observed and was left out`]
      : [`${id} follows from the predictors before it and was left out`];
  });
  if (count <= kept.length) {
    reasons.push(
      `${count} accounts observed leave no degree of freedom to ${predictors.length} predictors and the intercept`,
    );
    return { status: 'too-few', reasons };
  }
  if (!hasConverged) {
    reasons.push('the robust fit still moved in its last round');
    return { status: 'not-converged', reasons };
  }
  return { status: reasons.length > 0 ? 'rank-deficient' : 'fitted', reasons };
}
