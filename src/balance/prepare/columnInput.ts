import type { LoadLimit } from '../../model/territory.js';
import type { CentreRule } from '../problem.js';

/** A territory of {@link ColumnInput}. */
export interface ColumnTerritory {
  /** Unique, non-empty; its position in the list unless told. */
  readonly id?: string;
  /** The fixed point it grows round, in the coordinates of the units; absent for a free centre. */
  readonly seat?: { readonly lon: number; readonly lat: number } | { readonly x: number; readonly y: number };
  /** Its part of every measure relative to the other territories; 1 unless told. */
  readonly share?: number;
  /** Hard limits by measure id, on top of the tolerance. */
  readonly limits?: Readonly<Record<string, LoadLimit>>;
}

/** What a plan is made from, in columns: entry `[i]` of each belongs to unit i. */
export interface ColumnInput {
  /** Degrees, with `lat`; both NaN for a unit without a place. */
  readonly lon?: ArrayLike<number>;
  readonly lat?: ArrayLike<number>;
  /** Kilometres on a plane, with `y`, in place of `lon` and `lat`. */
  readonly x?: ArrayLike<number>;
  readonly y?: ArrayLike<number>;
  /** A column for each measure, by its id; `{}` limits nothing. */
  readonly loads: Readonly<Record<string, ArrayLike<number>>>;
  /** How many territories with free centres and equal shares there are, or a record for each. */
  readonly territories: number | readonly ColumnTerritory[];
  /** Relative band round the target, for all measures or by measure id: 0.05 is ±5 %. */
  readonly tolerance: number | Readonly<Record<string, number>>;
  /** Units go by their number unless told; unique, non-empty. */
  readonly unitIds?: readonly string[];
  /** Trips a unit needs in the period, the weight of its travel; 1 each unless told. */
  readonly trips?: ArrayLike<number>;
  /** `squaredDistance` (moment of inertia: round territories) unless told. */
  readonly metric?: 'distance' | 'squaredDistance';
  /** Where free centres are; the `mean` for squared distances and the `median` for distances unless told. */
  readonly centre?: CentreRule;
  /** Road kilometres per straight or great-circle kilometre, 1 or more; 1 unless told. */
  readonly detourFactor?: number;
  /** The number of the territory that a unit must be in; -1 for none. */
  readonly locks?: ArrayLike<number>;
  /** The number of the territory that holds a unit before the change; -1 for none. */
  readonly incumbents?: ArrayLike<number>;
  /** What moving a unit disturbs; 1 each unless told. */
  readonly disruptionValue?: ArrayLike<number>;
  /** Cost of moving one unit of `disruptionValue` off its incumbent, in the unit of the travel cost; 0 unless told. */
  readonly disruptionWeight?: number;
  /** How much of `disruptionValue` may leave its incumbent at the most; no limit unless told. */
  readonly disruptionBudget?: number;
}
