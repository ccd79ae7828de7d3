/**
 * Multiway partition: units with loads into books, so that every book comes as near as possible to its target.
 *
 * Minimise, over assignments, the sum over books j and measures m of ((load_jm - T_jm) / T_jm)^2.
 *
 * 1. Heaviest first, by its largest share of a mean target: each unit goes to the book that is least full with it
 *    (longest processing time first). With one measure and no restriction a heap finds that book.
 * 2. The book that is farthest from its target looks for the exchange that brings it and one of the books farthest on the
 *    other side nearest to theirs: a unit for a unit, or for nothing. Both lists are sorted by load, so for each unit
 *    the partner that fits best is found by a pointer that only moves on.
 * 3. A book that finds none rests until it is changed; when all rest the search ends.
 *
 * O(n log n) for the start and O(n / k) for a pair of books. Every exchange lowers the sum, so it ends. For one measure
 * and equal targets the start is within 4/3 of the least possible maximum (R. L. Graham: Bounds on Multiprocessing
 * Timing Anomalies, 1969, DOI 10.1137/0117039).
 */
import type { Task, Work } from '../work.js';
import { createBookLists } from './bookLists.js';
import type { PackProblem } from './packProblem.js';
import { placeHeaviestFirst } from './placeHeaviestFirst.js';

/** Books on the other side that a book tries, and partners on either side of the best fit where measures are several. */
const PARTNERS = 16;
const WINDOW = 3;
/** An exchange must lower the sum of squares by more than this. */
const LEAST_GAIN = 1e-18;
/** A deviation of this share of a target is none. */
const NEAR_ENOUGH = 1e-9;
/** Looks at a unit before the search ends, on the mean: a guard for very many books. */
const EFFORT = 500;

/** Packs all units; `assignment` is whole at every pause but those of the start, where -1 stands for not yet. */
export function* packEvenly(problem: PackProblem, assignment: Int32Array, work: Work): Task<void> {
  const { n, k, M, load, target } = problem;
  const sums = new Float64Array(k * M);
  const counts = new Int32Array(k);
  yield* placeHeaviestFirst(problem, assignment, sums, counts, work);
  if (k < 2 || M === 0) return;
  const weight = target.map((value) => (value > 0 ? 1 / (value * value) : 1e12));
  const lists = createBookLists(problem, assignment);
  const isResting = new Uint8Array(k);
  /** Change of the sum of squares when u goes from a to b and v from b to a; -1 for none. */
  const gainOf = (a: number, b: number, u: number, v: number) => {
    let delta = 0;
    for (let m = 0; m < M; m++) {
      const moved = (u >= 0 ? load[M * u + m] : 0) - (v >= 0 ? load[M * v + m] : 0);
      const ownA = sums[M * a + m] - target[M * a + m];
      const ownB = sums[M * b + m] - target[M * b + m];
      delta +=
        weight[M * a + m] * moved * (moved - 2 * ownA) + weight[M * b + m] * moved * (moved + 2 * ownB);
    }
    return -delta;
  };
  const may = (u: number, j: number) => {
    if (problem.row === null || problem.choices === null || u < 0) return true;
    const { offsets, targets } = problem.choices;
    for (let e = offsets[problem.row[u]]; e < offsets[problem.row[u] + 1]; e++)
      if (targets[e] === j) return true;
    return false;
  };

  /** The best exchange of a book with too much of a measure and one with less. */
  function findExchange(a: number, b: number, m: number) {
    const from = lists.sorted(a, m);
    const to = lists.sorted(b, m);
    const wa = weight[M * a + m];
    const wb = weight[M * b + m];
    const wanted =
      (wa * (sums[M * a + m] - target[M * a + m]) - wb * (sums[M * b + m] - target[M * b + m])) / (wa + wb);
    let best = { gain: LEAST_GAIN, u: -1, v: -1 };
    const reach = M > 1 || problem.row !== null ? WINDOW : 1;
    let at = 0;
    const consider = (u: number, v: number) => {
      const gain = gainOf(a, b, u, v);
      if (gain > best.gain && may(u, b) && may(v, a)) best = { gain, u, v };
    };
    for (const u of from) {
      consider(u, -1);
      // Lists fall, so the load that should come back falls too.
      const back = load[M * u + m] - wanted;
      while (at < to.length && load[M * to[at] + m] > back) at++;
      for (let s = Math.max(0, at - reach); s < Math.min(to.length, at + reach); s++) consider(u, to[s]);
    }
    if (M > 1) for (const v of to) consider(-1, v);
    return best;
  }

  /** Partners of a book that has too much (sign 1) or too little (sign -1) of a measure: farthest the other way first. */
  function findPartners(own: number, m: number, sign: number): number[] {
    const partners: number[] = [];
    const share = (j: number) => sign * (sums[M * j + m] - target[M * j + m]) * Math.sqrt(weight[M * j + m]);
    for (let j = 0; j < k; j++) {
      if (j === own) continue;
      if (partners.length === PARTNERS && share(j) >= share(partners[PARTNERS - 1])) continue;
      if (partners.length < PARTNERS) partners.push(j);
      let at = partners.length - 1;
      for (; at > 0 && share(partners[at - 1]) > share(j); at--) partners[at] = partners[at - 1];
      partners[at] = j;
    }
    return partners;
  }

  let effort = 0;
  while (effort < EFFORT * (n + 1000)) {
    let own = -1;
    let measure = 0;
    let most = NEAR_ENOUGH;
    for (let j = 0; j < k; j++) {
      if (isResting[j] === 1) continue;
      for (let m = 0; m < M; m++) {
        const share = Math.abs(sums[M * j + m] - target[M * j + m]) * Math.sqrt(weight[M * j + m]);
        if (share <= most) continue;
        most = share;
        own = j;
        measure = m;
      }
    }
    if (own < 0) return;
    const sign = sums[M * own + measure] >= target[M * own + measure] ? 1 : -1;
    isResting[own] = 1;
    for (const other of findPartners(own, measure, sign)) {
      const [a, b] = sign > 0 ? [own, other] : [other, own];
      const { u, v } = findExchange(a, b, measure);
      const looked = 3 * (counts[a] + counts[b]) + k;
      effort += looked;
      if (work.isPauseDue(looked)) yield;
      if (u < 0 && v < 0) continue;
      if (u >= 0) shift(u, a, b);
      if (v >= 0) shift(v, b, a);
      isResting[a] = 0;
      isResting[b] = 0;
      break;
    }
  }

  function shift(u: number, a: number, b: number): void {
    assignment[u] = b;
    counts[a]--;
    counts[b]++;
    for (let m = 0; m < M; m++) {
      sums[M * a + m] -= load[M * u + m];
      sums[M * b + m] += load[M * u + m];
    }
    lists.move(u, a, b);
  }
}
