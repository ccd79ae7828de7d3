import { compensatedSum } from '../../core/compensatedSum.js';
import { dot } from './orthogonalise.js';

/** What a fit on orthonormal columns gives back. */
export interface BasisFit {
  /** Entry `[k]` is the coefficient of basis column k. */
  readonly onBasis: readonly number[];
  readonly residuals: Float64Array;
  /** Entry `[i]` is the weight of row i; `null` for 1 everywhere. */
  readonly weights: Float64Array | null;
  /** Standard deviation of residuals. */
  readonly residualScale: number;
  /** Standard error of a coefficient of the basis. */
  readonly coefficientScale: number;
  readonly rounds: number;
  readonly hasConverged: boolean;
}

/** Ordinary least squares on orthonormal columns: projections. */
export function ordinaryFit(basis: readonly Float64Array[], y: Float64Array): BasisFit {
  const onBasis = basis.map((column) => dot(column, y));
  const residuals = residualsOf(basis, y, onBasis);
  const freedom = Math.max(1, y.length - basis.length);
  const residualScale = Math.sqrt(dot(residuals, residuals) / freedom);
  return {
    onBasis,
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
 * Huber's M-estimate on orthonormal columns, by reweighting.
 *
 * Idea: (1) start from ordinary least squares; (2) scale = median of |residuals| / 0.6745; (3) weight 1 within
 * `tuning` scales, beyond falling as tuning x scale / |residual|; (4) solve the weighted normal equations for the
 * step, well conditioned as columns are orthonormal; (5) repeat until still. Standard errors as in MASS `rlm`.
 * O(rows x columns²) a round. Where more than half of the residuals are 0 the scale is 0 and the fit stays.
 * P. W. Holland, R. E. Welsch: Robust Regression Using Iteratively Reweighted Least-Squares, 1977,
 * DOI 10.1080/03610927708827533. W. N. Venables, B. D. Ripley: Modern Applied Statistics with S, 2002, 6.5.
 *
 * @param basis - orthonormal columns, fewer than rows
 * @param y - what is observed
 * @param tuning - scales from which a residual counts less
 * @param maxRounds - rounds at the most
 */
export function huberFit(
  basis: readonly Float64Array[],
  y: Float64Array,
  tuning: number,
  maxRounds: number,
): BasisFit {
  const ordinary = ordinaryFit(basis, y);
  const onBasis = [...ordinary.onBasis];
  const weights = new Float64Array(y.length).fill(1);
  let { residuals } = ordinary;
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
    step.forEach((part, k) => {
      onBasis[k] += part;
    });
    residuals = residualsOf(basis, y, onBasis);
    hasConverged = lengthOf(step) <= STILL * lengthOf(onBasis);
  }
  return {
    onBasis,
    residuals,
    weights,
    rounds,
    hasConverged,
    ...scalesOf(residuals, weights, scale, tuning, basis.length),
  };
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

/** Solves (Q' W Q) step = Q' W residuals by Cholesky's method. */
function weightedStep(
  basis: readonly Float64Array[],
  residuals: Float64Array,
  weights: Float64Array,
): number[] {
  const size = basis.length;
  const lower = basis.map(() => new Float64Array(size));
  const step = basis.map((column) => {
    let sum = 0;
    for (let i = 0; i < column.length; i++) sum += weights[i] * column[i] * residuals[i];
    return sum;
  });
  for (let k = 0; k < size; k++) {
    for (let l = 0; l <= k; l++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * basis[k][i] * basis[l][i];
      for (let m = 0; m < l; m++) sum -= lower[k][m] * lower[l][m];
      lower[k][l] = k === l ? Math.sqrt(sum) : sum / lower[l][l];
    }
  }
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < k; l++) step[k] -= lower[k][l] * step[l];
    step[k] /= lower[k][k];
  }
  for (let k = size - 1; k >= 0; k--) {
    for (let l = k + 1; l < size; l++) step[k] -= lower[l][k] * step[l];
    step[k] /= lower[k][k];
  }
  return step;
}

/** y minus the fit. */
function residualsOf(
  basis: readonly Float64Array[],
  y: Float64Array,
  onBasis: readonly number[],
): Float64Array {
  const residuals = y.slice();
  basis.forEach((column, k) => {
    for (let i = 0; i < residuals.length; i++) residuals[i] -= onBasis[k] * column[i];
  });
  return residuals;
}

/** Median of the absolute values. */
function medianSize(values: Float64Array): number {
  const sizes = values.map(Math.abs);
  const middle = sizes.length >> 1;
  const upper = selectSmallest(sizes, middle);
  if (sizes.length % 2 === 1) return upper;
  let below = 0;
  for (let i = 0; i < middle; i++) below = Math.max(below, sizes[i]);
  return (below + upper) / 2;
}

/**
 * The value that would stand at `rank` if the values were sorted; they are reordered so that none before it is larger.
 * C. A. R. Hoare: Algorithm 65, Find, 1961, DOI 10.1145/366622.366647. O(n) for values in no adverse order.
 */
function selectSmallest(values: Float64Array, rank: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1];
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const held = values[i];
      values[i++] = values[j];
      values[j--] = held;
    }
    if (rank <= j) to = j;
    else if (rank >= i) from = i;
    else break;
  }
  return values[rank];
}

function lengthOf(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
