/**
 * The cheapest way to fill a load from units that may be taken in part: the fractional knapsack with a load that has
 * to be reached.
 *
 *     min  sum w(e) r(e) y(e),   0 <= y <= 1,   lower <= sum w(e) y(e) <= upper
 *
 * Units are taken in rising order of what a load of 1 costs, r: those below 0 up to `upper`, then others until `lower`
 * is reached. So one threshold tells who is taken, and it is found by partitioning instead of sorting (G. B. Dantzig,
 * 1957, DOI 10.1287/opre.5.2.266; C. A. R. Hoare: Algorithm 65: Find, 1961, DOI 10.1145/366622.366647). O(units).
 */

/** Rounding errors of a load as a share of it. */
const ROUNDING = 1e-12;

/** How a load was filled: units below the threshold whole, those at it in equal parts, the others not at all. */
export interface Filling {
  /** What the load costs; infinite where there is not enough. */
  value: number;
  threshold: number;
  /** The part that is taken of units at the threshold, 0 to 1. */
  share: number;
}

/** Memory of the fillings of up to `most` units: write rates and loads, then fill. */
export class LoadFiller {
  /** Entry `[e]` is what a load of 1 of unit e costs; its order is changed by {@link fill}. */
  readonly rate: Float64Array;
  /** Entry `[e]` is the load of unit e, above 0; its order is changed by {@link fill}. */
  readonly load: Float64Array;
  readonly filling: Filling = { value: 0, threshold: 0, share: 0 };

  constructor(most: number) {
    this.rate = new Float64Array(most);
    this.load = new Float64Array(most);
  }

  /** Fills a load from the first `count` units. */
  fill(count: number, lower: number, upper: number): Filling {
    const { rate, load, filling } = this;
    let wanted = 0;
    for (let e = 0; e < count; e++) if (rate[e] < 0) wanted += load[e];
    wanted = Math.min(upper, Math.max(lower, wanted));
    let first = 0;
    let end = count;
    let filled = 0;
    let value = 0;
    while (first < end) {
      const pivot = middleOf(rate[first], rate[(first + end) >> 1], rate[end - 1]);
      let below = first;
      let above = end;
      let at = first;
      let loadBelow = 0;
      let valueBelow = 0;
      let loadAt = 0;
      // Three heaps: below the pivot, at it, above it.
      while (at < above) {
        const r = rate[at];
        const w = load[at];
        if (r < pivot) {
          rate[at] = rate[below];
          load[at++] = load[below];
          rate[below] = r;
          load[below++] = w;
          loadBelow += w;
          valueBelow += w * r;
        } else if (r > pivot) {
          rate[at] = rate[--above];
          load[at] = load[above];
          rate[above] = r;
          load[above] = w;
        } else {
          loadAt += w;
          at++;
        }
      }
      if (filled + loadBelow > wanted) {
        end = below;
        continue;
      }
      filled += loadBelow;
      value += valueBelow;
      const part = Math.min(loadAt, wanted - filled);
      if (part < loadAt || above === end) {
        const isEnough = filled + part >= wanted * (1 - ROUNDING);
        filling.value = isEnough ? value + part * pivot : Number.POSITIVE_INFINITY;
        filling.threshold = pivot;
        filling.share = loadAt > 0 ? part / loadAt : 0;
        return filling;
      }
      filled += loadAt;
      value += loadAt * pivot;
      first = above;
    }
    filling.value = filled >= wanted * (1 - ROUNDING) ? value : Number.POSITIVE_INFINITY;
    filling.threshold = Number.NEGATIVE_INFINITY;
    filling.share = 0;
    return filling;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
