import { createIdTable, type IdTable } from '../core/idTable.js';
import { badValue, type Issue } from '../core/issue.js';
import { checkId, isList } from '../core/records.js';

/** Rows looked up together. Tuned with bench/segment.bench.mjs: 256 and 4,096 are as fast. */
const BLOCK = 256;

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
  const named: unknown[] = new Array(BLOCK).fill(null);
  const found = new Int32Array(BLOCK);
  const ids = isList(accountIds, 'accountIds', issues) ? accountIds : [];
  let table: IdTable | null = createIdTable(ids, BLOCK);
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
    if (from < 0 || row >= from + BLOCK) {
      from = row;
      const count = Math.min(BLOCK, records.length - from);
      for (let k = 0; k < count; k++) named[k] = records[from + k]?.accountId;
      table?.findInto(named, count, found);
      // The table is large, and an engine may keep what a function was made with long after its last call.
      if (from + count === records.length) table = null;
    }
    return found[row - from];
  };
}
