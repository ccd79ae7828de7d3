import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { createGroupCounts, createGroupSums } from '../../core/groupSums.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { joinDefaults, numberIn, resolveOptions } from '../../core/options.js';
import { checkId, countRows, eachRecord } from '../../core/records.js';
import { addDuplicate, checkAmount, checkName } from '../checkFields.js';
import { indexNames } from '../indexNames.js';
import { daysOfPeriod, type PeriodOptions, periodChecks, wholeTime } from '../period.js';
import { ratio } from '../ratio.js';
import {
  type ConfidenceOptions,
  confidenceChecks,
  defaultConfidence,
  type Interval,
  wilson,
} from '../statistics/wilsonInterval.js';

/** Visits that an account should have in the period. */
export interface PlannedVisits {
  readonly accountId: string;
  /** `null` for an account without a tier. */
  readonly tier: string | null;
  /** 0 or more; a fraction where a call plan says so (a visit every other period). */
  readonly visits: number;
}

/** A visit that was made. */
export interface Visit {
  readonly accountId: string;
  /** `YYYY-MM-DD`. */
  readonly on: string;
}

/** Which visits count, how much of the plan is due, and how sure the interval of the reach is. */
export interface VisitOptions extends PeriodOptions, ConfidenceOptions {
  /** Share of the planned visits that is due by now, 0 to 1, such as {@link elapsedShare}. Default 1: the whole plan. */
  readonly dueShare: number;
}

/** How well a visit plan was kept. */
export interface VisitCoverage {
  /** Accounts of the plan. */
  readonly accounts: number;
  /** Accounts with at least one visit. */
  readonly reached: number;
  /** reached / accounts; `null` without accounts. */
  readonly reach: number | null;
  /** Wilson's, of the reach; `null` without accounts. */
  readonly reachInterval: Interval | null;
  /** Accounts that had all visits that are due. */
  readonly complete: number;
  /** Visits due. */
  readonly planned: number;
  /** Visits made to accounts of the plan. */
  readonly made: number;
  /** Visits made that the plan asked for: for each account no more than are due. */
  readonly kept: number;
  /** kept / planned, 0 to 1: visits beyond the plan of one account do not make up for another; `null` without plan. */
  readonly adherence: number | null;
  /** made / planned, above 1 where more was done than asked; `null` without plan. */
  readonly volume: number | null;
  /** made / reached: visits of an account that is visited at all; `null` where none is. */
  readonly frequency: number | null;
}

/** Coverage of a visit plan by tier. */
export interface VisitReport {
  readonly total: VisitCoverage;
  /** In the order of their names, accounts without a tier last. */
  readonly tiers: readonly (VisitCoverage & { readonly tier: string | null })[];
  /** Visits in the period to accounts that the plan does not name; they are in none of the other figures. */
  readonly unplanned: number;
}

const defaultOptions: VisitOptions = /* @__PURE__ */ joinDefaults(wholeTime, defaultConfidence, {
  dueShare: 1,
});

/**
 * Coverage of a visit plan, by tier: reach, frequency, and how well the plan was kept.
 *
 * @param plan - one row for each account that should be visited
 * @param visits - visits made, those outside the period included
 * @param options - see {@link VisitOptions}
 * @returns figures of all and of each tier
 * @throws {@link InputError} naming every row that is none, id or tier that is no text, account that is planned twice,
 * number of visits that is negative or not finite, and day that is none; {@link OptionsError}
 * @remarks O(plan + visits), deterministic.
 * @example
 * ```ts
 * import { visitCoverage } from 'bailiwick/kpi';
 * const { total } = visitCoverage(
 *   [
 *     { accountId: 'a', tier: 'A', visits: 2 },
 *     { accountId: 'b', tier: 'B', visits: 2 },
 *   ],
 *   ['2024-01-03', '2024-01-10', '2024-02-07'].map((on) => ({ accountId: 'a', on })),
 * );
 * [total.reach, total.adherence, total.volume, total.frequency]; // => [0.5, 0.5, 0.75, 3]
 * ```
 */
export function visitCoverage(
  plan: readonly PlannedVisits[],
  visits: readonly Visit[],
  options?: Partial<VisitOptions>,
): VisitReport {
  const settings = resolveOptions('visitCoverage', defaultOptions, options, {
    ...periodChecks,
    ...confidenceChecks,
    dueShare: numberIn(0, 1),
  });
  const { first, last } = daysOfPeriod('visitCoverage', settings);
  const { made, unplanned } = countVisits(plan, visits, first, last);
  const { groups: names, groupOf } = indexNames(plan.map(({ tier }) => tier));
  const [accounts, reached, complete] = [0, 1, 2].map(() => createGroupCounts(names.length));
  const [planned, all, kept] = [0, 1, 2].map(() => createGroupSums(names.length));
  plan.forEach(({ visits: count }, row) => {
    const g = groupOf[row];
    const due = count * settings.dueShare;
    accounts.add(g);
    if (made[row] > 0) reached.add(g);
    if (made[row] >= due) complete.add(g);
    planned.add(g, due);
    all.add(g, made[row]);
    kept.add(g, Math.min(due, made[row]));
  });
  const figure = (g: number): VisitCoverage => ({
    accounts: accounts.at(g),
    reached: reached.at(g),
    reach: ratio(reached.at(g), accounts.at(g)),
    reachInterval: wilson(reached.at(g), accounts.at(g), settings.confidence),
    complete: complete.at(g),
    planned: planned.at(g),
    made: all.at(g),
    kept: kept.at(g),
    adherence: ratio(kept.at(g), planned.at(g)),
    volume: ratio(all.at(g), planned.at(g)),
    frequency: ratio(all.at(g), reached.at(g)),
  });
  return {
    total: figure(names.length),
    tiers: names.map((tier, g) => ({ tier, ...figure(g) })),
    unplanned,
  };
}

/** Entry `[p]` of `made` is how many visits of the period went to the account of row p of the plan. */
function countVisits(
  plan: readonly PlannedVisits[],
  visits: readonly Visit[],
  first: number,
  last: number,
): { made: Float64Array; unplanned: number } {
  const issues: Issue[] = [];
  const rowOf = new Map<string, number>();
  eachRecord(plan, 'plan', issues, ({ accountId, tier, visits: count }, row) => {
    if (checkId(accountId, row, 'plan.accountId', issues)) {
      if (rowOf.has(accountId)) {
        addDuplicate(accountId, row, 'plan.accountId', issues);
      }
      rowOf.set(accountId, row);
    }
    checkName(tier, row, 'plan.tier', issues);
    checkAmount(count, row, 'plan.visits', issues);
  });
  const made = new Float64Array(countRows(plan));
  let unplanned = 0;
  eachRecord(visits, 'visits', issues, ({ accountId, on }, row) => {
    checkId(accountId, row, 'visits.accountId', issues);
    const day = dayNumberOf(on);
    if (Number.isNaN(day))
      addIssue(issues, badValue(row, 'visits.on', 'bad-date', 'a day as YYYY-MM-DD', on));
    if (!(day >= first && day <= last)) return;
    const place = rowOf.get(accountId);
    if (place === undefined) unplanned++;
    else made[place]++;
  });
  if (issues.length > 0) throw new InputError('visitCoverage', issues);
  return { made, unplanned };
}
