import { addIssue, badValue, type Issue, showValue } from '../../core/issue.js';
import { checkId, eachRecord } from '../../core/records.js';
import type { CurrencyReader } from '../../model/currency.js';
import { isSized, SIZED } from '../rounding/checkTotal.js';
import type { UncertainAccount } from './attainabilityInput.js';

/** Reps by first appearance; entry `[r]` of `members` are the positions of the accounts of rep r. */
export interface RepAccounts {
  readonly ids: readonly string[];
  readonly members: readonly (readonly number[])[];
  /** Positions of the reps by rising id: drawn in it, nobody's year depends on the order of the accounts. */
  readonly order: readonly number[];
}

/** Sorts accounts by rep. */
export function groupByRep(accounts: readonly UncertainAccount[]): RepAccounts {
  const indexOf = new Map<string, number>();
  const members: number[][] = [];
  accounts.forEach(({ repId }, i) => {
    const r = indexOf.get(repId);
    if (r === undefined) {
      indexOf.set(repId, members.length);
      members.push([i]);
    } else members[r].push(i);
  });
  const ids = [...indexOf.keys()];
  const order = ids.map((_, r) => r).sort((a, b) => (ids[a] < ids[b] ? -1 : 1));
  return { ids, members, order };
}

/** Checks that there are accounts, each with a rep, a range in order and the one currency; `check` looks at ids of reps. */
export function checkAccounts(
  accounts: readonly UncertainAccount[],
  issues: Issue[],
  worthOf: CurrencyReader,
  check?: (repId: string, row: number) => void,
): void {
  eachRecord(accounts, 'accounts', issues, ({ repId, p10, p50, p90, currency }, row) => {
    worthOf(currency, row);
    if (checkId(repId, row, 'repId', issues)) check?.(repId, row);
    if (!isSized(p10)) addIssue(issues, badValue(row, 'p10', 'out-of-range', SIZED, p10));
    checkOrder(row, ['p10', p10], ['p50', p50], issues);
    checkOrder(row, ['p50', p50], ['p90', p90], issues);
  });
  if (Array.isArray(accounts) && accounts.length === 0)
    issues.push(badValue(null, 'accounts', 'not-a-list', 'a list of at least one account', accounts));
}

type Field = readonly [name: string, value: unknown];

function checkOrder(row: number, [before, least]: Field, [field, value]: Field, issues: Issue[]): void {
  if (isSized(value) && !(isSized(least) && value < least)) return;
  const expected = `a number of at least the ${before}, ${showValue(least)}`;
  addIssue(issues, badValue(row, field, 'out-of-order', expected, value));
}
