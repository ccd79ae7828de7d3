/**
 * The links of which paths are made (findPaths.ts): for each pair of territories the few units that lose least by going
 * from one to the other, with what that changes.
 */
import type { Task, Work } from '../work.js';
import { startOf } from './exchanges.js';
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
  /** The links that leave territory a are `firstOf[a] … firstOf[a + 1] - 1`. */
  readonly firstOf: Int32Array;
  /** Price of what is moved. */
  readonly movePrice: number;
}

/** Lists the links as things stand; pauses on the way. */
export function* listLinks(around: Neighbourhood, work: Work): Task<Links> {
  const { search, state, prices } = around;
  const { k, M, load, hasBudget } = search;
  const exchanges = yield* around.exchanges.list();
  const { pairsOf } = exchanges;
  let count = 0;
  for (const pair of pairsOf.targets) count += Math.min(MOST_UNITS, exchanges.size[pair]);
  const links = {
    unit: new Int32Array(count),
    from: new Int32Array(count),
    to: new Int32Array(count),
    cost: new Float64Array(count),
    change: new Float64Array(count),
    shift: new Float64Array(count),
    takes: new Float64Array(count),
    brings: new Float64Array(count),
    firstOf: new Int32Array(k + 1),
    movePrice: hasBudget ? prices[search.size - 1] : 0,
  };
  let l = 0;
  for (let a = 0; a < k; a++) {
    links.firstOf[a] = l;
    for (let e = pairsOf.offsets[a]; e < pairsOf.offsets[a + 1]; e++) {
      const pair = pairsOf.targets[e];
      const b = exchanges.to[pair];
      const start = startOf(pair);
      const end = start + Math.min(MOST_UNITS, exchanges.size[pair]);
      for (let s = start; s < end; s++) {
        const u = exchanges.unit[s];
        links.unit[l] = u;
        links.from[l] = a;
        links.to[l] = b;
        links.cost[l] = exchanges.cost[s];
        links.shift[l] = state.movedChange(u, b);
        links.change[l] = links.cost[l] - state.unitCost[u] + links.movePrice * links.shift[l];
        for (let m = 0; m < M; m++) {
          links.takes[l] += load[M * u + m] * prices[M * a + m];
          links.brings[l] += load[M * u + m] * prices[M * b + m];
        }
        l++;
      }
    }
    if (work.isPauseDue(l - links.firstOf[a])) yield;
  }
  links.firstOf[k] = l;
  return links;
}
