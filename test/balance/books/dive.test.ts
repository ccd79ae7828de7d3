import { describe, expect, it } from 'vitest';
import { listPairs } from '../../../src/balance/books/assignmentProblem.js';
import { createBooksState } from '../../../src/balance/books/booksState.js';
import { createDives } from '../../../src/balance/books/dive.js';
import { createKnapsackBound } from '../../../src/balance/books/knapsackBound.js';
import { climbPrices } from '../../../src/balance/books/priceBound.js';
import { createShareOut } from '../../../src/balance/books/shareOut.js';
import { createShelf } from '../../../src/balance/books/shelf.js';
import { startByRegret } from '../../../src/balance/books/startByRegret.js';
import { createWork, finishNow } from '../../../src/balance/work.js';
import { createRandom } from '../../../src/core/random.js';
import { bruteForce, judge, makeSmall, makeTypeD } from './problems.js';

const work = createWork({
  maxEvaluations: Number.POSITIVE_INFINITY,
  maxTimeMs: Number.POSITIVE_INFINITY,
  clock: null,
  signal: null,
});

/** Prices after some rounds, the state of a first plan, and the pairs by reduced cost. */
function price(problem: ReturnType<typeof makeTypeD>) {
  const pairs = listPairs(problem);
  const { prices } = { prices: new Float64Array(pairs.k * pairs.M) };
  finishNow(climbPrices(pairs, { prices, value: Number.NEGATIVE_INFINITY }, work));
  const unitPrices = createKnapsackBound(pairs, prices);
  finishNow(unitPrices.climb(50, Number.POSITIVE_INFINITY, work));
  const state = createBooksState(pairs, prices, startByRegret(pairs, prices));
  const rising = Int32Array.from(state.reduced.keys()).sort((a, b) => state.reduced[a] - state.reduced[b]);
  return { pairs, unitPrices, state, rising };
}

describe('a shelf', () => {
  it('lists every set above a limit that the capacity holds, and fills with the best one', () => {
    const random = createRandom(1);
    for (let trial = 0; trial < 50; trial++) {
      const items = Array.from({ length: 8 }, () => ({
        profit: random.nextBelow(20) - 6,
        load: random.nextBelow(6),
      }));
      const capacity = random.nextBelow(20);
      const above = random.nextBelow(25);
      const shelf = createShelf(8);
      items.forEach(({ profit, load }, s) => {
        shelf.add(s, profit, load);
      });
      const found: string[] = [];
      const isComplete = shelf.list(capacity, above, 100_000, () => {
        let bits = 0;
        for (let x = 0; x < 8; x++) if (shelf.isChosen[x] === 1) bits |= 1 << shelf.id[x];
        found.push(String(bits));
      });
      const expected: string[] = [];
      let best = 0;
      for (let bits = 0; bits < 256; bits++) {
        const inside = items.filter((_, s) => (bits >> s) & 1);
        const profit = inside.reduce((sum, item) => sum + item.profit, 0);
        if (inside.reduce((sum, item) => sum + item.load, 0) > capacity) continue;
        best = Math.max(best, profit);
        if (profit > above) expected.push(String(bits));
      }
      expect(isComplete).toBe(true);
      expect(found.sort()).toEqual(expected.sort());
      expect(shelf.fill(capacity, 100_000)).toBe(best);
    }
  });
});

describe('sharing out', () => {
  it('finds the best plan of a small problem below a limit, and none where there is none', () => {
    let solved = 0;
    for (let seed = 0; seed < 150; seed++) {
      const problem = makeSmall(seed);
      const optimum = bruteForce(problem);
      const { pairs, unitPrices } = price(problem);
      if (pairs.unassignable.length > 0 || pairs.tooHeavy.length > 0) continue;
      const sharing = createShareOut(pairs, unitPrices);
      const books = Array.from({ length: pairs.k }, (_, j) => j);
      const units = Array.from({ length: pairs.n }, (_, i) => i);
      const limit = (optimum ?? 100) + 1e-6;
      const outcome = sharing.share(books, units, pairs.capacity, limit);
      expect(outcome).toBe(optimum === null ? 'none' : 'found');
      if (optimum === null) continue;
      const assignment = new Int32Array(pairs.n).fill(-1);
      for (const e of sharing.pairs) {
        const i = pairs.start.findLastIndex((from) => from <= e);
        assignment[i] = pairs.book[e];
      }
      const { cost, isAllowed } = judge(problem, assignment);
      expect(isAllowed).toBe(true);
      expect(cost).toBeCloseTo(optimum, 6);
      expect(sharing.share(books, units, pairs.capacity, optimum - 1e-6)).toBe('none');
      solved++;
    }
    expect(solved).toBeGreaterThan(50);
  });
});

describe('a dive', () => {
  it('ends near the bound where books have few units', () => {
    const { state, unitPrices, rising } = price(makeTypeD(60, 12, 3));
    const dives = createDives(state, unitPrices, rising, createRandom(1));
    let best = Number.POSITIVE_INFINITY;
    for (let dive = 0; dive < 10; dive++) {
      state.reset(finishNow(dives.dive(best, work))!);
      if (state.excess() === 0) best = Math.min(best, state.cost());
    }
    expect(best / unitPrices.value - 1).toBeLessThan(0.01);
  });
});
