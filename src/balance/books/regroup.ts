/**
 * Regrouping: the units of two or three books are shared out anew, by looking at every way that could be better.
 *
 * 1. Each unit goes to the book of the group where its reduced cost is least. What another book would cost more is a
 *    deviation; deviations are put in rising order.
 * 2. Sets of deviations are gone through in that order. A way costs its reduced costs plus the price of the capacity that
 *    stays empty; the former only add up, so a set is given up as soon as they reach what the best way costs.
 *
 * Finds what chains cannot: two units for three. The nearer a plan is to its bound the fewer sets are left; `LIMIT` ends
 * the search where there are too many. It is the enumeration by reduced costs of exact methods, held to a few books.
 */
import type { BooksState } from './booksState.js';

/** Sets that are looked at for a group at the most. */
const LIMIT = 20_000;

/** Regroups books in place; hands over how many sets were looked at. A plan above its capacities stays as it is. */
export function regroup(state: BooksState, group: readonly number[]): number {
  const { pairs, unitOf, reduced, members, size } = state;
  const { start, book, M, load: pairLoad, capacity } = pairs;
  const units = group.flatMap((j) => Array.from(members[j].subarray(0, size[j])));
  const present = units.map((u) => state.pairOf[u]);
  const isInGroup = new Set(group);
  const slot = new Map(group.map((j, g) => [j, g]));
  const loads = new Float64Array(group.length * M);
  /** Entry `[s]` is the cheapest pair of unit s within the group. */
  const cheapest = new Int32Array(units.length);
  const deviations: { s: number; pair: number; extra: number }[] = [];
  const weigh = (pair: number, sign: number) => {
    const base = M * slot.get(book[pair])!;
    for (let m = 0; m < M; m++) loads[base + m] += sign * pairLoad[M * pair + m];
  };
  /** What empty capacity is worth; infinite where a capacity is exceeded. */
  const worth = () => {
    let sum = 0;
    for (let g = 0; g < group.length; g++) {
      for (let m = 0; m < M; m++) {
        const room = capacity[M * group[g] + m] - loads[M * g + m];
        if (room < 0) return Number.POSITIVE_INFINITY;
        sum += state.prices[M * group[g] + m] * room;
      }
    }
    return sum;
  };
  let best = 0;
  for (const e of present) {
    weigh(e, 1);
    best += reduced[e];
  }
  best += worth();
  if (best === Number.POSITIVE_INFINITY) return 0;
  loads.fill(0);
  let base = 0;
  units.forEach((u, s) => {
    cheapest[s] = present[s];
    for (let e = start[u]; e < start[u + 1]; e++) {
      if (isInGroup.has(book[e]) && reduced[e] < reduced[cheapest[s]]) cheapest[s] = e;
    }
    base += reduced[cheapest[s]];
    weigh(cheapest[s], 1);
    for (let e = start[u]; e < start[u + 1]; e++) {
      if (e !== cheapest[s] && isInGroup.has(book[e]))
        deviations.push({ s, pair: e, extra: reduced[e] - reduced[cheapest[s]] });
    }
  });
  deviations.sort((a, b) => a.extra - b.extra || a.pair - b.pair);
  const isTurned = new Uint8Array(units.length);
  const trail: number[] = [];
  let found: readonly number[] | null = null;
  let looked = 0;
  const least = 1e-9 * Math.abs(best);

  function look(from: number, sum: number): void {
    for (let d = from; d < deviations.length; d++) {
      const { s, pair, extra } = deviations[d];
      if (sum + extra >= best - least || looked >= LIMIT) return;
      if (isTurned[s] === 1) continue;
      looked++;
      weigh(cheapest[s], -1);
      weigh(pair, 1);
      isTurned[s] = 1;
      trail.push(pair);
      const energy = sum + extra + worth();
      if (energy < best - least) {
        best = energy;
        found = trail.slice();
      }
      look(d + 1, sum + extra);
      trail.pop();
      isTurned[s] = 0;
      weigh(pair, -1);
      weigh(cheapest[s], 1);
    }
  }

  if (base + worth() < best - least) {
    best = base + worth();
    found = [];
  }
  look(0, base);
  if (found === null) return looked;
  const target = new Map(units.map((u, s) => [u, cheapest[s]]));
  for (const pair of found as readonly number[]) target.set(unitOf[pair], pair);
  for (const [u, pair] of target) if (pair !== state.pairOf[u]) state.move(pair);
  return looked;
}
