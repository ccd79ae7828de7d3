/**
 * Sharing out: units that are free go into the room that some books have, at a cost below a limit, or there is no such way
 * within a limit of work.
 *
 * 1. Prices of the units, of these and of room in these books only, rise and fall by subgradients as in knapsackBound.ts;
 *    where their bound reaches the limit there is no such way.
 * 2. With the prices every set of units that a book holds lacks some profit to the best one. What all books lack adds up
 *    to cost less bound, so no set may lack more than limit less bound: all others are listed.
 * 3. One set for each book, every unit in just one of them: depth first, books with few sets first, sets that lack little
 *    first, as long as what they lack adds up to less than the limit less bound.
 *
 * The nearer limit and bound the fewer sets there are; with five units to a book it settles eight books in less than a
 * millisecond. Limits of work make it give up where there are too many, and may hide a way where they cut a search for
 * a best set short. It is what branch and price does at a
 * node, without branching: M. Savelsbergh: A Branch-and-Price Algorithm for the Generalized Assignment Problem, 1997,
 * DOI 10.1287/opre.45.6.831.
 */
import type { Pairs } from './assignmentProblem.js';
import { coverUnits, hasUnit, MOST_UNITS, type UnitSets, WORD } from './coverUnits.js';
import type { UnitPrices } from './knapsackBound.js';
import { createShelf } from './shelf.js';

/** Books at the most: the search goes as deep. */
const MOST_BOOKS = 500;
/** Rounds of prices, and rounds without a rise before the step shrinks. */
const ROUNDS = 30;
const PATIENCE = 5;
const SHRINK = 0.6;
/** Looks at the items of a book for its best set, and for all that count; steps of the last search. */
const FILL_LOOKS = 2_000;
const LIST_LOOKS = 5_000;
const COVER_STEPS = 100_000;

/** What came of it. */
export type Sharing = 'found' | 'none' | 'given up';

/** Shares units out; scratch space of its own. */
export interface ShareOut {
  /**
   * Looks for a way below a limit of the cost of the free units.
   *
   * @param books - books that may take units
   * @param units - free units
   * @param room - entry `[M * j + m]` is what book j can still hold of measure m
   * @param limit - the way must cost less
   */
  share(books: readonly number[], units: readonly number[], room: Float64Array, limit: number): Sharing;
  /** The pairs of the last way that was found, one for each of its units. */
  readonly pairs: readonly number[];
  /** Evaluations since it was last asked. */
  takeEvaluations(): number;
}

