import type { Csr } from '../../core/csr.js';

/** Units whose costs are listed: only for the seats of their rows of choices, so that many units with few seats take little room. */
export interface CostTable {
  /** How many units there are. */
  readonly count: number;
  /** Entry `[r]` is the load of unit r, 0 or more. */
  readonly load: Float64Array;
  /** Entry `[r]` is trips per load; trips where there is no load. */
  readonly rate: Float64Array;
  /** Entry `[r]` is the row of choices that unit r follows. */
  readonly rows: Int32Array;
  /** Entry `[r]` is where the costs of unit r start. */
  readonly start: Int32Array;
  /** Cost of one trip to unit r from the seat at place c of its row at `[start[r] + c]`; infinite where it may not be. */
  readonly costs: Float64Array;
}

/** Where the costs of each unit start when they stand unit by unit; the last entry, one more, is how many there are. */
export function startCosts(rows: Int32Array, { offsets }: Csr): Int32Array {
  const start = new Int32Array(rows.length + 1);
  for (let r = 0; r < rows.length; r++) start[r + 1] = start[r] + offsets[rows[r] + 1] - offsets[rows[r]];
  return start;
}

/** Cost of one trip to unit r from seat j, found by halving; infinite where its row does not list the seat. */
export function tripCost(
  { rows, start, costs }: CostTable,
  { offsets, targets }: Csr,
  r: number,
  j: number,
): number {
  const from = offsets[rows[r]];
  let low = from;
  let high = offsets[rows[r] + 1] - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (targets[middle] === j) return costs[start[r] + middle - from];
    if (targets[middle] < j) low = middle + 1;
    else high = middle - 1;
  }
  return Number.POSITIVE_INFINITY;
}
