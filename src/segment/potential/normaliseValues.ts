import { averageRanks } from '../../core/averageRanks.js';
import { InputError, OptionsError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import { badValue, type Issue } from '../../core/issue.js';
import { logarithm } from '../../core/logarithm.js';
import { oneOf } from '../../core/options.js';
import { sumColumn } from '../../core/sumColumn.js';
import { checkColumn, finiteOrUnknown, lengthOf } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import { knownOf } from '../knownOf.js';

/** How values are made comparable: each is defined at {@link normaliseValues}. */
export type Normalisation = 'none' | 'minMax' | 'rank' | 'zScore' | 'log';

export const isNormalisation = /* @__PURE__ */ oneOf('none', 'minMax', 'rank', 'zScore', 'log');

/**
 * Makes the values of a factor comparable with those of others.
 *
 * @param values - finite numbers; NaN where a value is not known
 * @param how - one way, or several that follow one another (`['log', 'minMax']`)
 * @returns a new array; NaN stays NaN, everything else is finite
 * @throws {@link OptionsError} for a way that is not known
 * @throws {@link InputError} naming every value that is infinite or no number
 * @remarks `minMax` is (v - min) / (max - min); `rank` the share of other values below plus half of the equal ones;
 * `zScore` (v - mean) / standard deviation (of the population); where all values are equal these are 0.5, 0.5 and 0.
 * `log` is sign(v) ln(1 + |v|), which tames long tails, keeps 0 at 0 and takes negative values as well. All but `none`
 * and `log` depend on the other values. O(n); the same bits on every runtime.
 * @example
 * ```ts
 * import { normaliseValues } from 'bailiwick/segment';
 * Array.from(normaliseValues([10, 20, 20, 40], 'rank')); // => [0, 0.5, 0.5, 1]
 * Array.from(normaliseValues([0, 99, 9999], ['log', 'minMax'])); // => [0, 0.5, 1]
 * ```
 */
export function normaliseValues(
  values: ArrayLike<number>,
  how: Normalisation | readonly Normalisation[],
): Float64Array {
  const ways = Array.isArray(how) ? (how as readonly Normalisation[]) : [how as Normalisation];
  const issues = ways.flatMap((way) => {
    const expected = isNormalisation(way);
    return expected === null ? [] : [badValue(null, 'how', 'bad-option', expected, way)];
  });
  if (issues.length > 0) throw new OptionsError('normaliseValues', issues);
  const bad: Issue[] = [];
  checkColumn(bad, 'values', values, lengthOf(values), finiteOrUnknown);
  if (bad.length > 0) throw new InputError('normaliseValues', bad);
  const normal = new Float64Array(values);
  for (const way of ways) normaliseInto(normal, way);
  return normal;
}

/** Normalises the known values in place. */
export function normaliseInto(values: Float64Array, how: Normalisation): void {
  if (how === 'none') return;
  if (how === 'rank') {
    rankInto(values);
    return;
  }
  const toNormal = how === 'log' ? symmetricLog : compareWith(values, how);
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) values[i] = toNormal(values[i]);
}

function symmetricLog(value: number): number {
  return value < 0 ? -logarithm(1 - value) : logarithm(1 + value);
}

/** The share of other values below and half of the equal ones, from ranks, of which the first is 1. */
function rankInto(values: Float64Array): void {
  const ranks = averageRanks(knownOf(values));
  const others = ranks.length - 1;
  for (let i = 0, k = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) values[i] = others === 0 ? 0.5 : (ranks[k++] - 1) / others;
  }
}

function compareWith(values: Float64Array, how: 'minMax' | 'zScore'): (value: number) => number {
  const known = knownOf(values);
  const [low, high] = rangeOf(known);
  if (how === 'minMax') {
    // Halves, where the difference of two huge values would be infinite.
    const part = Number.isFinite(high - low) ? 1 : 0.5;
    return (value) => (high > low ? (part * value - part * low) / (part * high - part * low) : 0.5);
  }
  const { mean, deviation } = momentsOf(known);
  // Not by the deviation alone: rounding can leave a little of it where all values are equal.
  return (value) => (high > low && deviation > 0 ? (value - mean) / deviation : 0);
}

function rangeOf(values: Float64Array): [number, number] {
  let low = values[0];
  let high = values[0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Mean and standard deviation of the population; both 0 for none. */
export function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 0 };
  const sum = createGroupSums(1);
  for (let i = 0; i < values.length; i++) sum.add(0, values[i]);
  const mean = sum.at(0) / values.length;
  const squares = columnOf(values.length, (i) => (values[i] - mean) * (values[i] - mean));
  return { mean, deviation: Math.sqrt(sumColumn(squares) / values.length) };
}

/** How many of the sorted values are below one that is among them, plus half of those equal to it, itself included. */
export function middleRank(sorted: Float64Array, value: number): number {
  const below = countBelow(sorted, value, false);
  const isAlone = sorted[below + 1] !== value;
  const upTo = isAlone ? below + 1 : countBelow(sorted, value, true);
  return (below + upTo) / 2;
}

/** How many sorted values are below one, or below or equal. */
export function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
