import { correlateRanks } from '../../core/rankCorrelation.js';

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
 * Rank correlation of pairs by the ranks of both sides. A perfect order, which leaves Fisher's z without a width, has an
 * interval of that one point: it is a finding, not a gap. O(n).
 */
export function correlateFairness(x: Float64Array, y: Float64Array, confidence: number): RankCorrelation {
  const pairs = x.length;
  const found = correlateRanks(x, y, confidence);
  if (found === null || pairs < FEWEST_FOR_RHO) return { pairs, rho: null, interval: null };
  const { value: rho, interval } = found;
  if (pairs < FEWEST_FOR_INTERVAL) return { pairs, rho, interval: null };
  return { pairs, rho, interval: interval === null ? [rho, rho] : [interval.low, interval.high] };
}
