import { buildCsr } from '../../core/csr.js';
import { createFlow } from '../maximumFlow.js';
import type { SeatLimits } from './seatDual.js';
import { type SeatField, totalLoad } from './seatField.js';

/** Load that finds no seat, or a limit that stays unmet, by less than this share of all load is a rounding error. */
const TOLERANCE = 1e-12;

/**
 * Whether seats can hold all units within their limits when units may be split: no limits cross, a maximum flow fits under the upper
 * limits, and one fills the lower limits (then one flow does both; Nathan Mendelsohn, A. L. Dulmage: Some
 * generalizations of the problem of distinct representatives, 1958, DOI 10.4153/CJM-1958-027-8).
 */
export function canHold(field: SeatField, { lower, upper }: SeatLimits): boolean {
  const supplies = groupUnits(field);
  if (supplies === null) return false;
  const noise = TOLERANCE * totalLoad(field);
  if (lower.some((value, j) => value > upper[j] + noise)) return false;
  const rows: number[] = [];
  const seats: number[] = [];
  supplies.forEach(({ choices }, row) => {
    for (const j of choices) {
      rows.push(row);
      seats.push(j);
    }
  });
  const load = Float64Array.from(supplies, (supply) => supply.load);
  const ways = buildCsr(load.length, rows, seats);
  return createFlow(load, ways, upper).shortfall <= noise && createFlow(load, ways, lower).unfilled <= noise;
}

interface Supply {
  load: number;
  readonly choices: ArrayLike<number> & Iterable<number>;
}

/** Load by the seats that may hold it; `null` where some unit has none. */
function groupUnits({ store, table, choices }: SeatField): Supply[] | null {
  const choicesOf = (row: number) => choices.targets.subarray(choices.offsets[row], choices.offsets[row + 1]);
  const byRow = new Map<number, Supply>();
  const supplies: Supply[] = [];
  const add = (row: number, load: number) => {
    const known = byRow.get(row);
    if (known !== undefined) known.load += load;
    else {
      const supply = { load, choices: choicesOf(row) };
      byRow.set(row, supply);
      supplies.push(supply);
    }
  };
  for (const { row, root } of store?.parts ?? []) add(row, store!.boxLoad[root]);
  for (let r = 0; table !== null && r < table.count; r++) {
    const costs = table.costs.subarray(table.start[r], table.start[r + 1]);
    if (!costs.includes(Number.POSITIVE_INFINITY)) add(table.rows[r], table.load[r]);
    else {
      const choices = choicesOf(table.rows[r]).filter((_, c) => costs[c] < Number.POSITIVE_INFINITY);
      supplies.push({ load: table.load[r], choices });
    }
  }
  return supplies.some(({ choices: list }) => list.length === 0) ? null : supplies;
}
