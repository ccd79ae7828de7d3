import { InputError } from '../core/errors.js';
import { addIssue, badValue, type Issue } from '../core/issue.js';
import { eachRecord, isRecord } from '../core/records.js';
import type { Account } from '../model/account.js';

/**
 * Makes sure that accounts are records with measures and attributes, which whoever reads fields of them relies on. What
 * the fields hold is not looked at.
 *
 * @param what - whose accounts they are, for the error
 * @param accounts - what was given
 * @throws {@link InputError} naming every row that is no record, and every one without measures or attributes
 */
export function checkAccountRows(what: string, accounts: readonly Account[]): void {
  const issues: Issue[] = [];
  eachRecord(accounts, 'accounts', issues, (account, row) => {
    for (const field of parts)
      if (!isRecord(account[field]))
        addIssue(issues, badValue(row, field, 'wrong-type', 'a record', account[field]));
  });
  if (issues.length > 0) throw new InputError(what, issues);
}

const parts = ['measures', 'attributes'] as const;
