import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { compensatedSum } from '../../core/compensatedSum.js';
import { columnOf } from '../columnOf.js';
import type { LeastSquares } from './leastSquares.js';
import { selectSmallest } from './selectSmallest.js';
import { sumOfSquares } from './sumOfSquares.js';

/** Coefficients with what they leave over. */
export interface Fit {
  /** Entry `[j]` is the coefficient of column j. */
  readonly estimates: Float64Array;
  readonly residuals: Float64Array;
  /** Entry `[i]` is the weight of row i; `null` for 1 everywhere. */
  readonly weights: Float64Array | null;
  /** Standard deviation of residuals. */
  readonly residualScale: number;
  /** Standard error of a coefficient of the orthonormal basis. */
  readonly coefficientScale: number;
  readonly rounds: number;
  readonly hasConverged: boolean;
}

/** The ordinary fit, with its residuals. */
export function ordinaryFit(
  columns: readonly Float64Array[],
  y: Float64Array,
  { estimates, kept }: LeastSquares,
): Fit {
  const residuals = residualsOf(columns, y, estimates);
  const freedom = Math.max(1, y.length - kept.length);
  const residualScale = Math.sqrt(sumOfSquares(residuals) / freedom);
  return {
    estimates,
    residuals,
    weights: null,
    residualScale,
    coefficientScale: residualScale,
    rounds: 1,
    hasConverged: true,
  };
}

/** Median of |normal error| in standard deviations, so that the median of residuals estimates theirs. */
const NORMAL_MEDIAN = 0.6745;

/** A round that moves the coefficients by less than this share of their length is the last. Chosen: 6 digits. */
const STILL = 1e-7;

/**
 * Huber's M-estimate by reweighting, from the ordinary fit on.
 *
 * Idea: (1) scale = median of |residuals| / 0.6745; (2) weight 1 within `tuning` scales, beyond falling as tuning x
 * scale / |residual|; (3) solve the weighted normal equations for the step, by Cholesky's factors (of the library
 * `ml-matrix`); on the orthonormal basis of the ordinary fit they are well conditioned; (4) repeat until still. Standard
 * errors as in MASS `rlm`. O(rows x columns²) a round. Where more than half of the residuals are 0 the scale is 0 and the
 * fit stays.
 * P. W. Holland, R. E. Welsch: Robust Regression Using Iteratively Reweighted Least-Squares, 1977,
 * DOI 10.1080/03610927708827533. W. N. Venables, B. D. Ripley: Modern Applied Statistics with S, 2002, 6.5.
 *
 * @param columns - of one length, fewer than rows
 * @param y - what is observed
 * @param ordinary - the least-squares fit
 * @param tuning - scales from which a residual counts less
 * @param maxRounds - rounds at the most
 */
export function huberFit(
  columns: readonly Float64Array[],
  y: Float64Array,
  { kept, estimates: start, onBasis, directions }: LeastSquares,
  tuning: number,
  maxRounds: number,
): Fit {
  const basis = directions.map((parts) => combine(kept, parts, columns));
  const estimates = start.slice();
  const along = onBasis.slice();
  const weights = new Float64Array(y.length).fill(1);
  let residuals = residualsOf(columns, y, estimates);
  let scale = 0;
  let rounds = 0;
  let hasConverged = false;
  while (rounds < maxRounds && !hasConverged) {
    rounds++;
    scale = medianSize(residuals) / NORMAL_MEDIAN;
    if (scale === 0) hasConverged = true;
    const limit = tuning * scale;
    for (let i = 0; i < y.length; i++) {
      const size = Math.abs(residuals[i]);
      weights[i] = size <= limit ? 1 : limit / size;
    }
    if (hasConverged) break;
    const step = weightedStep(basis, residuals, weights);
    step.forEach((part, l) => {
      along[l] += part;
      directions[l].forEach((share, k) => {
        estimates[kept[k]] += share * part;
      });
    });
    residuals = residualsOf(columns, y, estimates);
    hasConverged = sumOfSquares(step) <= STILL * STILL * sumOfSquares(along);
  }
  const scales = scalesOf(residuals, weights, scale, tuning, basis.length);
  return { estimates, residuals, weights, rounds, hasConverged, ...scales };
}

/** Scale of residuals, and standard error of a coefficient of the basis (Huber 1973, with the correction for few rows). */
function scalesOf(
  residuals: Float64Array,
  weights: Float64Array,
  scale: number,
  tuning: number,
  columns: number,
) {
  const n = residuals.length;
  const inside = weights.reduce(
    (count, _, i) => count + (Math.abs(residuals[i]) <= tuning * scale ? 1 : 0),
    0,
  );
  const share = inside / n;
  const pulls = residuals.map((residual, i) => (weights[i] * residual) ** 2);
  const variance = n > 1 ? (n * share * (1 - share)) / (n - 1) : 0;
  const correction = share > 0 ? 1 + (columns * variance) / (n * share * share) : 1;
  const spread = Math.sqrt(compensatedSum(pulls) / (n - columns));
  return { residualScale: scale, coefficientScale: share > 0 ? (spread * correction) / share : 0 };
}

/** Solves (Q' W Q) step = Q' W residuals. */
function weightedStep(
  basis: readonly Float64Array[],
  residuals: Float64Array,
  weights: Float64Array,
): number[] {
  const size = basis.length;
  const normal = new Matrix(size, size);
  const pull = new Matrix(size, 1);
  const weighted = new Float64Array(weights.length);
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < weights.length; i++) weighted[i] = weights[i] * basis[k][i];
    pull.set(k, 0, dot(weighted, residuals));
    for (let l = 0; l <= k; l++) {
      const sum = dot(weighted, basis[l]);
      normal.set(k, l, sum);
      normal.set(l, k, sum);
    }
  }
  return new CholeskyDecomposition(normal).solve(pull).to1DArray();
}

/** The sum of the chosen columns, each taken so many times. */
function combine(
  chosen: readonly number[],
  shares: Float64Array,
  columns: readonly Float64Array[],
): Float64Array {
  const sum = new Float64Array(columns[0].length);
  shares.forEach((share, k) => {
    const column = columns[chosen[k]];
    for (let i = 0; i < sum.length; i++) sum[i] += share * column[i];
  });
  return sum;
}

/** y minus the fit. */
function residualsOf(columns: readonly Float64Array[], y: Float64Array, estimates: Float64Array) {
  const residuals = y.slice();
  columns.forEach((column, j) => {
    for (let i = 0; i < residuals.length; i++) residuals[i] -= estimates[j] * column[i];
  });
  return residuals;
}

/** Median of the absolute values. */
function medianSize(values: Float64Array): number {
  const sizes = columnOf(values.length, (i) => Math.abs(values[i]));
  const middle = sizes.length >> 1;
  const upper = selectSmallest(sizes, middle);
  if (sizes.length % 2 === 1) return upper;
  let below = 0;
  for (let i = 0; i < middle; i++) below = Math.max(below, sizes[i]);
  return (below + upper) / 2;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
