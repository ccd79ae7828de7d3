import { relativeDeviation } from '../balance/relativeDeviation.js';
import type { DistanceStats } from '../coverage/distanceStats.js';
import { ratio } from '../ratio.js';
import type { MeasureLoads } from './scorecardBalance.js';
import type { ScorecardColumns } from './scorecardColumns.js';
import type { ScorecardInput } from './scorecardInput.js';

/** The figures of one territory. */
export interface ScorecardRow {
  readonly territoryId: string;
  readonly repIds: readonly string[];
  /** How many accounts it holds. */
  readonly accounts: number;
  /** By measure id: the load it has; accounts with an unknown measure add nothing. */
  readonly loads: Readonly<Record<string, number>>;
  /** By measure id: the load it should have; `null` for a measure without targets. */
  readonly targets: Readonly<Record<string, number | null>>;
  /** By measure id: (load - target) / target; `null` without a target, or where it is 0 and the load is not. */
  readonly deviations: Readonly<Record<string, number | null>>;
  /** Capacity of its reps, the equal part of a rep who covers several territories; `null` where no reps were given. */
  readonly capacity: number | null;
  /** Load of the workload measure / capacity; `null` without a capacity. */
  readonly utilisation: number | null;
  readonly quota: number | null;
  /** From its centre or seat, one way; of the located accounts. */
  readonly meanKm: number | null;
  /** Weighted by trips. */
  readonly weightedMeanKm: number | null;
  readonly longestKm: number | null;
  /** The account that is that far. */
  readonly longestAccountId: string | null;
  /** Accounts without a distance: they or the territory have no place. */
  readonly unlocated: number;
}

/** Makes the rows of a scorecard: entry `[m]` of `loads` is about measure m, `[j]` of `distances` about territory j. */
export function scorecardRows(
  input: ScorecardInput,
  { territoryOf, targets, capacities, quotas }: ScorecardColumns,
  loads: readonly MeasureLoads[],
  distances: readonly DistanceStats[],
): ScorecardRow[] {
  const accounts = new Int32Array(input.territories.length);
  for (const territory of territoryOf) if (territory >= 0) accounts[territory]++;
  const byMeasure = <T>(read: (measure: number) => T): Record<string, T> =>
    Object.fromEntries(input.measures.map(({ id }, m) => [id, read(m)]));
  return input.territories.map(({ id, repIds }, j) => {
    const rowLoads = byMeasure((m) => loads[m].byTerritory[j]);
    const capacity = capacities === null ? null : capacities[j];
    return {
      territoryId: id,
      repIds,
      accounts: accounts[j],
      loads: rowLoads,
      targets: byMeasure((m) => targets[m]?.[j] ?? null),
      deviations: byMeasure((m) => {
        const target = targets[m];
        return target === null ? null : relativeDeviation(loads[m].byTerritory[j], target[j]);
      }),
      capacity,
      utilisation: input.workload === undefined ? null : ratio(rowLoads[input.workload], capacity),
      quota: quotas[j],
      ...distanceFields(distances[j], input),
    };
  });
}

/** The fields of a row, or of the totals, that are about distance. */
export function distanceFields(
  { meanKm, weightedMeanKm, longestKm, longestIndex, unlocated }: DistanceStats,
  { accounts }: ScorecardInput,
) {
  const longestAccountId = longestIndex === null ? null : accounts[longestIndex].id;
  return { meanKm, weightedMeanKm, longestKm, longestAccountId, unlocated };
}
