import { rankCorrelation } from '../../core/rankCorrelation.js';

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
 * Rank correlation of the pairs that have both values. A perfect order, which leaves Fisher's z without a width, has an
 * interval of that one point: it is a finding, not a gap. O(n).
 */
export function correlateFairness(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  confidence: number,
): RankCorrelation {
  const keptX = new Float64Array(x.length);
  const keptY = new Float64Array(x.length);
  let pairs = 0;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
    keptX[pairs] = x[i];
    keptY[pairs++] = y[i];
  }
  const found = rankCorrelation(keptX.subarray(0, pairs), keptY.subarray(0, pairs), confidence);
  if (found === null || pairs < FEWEST_FOR_RHO) return { pairs, rho: null, interval: null };
  const { value: rho, interval } = found;
  if (pairs < FEWEST_FOR_INTERVAL) return { pairs, rho, interval: null };
  return { pairs, rho, interval: interval === null ? [rho, rho] : [interval.low, interval.high] };
}
