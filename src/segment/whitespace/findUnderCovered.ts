import { InputError } from '../../core/errors.js';
import { createGroupCounts, createGroupSums } from '../../core/groupSums.js';
import { badValue, type Issue } from '../../core/issue.js';
import { normalTail } from '../../core/normalDistribution.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { isRecord } from '../../core/records.js';
import { amount, checkColumn, checkLabels, divisor, lengthOf, signedAmount } from '../checkColumn.js';
import { adjustForMany } from './adjustForMany.js';

/** Accounts column by column: entry `[i]` of every column is account i. */
export interface CoverageColumns {
  /** Segment or area; `null` for none. */
  readonly groups: readonly (string | null)[];
  /** What it could buy, 0 or more. */
  readonly potential: ArrayLike<number>;
  /** What it buys, net of returns: it is a customer where that is above 0. */
  readonly captured: ArrayLike<number>;
  /** Visits or hours spent on it, 0 or more. */
  readonly effort?: ArrayLike<number>;
}

/** Options of {@link findUnderCovered}. */
export interface UnderCoveredOptions {
  /** Share of false finds among the groups found, above 0 and below 1. Default 0.05: the field's habit. */
  readonly falseShare: number;
}

/** How well a group is covered, against all other accounts. */
export interface GroupCoverage {
  readonly group: string | null;
  readonly accounts: number;
  readonly customers: number;
  readonly potential: number;
  readonly captured: number;
  /** captured / potential; `null` without potential. */
  readonly penetration: number | null;
  /** The same of all accounts outside the group. */
  readonly othersPenetration: number | null;
  /** What the group would buy more at the others' penetration; 0 where it is above it. */
  readonly gap: number;
  /** Share of all effort / share of all potential: below 1 it gets less than its part; `null` without effort or potential. */
  readonly effortIndex: number | null;
  /** Chance of so few customers if the group were like the others (one-sided); `null` where there are too few accounts to tell. */
  readonly chance: number | null;
  /** `chance`, adjusted for the number of groups. */
  readonly adjustedChance: number | null;
  /** Whether it is under-covered: fewer customers than by chance, and a gap. */
  readonly isUnderCovered: boolean;
}

/**
 * Finds segments or areas that are covered less than the rest: fewer customers than chance would leave, and value to gain.
 *
 * @param columns - one entry an account
 * @param options - how sure to be
 * @returns all groups, the largest gap first, equals by name, `null` last
 * @throws {@link OptionsError} where an option is out of range
 * @throws {@link InputError} naming every bad number and columns of different lengths
 * @remarks z = (customers expected - customers - 1/2) / standard deviation, for the group's share of customers against that
 * of all others, pooled (F. Yates: Contingency Tables Involving Small Numbers and the χ² Test, 1934, DOI 10.2307/2983604);
 * not made where fewer than 5 customers or non-customers are expected in the group or outside (W. G. Cochran, 1954).
 * Adjusted by Benjamini and Hochberg. A table of penetration with intervals is `penetration` of `bailiwick/kpi`.
 * O(accounts + groups log groups).
 * @example
 * ```ts
 * import { findUnderCovered } from 'bailiwick/segment';
 *
 * const groups = Array.from({ length: 100 }, (_, i) => (i < 50 ? 'north' : 'south'));
 * const captured = groups.map((group, i) => (i % 10 < (group === 'north' ? 6 : 2) ? 10 : 0));
 * const [first] = findUnderCovered({ groups, potential: groups.map(() => 20), captured });
 * [first.group, first.penetration, first.gap, first.isUnderCovered]; // => ['south', 0.1, 200, true]
 * ```
 */
