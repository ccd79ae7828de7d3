/**
 * What an assignment costs and how far from the optimum it can be at the most, from a new look at all units.
 *
 * With v_i the least value of unit i at prices p,
 *
 *     cost - dual = sum_ij x_ij (c_ij + p_j - v_i) + sum_j max(U_j p_j, L_j p_j) - p_j f_j,
 *
 * which for an assignment within the limits is a sum of small terms none of which is negative: no digits are lost, as
 * they would be in the difference of cost and dual.
 */
import { compensatedSum } from '../../core/compensatedSum.js';
import type { Task, Work } from '../work.js';
import type { Contested } from './contested.js';
import { listContested } from './listContested.js';
import { evenBands } from './seatBands.js';
import type { SeatLimits } from './seatDual.js';
import { callerOf, type SeatField, unitCost, unitLoad } from './seatField.js';

/** Units summed up between two looks at the clock. */
const PAUSE_UNITS = 10_000;

/** A part of a unit that is shared among seats. */
export interface SeatSplit {
  readonly unit: number;
  readonly seat: number;
  /** Its load there. */
  readonly load: number;
}

/** An assignment with what is proven about it; units in the caller's order. */
export interface SeatCertificate {
  /** Entry `[i]` is the seat with the largest part of unit i, -1 where it has none; rows of a table come last. */
  readonly assignment: Int32Array;
  /** The parts of the units that are split, unit by unit. */
  readonly splits: readonly SeatSplit[];
  /** Entry `[j]` is the load of seat j, parts included. */
  readonly loads: Float64Array;
  /** Cost of the assignment, parts included. */
  readonly primal: number;
  /** Value of the dual: no assignment within the limits costs less. */
  readonly bound: number;
}

/** Where contested units are, entry by entry of their list. */
export interface SettledUnits {
  readonly list: Contested;
  readonly amount: Float64Array;
}

/**
 * Sums up; pauses on the way.
 *
 * @param settled - where contested units are within the limits; `null` to leave every unit at its best seat
 */
export function* certifySeats(
  field: SeatField,
  limits: SeatLimits,
  prices: Float64Array,
  settled: SettledUnits | null,
  work: Work,
): Task<SeatCertificate> {
  const { k, units } = field;
  const home = new Int32Array(units).fill(-1);
  const query = { prices, bands: evenBands(k, 0), mostEntries: Number.POSITIVE_INFINITY, home };
  yield* listContested(field, query, work);
  const loads = new Float64Array(k);
  const costs = new Float64Array(units);
  const assignment = new Int32Array(units);
  const splits: SeatSplit[] = [];
  /** What units have above their least value, and seats above what their price allows. */
  const above: number[] = [];
  const isSettled = new Uint8Array(units);
  if (settled !== null) {
    const { list, amount } = settled;
    for (let a = 0; a < list.count; a++) {
      const unit = list.unit[a];
      isSettled[unit] = 1;
      const least = unitCost(field, unit, home[unit]) + list.load[a] * prices[home[unit]];
      const parts = countParts(settled, a);
      let largest = list.start[a];
      for (let e = list.start[a]; e < list.start[a + 1]; e++) {
        if (amount[e] === 0) continue;
        const j = list.seat[e];
        const share = amount[e] / list.load[a];
        const cost = unitCost(field, unit, j);
        loads[j] += amount[e];
        costs[unit] += share * cost;
        above.push(Math.max(0, share * (cost + list.load[a] * prices[j] - least)));
        if (parts > 1) splits.push({ unit: callerOf(field, unit), seat: j, load: amount[e] });
        if (amount[e] > amount[largest]) largest = e;
      }
      assignment[callerOf(field, unit)] = list.seat[largest];
    }
  }
  for (let unit = 0; unit < units; unit++) {
    if (unit % PAUSE_UNITS === 0 && work.isPauseDue(PAUSE_UNITS)) yield;
    if (isSettled[unit] === 1) continue;
    assignment[callerOf(field, unit)] = home[unit];
    if (home[unit] < 0) continue;
    costs[unit] = unitCost(field, unit, home[unit]);
    loads[home[unit]] += unitLoad(field, unit);
  }
  for (let j = 0; j < k; j++) {
    const asked = prices[j] > 0 ? limits.upper[j] : limits.lower[j];
    const term = prices[j] * (asked - loads[j]);
    above.push(settled === null ? term : Math.max(0, term));
  }
  const primal = compensatedSum(costs);
  splits.sort((a, b) => a.unit - b.unit || a.seat - b.seat);
  return { assignment, splits, loads, primal, bound: primal - compensatedSum(above) };
}

/** How many seats hold a part of a contested unit. */
function countParts({ list, amount }: SettledUnits, a: number): number {
  let parts = 0;
  for (let e = list.start[a]; e < list.start[a + 1]; e++) if (amount[e] > 0) parts++;
  return parts;
}
