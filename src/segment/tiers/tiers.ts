import { ckmeans } from 'simple-statistics';
import { InputError, OptionsError } from '../../core/errors.js';
import { type Issue, showValue } from '../../core/issue.js';

/** A class for every value, and where the classes part. */
export interface Tiers {
  /** Entry `[i]` is the tier of value i. */
  readonly tiers: readonly string[];
  /** Entry `[t]` is the least value of tier t; the last tier takes everything below. One entry fewer than tiers. */
  readonly thresholds: readonly number[];
  /** Entry `[t]` is how many values are in tier t. */
  readonly counts: readonly number[];
}

/**
 * Puts values into tiers by thresholds.
 *
 * @param values - finite numbers
 * @param tiers - names of the tiers, the highest first
 * @param thresholds - the least value of every tier but the last, falling
 * @returns a tier for every value
 * @throws {@link OptionsError} where names repeat, or thresholds are no numbers that fall or are not one fewer than tiers
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks O(n * tiers). Equal values are never parted.
 * @example
 * ```ts
 * import { tierByThresholds } from 'bailiwick/segment';
 * tierByThresholds([5, 100, 20], ['A', 'B', 'C'], [50, 10]).tiers; // => ['C', 'A', 'B']
 * ```
 */
export function tierByThresholds(
  values: ArrayLike<number>,
  tiers: readonly string[],
  thresholds: readonly number[],
): Tiers {
  const problems: string[] = [];
  if (tiers.length === 0 || new Set(tiers).size < tiers.length)
    problems.push('tiers should be one or more different names');
  if (thresholds.length !== tiers.length - 1) {
    problems.push(
      `thresholds should be ${tiers.length - 1}, one fewer than tiers, but are ${thresholds.length}`,
    );
  }
  if (
    !thresholds.every((threshold, t) => threshold < (t === 0 ? Number.POSITIVE_INFINITY : thresholds[t - 1]))
  ) {
    problems.push('thresholds should be numbers that fall');
  }
  failOptions('tierByThresholds', problems);
  checkValues(values);
  const counts = new Array<number>(tiers.length).fill(0);
  const named = Array.from(values, (value) => {
    let tier = thresholds.findIndex((threshold) => value >= threshold);
    if (tier < 0) tier = tiers.length - 1;
    counts[tier]++;
    return tiers[tier];
  });
  return { tiers: named, thresholds, counts };
}

/**
 * Puts values into tiers where they part by themselves: the sum of squared deviations within tiers is the least possible.
 *
 * @param values - finite numbers, at least as many different ones as tiers
 * @param tiers - names of the tiers, the highest first
 * @returns a tier for every value
 * @throws {@link OptionsError} where names repeat or there are more tiers than different values
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks O(tiers * n log n). Natural breaks (Jenks) by ckmeans: H. Wang, M. Song: Ckmeans.1d.dp, 2011,
 * DOI 10.32614/RJ-2011-015. Equal values are never parted.
 * @example
 * ```ts
 * import { tierByNaturalBreaks } from 'bailiwick/segment';
 * const { tiers, thresholds } = tierByNaturalBreaks([1, 2, 3, 50, 52, 900], ['A', 'B', 'C']);
 * tiers; // => ['C', 'C', 'C', 'B', 'B', 'A']
 * thresholds; // => [900, 50]
 * ```
 */
export function tierByNaturalBreaks(values: ArrayLike<number>, tiers: readonly string[]): Tiers {
  checkValues(values);
  const list = Array.from(values);
  const different = new Set(list).size;
  if (different < tiers.length) {
    failOptions('tierByNaturalBreaks', [
      `tiers should be ${different} at the most, as many as values differ, but are ${tiers.length}`,
    ]);
  }
  const clusters = ckmeans(list, tiers.length);
  const thresholds = clusters.slice(1).map((cluster) => cluster[0]);
  return tierByThresholds(list, tiers, thresholds.reverse());
}

/**
 * Puts values into tiers by their share of the count: the highest tenth is A, say.
 *
 * @param values - finite numbers
 * @param tiers - names of the tiers, the highest first
 * @param shares - share of the values in every tier but the last, 0 to 1, adding up to at most 1
 * @returns a tier for every value; a tier may be larger than its share where values are equal
 * @throws {@link OptionsError} where names repeat or shares are out of range
 * @throws {@link InputError} naming every value that is not a finite number
 * @remarks O(n log n). Equal values are never parted: they go up together.
 * @example
 * ```ts
 * import { tierByQuantiles } from 'bailiwick/segment';
 * tierByQuantiles([10, 40, 20, 30], ['A', 'B'], [0.25]).tiers; // => ['B', 'A', 'B', 'B']
 * ```
 */
export function tierByQuantiles(
  values: ArrayLike<number>,
  tiers: readonly string[],
  shares: readonly number[],
): Tiers {
  const sum = shares.reduce((total, share) => total + share, 0);
  const problems: string[] = [];
  if (shares.length !== tiers.length - 1) {
    problems.push(`shares should be ${tiers.length - 1}, one fewer than tiers, but are ${shares.length}`);
  }
  if (!shares.every((share) => share > 0) || sum > 1)
    problems.push('shares should be above 0 and add up to at most 1');
  failOptions('tierByQuantiles', problems);
  checkValues(values);
  const falling = Float64Array.from(values).sort().reverse();
  const thresholds: number[] = [];
  let passed = 0;
  for (const share of shares) {
    passed += share;
    // Rounding errors of the sum must not push a whole share over to the next value.
    const last = Math.ceil(passed * falling.length - 1e-9) - 1;
    const value = falling.length === 0 ? 0 : falling[Math.max(0, last)];
    const previous = thresholds.at(-1);
    thresholds.push(previous !== undefined && value >= previous ? nextBelow(falling, previous) : value);
  }
  return tierByThresholds(values, tiers, thresholds);
}

/** The largest value below another, or something smaller than all where there is none. */
function nextBelow(falling: Float64Array, value: number): number {
  return falling.find((other) => other < value) ?? value - 1 - Math.abs(value);
}

function failOptions(what: string, messages: readonly string[]): void {
  if (messages.length === 0) return;
  const issues = messages.map((message): Issue => {
    const [field] = message.split(' ');
    const [, expected = '', received = ''] = /should be (.*?)(?:, but are (.*))?$/.exec(message) ?? [];
    return { row: null, field, code: 'bad-option', severity: 'error', expected, received, message };
  });
  throw new OptionsError(what, issues);
}

function checkValues(values: ArrayLike<number>): void {
  const issues: Issue[] = [];
  for (let row = 0; row < values.length; row++) {
    if (Number.isFinite(values[row])) continue;
    const received = showValue(values[row]);
    const message = `value should be a finite number, but is ${received}`;
    issues.push({
      row,
      field: 'value',
      code: 'out-of-range',
      severity: 'error',
      expected: 'a finite number',
      received,
      message,
    });
  }
  if (issues.length > 0) throw new InputError('values to tier', issues);
}
