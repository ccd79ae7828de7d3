/**
 * The links of which paths are made (findPaths.ts): for each pair of territories the few units that lose least by going
 * from one to the other, with what that changes.
 */
import { buildCsr, type Csr } from '../../core/csr.js';
import type { Neighbourhood } from './operator.js';

/** Units of a pair of territories, those with the least regret; found by trial. */
const MOST_UNITS = 8;

/** Links l = 0 … links - 1. */
export interface Links {
  /** Entry `[l]` is a unit, the territory it leaves, the one it enters, and what it costs there. */
  readonly unit: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cost: Float64Array;
  /** Entry `[l]` is the change of unit cost, and of what is moved at its price. */
  readonly change: Float64Array;
  /** Entry `[l]` is the change of what is moved. */
  readonly shift: Float64Array;
  /** Entry `[l]` is what the loads of the unit are worth where it leaves, and where it enters. */
  readonly takes: Float64Array;
  readonly brings: Float64Array;
  /** Row a lists the links that leave territory a. */
  readonly linksOf: Csr;
  /** Price of what is moved. */
  readonly movePrice: number;
}

/** Lists the links as things stand. */
export function listLinks({ search, state, prices, listExchanges }: Neighbourhood): Links {
  const { k, M, load, hasBudget } = search;
  const exchanges = listExchanges();
  const { pairsOf } = exchanges;
  let count = 0;
  for (const pair of pairsOf.targets) count += Math.min(MOST_UNITS, exchanges.size[pair]);
  const unit = new Int32Array(count);
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const cost = new Float64Array(count);
  let at = 0;
  for (let a = 0; a < k; a++) {
    for (const pair of pairsOf.targets.subarray(pairsOf.offsets[a], pairsOf.offsets[a + 1])) {
      const start = exchanges.startOf(pair);
      for (let s = start; s < start + Math.min(MOST_UNITS, exchanges.size[pair]); s++) {
        unit[at] = exchanges.unit[s];
        from[at] = a;
        to[at] = exchanges.to[pair];
        cost[at++] = exchanges.cost[s];
      }
    }
  }
  const movePrice = hasBudget ? prices[search.size - 1] : 0;
  const shift = Float64Array.from(unit, (u, l) => state.movedChange(u, to[l]));
  const worthIn = (territory: Int32Array) =>
    Float64Array.from(unit, (u, l) => {
      let worth = 0;
      for (let m = 0; m < M; m++) worth += load[M * u + m] * prices[M * territory[l] + m];
      return worth;
    });
  return {
    unit,
    from,
    to,
    cost,
    change: Float64Array.from(unit, (u, l) => cost[l] - state.unitCost[u] + movePrice * shift[l]),
    shift,
    takes: worthIn(from),
    brings: worthIn(to),
    linksOf: buildCsr(
      k,
      from,
      Int32Array.from(from, (_, l) => l),
    ),
    movePrice,
  };
}