/** Makes it for one problem; prices are those of the moment of each call. */
export function createShareOut(
  pairs: Pairs,
  { unitPrices, capacityPrices, net, hard }: UnitPrices,
): ShareOut {
  const { start, book, M, load } = pairs;
  const shelf = createShelf(MOST_UNITS);
  const price = new Float64Array(MOST_UNITS);
  const bestPrice = new Float64Array(MOST_UNITS);
  const direction = new Float64Array(MOST_UNITS);
  const times = new Int32Array(MOST_UNITS);
  const found: number[] = [];
  /** Entry `[MOST_UNITS * g + s]` is the pair of unit s and book g of those given, -1 where there is none. */
  let table = new Int32Array(0);
  let tops = new Float64Array(0);
  let evaluations = 0;

  function pairOf(i: number, j: number): number {
    let low = start[i];
    let high = start[i + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (book[middle] < j) low = middle + 1;
      else high = middle;
    }
    return low < start[i + 1] && book[low] === j ? low : -1;
  }

  /** Puts the units on the shelf of a book; only those that are worth something there, or all. */
  function stock(g: number, count: number, prices: Float64Array, isAll: boolean): void {
    shelf.clear();
    for (let s = 0; s < count; s++) {
      const e = table[MOST_UNITS * g + s];
      if (e < 0) continue;
      const profit = prices[s] - net[e];
      if (profit > 0 || isAll) shelf.add(s, profit, M > 0 ? load[M * e + hard[book[e]]] : 0);
    }
    evaluations += count;
  }

  /** Raises the bound until it reaches the limit or the rounds are over; the best one and its prices are kept. */
  function raise(
    books: readonly number[],
    count: number,
    room: Float64Array,
    priced: number,
    limit: number,
  ): number {
    let best = Number.NEGATIVE_INFINITY;
    let step = 1;
    let still = 0;
    const own = new Float64Array(books.length);
    direction.fill(0);
    for (let round = 0; round < ROUNDS && best < limit; round++) {
      let value = -priced;
      for (let s = 0; s < count; s++) value += price[s];
      times.fill(0);
      for (let g = 0; g < books.length; g++) {
        stock(g, count, price, false);
        own[g] = shelf.fill(M > 0 ? room[M * books[g] + hard[books[g]]] : 0, FILL_LOOKS);
        value -= own[g];
        for (let x = 0; x < shelf.size(); x++) times[shelf.id[x]] += shelf.isChosen[x];
      }
      if (value > best) {
        best = value;
        bestPrice.set(price);
        tops.set(own);
        still = 0;
      } else if (++still === PATIENCE) {
        still = 0;
        step *= SHRINK;
        price.set(bestPrice);
        direction.fill(0);
      }
      let norm = 0;
      for (let s = 0; s < count; s++) {
        direction[s] = (direction[s] + 1 - times[s]) / 2;
        norm += direction[s] * direction[s];
      }
      if (norm === 0) break;
      const length = (step * (limit - value)) / norm;
      for (let s = 0; s < count; s++) price[s] += length * direction[s];
    }
    return best;
  }

  /** Sets of a book that lack at most `lack`, those that lack least first; `null` where they are too many. */
  function listSets(g: number, j: number, count: number, room: Float64Array, lack: number): UnitSets | null {
    stock(g, count, bestPrice, true);
    const lows: number[] = [];
    const highs: number[] = [];
    const lacks: number[] = [];
    const isListed = shelf.list(M > 0 ? room[M * j + hard[j]] : 0, tops[g] - lack, LIST_LOOKS, (profit) => {
      let low = 0;
      let high = 0;
      for (let x = 0; x < shelf.size(); x++) {
        if (shelf.isChosen[x] === 0) continue;
        const s = shelf.id[x];
        if (s < WORD) low |= 1 << s;
        else high |= 1 << (s - WORD);
      }
      let own = tops[g] - profit;
      for (let m = 0; m < M; m++) {
        if (m === hard[j]) continue;
        let left = room[M * j + m];
        for (let x = 0; x < shelf.size(); x++)
          if (shelf.isChosen[x] === 1) left -= load[M * table[MOST_UNITS * g + shelf.id[x]] + m];
        if (left < 0) return;
        own += capacityPrices[M * j + m] * left;
      }
      if (own > lack) return;
      lows.push(low);
      highs.push(high);
      lacks.push(own);
    });
    evaluations += shelf.takeLooks();
    if (!isListed) return null;
    const order = lacks.map((_, x) => x).sort((a, b) => lacks[a] - lacks[b] || a - b);
    return {
      low: Int32Array.from(order, (x) => lows[x]),
      high: Int32Array.from(order, (x) => highs[x]),
      lack: Float64Array.from(order, (x) => lacks[x]),
    };
  }

  function share(
    books: readonly number[],
    units: readonly number[],
    room: Float64Array,
    limit: number,
  ): Sharing {
    const count = units.length;
    if (count > MOST_UNITS || books.length > MOST_BOOKS) return 'given up';
    if (tops.length < books.length) {
      tops = new Float64Array(books.length);
      table = new Int32Array(MOST_UNITS * books.length);
    }
    for (let s = 0; s < count; s++) {
      price[s] = unitPrices[units[s]];
      for (let g = 0; g < books.length; g++) table[MOST_UNITS * g + s] = pairOf(units[s], books[g]);
    }
    let priced = 0;
    for (const j of books)
      for (let m = 0; m < M; m++) if (m !== hard[j]) priced += capacityPrices[M * j + m] * room[M * j + m];
    const bound = raise(books, count, room, priced, limit);
    if (bound >= limit) return 'none';
    const lists: UnitSets[] = [];
    for (let g = 0; g < books.length; g++) {
      const sets = listSets(g, books[g], count, room, limit - bound);
      if (sets === null) return 'given up';
      if (sets.lack.length === 0) return 'none';
      lists.push(sets);
    }
    const { chosen, isComplete, steps } = coverUnits(lists, count, limit - bound, COVER_STEPS);
    evaluations += steps;
    if (chosen === null) return isComplete ? 'none' : 'given up';
    found.length = 0;
    lists.forEach(({ low, high }, g) => {
      for (let s = 0; s < count; s++) {
        if (hasUnit(low[chosen[g]], high[chosen[g]], s)) found.push(table[MOST_UNITS * g + s]);
      }
    });
    return 'found';
  }

  return {
    share,
    pairs: found,
    takeEvaluations: () => {
      const made = evaluations;
      evaluations = 0;
      return made;
    },
  };
}
