import type { MedianModel } from './medianModel.js';

/** Passes of moves and centres anew at the most. */
const MOST_PASSES = 20;
/** A move must gain this share of what the unit costs. */
const LEAST_GAIN = 1e-9;

/** A plan for the units of a model: where each is, in rows, and what that costs. */
export interface MedianPlan {
  readonly row: Int32Array;
  readonly cost: number;
}

/**
 * A plan round given centres: those units first that lose most when they miss their best row, each to the cheapest row
 * with room; then single moves and swaps while they gain, and every group's best centre anew. `null` where the loads do
 * not fit that way. O(units * (units + centres)) a pass.
 */
export function roundMedians(model: MedianModel, centres: readonly number[]): MedianPlan | null {
  const { n, places, cost, load, upper, own, counted } = model;
  const rowOf = centres.slice();
  const room = Float64Array.from(rowOf, (r) => upper[r] - (own[r] < 0 ? 0 : load[own[r]]));
  /** Entry `[u]` is the position of its centre among all. */
  const at = new Int32Array(n).fill(-1);
  rowOf.forEach((r, c) => {
    if (own[r] >= 0) at[own[r]] = c;
  });
  const costAt = (u: number, c: number) => cost[n * rowOf[c] + u];

  function fill(): boolean {
    const loss = new Float64Array(n);
    for (const u of counted) {
      let best = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      for (let c = 0; c < rowOf.length; c++) {
        const value = costAt(u, c);
        if (value < best) {
          second = best;
          best = value;
        } else if (value < second) second = value;
      }
      loss[u] = second - best;
    }
    for (const u of counted.filter((v) => at[v] < 0).sort((a, b) => loss[b] - loss[a] || a - b)) {
      let best = -1;
      for (let c = 0; c < rowOf.length; c++)
        if (room[c] >= load[u] && (best < 0 || costAt(u, c) < costAt(u, best))) best = c;
      if (best < 0) return false;
      at[u] = best;
      room[best] -= load[u];
    }
    return true;
  }

  /** Whether a unit is the centre that it is at: it stays. */
  const isCentre = (u: number) => own[rowOf[at[u]]] === u;

  function improve(u: number): boolean {
    const a = at[u];
    if (isCentre(u)) return false;
    let best = -LEAST_GAIN * costAt(u, a);
    let to = -1;
    let guest = -1;
    for (let c = 0; c < rowOf.length; c++) {
      const change = costAt(u, c) - costAt(u, a);
      if (change >= best || room[c] < load[u]) continue;
      best = change;
      to = c;
    }
    for (const v of counted) {
      const b = at[v];
      if (v <= u || a === b || isCentre(v)) continue;
      const change = costAt(u, b) - costAt(u, a) + costAt(v, a) - costAt(v, b);
      if (change >= best || room[b] + load[v] < load[u] || room[a] + load[u] < load[v]) continue;
      best = change;
      to = b;
      guest = v;
    }
    if (to < 0) return false;
    room[a] += load[u] - (guest < 0 ? 0 : load[guest]);
    room[to] -= load[u] - (guest < 0 ? 0 : load[guest]);
    at[u] = to;
    if (guest >= 0) at[guest] = a;
    return true;
  }

  /** Moves every group's centre to the best of its places; true where one moved. */
  function recentre(): boolean {
    const groups: number[][] = rowOf.map(() => []);
    for (const u of counted) groups[at[u]].push(u);
    const sumAt = (c: number, r: number) => groups[c].reduce((sum, u) => sum + cost[n * r + u], 0);
    const least = rowOf.map((r, c) => sumAt(c, r) * (1 - LEAST_GAIN));
    let isMoved = false;
    const now = rowOf.slice();
    for (let r = 0; r < places; r++) {
      const c = at[own[r]];
      if (own[now[c]] < 0) continue;
      const sum = sumAt(c, r);
      if (sum >= least[c]) continue;
      least[c] = sum;
      rowOf[c] = r;
      isMoved = true;
    }
    return isMoved;
  }

  if (room.some((value) => value < 0) || !fill()) return null;
  for (let pass = 0, isBetter = true; isBetter && pass < MOST_PASSES; pass++) {
    isBetter = false;
    for (const u of counted) if (improve(u)) isBetter = true;
    if (recentre()) isBetter = true;
  }
  let total = 0;
  for (const u of counted) total += costAt(u, at[u]);
  return { row: at.map((c) => (c < 0 ? -1 : rowOf[c])), cost: total };
}
