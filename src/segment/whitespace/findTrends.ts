/**
 * Areas (or segments) that rise or fall: a trend test without assumptions about the shape, for many series at once.
 *
 * Problem: for each series v(0 … T-1), is there a trend, and how steep?
 * Idea: (1) S = pairs of periods that rise minus pairs that fall; (2) without a trend all orders are equally likely: up to
 * 10 periods without ties the chance of |S| is counted exactly, beyond by the normal approximation with variance corrected
 * for ties and for continuity; (3) slope = median of the slopes of all pairs; (4) chances are adjusted for the number of
 * series, since among a thousand areas fifty "rise" by chance.
 * O(series x T² log T). H. B. Mann: Nonparametric Tests Against Trend, 1945, DOI 10.2307/1907187; M. G. Kendall: Rank
 * Correlation Methods, 1975; P. K. Sen: Estimates of the Regression Coefficient Based on Kendall's Tau, 1968,
 * DOI 10.1080/01621459.1968.10480934. Limits: periods are taken for independent; a season must be taken out before.
 */
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { normalTail } from '../../core/normalDistribution.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { eachRecord, isId } from '../../core/records.js';
import { checkColumn, finiteOrUnknown, lengthOf } from '../checkColumn.js';
import { adjustForMany } from './adjustForMany.js';

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

/** Up to here the chance is counted exactly. */
const MOST_EXACT = 10;

/**
 * Finds the areas or segments that emerge or fade: trends with their significance.
 *
 * @param series - one an area
 * @param options - how sure to be
 * @returns one trend a series, in their order
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every figure that is infinite and ids that repeat
 * @remarks Mann-Kendall test with Sen's slope, chances adjusted by Benjamini and Hochberg; see the head of the file.
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
  const tests = series.map(({ values }) => testTrend(values));
  const adjusted = adjustForMany(tests.map((test) => test?.chance ?? null));
  return series.map(({ id }, s): Trend => {
    const test = tests[s];
    if (test === null) {
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
    const isReal = (adjusted[s] as number) <= falseShare;
    const verdict = !isReal || test.tau === 0 ? 'steady' : test.tau > 0 ? 'rising' : 'falling';
    return { id, verdict, ...test, adjustedChance: adjusted[s] };
  });
}

function testTrend(values: ArrayLike<number>) {
  const times: number[] = [];
  for (let t = 0; t < values.length; t++) if (!Number.isNaN(values[t])) times.push(t);
  const n = times.length;
  if (n < LEAST_PERIODS) return null;
  let score = 0;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let pair = 0;
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      const [early, late] = [values[times[a]], values[times[b]]];
      score += late > early ? 1 : late < early ? -1 : 0;
      // Halves, so that the difference of two huge values is not infinite.
      slopes[pair++] = ((late / 2 - early / 2) / (times[b] - times[a])) * 2;
    }
  }
  const known = Float64Array.from(times, (t) => values[t]).sort();
  const ties = countTies(known);
  const slope = medianOf(slopes.sort());
  const usual = medianOf(known);
  const chance =
    ties.length === 0 && n <= MOST_EXACT
      ? exactChance(n, Math.abs(score))
      : normalChance(n, Math.abs(score), ties);
  return { slope, growthShare: usual > 0 ? slope / usual : null, tau: score / slopes.length, chance };
}

/** Sizes of the groups of equal values. */
function countTies(sorted: Float64Array): number[] {
  const ties: number[] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > 1) ties.push(to - from);
    from = to;
  }
  return ties;
}

/** Share of the orders of n different values whose |S| is at least as large: S = n (n - 1) / 2 - 2 x inversions. */
function exactChance(n: number, score: number): number {
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
  const asFar = orders.reduce((sum, count, k) => (Math.abs(pairs - 2 * k) >= score ? sum + count : sum), 0);
  return asFar / all;
}

function normalChance(n: number, score: number, ties: readonly number[]): number {
  const spread = (size: number) => size * (size - 1) * (2 * size + 5);
  const variance = (spread(n) - ties.reduce((sum, size) => sum + spread(size), 0)) / 18;
  if (!(variance > 0) || score === 0) return 1;
  return Math.min(1, 2 * normalTail((score - 1) / Math.sqrt(variance)));
}

function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
}

function checkSeries(series: readonly TrendSeries[]): void {
  const issues: Issue[] = [];
  const known = new Set<string>();
  eachRecord(series, 'series', issues, ({ id, values }, row) => {
    if (!isId(id) || known.has(id))
      issues.push(badValue(row, 'id', 'duplicate-id', 'a text that no other series has', id));
    known.add(id);
    const bad: Issue[] = [];
    checkColumn(bad, 'values', values, lengthOf(values), finiteOrUnknown);
    for (const issue of bad)
      issues.push({ ...issue, row, field: issue.row === null ? 'values' : `values.${issue.row}` });
  });
  if (issues.length > 0) throw new InputError('findTrends', issues);
}
