import type { Contested } from './contested.js';
import { CRUMB, type SeatNet } from './seatNet.js';

/**
 * The ways between seats where all units list all seats, and few do: the best unit of each pair of seats is kept as it
 * is, and looked for among all units of a seat once it has left. Ways are numbered `k * a + b`.
 *
 * O(units + k) for each unit that leaves a seat.
 */
export function createFullNet(contested: Contested, k: number, amount: Float64Array): SeatNet {
  return new FullNet(contested, k, amount);
}

/** A class, so that paths which are compiled for one net are so for the next. */
class FullNet implements SeatNet {
  private readonly k: number;
  private readonly contested: Contested;
  private readonly amount: Float64Array;
  /** Entry `[k * a + b]` is the entry in a of the unit that goes from a to b most cheaply, -1 for none, and its cost. */
  private readonly best: Int32Array;
  private readonly key: Float64Array;
  /** The entries that hold load at seat j are a list from `head[j]` on. */
  private readonly head: Int32Array;
  private readonly next: Int32Array;
  private readonly before: Int32Array;
  private readonly ways: number[][];
  /** The seats to which a seat has to look for a new best unit, and what the last one cost. */
  private readonly open: Int32Array;
  private readonly last: Float64Array;

  constructor(contested: Contested, k: number, amount: Float64Array) {
    const entries = contested.seat.length;
    this.k = k;
    this.contested = contested;
    this.amount = amount;
    this.best = new Int32Array(k * k).fill(-1);
    this.key = new Float64Array(k * k).fill(Number.POSITIVE_INFINITY);
    this.head = new Int32Array(k).fill(-1);
    this.next = new Int32Array(entries).fill(-1);
    this.before = new Int32Array(entries).fill(-1);
    this.ways = Array.from({ length: k }, (_, a) =>
      Array.from({ length: k }, (_, b) => k * a + b).filter((way) => way !== k * a + a),
    );
    this.open = new Int32Array(k);
    this.last = new Float64Array(k);
    for (let e = 0; e < entries; e++) if (amount[e] > 0) this.enter(e);
  }

  waysFrom(j: number): readonly number[] {
    return this.ways[j];
  }

  seatOf(way: number): number {
    return way % this.k;
  }

  bestWay(way: number): number {
    return this.best[way] < 0 ? -1 : way;
  }

  costOf(way: number): number {
    return this.key[way];
  }

  amountOf(way: number): number {
    return this.amount[this.best[way]];
  }

  move(way: number, moved: number): void {
    const { k, amount } = this;
    const { load, seat } = this.contested;
    const from = this.best[way];
    const to = from - seat[from] + (way % k);
    const crumb = CRUMB * load[Math.floor(from / k)];
    const wasCrumb = amount[to] <= crumb;
    const rest = amount[from] - moved;
    const isCrumb = rest <= crumb;
    amount[to] += isCrumb ? amount[from] : moved;
    amount[from] = isCrumb ? 0 : rest;
    if (isCrumb) this.leave(from);
    if (wasCrumb && amount[to] > crumb) this.enter(to);
  }

  private enter(e: number): void {
    const { k, head, next, before } = this;
    const { seat, cost } = this.contested;
    const a = seat[e];
    if (head[a] >= 0) before[head[a]] = e;
    next[e] = head[a];
    before[e] = -1;
    head[a] = e;
    const row = e - a;
    for (let b = 0; b < k; b++) this.offer(k * a + b, e, cost[row + b] - cost[e]);
  }

  private offer(way: number, e: number, key: number): void {
    if (key >= this.key[way]) return;
    this.key[way] = key;
    this.best[way] = e;
  }

  private leave(e: number): void {
    const { k, best, key, head, next, before, open, last } = this;
    const { seat, cost } = this.contested;
    const a = seat[e];
    if (before[e] >= 0) next[before[e]] = next[e];
    else head[a] = next[e];
    if (next[e] >= 0) before[next[e]] = before[e];
    let size = 0;
    for (let b = 0; b < k; b++) {
      const way = k * a + b;
      if (best[way] !== e) continue;
      last[size] = key[way];
      open[size++] = b;
      best[way] = -1;
      key[way] = Number.POSITIVE_INFINITY;
    }
    for (let other = head[a]; other >= 0 && size > 0; other = next[other]) {
      const row = other - a;
      for (let at = size - 1; at >= 0; at--) {
        const itsKey = cost[row + open[at]] - cost[other];
        this.offer(k * a + open[at], other, itsKey);
        // None was cheaper than the one that left.
        if (itsKey > last[at]) continue;
        size--;
        open[at] = open[size];
        last[at] = last[size];
      }
    }
  }
}
