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
import { createIndexedHeap, type IndexedHeap } from '../../core/indexedHeap.js';
import type { Task, Work } from '../work.js';
import type { Contested } from './contested.js';
import { createFullNet } from './fullNet.js';
import { isSmallField } from './isSmallField.js';
import type { SeatLimits } from './seatDual.js';
import { createSeatNet, type SeatNet } from './seatNet.js';

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
  limits: SeatLimits,
  prices: Float64Array,
  band: number,
  work: Work,
): Task<Settlement> {
  const k = prices.length;
  const amount = assignBest(contested, prices);
  const isFull = contested.seat.length === k * contested.count && isSmallField(contested.count, k);
  const net = isFull ? createFullNet(contested, k, amount) : createSeatNet(contested, amount);
  const flow = new PathFlow(net, limits, loadsOf(contested, amount), prices);
  const { excess, distance, potential, whole } = flow;
  const noise = ROUNDING * whole;
  let paths = 0;
  let outcome: Settlement['outcome'] = 'settled';
  search: for (let source = 0; source <= k; source++) {
    while (excess[source] > noise) {
      const { sink, effort } = flow.findPath(source);
      const room = band - flow.rise();
      const isFar = sink < 0 ? band < Number.POSITIVE_INFINITY : distance[sink] > room;
      flow.raisePrices(isFar ? room : sink < 0 ? 0 : distance[sink]);
      if (sink < 0 && excess[source] <= REST * whole) break;
      if (isFar || sink < 0) {
        outcome = isFar ? 'far' : 'stuck';
        break search;
      }
      flow.augment(source, sink);
      paths++;
      if (work.isPauseDue(effort)) yield;
    }
  }
  for (let j = 0; j < k; j++) prices[j] = potential[j] - potential[k];
  return { outcome, amount, paths };
}

/** Seats, the ground, and what is out of place; a class, so that paths which are compiled for one field are so for the next. */
class PathFlow {
  /** Load that node j has too much; entry k is the ground's own. */
  readonly excess: Float64Array;
  readonly distance: Float64Array;
  readonly potential: Float64Array;
  /** All load. */
  readonly whole: number;
  private readonly k: number;
  private readonly net: SeatNet;
  private readonly limits: SeatLimits;
  /** Load that seat j passes on to the ground. */
  private readonly passed: Float64Array;
  private readonly state: Uint8Array;
  /** The node before on the path, and the heap node of the unit that is moved; -1 along the ground. */
  private readonly before: Int32Array;
  private readonly by: Int32Array;
  /** Nodes that were reached, in the order in which they were. */
  private readonly reached: Int32Array;
  private reachedCount = 0;
  private readonly queue: IndexedHeap;
  private readonly lift: Float64Array;
  private mostLift = 0;

  constructor(net: SeatNet, limits: SeatLimits, load: Float64Array, prices: Float64Array) {
    const { lower, upper } = limits;
    const k = prices.length;
    let whole = 0;
    for (let j = 0; j < k; j++) whole += load[j];
    this.whole = whole;
    this.k = k;
    this.net = net;
    this.limits = limits;
    this.passed = new Float64Array(k);
    this.excess = new Float64Array(k + 1);
    for (let j = 0; j < k; j++) {
      const within = Math.min(upper[j], Math.max(lower[j], load[j]));
      this.passed[j] = prices[j] > 0 ? upper[j] : prices[j] < 0 ? lower[j] : within;
      this.excess[j] = load[j] - this.passed[j];
      this.excess[k] -= this.excess[j];
    }
    this.potential = new Float64Array(k + 1);
    this.potential.set(prices);
    this.distance = new Float64Array(k + 1);
    this.state = new Uint8Array(k + 1);
    this.before = new Int32Array(k + 1);
    this.by = new Int32Array(k + 1);
    this.reached = new Int32Array(k + 1);
    this.queue = createIndexedHeap(k + 1);
    this.lift = new Float64Array(k + 1);
  }

  /** The largest change of a potential so far. */
  rise(): number {
    return this.mostLift;
  }

  /** Finds the nearest node with too little, -1 where there is none. */
  findPath(source: number): { readonly sink: number; readonly effort: number } {
    const { state, distance, reached, queue, excess } = this;
    state[source] = 1;
    distance[source] = 0;
    reached[0] = source;
    this.reachedCount = 1;
    queue.set(source, 0);
    let effort = this.k;
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      state[node] = 2;
      if (excess[node] < 0) return { sink: node, effort };
      effort += this.expand(node);
    }
    return { sink: -1, effort };
  }

  /** Raises the potentials of all nodes that were found to be nearer, and forgets what was reached. */
  raisePrices(reach: number): void {
    const { state, distance, potential, lift, reached, reachedCount } = this;
    for (let s = 0; s < reachedCount; s++) {
      const node = reached[s];
      if (state[node] === 2 && distance[node] < reach) {
        potential[node] += reach - distance[node];
        lift[node] += reach - distance[node];
        if (lift[node] > this.mostLift) this.mostLift = lift[node];
      }
      state[node] = 0;
    }
    this.queue.clear();
  }

  /** Moves along the path to `sink` what excess, lack and the units on it allow. */
  augment(source: number, sink: number): void {
    const { k, net, before, by, passed, excess } = this;
    const { lower, upper } = this.limits;
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

  /** Relaxes all ways out of a node; returns how many. */
  private expand(from: number): number {
    const { k, net, potential, passed } = this;
    const { lower, upper } = this.limits;
    if (from === k) {
      for (let j = 0; j < k; j++) {
        if (passed[j] > lower[j]) this.relax(j, k, potential[j] - potential[k], -1);
      }
      return k;
    }
    if (passed[from] < upper[from]) this.relax(k, from, potential[k] - potential[from], -1);
    const ways = net.waysFrom(from);
    for (let w = 0; w < ways.length; w++) {
      const unit = net.bestWay(ways[w]);
      if (unit < 0) continue;
      const to = net.seatOf(ways[w]);
      this.relax(to, from, net.costOf(unit) + potential[to] - potential[from], unit);
    }
    return ways.length;
  }

  private relax(to: number, from: number, cost: number, unit: number): void {
    const { state, distance } = this;
    const next = distance[from] + Math.max(cost, 0);
    if (state[to] === 2 || (state[to] === 1 && next >= distance[to])) return;
    if (state[to] === 0) this.reached[this.reachedCount++] = to;
    state[to] = 1;
    distance[to] = next;
    this.before[to] = from;
    this.by[to] = unit;
    this.queue.set(to, next);
  }
}

/** The load of every seat: what is certain to be there, and what contested units bring. */
function loadsOf({ seat, fixedLoad }: Contested, amount: Float64Array): Float64Array {
  const load = fixedLoad.slice();
  for (let e = 0; e < amount.length; e++) load[seat[e]] += amount[e];
  return load;
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
