/**
 * Areas (or segments) that rise or fall: a trend test without assumptions about the shape, for many series at once.
 *
 * Problem: for each series v(0 … T-1), is there a trend, and how steep?
 * Idea: (1) S = pairs of periods that rise minus pairs that fall; (2) without a trend all orders are equally likely: up to
 * 10 periods without ties the chance of |S| is counted exactly, beyond by the normal approximation with variance corrected
 * for ties and for continuity; (3) slope = median of the slopes of all pairs; (4) chances are adjusted for the number of
 * series, since among a thousand areas fifty "rise" by chance.
 * O(T √T) a series, see slopes.ts for where it is not. H. B. Mann: Nonparametric Tests Against Trend, 1945, DOI 10.2307/1907187; M. G. Kendall: Rank
 * Correlation Methods, 1975; P. K. Sen: Estimates of the Regression Coefficient Based on Kendall's Tau, 1968,
 * DOI 10.1080/01621459.1968.10480934. Limits: periods are taken for independent; a season must be taken out before.
 */
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { normalTail } from '../../core/normalDistribution.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { eachRecord, isId } from '../../core/records.js';
import { watchIds } from '../../core/watchIds.js';
import { checkColumn, finiteOrUnknown, lengthOf } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import { adjustForMany } from './adjustForMany.js';
import { createSlopeWork, slopesOfPairs } from './slopes.js';

/** A figure of an area or segment, period by period. */
export interface TrendSeries {
  /** Unique, non-empty. */
  readonly id: string;
  /** Entry `[t]` is the figure in period t; NaN where it is not known. */
  readonly values: ArrayLike<number>;
}

/** Options of {@link findTrends}. */
export interface TrendOptions {
  /** Share of false finds among the trends found, above 0 and below 1. Default 0.05: the field's habit. */
  readonly falseShare: number;
}

/** Where a series goes. */
export interface Trend {
  readonly id: string;
  /** `rising` and `falling` where the trend is significant; `too-short` with fewer than 4 known periods. */
  readonly verdict: 'rising' | 'falling' | 'steady' | 'too-short';
  /** Median change from one period to the next; `null` where it is too short. */
  readonly slope: number | null;
  /** `slope` / median value: the growth a period; `null` where that is not above 0. */
  readonly growthShare: number | null;
  /** Kendall's tau with time, -1 to 1: (rising - falling) / all pairs. */
  readonly tau: number | null;
  /** Chance of a trend at least as clear, either way, where there is none. */
  readonly chance: number | null;
  /** `chance`, adjusted for the number of series. */
  readonly adjustedChance: number | null;
}

/** Fewer periods cannot show a trend: of 3, one order in six rises all the way. */
const LEAST_PERIODS = 4;

/** Of more periods the pairs do not fit into memory where all must be listed. Chosen: 100 MB. */
const MOST_PERIODS = 5000;

/** Up to here the chance is counted exactly. */
const MOST_EXACT = 10;

/**
 * Finds the areas or segments that emerge or fade: trends with their significance.
 *
 * @param series - one an area
 * @param options - how sure to be
 * @returns one trend a series, in their order
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every figure that is infinite, ids that repeat, and series of more than 5,000 periods
 * @remarks Mann-Kendall test with Sen's slope, chances adjusted by Benjamini and Hochberg; see the head of the file. The
 * slope is that of all pairs of periods, to the bit. O(T √T) a series; O(T²) for long lines of fractions.
 * @example
 * ```ts
 * import { findTrends } from 'bailiwick/segment';
 *
 * const [west, east] = findTrends([
 *   { id: 'west', values: [10, 12, 13, 15, 18, 21] },
 *   { id: 'east', values: [10, 12, 9, 11, 12, 10] },
 * ]);
 * [west.verdict, west.slope, east.verdict]; // => ['rising', 2, 'steady']
 * ```
 */
export function findTrends(series: readonly TrendSeries[], options?: Partial<TrendOptions>): Trend[] {
  const { falseShare } = resolveOptions<TrendOptions>('findTrends', { falseShare: 0.05 }, options, {
    falseShare: numberIn(Number.MIN_VALUE, 1 - Number.EPSILON),
  });
  checkSeries(series);
  const tests = testSeries(series);
  const adjusted = adjustForMany(tests.chances);
  return series.map(({ id }, s): Trend => {
    const chance = tests.chances[s];
    const adjustedChance = adjusted[s];
    if (chance === null || adjustedChance === null) {
      return {
        id,
        verdict: 'too-short',
        slope: null,
        growthShare: null,
        tau: null,
        chance: null,
        adjustedChance: null,
      };
    }
    const [slope, usual, tau] = [tests.slopes[s], tests.usual[s], tests.taus[s]];
    const isSteady = adjustedChance > falseShare || tau === 0;
    const verdict = isSteady ? 'steady' : tau > 0 ? 'rising' : 'falling';
    return { id, verdict, slope, growthShare: usual > 0 ? slope / usual : null, tau, chance, adjustedChance };
  });
}

