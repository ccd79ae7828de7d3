/**
 * Diving: a plan from prices of units, made unit by unit.
 *
 * 1. At prices of units each book wants the set of units that is worth most to it; rounds of subgradients make dearer what
 *    none wants, cheaper what several want (knapsackBound.ts). The share of the last rounds in which a book wanted a
 *    unit is near to a solution of the relaxation.
 * 2. The units of the largest shares go there for good, what is left becomes a smaller problem, and a few rounds
 *    adapt its prices. Chance blurs the shares, so no two dives are alike.
 * 3. When few units are left, all ways to share them out below a limit are looked through (shareOut.ts); where that is
 *    too much, the dive goes on, and again with fewer.
 *
 * O(pairs + books * knapsack) a round, with about as many rounds as the logarithm of the units says. It keeps capacities where it can, but may end above some. References: R. Sadykov, F. Vanderbeck,
 * A. Pessoa, I. Tahiri, E. Uchoa: Primal Heuristics for Branch and Price: The Assets of Diving Methods, 2019,
 * DOI 10.1287/ijoc.2018.0822; shares as a solution by F. Barahona, R. Anbil: The Volume Algorithm, 2000,
 * DOI 10.1007/s101070050002.
 */
import type { Random } from '../../core/random.js';
import type { Task, Work } from '../work.js';
import type { BooksState } from './booksState.js';
import type { UnitPrices } from './knapsackBound.js';
import { createShareOut } from './shareOut.js';
import { createShelf } from './shelf.js';

/** Weight of the newest round in the shares. */
const NEWNESS = 0.05;
/** Rounds before the first units go, and after each step. */
const FIRST_ROUNDS = 30;
const STEP_ROUNDS = 4;
/** Units that go in a step, as a share of those left, and how much chance blurs the shares. */
const STEP_SHARE = 0.05;
const BLUR = 0.03;
/** Length of a step of prices, in ways to the limit, and the least way as a share of the bound. */
const STEP = 0.3;
const LEAST_WAY = 1e-4;
/** Pairs for each unit, those of least reduced cost, that books look at. */
const WIDTH = 8;
/** Looks for a set; sets that are far from the best mislead, far fewer looks make the plans worse. */
const FILL_LOOKS = 200;
/** Units left when sharing out is tried. */
const SHARE_OUT_AT: readonly number[] = [60, 45, 30, 15];
/** Units in a book on the mean: with more, whole units are so near to split ones that dives are not worth their time. */
const MOST_PER_BOOK = 50;
/** Costs that are whole numbers fall by 1 at the least, but for rounding. */
const ROUNDING = 1e-6;
/** Without a plan the limit is this share above the bound. */
const REACH = 0.003;

/** Dives in one problem. */
export interface Dives {
  /**
   * Makes a plan.
   *
   * @param cost - cost of the best plan, infinite where there is none; the dive aims below it
   * @returns the pair of each unit, -1 where it has none; belongs to the dives. `null` where books have more than `MOST_PER_BOOK`
   * units on the mean
   */
  dive(cost: number, work: Work): Task<Int32Array | null>;
}

