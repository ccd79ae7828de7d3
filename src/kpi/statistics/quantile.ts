/**
 * A quantile of ascending values, `null` of none: linear between neighbours at position share x (n - 1), which is
 * type 7 of Hyndman and Fan (Sample Quantiles in Statistical Packages, 1996, DOI 10.1080/00031305.1996.10473566) and
 * `PERCENTILE.INC` of spreadsheets. Of the values `from … to - 1`, all unless told.
 */
export function quantileOfSorted(
  sorted: ArrayLike<number>,
  share: number,
  from = 0,
  to = sorted.length,
): number | null {
  if (from === to) return null;
  const position = share * (to - from - 1);
  const steps = Math.floor(position);
  const below = sorted[from + steps];
  const above = sorted[Math.min(from + steps + 1, to - 1)];
  return below + (position - steps) * (above - below);
}
