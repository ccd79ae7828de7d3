import { compensatedSum } from '../core/compensatedSum.js';
import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { checkId, eachRecord } from '../core/records.js';
import { watchIds } from '../core/watchIds.js';
import type { Account } from '../model/account.js';
import { checkPlan } from './checkPlan.js';
import type { Plan } from './plan.js';
import { isMapOf, isNumber } from './verify/shapes.js';

/** An account that changes hands. */
export interface PlanMove {
  readonly accountId: string;
  /** Territory before; `null` where none held it or the account was not in the plan. */
  readonly from: string | null;
  /** Territory after; `null` where none holds it or the account is no longer in the plan. */
  readonly to: string | null;
}

/** What changes for one territory. */
export interface TerritoryChange {
  readonly id: string;
  /** Which of the two plans have it. */
  readonly presence: 'both' | 'added' | 'removed';
  /** Accounts that come to it. */
  readonly gained: number;
  /** Accounts that leave it. */
  readonly lost: number;
  /** By measure id: load after minus load before, for the measures of both plans. */
  readonly loadChange: Readonly<Record<string, number>>;
}

/** A number before and after. */
export interface Change {
  readonly before: number;
  readonly after: number;
}

/** What changes from one plan to another. */
export interface PlanDiff {
  /** Accounts of both plans whose territory differs, in the order of the later plan. */
  readonly moved: readonly PlanMove[];
  /** Accounts that only the later plan has, in its order. */
  readonly added: readonly PlanMove[];
  /** Accounts that only the earlier plan has, in its order. */
  readonly removed: readonly PlanMove[];
  /** Territories of the later plan in its order, then those that only the earlier one has. */
  readonly territories: readonly TerritoryChange[];
  /** Moved accounts over accounts of both plans, 0 to 1. */
  readonly movedShare: number;
  /** By measure id: the same in terms of load, for the measures that all accounts of both plans have; 0 to 1. */
  readonly movedLoadShare: Readonly<Record<string, number>>;
  /** Total cost. */
  readonly cost: Change;
  /** By measure id: largest `abs(load - target) / target` of a territory, for the measures of both plans. */
  readonly imbalance: Readonly<Record<string, Change>>;
}

/**
 * Compares two plans: who moves, what each territory gains and loses, what that does to cost and balance.
 *
 * @param before - the earlier plan
 * @param after - the later plan
 * @param accounts - the accounts, for the shares of load that move; without them `movedLoadShare` is empty
 * @returns the differences
 * @throws `InputError` naming whatever is no plan, accounts without an id of their own or without numbers for
 * their measures, and what `accounts` lacks of the accounts that both plans have
 * @remarks Accounts and territories are matched by id, so a territory with a new id counts as removed and added, and
 * all its accounts as moved. O(accounts + territories x measures), deterministic.
 * @example
 * ```ts
 * import { diffPlans, solvePlan } from 'bailiwick/plan';
 *
 * const input = {
 *   accounts: [
 *     { id: 'a', lon: 0, lat: 0, measures: { hours: 40 }, attributes: {} },
 *     { id: 'b', lon: 1, lat: 0, measures: { hours: 60 }, attributes: {} },
 *   ],
 *   territories: [
 *     { id: 'west', repIds: [], seat: { lon: 0, lat: 0 } },
 *     { id: 'east', repIds: [], seat: { lon: 2, lat: 0 } },
 *   ],
 *   measures: [{ id: 'hours', tolerance: 1 }],
 * };
 * const locks = [{ accountId: 'b', territoryId: 'east' }, { accountId: 'a', territoryId: 'east' }];
 * const diff = diffPlans(solvePlan({ ...input, locks: [locks[0]] }), solvePlan({ ...input, locks }), input.accounts);
 * diff.moved; // => [{ accountId: 'a', from: 'west', to: 'east' }]
 * diff.movedLoadShare; // => { hours: 0.4 }
 * ```
 */
