import { InputError } from '../../core/errors.js';
import { IDS_AT_ONCE } from '../../core/hashOfId.js';
import { createIdTable } from '../../core/idTable.js';
import type { Issue } from '../../core/issue.js';
import type { Deal } from '../../model/deal.js';
import { eachHolding, type Holding } from '../continuity/holders.js';
import type { GroupReader } from '../deals/dealColumns.js';

/**
 * Groups deals by the territories of a model, active or archived: the territory that held the account there.
 *
 * @param assignments - who holds what in that model; those of a plan are such
 * @returns a function for `groupBy` of {@link toDealColumns}; `null` for accounts that the model does not hold
 * @throws {@link InputError} naming every row that is none, id that is no text, and account that comes twice
 * @remarks The same deals under two models compare the models; what was booked stays the same in total. O(length of ids), of
 * assignments and of deals; of many deals together (`readMany`) it is faster.
 * @example
 * ```ts
 * import { bookings, groupByTerritoryModel, toDealColumns } from 'bailiwick/kpi';
 * const deals = [
 *   { id: '1', accountId: 'a', amount: 70, stage: 'won', openedOn: '2024-01-01', closedOn: '2024-02-01', won: true },
 * ];
 * const archived = groupByTerritoryModel([{ accountId: 'a', territoryId: 'north' }]);
 * const active = groupByTerritoryModel([{ accountId: 'a', territoryId: 'east' }]);
 * const groupsOf = (groupBy: typeof active) => bookings(toDealColumns(deals, { groupBy })).groups;
 * [groupsOf(archived)[0].group, groupsOf(active)[0].group]; // => ['north', 'east']
 * ```
 */
export function groupByTerritoryModel(assignments: readonly Holding[]): GroupReader {
  const issues: Issue[] = [];
  const ids: unknown[] = Array.isArray(assignments) ? assignments.map((one) => one?.accountId) : [];
  const table = createIdTable(ids, IDS_AT_ONCE);
  const numberOf = (id: string, row: number) => {
    const known = table.add(id, row);
    return known < 0 ? row : known;
  };
  // One text for each name: of many equal ones, each would be waited for when deals are grouped.
  const names = new Map<string | null, string | null>();
  // Entry `[row]` is the territory that holds the account of that row.
  const holders: (string | null | undefined)[] = new Array(ids.length).fill(undefined);
  eachHolding('assignments', assignments, { numberOf }, issues, (row, holder) => {
    const isNew = holders[row] === undefined;
    if (!names.has(holder)) names.set(holder, holder);
    holders[row] = names.get(holder);
    return isNew;
  });
  if (issues.length > 0) throw new InputError('groupByTerritoryModel', issues);

  const named: unknown[] = new Array(IDS_AT_ONCE).fill(null);
  const rows = new Int32Array(IDS_AT_ONCE);
  const readMany: GroupReader['readMany'] = (deals, from, count, groups) => {
    for (let k = 0; k < count; k++) named[k] = deals[from + k]?.accountId;
    table.findInto(named, count, rows);
    for (let k = 0; k < count; k++) groups[k] = rows[k] < 0 ? null : (holders[rows[k]] ?? null);
  };
  const one: (string | null)[] = [null];
  const read = (deal: Deal) => {
    readMany([deal], 0, 1, one);
    return one[0];
  };
  return Object.assign(read, { readMany });
}
