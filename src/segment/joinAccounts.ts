import { IDS_AT_ONCE } from '../core/hashOfId.js';
import { createIdTable, type IdTable } from '../core/idTable.js';
import { badValue, type Issue } from '../core/issue.js';
import { checkId, isList } from '../core/records.js';

/**
 * Tells which account each of many records is about.
 *
 * @param accountIds - as given
 * @param records - as given; what is no list of records has no accounts
 * @param issues - where every id that is no text is added, and the first that occurs twice
 * @returns the index of the account of a record, -1 for none; asked for rows in order
 * @remarks O(accounts + records).
 */
export function joinAccounts(
  accountIds: readonly string[],
  records: readonly { readonly accountId: string }[],
  issues: Issue[],
): (row: number) => number {
  const named: unknown[] = new Array(IDS_AT_ONCE).fill(null);
  const found = new Int32Array(IDS_AT_ONCE);
  const ids = isList(accountIds, 'accountIds', issues) ? accountIds : [];
  let table: IdTable | null = createIdTable(ids, IDS_AT_ONCE);
  let doubled = ids.length;
  for (let row = 0; row < ids.length; row++) {
    if (!checkId(ids[row], row, 'accountIds', issues)) continue;
    const known = table.add(ids[row], row);
    if (known >= 0 && known < doubled) doubled = known;
  }
  if (doubled < ids.length)
    issues.push(badValue(null, 'accountIds', 'duplicate-id', 'ids that differ', ids[doubled]));

  let from = -1;
  return (row) => {
    if (from < 0 || row >= from + IDS_AT_ONCE) {
      from = row;
      const count = Math.min(IDS_AT_ONCE, records.length - from);
      for (let k = 0; k < count; k++) named[k] = records[from + k]?.accountId;
      table?.findInto(named, count, found);
      // The table is large, and an engine may keep what a function was made with long after its last call.
      if (from + count === records.length) table = null;
    }
    return found[row - from];
  };
}
