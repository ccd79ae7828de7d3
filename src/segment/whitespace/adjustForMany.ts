/**
 * Adjusts the chances of many tests so that among those taken for real the share of false ones stays in hand.
 *
 * @param chances - entry `[t]` is the p-value of test t; `null` where it was not made
 * @returns entry `[t]` is the least share of false finds at which test t counts as one; `null` stays
 * @remarks Y. Benjamini, Y. Hochberg: Controlling the False Discovery Rate, 1995. O(n log n).
 */
export function adjustForMany(chances: readonly (number | null)[]): (number | null)[] {
  const made = chances.flatMap((chance, t) => (chance === null ? [] : [{ chance, t }]));
  made.sort((a, b) => b.chance - a.chance || a.t - b.t);
  const adjusted: (number | null)[] = chances.map(() => null);
  let least = 1;
  made.forEach(({ chance, t }, fromTop) => {
    least = Math.min(least, (chance * made.length) / (made.length - fromTop));
    adjusted[t] = least;
  });
  return adjusted;
}
