import { compensatedSum } from '../../core/compensatedSum.js';
import type { Csr } from '../../core/csr.js';
import { type CostTable, tripCost } from './costTable.js';
import type { PointStore } from './pointStore.js';
import { createSeatMetric, type SeatMetric } from './seatCosts.js';

/** What units may go where, at which cost. */
export interface SeatField {
  readonly k: number;
  /** How many units there are, in the store and in the table. */
  readonly units: number;
  /** Positions of the store are the units 0 …, rows of the table the units behind them. */
  readonly store: PointStore | null;
  readonly metric: SeatMetric | null;
  readonly table: CostTable | null;
  /** Row r lists the seats for units of row r, rising. */
  readonly choices: Csr;
}

/** Seats, and what units may be there. */
export interface SeatPlaces {
  /** Coordinates of seat j at `[dimension * j]`. */
  readonly centres: Float64Array;
  readonly metric: 'distance' | 'squaredDistance';
  /** Units whose costs stand in a table. */
  readonly table?: CostTable;
  /** Row r lists the seats for units of row r, rising; all seats where it is not given. */
  readonly choices?: Csr;
}

/** Joins points and seats; `k` seats even where no centre is needed. */
export function createField(store: PointStore | null, seats: SeatPlaces, k: number): SeatField {
  const { centres, metric, table = null } = seats;
  const all: Csr = { offsets: Int32Array.of(0, k), targets: Int32Array.from({ length: k }, (_, j) => j) };
  return {
    k,
    units: (store?.count ?? 0) + (table?.count ?? 0),
    store,
    metric: store === null ? null : createSeatMetric(store, centres, metric),
    table,
    choices: seats.choices ?? all,
  };
}

/** Cost of a whole unit at a seat; infinite where it may not be. */
export function unitCost({ store, metric, table, choices }: SeatField, unit: number, j: number): number {
  const points = store?.count ?? 0;
  if (unit < points) {
    const load = store!.load[unit];
    return (load > 0 ? load : 1) * store!.rate[unit] * metric!.cost(unit, j);
  }
  const r = unit - points;
  const cost = tripCost(table!, choices, r, j);
  if (cost === Number.POSITIVE_INFINITY) return cost;
  return (table!.load[r] > 0 ? table!.load[r] : 1) * table!.rate[r] * cost;
}

/** Load of a unit. */
export function unitLoad({ store, table }: SeatField, unit: number): number {
  const points = store?.count ?? 0;
  return unit < points ? store!.load[unit] : table!.load[unit - points];
}

/** The caller's number of a unit. */
export function callerOf({ store }: SeatField, unit: number): number {
  return store !== null && unit < store.count ? store.order[unit] : unit;
}

/** Load of all units. */
export function totalLoad({ store, table }: SeatField): number {
  return compensatedSum(store?.load ?? []) + compensatedSum(table?.load ?? []);
}
