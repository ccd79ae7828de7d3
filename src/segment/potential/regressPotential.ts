import { studentQuantile } from '../../core/studentDistribution.js';
import { columnOf } from '../columnOf.js';
import { type Coefficient, describeCoefficients } from './describeCoefficients.js';
import { describeFit, findObstacles, type RegressionFit } from './describeFit.js';
import { type Fit, huberFit, ordinaryFit } from './huberFit.js';
import { createSpread, solveLeastSquares } from './leastSquares.js';
import {
  type CentredPredictor,
  centre,
  checkPredictors,
  type Predictor,
  type RegressionOptions,
  resolveRegressionOptions,
} from './regressionInput.js';

/** What the attributes of accounts say about their potential. */
export interface PotentialRegression {
  /** `fitted`; or what stands in the way, in `reasons`. */
  readonly status: 'fitted' | 'rank-deficient' | 'too-few' | 'not-converged';
  /** One sentence for each thing that stands in the way. */
  readonly reasons: readonly string[];
  /** The intercept first. */
  readonly coefficients: readonly Coefficient[];
  readonly fit: RegressionFit;
  /** The prediction for an account whose predictors are all at the mean of the observed accounts. */
  readonly base: number;
  /** By predictor: entry `[i]` is what it adds for account i. */
  readonly contributions: Readonly<Record<string, Float64Array>>;
  /** Entry `[i]` is `base` and the contributions of account i together. */
  readonly predicted: Float64Array;
  /** Ends of the interval in which one account like i lies; `null` without degrees of freedom. */
  readonly low: Float64Array | null;
  readonly high: Float64Array | null;
  /** Entry `[i]` is observed - predicted; `null` where it was not observed. */
  readonly residuals: readonly (number | null)[];
  /** Entry `[i]` is what is predicted beyond what was observed, 0 or more; all of it where nothing was observed. */
  readonly whitespace: Float64Array;
  /** Entry `[i]` is the weight of account i in the fit, 0 to 1; 0 where it was not observed. */
  readonly weights: Float64Array;
  /** By predictor: the rows in which the mean stood in. */
  readonly missing: Readonly<Record<string, readonly number[]>>;
}

/**
 * Explains what accounts buy by their attributes, and predicts it for all: least squares, ordinary or robust.
 *
 * Problem: y = b0 + sum over j of bj (xj - mean of xj), with the least sum of squares of y - Xb, or of Huber's function
 * of it. Idea: (1) centre and scale the predictors of observed accounts; (2) factor them with the library `ml-matrix`
 * (`solveLeastSquares`), which also finds those that say nothing new; (3) robust: reweight and solve until nothing moves
 * (`huberFit`); (4) predict every account, observed or not.
 *
 * @param predictors - columns of one length
 * @param observed - entry `[i]` is what account i buys; NaN where it is not known, as for a prospect
 * @param options - method and policies
 * @returns coefficients, fit, predictions with intervals, residuals and whitespace
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every bad or unknown value, and ids that repeat
 * @remarks Predictors that are constant or follow from those before them get the estimate 0 and are named. Standard errors of the
 * robust fit are asymptotic (Huber 1973); its intervals take residuals for normal, and it bounds the pull of odd amounts, not
 * that of accounts whose attributes lie far from all others. O(accounts x predictors²), robust:
 * for each round. P. J. Huber: Robust Regression: Asymptotics, Conjectures and Monte Carlo, 1973,
 * DOI 10.1214/aos/1176342503.
 * @example
 * ```ts
 * import { regressPotential } from 'bailiwick/segment';
 *
 * const beds = { id: 'beds', values: [100, 200, 300, 400] };
 * const { coefficients, predicted, whitespace } = regressPotential([beds], [12, 18, 32, Number.NaN]);
 * coefficients.map(({ estimate }) => Math.round(estimate * 1000) / 1000); // => [0.667, 0.1]
 * Array.from(predicted, Math.round); // => [11, 21, 31, 41]
 * Array.from(whitespace, Math.round); // => [0, 3, 0, 41]
 * ```
 */
