import { badValue, type Issue } from '../core/issue.js';
import { checkId, isList } from '../core/records.js';

/**
 * Makes the table of rows by id.
 *
 * @param ids - as given
 * @param field - their name in an issue
 * @param issues - where every id that is no text is added, and the first that occurs twice
 * @returns a new map, filled without a list of pairs in between, which a million ids feel
 */
export function indexIds(ids: readonly string[], field: string, issues: Issue[]): Map<string, number> {
  const rowOfId = new Map<string, number>();
  if (!isList(ids, field, issues)) return rowOfId;
  for (let row = 0; row < ids.length; row++) {
    checkId(ids[row], row, field, issues);
    rowOfId.set(ids[row], row);
  }
  if (rowOfId.size < ids.length) {
    const doubled = ids.find((id, row) => rowOfId.get(id) !== row);
    issues.push(badValue(null, field, 'duplicate-id', 'ids that differ', doubled));
  }
  return rowOfId;
}