export function findUnderCovered(
  columns: CoverageColumns,
  options?: Partial<UnderCoveredOptions>,
): GroupCoverage[] {
  const { falseShare } = resolveOptions<UnderCoveredOptions>(
    'findUnderCovered',
    { falseShare: 0.05 },
    options,
    { falseShare: numberIn(Number.MIN_VALUE, 1 - Number.EPSILON) },
  );
  checkCoverage(columns);
  const { groups, potential, captured, effort } = columns;
  const names: (string | null)[] = [];
  const indexOf = new Map<string | null, number>();
  // Entry [i] is the group of account i.
  const groupOf = new Int32Array(groups.length);
  for (let i = 0; i < groups.length; i++) {
    const known = indexOf.get(groups[i]);
    groupOf[i] = known ?? names.push(groups[i]) - 1;
    if (known === undefined) indexOf.set(groups[i], groupOf[i]);
  }
  const [accounts, customers] = [createGroupCounts(names.length), createGroupCounts(names.length)];
  const [potentials, captures, efforts] = Array.from({ length: 3 }, () => createGroupSums(names.length));
  for (let i = 0; i < groups.length; i++) {
    const g = groupOf[i];
    accounts.add(g);
    if (captured[i] > 0) customers.add(g);
    potentials.add(g, potential[i]);
    captures.add(g, captured[i]);
    if (effort !== undefined) efforts.add(g, effort[i]);
  }
  const at = (g: number) => ({
    accounts: accounts.at(g),
    customers: customers.at(g),
    potential: potentials.at(g),
    captured: captures.at(g),
    effort: efforts.at(g),
  });
  const total = at(names.length);
  const chances = names.map((_, g) =>
    chanceOfSoFew(customers.at(g), accounts.at(g), total.customers, total.accounts),
  );
  const adjusted = adjustForMany(chances);
  const found = names.map((group, g): GroupCoverage => {
    const own = at(g);
    const penetration = own.potential > 0 ? own.captured / own.potential : null;
    // Differences of large sums: what is left of rounding is no potential.
    const outside = Math.max(0, total.potential - own.potential);
    const othersPenetration =
      names.length > 1 && outside > 0 ? (total.captured - own.captured) / outside : null;
    const missed = penetration === null || othersPenetration === null ? 0 : othersPenetration - penetration;
    const gap = Math.max(0, missed) * own.potential;
    const hasIndex = total.effort > 0 && own.potential > 0;
    const adjustedChance = adjusted[g];
    return {
      group,
      accounts: own.accounts,
      customers: own.customers,
      potential: own.potential,
      captured: own.captured,
      penetration,
      othersPenetration,
      gap,
      effortIndex: hasIndex ? own.effort / total.effort / (own.potential / total.potential) : null,
      chance: chances[g],
      adjustedChance,
      isUnderCovered: gap > 0 && adjustedChance !== null && adjustedChance <= falseShare,
    };
  });
  return found.sort((a, b) => b.gap - a.gap || compareGroups(a.group, b.group));
}

/** Least expected count from which the normal approximation is used. */
const LEAST_EXPECTED = 5;

function chanceOfSoFew(
  customers: number,
  accounts: number,
  allCustomers: number,
  all: number,
): number | null {
  const share = allCustomers / all;
  const others = all - accounts;
  const least = Math.min(accounts, others) * Math.min(share, 1 - share);
  if (!(least >= LEAST_EXPECTED)) return null;
  // Difference of shares scaled to customers of the group; its variance under one share for all.
  const difference =
    (customers / accounts - (allCustomers - customers) / others) * ((accounts * others) / all);
  const deviation = Math.sqrt((share * (1 - share) * accounts * others) / all);
  return normalTail((-difference - 0.5) / deviation);
}

function compareGroups(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function checkCoverage(columns: CoverageColumns): void {
  const issues: Issue[] = [];
  if (isRecord(columns)) {
    const { groups, potential, captured, effort } = columns;
    const count = lengthOf(groups);
    checkLabels(issues, 'groups', groups, count);
    checkColumn(issues, 'potential', potential, count, divisor);
    checkColumn(issues, 'captured', captured, count, signedAmount);
    if (effort !== undefined) checkColumn(issues, 'effort', effort, count, amount);
  } else issues.push(badValue(null, 'columns', 'wrong-type', 'a record of columns', columns));
  if (issues.length > 0) throw new InputError('findUnderCovered', issues);
}
