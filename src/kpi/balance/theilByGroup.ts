import { compensatedSum } from '../../core/compensatedSum.js';
import { buildCsr } from '../../core/csr.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { logarithm } from '../../core/logarithm.js';
import { isList } from '../../core/records.js';
import { addAmountIssues } from '../checkAmounts.js';
import { indexNames } from '../indexNames.js';
import { theilOf } from './theil.js';

/** What one group has to do with inequality. */
export interface TheilGroup {
  readonly group: string;
  readonly count: number;
  /** Its part of the whole amount, 0 to 1. */
  readonly share: number;
  /** Inequality inside it; `null` where it has nothing. */
  readonly theil: number | null;
  /** What its inside adds to the index: share x theil. */
  readonly within: number;
  /** What its mean adds to the index: share x ln(share / (count / n)); negative for a group below the mean. */
  readonly between: number;
}

/** An inequality split into that inside groups and that between their means: `theil = within + between`. */
export interface TheilSplit {
  readonly theil: number;
  readonly within: number;
  readonly between: number;
  /** In the order of their names. */
  readonly groups: readonly TheilGroup[];
}

/**
 * Splits the Theil index into inequality within groups and between their means, such as reps within regions.
 *
 * @param values - entry `[i]` is what i has, 0 or more
 * @param groups - entry `[i]` is the group of i
 * @returns a new record; `null` where there is nobody or nothing to share
 * @throws {@link InputError} naming every value that is negative or not finite, group that is no text, and lists of
 * different lengths
 * @remarks The split is exact and the weights are shares of the amount (A. F. Shorrocks: The Class of Additively
 * Decomposable Inequality Measures, 1980, DOI 10.2307/1913126). O(n + groups log groups), the same bytes on every
 * runtime.
 * @example
 * ```ts
 * import { theilByGroup } from 'bailiwick/kpi';
 * const split = theilByGroup([1, 1, 3, 3], ['east', 'east', 'west', 'west']);
 * split?.within; // => 0
 * split?.between === split?.theil; // => true
 * split?.groups[1].share; // => 0.75
 * ```
 */
export function theilByGroup(values: ArrayLike<number>, groups: ArrayLike<string>): TheilSplit | null {
  const issues: Issue[] = [];
  addAmountIssues({ values }, issues, undefined, Number.MAX_VALUE);
  addNameIssues(groups, isList(values, 'values', []) ? values.length : null, issues);
  if (issues.length > 0) throw new InputError('theilByGroup', issues);
  const largest = Float64Array.from(values).reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return null;
  const { groups: names, groupOf } = indexNames(groups);
  const { offsets, targets } = buildCsr(
    names.length,
    groupOf,
    groupOf.map((_, i) => i),
  );
  const parts = Float64Array.from(targets, (i) => values[i] / largest);
  const partsOf = (g: number) => parts.subarray(offsets[g], offsets[g + 1]);
  const sums = Float64Array.from(names, (_, g) => compensatedSum(partsOf(g)));
  const whole = compensatedSum(sums);
  const rows = names.map((group, g): TheilGroup => {
    const count = offsets[g + 1] - offsets[g];
    const share = sums[g] / whole;
    const inside = theilOf(partsOf(g));
    const between = share === 0 ? 0 : share * logarithm(share / (count / values.length));
    return { group: group as string, count, share, theil: inside, within: share * (inside ?? 0), between };
  });
  const within = compensatedSum(rows.map((row) => row.within));
  const between = Math.max(0, compensatedSum(rows.map((row) => row.between)));
  return { theil: within + between, within, between, groups: rows };
}

function addNameIssues(groups: ArrayLike<string>, length: number | null, issues: Issue[]): void {
  if (!isList(groups, 'groups', issues)) return;
  if (length !== null && groups.length !== length) {
    issues.push(badValue(null, 'groups', 'wrong-length', `as long as values (${length})`, groups.length));
  }
  for (let i = 0; i < groups.length; i++) {
    if (typeof groups[i] === 'string') continue;
    addIssue(issues, badValue(i, 'groups', 'wrong-type', 'the name of a group', groups[i]));
  }
}
