/**
 * A quantile of ascending values, `null` of none: linear between neighbours at position share x (n - 1), which is
 * type 7 of Hyndman and Fan (Sample Quantiles in Statistical Packages, 1996, DOI 10.1080/00031305.1996.10473566) and
 * `PERCENTILE.INC` of spreadsheets.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