export function diffPlans(before: Plan, after: Plan, accounts: readonly Account[] = []): PlanDiff {
  checkPlan('the plan before', before);
  checkPlan('the plan after', after);
  checkAccounts(accounts);
  const was = territoryOf(before);
  const is = territoryOf(after);
  const moved: PlanMove[] = [];
  const added: PlanMove[] = [];
  const removed: PlanMove[] = [];
  for (const [accountId, to] of is) {
    const from = was.get(accountId);
    if (from === undefined) added.push({ accountId, from: null, to });
    else if (from !== to) moved.push({ accountId, from, to });
  }
  for (const [accountId, from] of was) if (!is.has(accountId)) removed.push({ accountId, from, to: null });
  const kept = [...is.keys()].filter((id) => was.has(id));
  const measureIds = after.measures
    .map(({ id }) => id)
    .filter((id) => before.measures.some((one) => one.id === id));
  const byMeasure = <T>(pick: (id: string) => T) =>
    Object.fromEntries(measureIds.map((id) => [id, pick(id)]));
  return {
    moved,
    added,
    removed,
    territories: compareTerritories(before, after, [...moved, ...added, ...removed], measureIds),
    movedShare: kept.length === 0 ? 0 : moved.length / kept.length,
    movedLoadShare: accounts.length === 0 ? {} : shareLoads(moved, kept, accounts),
    cost: { before: before.cost.total, after: after.cost.total },
    imbalance: byMeasure((id) => ({ before: imbalanceOf(before, id), after: imbalanceOf(after, id) })),
  };
}

function checkAccounts(accounts: readonly Account[]): void {
  const issues: Issue[] = [];
  const areLoads = isMapOf(isNumber);
  const isRepeated = watchIds(accounts);
  eachRecord(accounts, 'accounts', issues, ({ id, measures }, row) => {
    if (checkId(id, row, 'accounts.id', issues) && isRepeated(row))
      addIssue(issues, badValue(row, 'accounts.id', 'duplicate-id', 'unlike every other id', id));
    if (!areLoads(measures))
      addIssue(
        issues,
        badValue(row, 'accounts.measures', 'wrong-type', 'finite numbers by measure id', measures),
      );
  });
  if (issues.length > 0) throw new InputError('diffPlans', issues);
}

function territoryOf(plan: Plan): Map<string, string | null> {
  return new Map(plan.assignments.map(({ accountId, territoryId }) => [accountId, territoryId]));
}

function imbalanceOf(plan: Plan, measureId: string): number {
  const deviations = plan.territories
    .filter(({ targets }) => targets[measureId] > 0)
    .map(({ loads, targets }) => Math.abs(loads[measureId] - targets[measureId]) / targets[measureId]);
  return deviations.reduce((worst, one) => Math.max(worst, one), 0);
}

function compareTerritories(
  before: Plan,
  after: Plan,
  moves: readonly PlanMove[],
  measureIds: readonly string[],
): TerritoryChange[] {
  const was = new Map(before.territories.map((territory) => [territory.id, territory]));
  const is = new Map(after.territories.map((territory) => [territory.id, territory]));
  const gained = countBy(moves.map(({ to }) => to));
  const lost = countBy(moves.map(({ from }) => from));
  return [...new Set([...is.keys(), ...was.keys()])].map((id) => {
    const loadOf = (plan: typeof was, measureId: string) => plan.get(id)?.loads[measureId] ?? 0;
    return {
      id,
      presence: !was.has(id) ? 'added' : is.has(id) ? 'both' : 'removed',
      gained: gained.get(id) ?? 0,
      lost: lost.get(id) ?? 0,
      loadChange: Object.fromEntries(measureIds.map((one) => [one, loadOf(is, one) - loadOf(was, one)])),
    };
  });
}

function countBy(ids: readonly (string | null)[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** For every measure that all kept accounts have, the moved part of their load. */
function shareLoads(
  moved: readonly PlanMove[],
  kept: readonly string[],
  accounts: readonly Account[],
): Record<string, number> {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const missing = kept.filter((id) => !byId.has(id));
  if (missing.length > 0) {
    const issueOf = (id: string) =>
      badValue(null, 'accounts', 'unknown-account', 'listed, since both plans have it', id);
    throw new InputError('diffPlans', missing.map(issueOf));
  }
  const loadsOf = (ids: readonly string[], measureId: string) =>
    compensatedSum(ids.map((id) => byId.get(id)!.measures[measureId]));
  const measureIds = Object.keys(kept.length > 0 ? byId.get(kept[0])!.measures : {});
  return Object.fromEntries(
    measureIds
      .map((id) => [id, loadsOf(kept, id)] as const)
      .filter(([, total]) => total > 0)
      .map(([id, total]) => [
        id,
        loadsOf(
          moved.map(({ accountId }) => accountId),
          id,
        ) / total,
      ]),
  );
}