/** Prepares dives; they start from the prices of the moment. */
export function createDives(
  state: BooksState,
  prices: UnitPrices,
  rising: Int32Array,
  random: Random,
): Dives {
  const { pairs, unitOf, reduced } = state;
  const { n, k, M, start, book, cost, load, capacity } = pairs;
  const { unitPrices, capacityPrices, net, hard } = prices;
  const sharing = createShareOut(pairs, prices);
  const mostPairs = Math.min(cost.length, Math.ceil(WIDTH * n));
  /** Pairs of book j stand from `offsets[j]` to `ends[j]`; those of units that are gone drop out. */
  const offsets = new Int32Array(k + 1);
  for (let s = 0; s < mostPairs; s++) offsets[book[rising[s]] + 1]++;
  for (let j = 0; j < k; j++) offsets[j + 1] += offsets[j];
  const ends = new Int32Array(k);
  const listed = new Int32Array(mostPairs);
  let longest = 0;
  for (let j = 0; j < k; j++) longest = Math.max(longest, offsets[j + 1] - offsets[j]);
  const shelf = createShelf(longest);
  const room = new Float64Array(k * M);
  const price = new Float64Array(n);
  const direction = new Float64Array(n);
  const times = new Int32Array(n);
  const isGone = new Uint8Array(n);
  const pairOf = new Int32Array(n);
  /** Entry `[e]` grows by the weight of each round in which the book of pair e wants its unit. */
  const wants = new Float64Array(cost.length);
  const blurred = new Float64Array(cost.length);
  /** Pairs that were wanted in this dive. */
  const wanted = new Int32Array(cost.length);
  let wantedCount = 0;
  let weight = 1;
  let left = 0;
  let goneCost = 0;
  const books = Array.from({ length: k }, (_, j) => j);
  /** Pairs of one book that are worth nothing at the moment. */
  const rest = new Int32Array(longest);
  const leastGain = cost.every(Number.isSafeInteger) ? 1 - ROUNDING : 0;

  function place(e: number): void {
    const i = unitOf[e];
    isGone[i] = 1;
    pairOf[i] = e;
    left--;
    goneCost += cost[e];
    for (let m = 0; m < M; m++) room[M * book[e] + m] -= load[M * e + m];
  }

  function begin(): void {
    price.set(unitPrices);
    room.set(capacity);
    direction.fill(0);
    isGone.fill(0);
    while (wantedCount > 0) wants[wanted[--wantedCount]] = 0;
    weight = 1;
    left = n;
    goneCost = 0;
    for (let i = 0; i < n; i++) {
      if (start[i] === start[i + 1]) {
        isGone[i] = 1;
        pairOf[i] = -1;
        left--;
      }
    }
    ends.set(offsets.subarray(0, k));
    for (let s = 0; s < mostPairs; s++) {
      const e = rising[s];
      listed[ends[book[e]]++] = e;
    }
  }

  function fits(e: number): boolean {
    for (let m = 0; m < M; m++) if (load[M * e + m] > room[M * book[e] + m]) return false;
    return true;
  }

  /** One round of prices. Its value may be above the bound where a best set was not found. */
  function adapt(limit: number): void {
    times.fill(0);
    weight /= 1 - NEWNESS;
    let value = goneCost;
    for (let i = 0; i < n; i++) if (isGone[i] === 0) value += price[i];
    for (const j of books) {
      shelf.clear();
      let restCount = 0;
      for (let s = offsets[j]; s < ends[j]; s++) {
        const e = listed[s];
        const i = unitOf[e];
        if (isGone[i] === 1 || !fits(e)) continue;
        const profit = price[i] - net[e];
        if (profit > 0) shelf.add(e, profit, M > 0 ? load[M * e + hard[j]] : 0);
        else rest[restCount++] = e;
      }
      // In the order of the shelf, which the next round will hardly change.
      const size = shelf.size();
      listed.set(shelf.id.subarray(0, size), offsets[j]);
      listed.set(rest.subarray(0, restCount), offsets[j] + size);
      ends[j] = offsets[j] + size + restCount;
      value -= shelf.fill(M > 0 ? room[M * j + hard[j]] : 0, FILL_LOOKS + size);
      for (let m = 0; m < M; m++) if (m !== hard[j]) value -= capacityPrices[M * j + m] * room[M * j + m];
      for (let x = 0; x < size; x++) {
        if (shelf.isChosen[x] === 0) continue;
        const e = shelf.id[x];
        times[unitOf[e]]++;
        if (wants[e] === 0) wanted[wantedCount++] = e;
        wants[e] += weight;
      }
    }
    let norm = 0;
    for (let i = 0; i < n; i++) {
      if (isGone[i] === 1) continue;
      direction[i] = (direction[i] + 1 - times[i]) / 2;
      norm += direction[i] * direction[i];
    }
    if (norm === 0) return;
    const wanting = limit < Number.POSITIVE_INFINITY ? limit - value : REACH * Math.abs(value);
    const length = (STEP * Math.max(wanting, LEAST_WAY * Math.abs(value))) / norm;
    for (let i = 0; i < n; i++) if (isGone[i] === 0) price[i] += length * direction[i];
  }

  /** Sends units off, those of the largest blurred shares first, to where they are wanted and fit; one at the least. */
  function send(count: number): void {
    const scale = NEWNESS / weight;
    let kept = 0;
    for (let s = 0; s < wantedCount; s++) {
      const e = wanted[s];
      if (isGone[unitOf[e]] === 1) {
        wants[e] = 0;
        continue;
      }
      wanted[kept++] = e;
      blurred[e] = scale * wants[e] + BLUR * random.nextShare();
    }
    wantedCount = kept;
    const order = wanted.slice(0, kept).sort((a, b) => blurred[b] - blurred[a] || a - b);
    const before = left;
    for (let s = 0; s < kept && before - left < count; s++) {
      if (isGone[unitOf[order[s]]] === 0 && fits(order[s])) place(order[s]);
    }
    if (left === before) place(findPlace());
  }

  /** Of the first unit that is left the pair of least reduced cost, one that fits where there is one. */
  function findPlace(): number {
    const i = isGone.indexOf(0);
    let best = start[i];
    for (let e = best + 1; e < start[i + 1]; e++) {
      if (fits(e) === fits(best) ? reduced[e] < reduced[best] : fits(e)) best = e;
    }
    return best;
  }

  return {
    *dive(bestCost, work) {
      if (n > MOST_PER_BOOK * k) return null;
      begin();
      const limit = bestCost - leastGain;
      for (let round = 0; round < FIRST_ROUNDS; round++) {
        adapt(limit);
        if (work.isPauseDue(10 * left + shelf.takeLooks())) yield;
      }
      let next = 0;
      while (left > 0) {
        if (next < SHARE_OUT_AT.length && left <= SHARE_OUT_AT[next]) {
          while (next < SHARE_OUT_AT.length && left <= SHARE_OUT_AT[next]) next++;
          const units: number[] = [];
          for (let i = 0; i < n; i++) if (isGone[i] === 0) units.push(i);
          const outcome =
            limit < Number.POSITIVE_INFINITY ? sharing.share(books, units, room, limit - goneCost) : 'none';
          if (work.isPauseDue(sharing.takeEvaluations())) yield;
          if (outcome === 'found') {
            for (const e of sharing.pairs) place(e);
            return pairOf;
          }
        }
        send(Math.ceil(STEP_SHARE * left));
        for (let round = 0; round < STEP_ROUNDS && left > 0; round++) {
          adapt(limit);
          if (work.isPauseDue(10 * left + shelf.takeLooks())) yield;
        }
      }
      return pairOf;
    },
  };
}