/** What the tests say: entries `[s]` are those of series s, in columns, which cost less than a record each. */
interface TrendTests {
  /** `null` for one that is too short; the rest is 0 then. */
  readonly chances: (number | null)[];
  readonly slopes: Float64Array;
  /** The median value. */
  readonly usual: Float64Array;
  readonly taus: Float64Array;
}

/** Tests one series after the other. Numbers are worked on in lists that serve all of them. */
function testSeries(series: readonly TrendSeries[]): TrendTests {
  const longest = series.reduce((most, { values }) => Math.max(most, values.length), 0);
  const times = new Int32Array(longest);
  const known = new Float64Array(longest);
  const work = createSlopeWork(times, known);
  const chanceOf = createChances();
  const column = () => new Float64Array(series.length);
  const [slopes, usual, taus] = [column(), column(), column()];
  const chances = series.map(({ values }, s) => {
    let n = 0;
    for (let t = 0; t < values.length; t++) {
      if (Number.isNaN(values[t])) continue;
      times[n] = t;
      known[n++] = values[t];
    }
    if (n < LEAST_PERIODS) return null;
    const { median, score } = slopesOfPairs(work, n);
    sortFirst(known, n);
    slopes[s] = median;
    usual[s] = n % 2 === 1 ? known[n >> 1] : known[n / 2 - 1] / 2 + known[n / 2] / 2;
    taus[s] = score / ((n * (n - 1)) / 2);
    return chanceOf(n, Math.abs(score), spreadOfTies(known, n));
  });
  return { chances, slopes, usual, taus };
}

/** Gives the chance of a score of n values; those of few without ties are kept, as they are asked again and again. */
function createChances(): (n: number, size: number, tied: number) => number {
  // Entries [n][score] are the chances of so large a score, either way, in any order of n different values; NaN until asked.
  const kept = Array.from({ length: MOST_EXACT + 1 }, (_, n) => exactChances(n));
  return (n, size, tied) => {
    if (tied !== 0 || n > MOST_KEPT) return normalChance(n, size, tied);
    kept[n] ??= new Float64Array((n * (n - 1)) / 2 + 1).fill(Number.NaN);
    if (Number.isNaN(kept[n][size])) kept[n][size] = normalChance(n, size, 0);
    return kept[n][size];
  };
}

/** Up to so many periods chances are kept: beyond, scores seldom come again. */
const MOST_KEPT = 64;

/** Up to here numbers are put in order one by one. */
const FEW_TO_SORT = 32;

/** Sorts the first `count` numbers. */
function sortFirst(numbers: Float64Array, count: number): void {
  if (count > FEW_TO_SORT) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let k = 1; k < count; k++) {
    const own = numbers[k];
    let at = k;
    for (; at > 0 && numbers[at - 1] > own; at--) numbers[at] = numbers[at - 1];
    numbers[at] = own;
  }
}

/** 18 times the variance of the score of n values in any order, if all differ. */
const spreadOf = (n: number) => n * (n - 1) * (2 * n + 5);

/** What equal values take from it. */
function spreadOfTies(sorted: Float64Array, count: number): number {
  let spread = 0;
  for (let from = 0; from < count; ) {
    let to = from + 1;
    while (to < count && sorted[to] === sorted[from]) to++;
    spread += spreadOf(to - from);
    from = to;
  }
  return spread;
}

/** Entry `[score]` is the share of the orders of n different values whose |S| is at least as large: S = n (n - 1) / 2 - 2 x inversions. */
function exactChances(n: number): Float64Array {
  // Entry [k] is how many orders of the values so far have k inversions.
  let orders = [1];
  let all = 1;
  for (let size = 2; size <= n; size++) {
    all *= size;
    const next = new Array<number>(orders.length + size - 1).fill(0);
    orders.forEach((count, k) => {
      for (let more = 0; more < size; more++) next[k + more] += count;
    });
    orders = next;
  }
  const pairs = (n * (n - 1)) / 2;
  return columnOf(
    pairs + 1,
    (score) =>
      orders.reduce((sum, count, k) => (Math.abs(pairs - 2 * k) >= score ? sum + count : sum), 0) / all,
  );
}

function normalChance(n: number, score: number, tied: number): number {
  const variance = (spreadOf(n) - tied) / 18;
  if (!(variance > 0) || score === 0) return 1;
  return Math.min(1, 2 * normalTail((score - 1) / Math.sqrt(variance)));
}

function checkSeries(series: readonly TrendSeries[]): void {
  const issues: Issue[] = [];
  const isRepeated = watchIds(series);
  eachRecord(series, 'series', issues, ({ id, values }, row) => {
    if (isRepeated(row) || !isId(id))
      addIssue(issues, badValue(row, 'id', 'duplicate-id', 'a text that no other series has', id));
    const bad: Issue[] = [];
    checkColumn(bad, 'values', values, lengthOf(values), finiteOrUnknown);
    if (lengthOf(values) > MOST_PERIODS)
      bad.push(badValue(null, 'values', 'too-many', `${MOST_PERIODS} periods at the most`, values.length));
    for (const issue of bad)
      addIssue(issues, {
        ...issue,
        row,
        field: issue.row === null ? 'values' : `values.${issue.row}`,
      });
  });
  if (issues.length > 0) throw new InputError('findTrends', issues);
}
