import { compensatedSum } from '../../core/compensatedSum.js';
import { studentQuantile } from '../../core/studentDistribution.js';
import { columnOf } from '../columnOf.js';
import { type BasisFit, huberFit, ordinaryFit } from './fitOnBasis.js';
import { dot, orthogonalise, solveTriangle } from './orthogonalise.js';
import {
  type CentredPredictor,
  centre,
  checkPredictors,
  type Predictor,
  type RegressionOptions,
  resolveRegressionOptions,
} from './regressionInput.js';

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
 * of it. Idea: (1) centre and scale the predictors of observed accounts; (2) make them orthonormal (`orthogonalise`),
 * which also finds those that say nothing new; (3) ordinary: project; robust: reweight and project until nothing moves
 * (`huberFit`); (4) solve back; (5) predict every account, observed or not.
 *
 * @param predictors - columns of one length
 * @param observed - entry `[i]` is what account i buys; NaN where it is not known, as for a prospect
 * @param options - method and policies
 * @returns coefficients, fit, predictions with intervals, residuals and whitespace
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every bad or unknown value, and ids that repeat
 * @remarks Predictors that are constant or follow from others get the estimate 0 and are named. Standard errors of the
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
  const { basis, order, parts } = orthogonalise(design);
  const degreesOfFreedom = rows.length - basis.length;
  const fitted =
    settings.method === 'robust' && degreesOfFreedom > 0
      ? huberFit(basis, y, settings.tuning, settings.maxRounds)
      : ordinaryFit(basis, y);
  const inOrder = solveTriangle(parts, fitted.onBasis);
  // Entry [0] is the base, entry [j + 1] the coefficient of scaled predictor j; 0 where it was left out.
  const scaled = new Float64Array(predictors.length + 1);
  order.forEach((j, k) => {
    scaled[j] = inOrder[k];
  });

  const spreadOf = createSpread(order, parts);
  const t = degreesOfFreedom > 0 ? studentQuantile(0.5 + settings.confidence / 2, degreesOfFreedom) : null;
  const coefficientOf = (id: string | null, estimate: number, direction: Float64Array): Coefficient => {
    const isLeftOut = id !== null && !order.includes(direction.findIndex((part) => part !== 0));
    if (t === null || isLeftOut) return { id, estimate, standardError: null, low: null, high: null };
    const standardError = fitted.coefficientScale * spreadOf(direction);
    return {
      id,
      estimate,
      standardError,
      low: estimate - t * standardError,
      high: estimate + t * standardError,
    };
  };
  const atZero = Float64Array.from(scaled, (_, j) =>
    j === 0 ? 1 : -centred[j - 1].mean / centred[j - 1].scale,
  );
  const coefficients = [
    coefficientOf(null, compensatedSum(atZero.map((part, j) => part * scaled[j])), atZero),
    ...predictors.map(({ id }, j) => {
      const direction = new Float64Array(scaled.length);
      direction[j + 1] = 1 / centred[j].scale;
      return coefficientOf(id, scaled[j + 1] / centred[j].scale, direction);
    }),
  ];

  const contributions = centred.map(({ z }, j) => z.map((value) => scaled[j + 1] * value));
  const n = observed.length;
  const predicted = new Float64Array(n).fill(scaled[0]);
  for (const column of contributions) for (let i = 0; i < n; i++) predicted[i] += column[i];
  const half = t === null ? null : intervalHalves(centred, spreadOf, fitted, t, n);
  const weights = new Float64Array(n);
  for (let r = 0; r < rows.length; r++) weights[rows[r]] = fitted.weights === null ? 1 : fitted.weights[r];
  const reasons = reasonsOf(predictors, centred, order, degreesOfFreedom, rows.length, fitted.hasConverged);
  return {
    status: reasons.status,
    reasons: reasons.sentences,
    coefficients,
    fit: describeFit(y, fitted, degreesOfFreedom),
    base: scaled[0],
    contributions: Object.fromEntries(predictors.map(({ id }, j) => [id, contributions[j]])),
    predicted,
    low: half && predicted.map((value, i) => value - half[i]),
    high: half && predicted.map((value, i) => value + half[i]),
    residuals: Array.from(predicted, (value, i) => (Number.isNaN(observed[i]) ? null : observed[i] - value)),
    whitespace: predicted.map((value, i) =>
      Math.max(0, value - (Number.isNaN(observed[i]) ? 0 : observed[i])),
    ),
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

const pick = (values: Float64Array, rows: Int32Array) => columnOf(rows.length, (r) => values[rows[r]]);

/** Length of R^-T c: a linear combination c of the coefficients has this many times their scale as standard error. */
function createSpread(order: readonly number[], parts: readonly (readonly number[])[]) {
  const u = new Float64Array(order.length);
  return (direction: ArrayLike<number>): number => {
    let square = 0;
    for (let k = 0; k < order.length; k++) {
      let value = direction[order[k]];
      for (let l = 0; l < k; l++) value -= parts[k][l] * u[l];
      u[k] = value / parts[k][k];
      square += u[k] * u[k];
    }
    return Math.sqrt(square);
  };
}

/** Entry `[i]` is half the width of the interval for one account like i. */
function intervalHalves(
  centred: readonly CentredPredictor[],
  spreadOf: (direction: ArrayLike<number>) => number,
  { residualScale, coefficientScale }: BasisFit,
  t: number,
  n: number,
): Float64Array {
  const half = new Float64Array(n);
  const direction = new Float64Array(centred.length + 1);
  direction[0] = 1;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < centred.length; j++) direction[j + 1] = centred[j].z[i];
    const ofLine = coefficientScale * spreadOf(direction);
    half[i] = t * Math.sqrt(residualScale * residualScale + ofLine * ofLine);
  }
  return half;
}

function describeFit(y: Float64Array, fitted: BasisFit, degreesOfFreedom: number): RegressionFit {
  const { residuals, residualScale, rounds } = fitted;
  const mean = y.length === 0 ? 0 : compensatedSum(y) / y.length;
  const total = compensatedSum(y.map((value) => (value - mean) * (value - mean)));
  const isFlat = y.every((value) => value === y[0]);
  const share = isFlat || !(total > 0) ? null : dot(residuals, residuals) / total;
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

function reasonsOf(
  predictors: readonly Predictor[],
  centred: readonly CentredPredictor[],
  order: readonly number[],
  degreesOfFreedom: number,
  count: number,
  hasConverged: boolean,
): { status: PotentialRegression['status']; sentences: string[] } {
  const sentences = predictors.flatMap(({ id }, j) => {
    if (order.includes(j + 1)) return [];
    return centred[j].isConstant
      ? [`${id} does not vary among the accounts observed and was left out`]
      : [`${id} follows from the other predictors and was left out`];
  });
  let status: PotentialRegression['status'] = sentences.length > 0 ? 'rank-deficient' : 'fitted';
  if (!hasConverged) {
    sentences.push('the robust fit still moved in its last round');
    status = 'not-converged';
  }
  if (degreesOfFreedom <= 0) {
    sentences.push(
      `${count} accounts observed leave no degree of freedom to ${predictors.length} predictors and the intercept`,
    );
    status = 'too-few';
  }
  return { status, sentences };
}
