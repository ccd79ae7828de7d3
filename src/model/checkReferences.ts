import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { eachRecord, isRecord } from '../core/records.js';
import type { Account } from './account.js';
import type { Deal } from './deal.js';
import type { Lock } from './lock.js';
import type { Measure } from './measure.js';
import type { Rep } from './rep.js';
import type { Territory } from './territory.js';

/** Lists that name each other; references into a list that is absent are not checked. */
export interface ReferenceLists {
  readonly accounts?: readonly Account[];
  readonly reps?: readonly Rep[];
  readonly territories?: readonly Territory[];
  readonly measures?: readonly Measure[];
  readonly deals?: readonly Deal[];
  readonly locks?: readonly Lock[];
}

/**
 * Checks that whatever one list says of another is there: the account of a deal, the reps of a territory.
 *
 * @param lists - checked lists
 * @returns issues of severity `error`, list by list: `unknown-account`, `unknown-rep`, `unknown-territory`,
 * `unknown-measure`. The field begins with the name of the list, `row` counts that list
 * @remarks O(records), deterministic.
 * @example
 * ```ts
 * import { checkReferences } from 'bailiwick/model';
 * const accounts = [{ id: 'A', measures: {}, attributes: {} }];
 * const locks = [{ accountId: 'B', territoryId: 'T' }];
 * checkReferences({ accounts, locks }).map((issue) => `${issue.row} ${issue.field} ${issue.code}`);
 * // => ['0 locks.accountId unknown-account']
 * ```
 */
export function checkReferences(lists: ReferenceLists): readonly Issue[] {
  const issues = findShapeIssues(lists);
  if (issues.length > 0) return issues;
  const idsOf = (list?: readonly { readonly id: string }[]) => list && new Set(list.map(({ id }) => id));
  const known = {
    account: idsOf(lists.accounts),
    rep: idsOf(lists.reps),
    territory: idsOf(lists.territories),
    measure: idsOf(lists.measures),
  };

  function refer(row: number, field: string, to: keyof typeof known, id: string | undefined): void {
    if (id === undefined || known[to] === undefined || known[to].has(id)) return;
    addIssue(issues, badValue(row, field, `unknown-${to}`, `the id of a ${to} in the list`, id));
  }

  lists.accounts?.forEach(({ incumbentId }, row) => {
    refer(row, 'accounts.incumbentId', 'territory', incumbentId);
  });
  lists.territories?.forEach(({ repIds, limits }, row) => {
    for (const repId of repIds) refer(row, 'territories.repIds', 'rep', repId);
    for (const id of Object.keys(limits ?? {})) refer(row, `territories.limits.${id}`, 'measure', id);
  });
  lists.deals?.forEach(({ accountId, repId }, row) => {
    refer(row, 'deals.accountId', 'account', accountId);
    refer(row, 'deals.repId', 'rep', repId);
  });
  lists.locks?.forEach(({ accountId, territoryId }, row) => {
    refer(row, 'locks.accountId', 'account', accountId);
    refer(row, 'locks.territoryId', 'territory', territoryId);
  });
  const measured = lists.accounts && new Set(lists.accounts.flatMap(({ measures }) => Object.keys(measures)));
  lists.measures?.forEach(({ id }, row) => {
    if (measured === undefined || measured.size === 0 || measured.has(id)) return;
    addIssue(
      issues,
      badValue(row, 'measures.id', 'unknown-measure', 'a measure of at least one account', id),
    );
  });
  return issues;
}

/** What is no list or record, so that no reference can be read off it. */
function findShapeIssues(lists: ReferenceLists): Issue[] {
  const issues: Issue[] = [];
  if (!isRecord(lists)) return [badValue(null, 'lists', 'wrong-type', 'a record of lists', lists)];
  for (const name of ['accounts', 'reps', 'territories', 'measures', 'deals', 'locks'] as const) {
    const list = (lists as ReferenceLists)[name] as readonly object[] | undefined;
    if (list === undefined) continue;
    eachRecord(list, name, issues, (record, row) => {
      const { measures, repIds, limits } = record as Readonly<Record<string, unknown>>;
      if (name === 'accounts' && !isRecord(measures)) {
        addIssue(issues, badValue(row, 'accounts.measures', 'wrong-type', 'amounts by measure id', measures));
      }
      if (name !== 'territories') return;
      if (!Array.isArray(repIds)) {
        addIssue(issues, badValue(row, 'territories.repIds', 'not-a-list', 'a list of ids', repIds));
      }
      if (limits !== undefined && !isRecord(limits)) {
        addIssue(issues, badValue(row, 'territories.limits', 'wrong-type', 'limits by measure id', limits));
      }
    });
  }
  return issues;
}

/**
 * Insists that {@link checkReferences} finds nothing.
 *
 * @param lists - checked lists
 * @returns the same lists
 * @throws {@link InputError} carrying all issues
 */
export function parseReferences<Lists extends ReferenceLists>(lists: Lists): Lists {
  const issues = checkReferences(lists);
  if (issues.length > 0) throw new InputError('references', issues);
  return lists;
}
