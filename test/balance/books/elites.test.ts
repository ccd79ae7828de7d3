import { describe, expect, it } from 'vitest';
import { listPairs } from '../../../src/balance/books/assignmentProblem.js';
import { createBooksState } from '../../../src/balance/books/booksState.js';
import { createElites } from '../../../src/balance/books/elites.js';
import { createRandom } from '../../../src/core/random.js';

/** Ten units, three books: pair 3 i + j puts unit i into book j. */
const pairs = listPairs({
  unitIds: Array.from({ length: 10 }, (_, i) => `unit ${i}`),
  territoryIds: ['a', 'b', 'c'],
  costs: { kind: 'dense', values: Array.from({ length: 30 }, (_, e) => (7 * e) % 11) },
  measures: [
    {
      id: 'hours',
      capacities: [40, 40, 40],
      per: 'unit',
      loads: Array.from({ length: 10 }, (_, i) => 1 + i),
    },
  ],
});
const allIn = (j: number) => Int32Array.from({ length: 10 }, (_, i) => 3 * i + j);
const createState = () => createBooksState(pairs, new Float64Array(3), allIn(0));

describe('elite plans', () => {
  it('lead half-way from one plan to another', () => {
    const elites = createElites();
    elites.add(allIn(1), 5);
    elites.add(allIn(2), 6);
    const state = createState();
    expect(elites.relink(state, createRandom(1))).toBeGreaterThan(0);
    expect(Array.from(state.pairOf, (e, i) => e - 3 * i).sort()).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  });

  it('lead nowhere from one plan that is given twice', () => {
    const elites = createElites();
    elites.add(allIn(1), 5);
    elites.add(allIn(1), 5);
    const state = createState();
    expect(elites.relink(state, createRandom(1))).toBe(0);
    expect(Array.from(state.pairOf)).toEqual(Array.from(allIn(0)));
  });

  it('are the cheapest ones', () => {
    const elites = createElites();
    for (let cost = 10; cost < 20; cost++) elites.add(allIn(1).with(0, cost % 3), cost);
    for (let s = 0; s < 12; s++) elites.add(allIn(2).with(s % 10, 3 * (s % 10) + (s > 9 ? 0 : 1)), s / 12);
    const state = createState();
    const random = createRandom(1);
    for (let draw = 0; draw < 50; draw++) {
      elites.relink(state, random);
      expect(Array.from(state.pairOf, (e, i) => e - 3 * i).filter((j) => j === 2).length).toBeGreaterThan(7);
    }
  });
});
