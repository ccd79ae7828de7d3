import { runsOf } from '../../core/runsOf.js';
import type { PlanState } from '../state.js';
import type { Candidates } from '../transport/candidates.js';
import type { Task } from '../work.js';

/** The bit that stands for a territory, among others, in a set of 32. */
export const bitOf = (j: number) => 1 << (j & 31);

/**
 * Entry `[u]` is a set of bits, those of the territories where unit u is or could go; empty where it has no choice. Two sets
 * without a bit in common have no territory in common.
 */
export function* reachOf(
  { assignment }: PlanState,
  { start, count, territory }: Candidates,
): Task<Int32Array> {
  const reach = new Int32Array(assignment.length);
  for (const { from, to } of runsOf(assignment.length)) {
    yield;
    for (let u = from; u < to; u++) {
      if (count[u] < 2) continue;
      let bits = bitOf(assignment[u]);
      for (let e = start[u]; e < start[u] + count[u]; e++) bits |= bitOf(territory[e]);
      reach[u] = bits;
    }
  }
  return reach;
}
