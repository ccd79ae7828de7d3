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

/**
 * Prepares the rows of a scorecard: entry `[m]` of `loads` is about measure m.
 *
 * @returns makes the row of a territory, of which the distances are given
 */
export function createRowMaker(
  input: ScorecardInput,
  { members, targets, capacities, quotas }: ScorecardColumns,
  loads: readonly MeasureLoads[],
): (distances: DistanceStats, territory: number) => ScorecardRow {
  const ids = input.measures.map(({ id }) => id);
  const workload = ids.indexOf(input.workload as string);
  // Records by measure are copies of one that has all fields, ten times as fast as new ones (`__proto__` is a field of it too).
  const blank = Object.fromEntries(ids.map((id) => [id, null]));
  return (distances, j) => {
    const rowLoads: Record<string, number | null> = { ...blank };
    const rowTargets: Record<string, number | null> = { ...blank };
    const deviations: Record<string, number | null> = { ...blank };
    for (let m = 0; m < ids.length; m++) {
      const load = loads[m].byTerritory[j];
      const goals = targets[m];
      rowLoads[ids[m]] = load;
      if (goals === null) continue;
      rowTargets[ids[m]] = goals[j];
      deviations[ids[m]] = relativeDeviation(load, goals[j]);
    }
    const { id, repIds } = input.territories[j];
    const capacity = capacities === null ? null : capacities[j];
    return {
      territoryId: id,
      repIds,
      accounts: members.offsets[j + 1] - members.offsets[j],
      loads: rowLoads as Record<string, number>,
      targets: rowTargets,
      deviations,
      capacity,
      utilisation: workload < 0 ? null : ratio(loads[workload].byTerritory[j], capacity),
      quota: quotas[j],
      ...distanceFields(distances, input),
    };
  };
}

/** The fields of a row, or of the totals, that are about distance. */
export function distanceFields(
  { meanKm, weightedMeanKm, longestKm, longestIndex, unlocated }: DistanceStats,
  { accounts }: ScorecardInput,
) {
  const longestAccountId = longestIndex === null ? null : accounts[longestIndex].id;
  return { meanKm, weightedMeanKm, longestKm, longestAccountId, unlocated };
}
