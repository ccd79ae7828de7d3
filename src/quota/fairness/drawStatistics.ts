import { compensatedSum } from '../../core/compensatedSum.js';

/** Share of the first `count` draws that reach a quota. */
export function shareReaching(totals: Float64Array, count: number, quota: number): number {
  let reached = 0;
  for (let d = 0; d < count; d++) if (totals[d] >= quota) reached++;
  return reached / count;
}

/** Standard error of a share of draws. */
export const errorOf = (chance: number, draws: number) => Math.sqrt((chance * (1 - chance)) / draws);

/** Over the draws, with their number below. */
export function varianceOf(totals: Float64Array): number {
  const mean = compensatedSum(totals) / totals.length;
  return compensatedSum(totals.map((total) => (total - mean) * (total - mean))) / totals.length;
}

/** What is exceeded in 90, 50 and 10 % of the draws or just met. */
export function percentiles(totals: Float64Array): { p10: number; p50: number; p90: number } {
  const sorted = totals.slice().sort();
  const at = (share: number) => sorted[Math.floor(share * sorted.length)];
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
