/**
 * The 0-1 knapsack for a few items of any real weight: the most value within a capacity, proven.
 *
 * 1. Items come in falling order of value per weight. Dantzig's bound: whole items while they fit, then a part of one.
 * 2. Depth first: take every next item that fits; turn back where what is had plus Dantzig's bound of the rest is not
 *    above the best so far, by giving up the last item taken (Horowitz, Sahni).
 * 3. After `MOST_NODES` steps back the root's bound stands instead: too high, never too low.
 *
 * Exponential at worst, so the cap; a few steps in practice. Memory is handed in and used again. References: G. B.
 * Dantzig: Discrete-Variable Extremum Problems, 1957, DOI 10.1287/opre.5.2.266; E. Horowitz, S. Sahni: Computing
 * Partitions with Applications to the Knapsack Problem, 1974, DOI 10.1145/321812.321823.
 */

/** Steps back after which the search gives up; chosen by trial. */
const MOST_NODES = 10_000;

/** Items in falling order of value per weight; arrays may be longer than the count. */
export interface KnapsackItems {
  readonly value: Float64Array;
  readonly weight: Float64Array;
  /** Entry `[s]` becomes 1 where item s is chosen in the best filling found. */
  readonly isChosen: Uint8Array;
}

/** Fills `isChosen` and returns an upper bound of the value, which is the value chosen unless the cap was reached. */
export function fillByBranching(items: KnapsackItems, count: number, capacity: number): number {
  const { value, weight, isChosen } = items;
  const isTaken = new Uint8Array(count);
  let room = capacity;
  let had = 0;
  let most = -1;
  let rootBound = Number.POSITIVE_INFINITY;
  let nodes = 0;
  let s = 0;
  while (true) {
    // What could still be had from item s on.
    let left = room;
    let rest = had;
    let t = s;
    for (; t < count && weight[t] <= left; t++) {
      left -= weight[t];
      rest += value[t];
    }
    if (t < count && weight[t] > 0) rest += (left * value[t]) / weight[t];
    if (rootBound === Number.POSITIVE_INFINITY) rootBound = rest;
    if (rest > most) {
      for (; s < count; s++) {
        if (weight[s] > room) continue;
        isTaken[s] = 1;
        room -= weight[s];
        had += value[s];
      }
      if (had > most) {
        most = had;
        isChosen.set(isTaken);
      }
    }
    let last = Math.min(s, count) - 1;
    while (last >= 0 && isTaken[last] === 0) last--;
    if (last < 0) return most;
    if (nodes++ === MOST_NODES) return rootBound;
    isTaken[last] = 0;
    room += weight[last];
    had -= value[last];
    s = last + 1;
  }
}
