/** How the travel cost of a unit in a territory is found. */
export type Travel = GeometricTravel | MatrixTravel | SparseTravel | BetweenTravel;

/**
 * Where a free centre is, given the units of its territory.
 *
 * - `mean`: the mean of their places, weighted by trips. Least for squared distances; with plain distances the
 *   capacitated centred clustering problem.
 * - `median`: the place with the least sum of distances, weighted by trips (Weber point, geometric median).
 * - `unit`: the unit of the territory from which all cost least (the capacitated p-median problem).
 */
export type CentreRule = 'mean' | 'median' | 'unit';

/** Travel by distance to the territory's seat or free centre. */
export interface GeometricTravel {
  readonly kind: 'geometric';
  /** Coordinates per point: 3 for unit vectors on the globe, 2 for a plane. */
  readonly dimension: 2 | 3;
  /** Coordinates of unit i start at `[dimension * i]`; NaN for a unit without a place, which costs nothing anywhere. */
  readonly places: Float64Array;
  /** Coordinates of the seat of territory j start at `[dimension * j]`; NaN for a free centre. */
  readonly seats: Float64Array;
  /**
   * `distance` charges the length of the way, `squaredDistance` its square (moment of inertia: round territories).
   * On the globe a distance is the arc, a squared distance the squared straight line through the earth; both are
   * multiplied by `scale` or its square.
   */
  readonly metric: 'distance' | 'squaredDistance';
  /** Kilometres per unit of the coordinates: the earth's radius times a detour factor on the globe; 1 on a plane. */
  readonly scale: number;
  /** Where free centres are; unless told, the `mean` for squared distances and the `median` for distances. */
  readonly centre?: CentreRule;
}

/** Travel by a cost that the caller knows for every unit and territory. */
export interface MatrixTravel {
  readonly kind: 'matrix';
  /** Cost of one trip to unit i from territory j at `[territoryCount * i + j]`. */
  readonly costs: Float64Array;
}

/** Travel by a cost that the caller knows for some pairs of unit and territory; a unit may be in no other territory. */
export interface SparseTravel {
  readonly kind: 'sparse';
  /** Pairs of unit i are e = `[i]` … `[i + 1] - 1`; length: units + 1. */
  readonly offsets: Int32Array;
  /** Entry `[e]` is the territory of pair e; rising within a unit. */
  readonly territories: Int32Array;
  /** Entry `[e]` is the cost of one trip. */
  readonly costs: Float64Array;
}

/** Travel by a cost that the caller knows between any two units; every territory's centre is one of its units. */
export interface BetweenTravel {
  readonly kind: 'between';
  /** Cost of one trip to unit i from a centre at unit h at `[unitCount * i + h]`. */
  readonly costs: Float64Array;
}

/**
 * What the engine solves, in columns: units i = 0 … n - 1, territories j = 0 … k - 1, measures m = 0 … M - 1.
 *
 * It minimises `sum of trips[i] * travel(i, j)` plus `disruptionWeight * sum of disruptionValue[i]` over the units that
 * leave their incumbent, subject to the limits of every measure in every territory, the disruption budget,
 * eligibility, locks and families.
 */
export interface BalanceProblem {
  /** Entry `[i]` is the caller's id of unit i; empty where units go by their number. */
  readonly unitIds: readonly string[];
  /** Entry `[j]` is the caller's id of territory j. */
  readonly territoryIds: readonly string[];
  /** Entry `[m]` is the caller's id of measure m. */
  readonly measureIds: readonly string[];
  /** Entry `[m][i]` is the load of unit i in measure m, 0 or more. */
  readonly loads: readonly Float64Array[];
  /** Entry `[m][j]` is the load that territory j should have. */
  readonly targets: readonly Float64Array[];
  /** Entry `[m][j]` is the smallest load that territory j may have. */
  readonly lowers: readonly Float64Array[];
  /** Entry `[m][j]` is the largest load that territory j may have; may be infinite. */
  readonly uppers: readonly Float64Array[];
  /** Entry `[i]` is how many trips unit i needs in the period: the weight of its travel. */
  readonly trips: Float64Array;
  readonly travel: Travel;
  /** Entry `[i]` is the row of `eligible` that unit i follows. */
  readonly eligibleRow: Int32Array;
  /** Entry `[territoryCount * row + j]` is 1 where units of that row may be in territory j. */
  readonly eligible: Uint8Array;
  /** Entry `[row]` is what units of that row need ("german"), for messages; empty, or left out, where that is not known. */
  readonly needs?: readonly string[];
  /** Entry `[i]` is the territory that unit i must be in, -1 where it is free. */
  readonly locks: Int32Array;
  /** Entry `[i]` is the lowest unit of the family of unit i; `i` itself where it is alone. */
  readonly families: Int32Array;
  /** Entry `[i]` is the territory that holds unit i before the change, -1 for none. */
  readonly incumbents: Int32Array;
  /** Entry `[i]` is what moving unit i away from its incumbent disturbs (revenue, open deals), 0 or more. */
  readonly disruptionValue: Float64Array;
  /** Cost of one unit of moved value, in the unit of the travel cost. */
  readonly disruptionWeight: number;
  /** Sum of `disruptionValue` that may leave its incumbent at the most; infinite where there is no limit. */
  readonly disruptionBudget: number;
}

/** How many units a problem has. */
export function countUnits(problem: BalanceProblem): number {
  return problem.locks.length;
}

/** What the caller calls unit i: its id, or its number where there are no ids. */
export function nameUnit({ unitIds }: BalanceProblem, i: number): string {
  return unitIds.length === 0 ? String(i) : unitIds[i];
}

/** What each of the units needs, in words; `null` where that is not known of all of them or one is locked. */
export function nameNeeds(
  { needs, eligibleRow, locks }: BalanceProblem,
  units: readonly number[],
): string | null {
  const names = new Set(units.map((i) => (locks[i] >= 0 ? '' : (needs?.[eligibleRow[i]] ?? ''))));
  return names.has('') ? null : [...names].join(' or ');
}
