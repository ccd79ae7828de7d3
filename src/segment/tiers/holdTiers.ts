import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue, oneOfWords } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { isList } from '../../core/records.js';
import { checkNames, checkThresholds, checkValues, failOptions } from './checkTiers.js';
import { firstReached, putIntoTiers, type Tiers } from './putIntoTiers.js';

/** Options of {@link holdTiers}. */
export interface HoldOptions {
  /** How far beyond a threshold a value must lie before the tier changes, as a share of the threshold, 0 or more. */
  readonly band: number;
}

/** Tiers, and who is held by the band. */
export interface HeldTiers extends Tiers {
  /** Rows of accounts that the thresholds alone would put into another tier, rising. */
  readonly held: readonly number[];
}

/**
 * Puts values into tiers by thresholds, but lets an account keep its tier while it is within a band of it (hysteresis).
 *
 * @param values - finite numbers
 * @param previous - entry `[i]` is the tier of value i before; `null` for a new account
 * @param tiers - names of the tiers, the highest first
 * @param thresholds - the least value of every tier but the last, falling
 * @param options - the band, which must be given: what counts as noise depends on the values
 * @returns a tier for every value, and who was held
 * @throws {@link OptionsError} where names repeat, thresholds do not fall or the band is below 0
 * @throws {@link InputError} naming every bad value and every previous tier that is none
 * @remarks Every threshold is a switch of its own (a Schmitt trigger): who was above it falls below least - band |least|,
 * who was below it rises from least + band |least| on; new accounts go by {@link tierByThresholds}. A value that moves
 * within the band about a threshold changes its tier once at the most; with a higher value, or from a higher tier, no
 * account ends lower. O(n log tiers).
 * @example
 * ```ts
 * import { holdTiers } from 'bailiwick/segment';
 * const { tiers, held } = holdTiers([95, 80, 105], ['A', 'A', 'B'], ['A', 'B'], [100], { band: 0.1 });
 * tiers; // => ['A', 'B', 'B']
 * held; // => [0, 2]
 * ```
 */
export function holdTiers(
  values: ArrayLike<number>,
  previous: readonly (string | null)[],
  tiers: readonly string[],
  thresholds: readonly number[],
  options: HoldOptions,
): HeldTiers {
  const { band } = resolveOptions<HoldOptions>(
    'holdTiers',
    { band: -1 },
    { ...options, band: options?.band ?? -1 },
    { band: numberIn(0, Number.MAX_VALUE) },
  );
  const problems: string[] = [];
  checkNames(tiers, problems);
  checkThresholds(tiers, thresholds, problems);
  failOptions('holdTiers', problems);
  checkValues(values);
  checkPrevious(previous, tiers, values.length);
  const plain = putIntoTiers(values, tiers, thresholds);
  const rankOf = new Map(tiers.map((tier, t) => [tier, t]));
  const reached = createBand(thresholds, band);
  const counts = [...plain.counts];
  const held: number[] = [];
  const kept = plain.tiers.map((tier, i) => {
    const before = previous[i];
    if (before === null || before === tier) return tier;
    const to = reached(values[i], rankOf.get(before) as number);
    if (tiers[to] === tier) return tier;
    held.push(i);
    counts[rankOf.get(tier) as number]--;
    counts[to]++;
    return tiers[to];
  });
  return { tiers: kept, thresholds, counts, held };
}

/** Tells the first tier that a value reaches, whose tier before was `from`: thresholds above that are raised by the band, others lowered. */
function createBand(thresholds: readonly number[], band: number): (value: number, from: number) => number {
  const raised = thresholds.map((threshold) => threshold + band * Math.abs(threshold));
  const lowered = thresholds.map((threshold) => threshold - band * Math.abs(threshold));
  const falls = (list: readonly number[]) => list.every((end, t) => t === 0 || end <= list[t - 1]);
  if (falls(raised) && falls(lowered)) {
    return (value, from) => {
      const above = firstReached(value, raised, 0, from);
      return above < from ? above : firstReached(value, lowered, from, thresholds.length);
    };
  }
  // A band beyond a threshold itself turns their order about.
  return (value, from) => {
    const at = thresholds.findIndex((_, t) => value >= (t < from ? raised[t] : lowered[t]));
    return at < 0 ? thresholds.length : at;
  };
}

function checkPrevious(previous: readonly (string | null)[], tiers: readonly string[], count: number): void {
  const issues: Issue[] = [];
  const known = new Set<string | null>([...tiers, null]);
  if (isList(previous, 'previous', issues)) {
    if (previous.length !== count)
      issues.push(badValue(null, 'previous', 'wrong-length', `a list of ${count}`, previous.length));
    const expected = `${oneOfWords(tiers)}, or null`;
    for (let row = 0; row < previous.length; row++) {
      if (known.has(previous[row])) continue;
      addIssue(issues, badValue(row, 'previous', 'unknown-tier', expected, previous[row]));
    }
  }
  if (issues.length > 0) throw new InputError('holdTiers', issues);
}
