import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { oneOf, resolveOptions } from '../../core/options.js';
import { isList } from '../../core/records.js';

/** Options of {@link seasonalShares}. */
export interface SeasonalOptions {
  /**
   * `yearly`: the mean of each year's shares, so that every year counts alike; `pooled`: shares of the sums, so that large
   * years count more. `yearly` unless told: chosen, as growth or one large year then does not tilt the season.
   */
  readonly average: 'yearly' | 'pooled';
  /** A period that is below 0 over the years (returns): `error` unless told, or held at 0 and named. */
  readonly negative: 'error' | 'zero';
}

/** Options unless told. */
const defaultOptions: SeasonalOptions = { average: 'yearly', negative: 'error' };

/** Shares of a year by period. */
export interface SeasonalShares {
  /** Entry `[p]` is the share of period p; they add up to 1. */
  readonly shares: Float64Array;
  /** Entry `[p]` is the smallest and largest share that period p had in a year. */
  readonly ranges: readonly (readonly [low: number, high: number])[];
  /** Periods that were held at 0. */
  readonly heldAtZero: readonly number[];
}

/**
 * Reads the seasonality out of history: which share of a year falls into each period.
 *
 * @param years - entry `[y][p]` is what was sold in period p of year y; returns make it negative
 * @param options - how years are averaged, and what a negative period means
 * @returns new shares that add up to 1, with their range over the years
 * @throws {@link InputError} with every issue: no year, years of different lengths, amounts that are not finite, a year
 * that adds up to 0 or less, and under `error` a period whose mean is below 0
 * @throws {@link OptionsError} for unknown options
 * @remarks `yearly`: share_p = mean over y of x[y][p] / sum of x[y]; `pooled`: sum over y of x[y][p] / sum of all. O(years x
 * periods).
 * @example
 * ```ts
 * import { seasonalShares } from 'bailiwick/quota';
 * const { shares, ranges } = seasonalShares([[10, 20, 30, 40], [30, 30, 60, 80]]);
 * Array.from(shares); // => [0.125, 0.175, 0.3, 0.4]
 * ranges[0]; // => [0.1, 0.15]
 * ```
 */
export function seasonalShares(
  years: readonly ArrayLike<number>[],
  options?: Partial<SeasonalOptions>,
): SeasonalShares {
  const { average, negative } = resolveOptions('seasonalShares', defaultOptions, options, {
    average: oneOf('yearly', 'pooled'),
    negative: oneOf('error', 'zero'),
  });
  const totals = checkYears(years);
  const periods = years[0].length;
  const grand = compensatedSum(totals);
  const byYear = years.map((year, y) => Array.from(year, (amount) => amount / totals[y]));
  const means = Float64Array.from({ length: periods }, (_, p) =>
    average === 'yearly'
      ? compensatedSum(byYear.map((year) => year[p])) / years.length
      : compensatedSum(years.map((year) => year[p])) / grand,
  );
  const below = Array.from(means.keys()).filter((p) => means[p] < 0);
  if (negative === 'error' && below.length > 0) {
    const issues = below.map((p) =>
      badValue(
        p,
        'periods',
        'negative-share',
        '0 or more over the years',
        means[p],
        'error',
        'see `negative`',
      ),
    );
    throw new InputError('seasonalShares', issues);
  }
  const held = means.map((share) => Math.max(share, 0));
  const sum = compensatedSum(held);
  return {
    shares: held.map((share) => share / sum),
    ranges: Array.from(means, (_, p) => {
      const column = byYear.map((year) => year[p]);
      return [column.reduce((a, b) => Math.min(a, b)), column.reduce((a, b) => Math.max(a, b))] as const;
    }),
    heldAtZero: below,
  };
}

function checkYears(years: readonly ArrayLike<number>[]): number[] {
  const issues: Issue[] = [];
  if (!Array.isArray(years) || years.length === 0) {
    const issue = badValue(null, 'years', 'not-a-list', 'a list of at least one year', years);
    throw new InputError('seasonalShares', [issue]);
  }
  let periods: number | null = null;
  const totals = years.map((year: ArrayLike<number>, y) => {
    if (!isList(year, 'years', issues, y)) return 0;
    periods ??= year.length;
    if (year.length === 0 || year.length !== periods) {
      addIssue(issues, badValue(y, 'years', 'wrong-length', 'as long as the first, at least 1', year.length));
      return 0;
    }
    let isGood = true;
    for (let p = 0; p < year.length; p++) {
      if (Number.isFinite(year[p])) continue;
      isGood = false;
      addIssue(issues, badValue(y, `years.${p}`, 'out-of-range', 'a finite number', year[p]));
    }
    const total = isGood ? compensatedSum(year) : 1;
    if (!(total > 0)) addIssue(issues, badValue(y, 'years', 'nothing-to-share-by', 'above 0 in sum', total));
    return total;
  });
  if (issues.length > 0) throw new InputError('seasonalShares', issues);
  return totals;
}
