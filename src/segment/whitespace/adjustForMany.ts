import { risingOrder } from '../../core/risingOrder.js';
import { columnOf } from '../columnOf.js';

/**
 * Adjusts the chances of many tests so that among those taken for real the share of false ones stays in hand.
 *
 * @param chances - entry `[t]` is the p-value of test t; `null` where it was not made
 * @returns entry `[t]` is the least share of false finds at which test t counts as one; `null` stays
 * @remarks Y. Benjamini, Y. Hochberg: Controlling the False Discovery Rate, 1995. O(n).
 */
export function adjustForMany(chances: readonly (number | null)[]): (number | null)[] {
  const rows = new Int32Array(chances.length);
  let made = 0;
  for (let t = 0; t < chances.length; t++) if (chances[t] !== null) rows[made++] = t;
  const order = risingOrder(columnOf(made, (r) => chances[rows[r]] as number));
  const adjusted: (number | null)[] = new Array(chances.length).fill(null);
  let least = 1;
  for (let k = made - 1; k >= 0; k--) {
    const t = rows[order[k]];
    least = Math.min(least, ((chances[t] as number) * made) / (k + 1));
    adjusted[t] = least;
  }
  return adjusted;
}
