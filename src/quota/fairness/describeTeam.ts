import { compensatedSum } from '../../core/compensatedSum.js';
import { errorOf, percentiles, shareReaching, varianceOf } from './drawStatistics.js';
import type { QuotaChance, TeamChance } from './quotaChances.js';

/**
 * The team from what all bring together.
 *
 * @param totals - entry `[d]` is what all bring in draw d
 * @param reaching - entry `[d]` is how many reps with accounts reach their quotas in draw d
 * @param variances - entry `[q]` is the variance of what rep q brings
 */
export function describeTeam(
  reps: readonly QuotaChance[],
  totals: Float64Array,
  reaching: Float64Array,
  variances: Float64Array,
): TeamChance {
  const draws = totals.length;
  const quota = compensatedSum(reps.map((rep) => rep.quota));
  const chance = shareReaching(totals, draws, quota);
  // Reps without accounts are the same in every draw.
  const always = reps.filter((rep) => rep.accounts === 0 && rep.quota === 0).length;
  const counts = reaching.map((count) => count + always);
  return {
    quota,
    chance,
    standardError: errorOf(chance, draws),
    expected: compensatedSum(reps.map(({ expected }) => expected)),
    ...percentiles(totals),
    correlation: meanCorrelation(varianceOf(totals), variances),
    reaching: { mean: compensatedSum(counts) / draws, ...percentiles(counts) },
  };
}

/** The correlation that makes the variances of parts add up to that of the whole, the same between any two. */
function meanCorrelation(whole: number, variances: Float64Array): number | null {
  const own = compensatedSum(variances);
  const deviation = compensatedSum(variances.map((variance) => Math.sqrt(variance)));
  const uncertain = variances.filter((variance) => variance > 0).length;
  // What pairs weigh; nothing where one is so uncertain that the digits of the others are lost beside it.
  const pairs = deviation * deviation - own;
  return uncertain < 2 || !(pairs > 0) ? null : (whole - own) / pairs;
}
