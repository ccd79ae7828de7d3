import { normalQuantile } from '../../core/normalDistribution.js';
import type { UncertainAccount } from './attainabilityInput.js';

/** The 90 % point of the standard normal distribution. */
const Z90 = 1.2815515655446004;

/**
 * What an account brings where a standard normal number is z: its P50, and as many standard deviations off as z, with one
 * deviation below and another above (two half-normal distributions), never below 0. P10, P50 and P90 are met exactly.
 */
export function amountAt({ p10, p50, p90 }: UncertainAccount, z: number): number {
  return Math.max(0, p50 + (z / Z90) * (z < 0 ? p50 - p10 : p90 - p50));
}

/** How many scores stand for all; chosen: means within 0.5 % of the deviation, variances within 2.5 % (tested). */
const POINTS = 64;

/** Scores of equal chances, rising. */
export function listScores(): Float64Array {
  return Float64Array.from({ length: POINTS }, (_, i) => normalQuantile((i + 0.5) / POINTS));
}
