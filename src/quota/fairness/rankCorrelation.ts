import { averageRanks } from '../../core/averageRanks.js';
import { exponential } from '../../core/exponential.js';
import { logarithm } from '../../core/logarithm.js';
import { normalQuantile } from '../../core/normalDistribution.js';

/** Spearman's rank correlation of pairs. */
export interface RankCorrelation {
  /** How many pairs had both values. */
  readonly pairs: number;
  /** -1 to 1; `null` where there are fewer than 3 pairs or one side is constant. */
  readonly rho: number | null;
  /** Interval of the stated confidence; `null` below 5 pairs, where even perfect order can be chance. */
  readonly interval: readonly [low: number, high: number] | null;
}

const FEWEST_FOR_RHO = 3;
const FEWEST_FOR_INTERVAL = 5;

/**
 * Rank correlation with its interval, ties at their mean rank. Interval by Fisher's z with the variance
 * (1 + rho² / 2) / (n - 3) of Douglas G. Bonett, Thomas A. Wright: Sample Size Requirements for Estimating Pearson, Kendall and
 * Spearman Correlations, 2000, DOI 10.1007/BF02294183. O(n).
 */
export function rankCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  confidence: number,
): RankCorrelation {
  const keptX = new Float64Array(x.length);
  const keptY = new Float64Array(x.length);
  let n = 0;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
    keptX[n] = x[i];
    keptY[n++] = y[i];
  }
  if (n < FEWEST_FOR_RHO) return { pairs: n, rho: null, interval: null };
  const a = averageRanks(keptX.subarray(0, n));
  const b = averageRanks(keptY.subarray(0, n));
  // Ranks add up to n (n + 1) / 2 whatever the ties, so their mean is known.
  const mean = (n + 1) / 2;
  let covariance = 0;
  let spreadA = 0;
  let spreadB = 0;
  for (let i = 0; i < n; i++) {
    covariance += (a[i] - mean) * (b[i] - mean);
    spreadA += (a[i] - mean) * (a[i] - mean);
    spreadB += (b[i] - mean) * (b[i] - mean);
  }
  if (spreadA === 0 || spreadB === 0) return { pairs: n, rho: null, interval: null };
  const rho = Math.max(-1, Math.min(1, covariance / Math.sqrt(spreadA * spreadB)));
  return { pairs: n, rho, interval: n < FEWEST_FOR_INTERVAL ? null : intervalOf(rho, n, confidence) };
}

function intervalOf(rho: number, n: number, confidence: number): [number, number] {
  if (Math.abs(rho) === 1) return [rho, rho];
  const z = 0.5 * logarithm((1 + rho) / (1 - rho));
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt((1 + (rho * rho) / 2) / (n - 3));
  return [tanh(z - half), tanh(z + half)];
}

/** Hyperbolic tangent, the same bits on every runtime. */
function tanh(x: number): number {
  const power = exponential(2 * Math.abs(x));
  const size = power === Number.POSITIVE_INFINITY ? 1 : (power - 1) / (power + 1);
  return x < 0 ? -size : size;
}
