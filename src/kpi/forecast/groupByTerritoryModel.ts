import { InputError } from '../../core/errors.js';
import { createIdNumbers } from '../../core/idNumbers.js';
import type { Issue } from '../../core/issue.js';
import type { Deal } from '../../model/deal.js';
import { type Holding, holdersOf } from '../continuity/holders.js';

/**
 * Groups deals by the territories of a model, active or archived: the territory that held the account there.
 *
 * @param assignments - who holds what in that model; those of a plan are such
 * @returns a function for `groupBy` of {@link toDealColumns}; `null` for accounts that the model does not hold
 * @throws {@link InputError} naming every row that is none, id that is no text, and account that comes twice
 * @remarks The same deals under two models compare the models; what was booked stays the same in total. O(assignments),
 * then O(1) a deal.
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
export function groupByTerritoryModel(assignments: readonly Holding[]): (deal: Deal) => string | null {
  const issues: Issue[] = [];
  holdersOf('assignments', assignments, createIdNumbers(), issues);
  if (issues.length > 0) throw new InputError('groupByTerritoryModel', issues);
  const holders = new Map(assignments.map(({ accountId, territoryId }) => [accountId, territoryId]));
  return ({ accountId }) => holders.get(accountId) ?? null;
}
