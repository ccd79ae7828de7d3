/**
 * The exact finish: successive shortest paths over the seats.
 *
 * Problem: a minimum-cost flow from contested units by way of seats j, which pass between L_j and U_j on, to one
 * ground. Units start at their best seats at given prices, so no arc is worth turning; only seats with too much or
 * too little load are left to mend.
 *
 * 1. The way from seat a to seat b is the contested unit in a with the least `cost(b) - cost(a)`; a heap for each
 *    pair finds it. A unit that has left is thrown out when it comes to the top.
 * 2. From a seat with too much load find the nearest one with too little, by Dijkstra's method on reduced costs
 *    `cost(b) - cost(a) + price(b) - price(a) >= 0`; the ground is a node like the seats, of price 0.
 * 3. Raise the prices of all seats that are nearer than it by the difference, which makes the path free of reduced
 *    cost, and move along it what excess, lack and the units on it allow. Units may be split on the way.
 * 4. Repeat until no seat has too much.
 *
 * Each path costs O(seats settled * their pairs). The result is optimal for the contested units, and for all units as
 * long as no difference of prices changed by more than the band of the list; at that point it stops (`far`).
 * Ravindra K. Ahuja, Thomas L. Magnanti, James B. Orlin: Network Flows, 1993, section 9.7.
 */
import { createIndexedHeap } from '../../core/indexedHeap.js';
import type { Task, Work } from '../work.js';
import type { Contested } from './contested.js';
import { createFullNet } from './fullNet.js';
import { isSmallField } from './isSmallField.js';
import type { SeatLimits } from './seatDual.js';
import { createSeatNet } from './seatNet.js';

/** Load out of place below this share of all load is a rounding error. */
const ROUNDING = 1e-13;
/** Where nothing can take it, so much of all load may stay out of place: the sums of loads and limits differ by it. */
const REST = 1e-11;

/** How the paths ended. */
export interface Settlement {
  /**
   * `settled`: every limit holds. `far`: prices have reached the end of what the list says. `stuck`: units that are
   * listed with all their seats cannot be where limits want them.
   */
  readonly outcome: 'settled' | 'far' | 'stuck';
  /** Entry `[e]` is the load of its unit at entry e of the list. */
  readonly amount: Float64Array;
  /** How many paths were used. */
  readonly paths: number;
}

