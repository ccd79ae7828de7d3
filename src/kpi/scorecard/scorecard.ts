import { compensatedSum } from '../../core/compensatedSum.js';
import { countCoverage, type TierCoverage } from '../coverage/coverageByTier.js';
import { sumUpDistances } from '../coverage/distanceStats.js';
import { ratio } from '../ratio.js';
import { addUpLoads, type ScorecardBalance, scorecardBalance } from './scorecardBalance.js';
import { scorecardColumns } from './scorecardColumns.js';
import type { ScorecardInput } from './scorecardInput.js';
import { createRowMaker, distanceFields, type ScorecardRow } from './scorecardRows.js';

/** The figures of all territories together. */
export interface ScorecardTotals {
  readonly territories: number;
  readonly accounts: number;
  readonly assigned: number;
  readonly unassigned: number;
  readonly capacity: number | null;
  readonly utilisation: number | null;
  /** Sum of the quotas; `null` where no territory has one. */
  readonly quota: number | null;
  readonly meanKm: number | null;
  readonly weightedMeanKm: number | null;
  readonly longestKm: number | null;
  readonly longestAccountId: string | null;
  /** Assigned accounts without a distance. */
  readonly unlocated: number;
  /** One for each measure, in their order. */
  readonly balance: readonly ScorecardBalance[];
  /** By tier: how many accounts a territory holds; empty where no `tier` was given. */
  readonly coverage: readonly TierCoverage[];
}

/** What a leader reads about an alignment, as plain JSON. */
export interface Scorecard {
  /** One for each territory, in their order. */
  readonly rows: readonly ScorecardRow[];
  readonly totals: ScorecardTotals;
}

/**
 * Computes the figures of an alignment: a row for each territory and the totals.
 *
 * @param input - accounts, territories and who holds what; a plan's `territories` and `assignments` fit as they are
 * @returns new plain records, recomputed from the accounts: loads that a plan claims are not read
 * @throws {@link InputError} with every issue: rows that are none, duplicate ids, unknown references, an account assigned twice, a measure,
 * target, capacity, quota or trip count that is negative or not finite, coordinates out of range, currencies of quotas that are mixed
 * or have no rate
 * @remarks O(accounts x measures + territories log territories), deterministic, the same bytes on every runtime. A ratio
 * over nothing is `null`.
 * @example
 * ```ts
 * import { scorecard } from 'bailiwick/kpi';
 * const { rows, totals } = scorecard({
 *   accounts: [
 *     { id: 'a', measures: { hours: 30 }, attributes: { tier: 'A' } },
 *     { id: 'b', measures: { hours: 60 }, attributes: { tier: 'B' } },
 *     { id: 'c', measures: { hours: 10 }, attributes: { tier: 'B' } },
 *   ],
 *   territories: [
 *     { id: 'north', repIds: ['r1'], targets: { hours: 45 } },
 *     { id: 'south', repIds: ['r2'], targets: { hours: 45 } },
 *   ],
 *   assignments: [
 *     { accountId: 'a', territoryId: 'north' },
 *     { accountId: 'b', territoryId: 'south' },
 *   ],
 *   measures: [{ id: 'hours' }],
 *   reps: [
 *     { id: 'r1', capacity: 40, skills: [] },
 *     { id: 'r2', capacity: 80, skills: [] },
 *   ],
 *   workload: 'hours',
 *   tier: ({ attributes }) => String(attributes.tier),
 * });
 * rows.map(({ utilisation }) => utilisation); // => [0.75, 0.75]
 * totals.balance[0].unassignedLoad; // => 10
 * totals.balance[0].overId; // => 'south'
 * totals.coverage[1].share; // => 0.5
 * ```
 */
export function scorecard(input: ScorecardInput): Scorecard {
  const columns = scorecardColumns(input);
  const { vectors, territoryOf, members, centres, trips, capacities, quotas, tiers } = columns;
  const { accounts, territories, measures } = input;
  const loads = columns.loads.map((values) => addUpLoads(values, members));
  const makeRow = createRowMaker(input, columns, loads);
  const { groups: rows, all } = sumUpDistances(vectors, members, centres, trips, makeRow);
  const assigned = members.offsets[territories.length];
  const capacity = capacities === null ? null : compensatedSum(capacities);
  const workload = measures.findIndex(({ id }) => id === input.workload);
  const given = quotas.filter((quota) => quota !== null);
  return {
    rows,
    totals: {
      territories: territories.length,
      accounts: accounts.length,
      assigned,
      unassigned: accounts.length - assigned,
      capacity,
      utilisation: workload < 0 ? null : ratio(compensatedSum(loads[workload].byTerritory), capacity),
      quota: given.length > 0 ? compensatedSum(given) : null,
      ...distanceFields(all, input),
      balance: measures.map((_, m) => scorecardBalance(input, columns, loads[m], m)),
      coverage: countCoverage(
        tiers,
        tiers.map((_, i) => territoryOf[i] < territories.length),
      ),
    },
  };
}