export function regressPotential(
  predictors: readonly Predictor[],
  observed: ArrayLike<number>,
  options?: Partial<RegressionOptions>,
): PotentialRegression {
  const settings = resolveRegressionOptions(options);
  checkPredictors(predictors, observed, settings.missing);
  const rows = findObserved(observed);
  const centred = predictors.map(({ values }) => centre(values, rows));
  const y = columnOf(rows.length, (r) => observed[rows[r]]);
  const design = [new Float64Array(rows.length).fill(1), ...centred.map(({ z }) => pick(z, rows))];
  const linear = solveLeastSquares(design, y);
  const degreesOfFreedom = rows.length - linear.kept.length;
  const fitted =
    settings.method === 'robust' && degreesOfFreedom > 0
      ? huberFit(design, y, linear, settings.tuning, settings.maxRounds)
      : ordinaryFit(design, y, linear);
  // Entry [0] is the base, entry [j + 1] the coefficient of scaled predictor j.
  const scaled = fitted.estimates;
  const t = degreesOfFreedom > 0 ? studentQuantile(0.5 + settings.confidence / 2, degreesOfFreedom) : null;
  const spreadOf = createSpread(linear);

  const n = observed.length;
  const contributions = centred.map(({ z }, j) => columnOf(n, (i) => scaled[j + 1] * z[i]));
  const predicted = new Float64Array(n).fill(scaled[0]);
  for (const column of contributions) for (let i = 0; i < n; i++) predicted[i] += column[i];
  const half = t === null ? null : intervalHalves(centred, spreadOf, fitted, t, n);
  const weights = new Float64Array(n);
  for (let r = 0; r < rows.length; r++) weights[rows[r]] = fitted.weights === null ? 1 : fitted.weights[r];
  return {
    ...findObstacles(predictors, centred, linear.kept, rows.length, fitted.hasConverged),
    coefficients: describeCoefficients(predictors, centred, fitted, linear.kept, spreadOf, t),
    fit: describeFit(y, fitted, degreesOfFreedom),
    base: scaled[0],
    contributions: Object.fromEntries(predictors.map(({ id }, j) => [id, contributions[j]])),
    predicted,
    low: half && columnOf(n, (i) => predicted[i] - half[i]),
    high: half && columnOf(n, (i) => predicted[i] + half[i]),
    residuals: residualsOf(observed, predicted),
    whitespace: columnOf(n, (i) => Math.max(0, predicted[i] - (Number.isNaN(observed[i]) ? 0 : observed[i]))),
    weights,
    missing: Object.fromEntries(predictors.map(({ id }, j) => [id, centred[j].gaps])),
  };
}

/** Rows of the accounts whose value is known. */
function findObserved(observed: ArrayLike<number>): Int32Array {
  const rows = new Int32Array(observed.length);
  let count = 0;
  for (let i = 0; i < observed.length; i++) if (!Number.isNaN(observed[i])) rows[count++] = i;
  return rows.slice(0, count);
}

/** The column of the chosen rows; itself where they are all. */
function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return rows.length === values.length ? values : columnOf(rows.length, (r) => values[rows[r]]);
}

function residualsOf(observed: ArrayLike<number>, predicted: Float64Array): (number | null)[] {
  const residuals: (number | null)[] = new Array(predicted.length);
  for (let i = 0; i < predicted.length; i++) {
    residuals[i] = Number.isNaN(observed[i]) ? null : observed[i] - predicted[i];
  }
  return residuals;
}

/** Entry `[i]` is half the width of the interval for one account like i. */
function intervalHalves(
  centred: readonly CentredPredictor[],
  spreadOf: (combination: Float64Array) => number,
  { residualScale, coefficientScale }: Fit,
  t: number,
  count: number,
): Float64Array {
  const combination = new Float64Array(centred.length + 1);
  combination[0] = 1;
  return columnOf(count, (i) => {
    for (let j = 0; j < centred.length; j++) combination[j + 1] = centred[j].z[i];
    const ofLine = coefficientScale * spreadOf(combination);
    return t * Math.sqrt(residualScale * residualScale + ofLine * ofLine);
  });
}