/** Moves contested units until every limit holds, changing `prices` in place; pauses on the way. */
export function* settleByPaths(
  contested: Contested,
  { lower, upper }: SeatLimits,
  prices: Float64Array,
  band: number,
  work: Work,
): Task<Settlement> {
  const k = prices.length;
  const amount = assignBest(contested, prices);
  const isFull = contested.seat.length === k * contested.count && isSmallField(contested.count, k);
  const net = isFull ? createFullNet(contested, k, amount) : createSeatNet(contested, amount);
  const load = contested.fixedLoad.slice();
  for (let e = 0; e < amount.length; e++) load[contested.seat[e]] += amount[e];
  let whole = 0;
  for (let j = 0; j < k; j++) whole += load[j];
  const noise = ROUNDING * whole;
  /** Load that seat j passes on to the ground, and load it has too much (entry k: the ground's own). */
  const passed = new Float64Array(k);
  const excess = new Float64Array(k + 1);
  for (let j = 0; j < k; j++) {
    passed[j] =
      prices[j] > 0 ? upper[j] : prices[j] < 0 ? lower[j] : Math.min(upper[j], Math.max(lower[j], load[j]));
    excess[j] = load[j] - passed[j];
    excess[k] -= excess[j];
  }
  const potential = new Float64Array(k + 1);
  potential.set(prices);
  /** Largest and smallest change of a potential so far. */
  let rise = 0;
  const distance = new Float64Array(k + 1);
  const state = new Uint8Array(k + 1);
  /** The node before on the path, and the heap node of the unit that is moved; -1 along the ground. */
  const before = new Int32Array(k + 1);
  const by = new Int32Array(k + 1);
  const settled = new Int32Array(k + 1);
  const queue = createIndexedHeap(k + 1);
  const lift = new Float64Array(k + 1);
  let settledCount = 0;

  function relax(to: number, from: number, cost: number, unit: number): void {
    const next = distance[from] + Math.max(cost, 0);
    if (state[to] === 2 || (state[to] === 1 && next >= distance[to])) return;
    if (state[to] === 0) settled[settledCount++] = to;
    state[to] = 1;
    distance[to] = next;
    before[to] = from;
    by[to] = unit;
    queue.set(to, next);
  }

  /** Relaxes all ways out of a node; returns how many. */
  function expand(from: number): number {
    if (from === k) {
      for (let j = 0; j < k; j++) {
        if (passed[j] > lower[j]) relax(j, k, potential[j] - potential[k], -1);
      }
      return k;
    }
    if (passed[from] < upper[from]) relax(k, from, potential[k] - potential[from], -1);
    const ways = net.waysFrom(from);
    for (const pair of ways) {
      const unit = net.bestWay(pair);
      if (unit < 0) continue;
      const to = net.seatOf(pair);
      relax(to, from, net.costOf(unit) + potential[to] - potential[from], unit);
    }
    return ways.length;
  }

  /** Moves load along the path to `to`; returns where it started. */
  function augment(source: number, sink: number): void {
    let moved = Math.min(excess[source], -excess[sink]);
    for (let node = sink; node !== source; node = before[node]) {
      const from = before[node];
      if (by[node] >= 0) moved = Math.min(moved, net.amountOf(by[node]));
      else if (node === k) moved = Math.min(moved, upper[from] - passed[from]);
      else moved = Math.min(moved, passed[node] - lower[node]);
    }
    for (let node = sink; node !== source; node = before[node]) {
      if (by[node] >= 0) net.move(by[node], moved);
      else if (node === k) passed[before[node]] += moved;
      else passed[node] -= moved;
    }
    excess[source] -= moved;
    excess[sink] += moved;
  }

  let paths = 0;
  let outcome: Settlement['outcome'] = 'settled';
  search: for (let source = 0; source <= k; source++) {
    while (excess[source] > noise) {
      settledCount = 0;
      state[source] = 1;
      distance[source] = 0;
      settled[settledCount++] = source;
      queue.set(source, 0);
      let sink = -1;
      let effort = k;
      for (let node = queue.pop(); node >= 0; node = queue.pop()) {
        state[node] = 2;
        if (excess[node] < 0) {
          sink = node;
          break;
        }
        effort += expand(node);
      }
      const room = band - rise;
      const isFar = sink < 0 ? band < Number.POSITIVE_INFINITY : distance[sink] > room;
      const reach = isFar ? room : sink < 0 ? 0 : distance[sink];
      for (let s = 0; s < settledCount; s++) {
        const node = settled[s];
        if (state[node] === 2 && distance[node] < reach) {
          potential[node] += reach - distance[node];
          lift[node] += reach - distance[node];
          if (lift[node] > rise) rise = lift[node];
        }
        state[node] = 0;
      }
      queue.clear();
      if (sink < 0 && excess[source] <= REST * whole) break;
      if (isFar || sink < 0) {
        outcome = isFar ? 'far' : 'stuck';
        break search;
      }
      augment(source, sink);
      paths++;
      if (work.isPauseDue(effort)) yield;
    }
  }
  for (let j = 0; j < k; j++) prices[j] = potential[j] - potential[k];
  return { outcome, amount, paths };
}

/** The load of every contested unit at its best seat; ties go to the lowest. */
function assignBest({ count, load, start, seat, cost }: Contested, prices: Float64Array): Float64Array {
  const amount = new Float64Array(seat.length);
  for (let a = 0; a < count; a++) {
    let best = start[a];
    for (let e = best + 1; e < start[a + 1]; e++) {
      if (cost[e] + prices[seat[e]] < cost[best] + prices[seat[best]]) best = e;
    }
    amount[best] = load[a];
  }
  return amount;
}
