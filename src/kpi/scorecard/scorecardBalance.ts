import { compensatedSum } from '../../core/compensatedSum.js';
import type { Csr } from '../../core/csr.js';
import { addInto, sumOfParts } from '../../core/sumParts.js';
import { coefficientOfVariation } from '../balance/coefficientOfVariation.js';
import { gini } from '../balance/gini.js';
import { summariseBalance } from '../balance/summariseBalance.js';
import type { ScorecardColumns } from './scorecardColumns.js';
import type { ScorecardInput } from './scorecardInput.js';

/** Balance of one measure over the territories. */
export interface ScorecardBalance {
  readonly measureId: string;
  /** Load of all assigned accounts. */
  readonly load: number;
  /** Load of the accounts that no territory holds. */
  readonly unassignedLoad: number;
  /** Accounts, assigned or not, that do not say this measure. */
  readonly unknown: number;
  /** Sum of the targets; `null`, like the next five, for a measure without targets. */
  readonly target: number | null;
  /** Largest deviation from a target as a share of it; `null` where a target of 0 has a load. */
  readonly imbalance: number | null;
  /** Largest excess over a target as a share of it, 0 for none; `null` where a target of 0 has a load. */
  readonly maxOver: number | null;
  /** The territory with the largest excess. */
  readonly overId: string | null;
  /** Largest shortfall as a share of the target, 0 for none. */
  readonly maxUnder: number | null;
  /** The territory with the largest shortfall. */
  readonly underId: string | null;
  /** Of load / target; of the loads where there are no targets. */
  readonly coefficientOfVariation: number | null;
  /** Of load / target; of the loads where there are no targets. */
  readonly gini: number | null;
}

/** Loads of one measure. */
export interface MeasureLoads {
  /** Entry `[j]` is the load of territory j. */
  readonly byTerritory: Float64Array;
  readonly unassigned: number;
  /** Accounts whose load is not known. */
  readonly unknown: number;
}

/** Adds up a column of loads by territory; the last row of `members` are the accounts that nobody holds. */
export function addUpLoads(values: Float64Array, { offsets, targets }: Csr): MeasureLoads {
  const sums = new Float64Array(offsets.length - 1);
  const parts = new Float64Array(3);
  let unknown = 0;
  for (let j = 0; j < sums.length; j++) {
    parts.fill(0);
    for (let e = offsets[j]; e < offsets[j + 1]; e++) {
      const value = values[targets[e]];
      if (Number.isNaN(value)) unknown++;
      else addInto(parts, 0, value);
    }
    sums[j] = sumOfParts(parts, 0);
  }
  return { byTerritory: sums.subarray(0, -1), unassigned: sums[sums.length - 1], unknown };
}

/** Makes the totals of measure m of a scorecard. */
export function scorecardBalance(
  { measures, territories }: ScorecardInput,
  { targets }: ScorecardColumns,
  { byTerritory, unassigned, unknown }: MeasureLoads,
  m: number,
): ScorecardBalance {
  const known = {
    measureId: measures[m].id,
    load: compensatedSum(byTerritory),
    unassignedLoad: unassigned,
    unknown,
  };
  const goals = targets[m];
  if (goals === null) {
    return {
      ...known,
      target: null,
      imbalance: null,
      maxOver: null,
      overId: null,
      maxUnder: null,
      underId: null,
      coefficientOfVariation: coefficientOfVariation(byTerritory),
      gini: gini(byTerritory),
    };
  }
  const { overIndex, underIndex, ...figures } = summariseBalance(byTerritory, goals);
  const idAt = (index: number | null) => (index === null ? null : territories[index].id);
  return { ...known, ...figures, overId: idAt(overIndex), underId: idAt(underIndex) };
}
