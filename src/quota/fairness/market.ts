import { normalQuantile } from '../../core/normalDistribution.js';
import type { Random } from '../../core/random.js';

/**
 * What moves all accounts alike. An account's score is `pull * scores[d] + own * e`, with e its own standard normal number
 * and pull² + own² = 1: the one-factor model (O. Vasicek: The Distribution of Loan Portfolio Value, 2002), in which each
 * score alone is standard normal and any two correlate by pull².
 */
export interface Market {
  /** Entry `[d]` is the standard normal score of the market in draw d. */
  readonly scores: Float64Array;
  readonly pull: number;
  readonly own: number;
}

/** Half of the last bit of a drawn share, 2^-33, so that no share is 0. */
const HALF_BIT = 1.1641532182693481e-10;

/** A standard normal number. */
export function drawScore(random: Random): number {
  return normalQuantile(random.nextShare() + HALF_BIT);
}

/** Draws the market; without a common share nothing is drawn, and all scores are 0. */
export function drawMarket(commonShare: number, draws: number, random: Random): Market {
  const scores = new Float64Array(draws);
  if (commonShare > 0) for (let d = 0; d < draws; d++) scores[d] = drawScore(random);
  return { scores, pull: Math.sqrt(commonShare), own: Math.sqrt(1 - commonShare) };
}
