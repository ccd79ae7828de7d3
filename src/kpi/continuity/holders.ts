import type { IdNumbers } from '../../core/idNumbers.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord } from '../../core/records.js';

/** Who holds an account: a territory, or a rep where continuity of persons is meant; the assignments of a plan are such. */
export interface Holding {
  readonly accountId: string;
  /** `null` where nobody holds it. */
  readonly territoryId: string | null;
}

/**
 * Entry `[n]` is who holds account number n, nothing where the list does not have it; adds an issue for every row
 * that is none, id that is no text, and account that comes twice.
 */
export function holdersOf(
  list: string,
  holdings: readonly Holding[],
  accounts: IdNumbers,
  issues: Issue[],
): Holders {
  const holders: (string | null | undefined)[] = new Array(accounts.ids.length).fill(undefined);
  eachHolding(list, holdings, accounts, issues, (account, holder) => {
    const isNew = holders[account] === undefined;
    holders[account] = holder;
    return isNew;
  });
  return holders;
}

/** Hands over the holdings with ids by account number, and adds the issues of {@link holdersOf}; `take` says whether an account is new. */
export function eachHolding(
  list: string,
  holdings: readonly Holding[],
  accounts: Pick<IdNumbers, 'numberOf'>,
  issues: Issue[],
  take: (account: number, holder: string | null) => boolean,
): void {
  eachRecord(holdings, list, issues, ({ accountId, territoryId }, row) => {
    if (territoryId !== null) checkId(territoryId, row, `${list}.territoryId`, issues);
    if (!checkId(accountId, row, `${list}.accountId`, issues)) return;
    if (take(accounts.numberOf(accountId, row), territoryId)) return;
    addIssue(issues, badValue(row, `${list}.accountId`, 'duplicate-assignment', 'assigned once', accountId));
  });
}

/** Who holds accounts, by their numbers. */
export type Holders = readonly (string | null | undefined)[];
