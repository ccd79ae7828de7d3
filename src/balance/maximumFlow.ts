/**
 * Maximum flow from rows (with supplies) through their choices to territories (with capacities), and its minimum cut.
 *
 * Shortest augmenting paths level by level (Y. Dinitz: Algorithm for solution of a problem of maximum flow in networks
 * with power estimation, 1970). O(rows * territories * (rows + territories)) at worst, near-linear in practice.
 */
import type { Csr } from '../core/csr.js';

/** What remains of supplies and capacities after as much as possible has flown. */
export interface Flow {
  /** Supply that found no way. */
  readonly shortfall: number;
  /** Capacity that stayed empty. */
  readonly unfilled: number;
  /** Entry `[r]` is 1 where row r is on the source's side of the minimum cut: it has, or could take over, what is stuck. */
  readonly rowsBehindCut: Uint8Array;
}

/** Amounts below this share of the largest supply or capacity count as nothing. */
const TOLERANCE = 1e-12;

/** Sends as much as possible. */
export function createFlow(supplies: Float64Array, choices: Csr, capacities: Float64Array): Flow {
  const rows = supplies.length;
  const k = capacities.length;
  const supply = supplies.slice();
  const capacity = capacities.slice();
  const sent = new Float64Array(choices.targets.length);
  const rowOf = new Int32Array(sent.length);
  /** Territory j may give back to the rows at `incoming[from[j]] …`. */
  const from = new Int32Array(k + 1);
  for (let r = 0; r < rows; r++) rowOf.fill(r, choices.offsets[r], choices.offsets[r + 1]);
  for (const j of choices.targets) from[j + 1]++;
  for (let j = 0; j < k; j++) from[j + 1] += from[j];
  const incoming = new Int32Array(sent.length);
  const next = from.slice();
  for (let e = 0; e < sent.length; e++) incoming[next[choices.targets[e]]++] = e;
  let largest = 0;
  for (const value of supply) largest = Math.max(largest, value);
  for (const value of capacity) largest = Math.max(largest, value);
  const nothing = TOLERANCE * largest;
  /** Entry is the step at which a row (or territory, behind the rows) is reached, -1 if it is not. */
  const level = new Int32Array(rows + k);
  const cursor = new Int32Array(rows + k);
  const queue = new Int32Array(rows + k);

  function findLevels(): boolean {
    level.fill(-1);
    let size = 0;
    let isReached = false;
    for (let r = 0; r < rows; r++) {
      if (supply[r] <= nothing) continue;
      level[r] = 0;
      queue[size++] = r;
    }
    for (let head = 0; head < size; head++) {
      const node = queue[head];
      const visit = (other: number) => {
        if (level[other] >= 0) return;
        level[other] = level[node] + 1;
        queue[size++] = other;
      };
      if (node < rows) {
        for (let e = choices.offsets[node]; e < choices.offsets[node + 1]; e++)
          visit(rows + choices.targets[e]);
      } else {
        if (capacity[node - rows] > nothing) isReached = true;
        for (let i = from[node - rows]; i < from[node - rows + 1]; i++) {
          if (sent[incoming[i]] > nothing) visit(rowOf[incoming[i]]);
        }
      }
    }
    return isReached;
  }

  /** Sends up to `amount` on from a node along rising levels; returns what arrived. */
  function push(node: number, amount: number): number {
    let arrived = 0;
    if (node >= rows) {
      const j = node - rows;
      const direct = Math.min(amount, capacity[j]);
      capacity[j] -= direct;
      arrived = direct;
      for (; arrived < amount - nothing && cursor[node] < from[j + 1] - from[j]; cursor[node]++) {
        const e = incoming[from[j] + cursor[node]];
        if (level[rowOf[e]] !== level[node] + 1 || sent[e] <= nothing) continue;
        const moved = push(rowOf[e], Math.min(amount - arrived, sent[e]));
        sent[e] -= moved;
        arrived += moved;
        if (arrived >= amount - nothing) break;
      }
      return arrived;
    }
    for (; cursor[node] < choices.offsets[node + 1] - choices.offsets[node]; cursor[node]++) {
      const e = choices.offsets[node] + cursor[node];
      const j = rows + choices.targets[e];
      if (level[j] !== level[node] + 1) continue;
      const moved = push(j, amount - arrived);
      sent[e] += moved;
      arrived += moved;
      if (arrived >= amount - nothing) break;
    }
    return arrived;
  }

  while (findLevels()) {
    cursor.fill(0);
    for (let r = 0; r < rows; r++) if (level[r] === 0) supply[r] -= push(r, supply[r]);
  }
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  return {
    shortfall: total(supply),
    unfilled: total(capacity),
    rowsBehindCut: Uint8Array.from({ length: rows }, (_, r) => (level[r] >= 0 ? 1 : 0)),
  };
}
