import type { Contested } from './contested.js';
import { CRUMB, type SeatNet } from './seatNet.js';

/**
 * The ways between seats where all units list all seats, and few do: the best unit of each pair of seats is kept as it
 * is, and looked for among all units of a seat once it has left. Ways are numbered `k * a + b`.
 *
 * O(units + k) for each unit that leaves a seat.
 */
export function createFullNet({ load, seat, cost }: Contested, k: number, amount: Float64Array): SeatNet {
  /** Entry `[k * a + b]` is the entry in a of the unit that goes from a to b most cheaply, -1 for none, and its cost. */
  const best = new Int32Array(k * k).fill(-1);
  const key = new Float64Array(k * k).fill(Number.POSITIVE_INFINITY);
  /** The entries that hold load at seat j are a list from `head[j]` on. */
  const head = new Int32Array(k).fill(-1);
  const next = new Int32Array(seat.length).fill(-1);
  const before = new Int32Array(seat.length).fill(-1);
  const ways = Array.from({ length: k }, (_, a) =>
    Array.from({ length: k }, (_, b) => k * a + b).filter((way) => way !== k * a + a),
  );
  /** The seats to which a seat has to look for a new best unit, and what the last one cost. */
  const open = new Int32Array(k);
  const last = new Float64Array(k);

  function enter(e: number): void {
    const a = seat[e];
    if (head[a] >= 0) before[head[a]] = e;
    next[e] = head[a];
    before[e] = -1;
    head[a] = e;
    const row = e - a;
    for (let b = 0; b < k; b++) offer(k * a + b, e, cost[row + b] - cost[e]);
  }

  function offer(way: number, e: number, itsKey: number): void {
    if (itsKey >= key[way]) return;
    key[way] = itsKey;
    best[way] = e;
  }

  function leave(e: number): void {
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
        offer(k * a + open[at], other, itsKey);
        // None was cheaper than the one that left.
        if (itsKey > last[at]) continue;
        size--;
        open[at] = open[size];
        last[at] = last[size];
      }
    }
  }

  for (let e = 0; e < seat.length; e++) if (amount[e] > 0) enter(e);

  return {
    waysFrom: (j) => ways[j],
    seatOf: (way) => way % k,
    bestWay: (way) => (best[way] < 0 ? -1 : way),
    costOf: (way) => key[way],
    amountOf: (way) => amount[best[way]],
    move: (way, moved) => {
      const from = best[way];
      const to = from - seat[from] + (way % k);
      const crumb = CRUMB * load[Math.floor(from / k)];
      const wasCrumb = amount[to] <= crumb;
      const rest = amount[from] - moved;
      const isCrumb = rest <= crumb;
      amount[to] += isCrumb ? amount[from] : moved;
      amount[from] = isCrumb ? 0 : rest;
      if (isCrumb) leave(from);
      if (wasCrumb && amount[to] > crumb) enter(to);
    },
  };
}
