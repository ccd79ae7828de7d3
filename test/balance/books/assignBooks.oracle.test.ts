import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { assignBooks, assignBooksAsync } from '../../../src/balance/books/assignBooks.js';
import { type AssignmentProblem, listPairs } from '../../../src/balance/books/assignmentProblem.js';
import { createBooksState } from '../../../src/balance/books/booksState.js';
import { solveKnapsack } from '../../../src/balance/books/knapsack.js';
import { createRandom } from '../../../src/core/random.js';
import { bruteForce, judge, makeSmall, makeTypeD } from './problems.js';

const seeds = Array.from({ length: 300 }, (_, s) => s);

describe('assignBooks', () => {
  it('agrees with looking at all plans of small problems', () => {
    let optimal = 0;
    let feasible = 0;
    let proven = 0;
    for (const seed of seeds) {
      const problem = makeSmall(seed);
      const best = bruteForce(problem);
      const result = assignBooks(problem, { cycles: 2 });
      const { cost, isAllowed } = judge(problem, result.assignment);
      const isWithin = result.status === 'optimal' || result.status === 'feasible';
      expect({ seed, isWithin }).toEqual({ seed, isWithin: isAllowed });
      if (best === null) {
        expect(isWithin).toBe(false);
        expect(result.reasons.length).toBeGreaterThan(0);
        if (result.status === 'infeasible') proven++;
        continue;
      }
      expect({ seed, status: result.status }).not.toEqual({ seed, status: 'infeasible' });
      const noise = 1e-9 * (1 + Math.abs(best));
      expect(result.bound!).toBeLessThanOrEqual(best + noise);
      if (!isWithin) continue;
      feasible++;
      expect(result.cost).toBeCloseTo(cost, 9);
      expect(result.cost).toBeGreaterThanOrEqual(best - noise);
      if (result.cost <= best + noise) optimal++;
      if (result.status === 'optimal')
        expect(result.cost - best).toBeLessThanOrEqual(1e-6 * Math.abs(best) + noise);
    }
    expect(feasible).toBeGreaterThan(100);
    expect(optimal).toBeGreaterThanOrEqual(0.99 * feasible);
    expect(proven).toBeGreaterThan(20);
  }, 60_000);

  it('has a bound between the linear relaxation and the optimum that HiGHS finds', async () => {
    const highs = await loadHighs();
    for (const seed of [1, 2]) {
      const problem = makeTypeD(14, 3, seed);
      const optimum = highs.solve(writeLp(problem, true)).ObjectiveValue;
      const relaxed = highs.solve(writeLp(problem, false)).ObjectiveValue;
      const { cost, bound, status } = assignBooks(problem, { cycles: 30 });
      expect(['optimal', 'feasible']).toContain(status);
      expect(cost).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(cost).toBeLessThanOrEqual(1.01 * optimum);
      expect(bound!).toBeLessThanOrEqual(optimum + 1e-6);
      expect(bound!).toBeGreaterThanOrEqual(relaxed - 1e-6);
    }
  }, 60_000);

  it('gives the same bytes again, sync or async, and is never worse with more evaluations', async () => {
    const problem = makeTypeD(40, 5, 7);
    const run = (maxEvaluations: number) => assignBooks(problem, { maxEvaluations, cycles: 1e6, seed: 3 });
    const results = [1, 3e5, 1e6, 3e6].map(run);
    expect(run(1e6)).toEqual(results[2]);
    expect(await assignBooksAsync(problem, { maxEvaluations: 1e6, cycles: 1e6, seed: 3 })).toEqual(
      results[2],
    );
    const excess = results.map(({ violations }) =>
      violations.reduce((sum, { load, upper }) => sum + load - upper, 0),
    );
    for (let r = 1; r < results.length; r++) {
      expect(excess[r]).toBeLessThanOrEqual(excess[r - 1]);
      if (excess[r] === excess[r - 1]) expect(results[r].cost).toBeLessThanOrEqual(results[r - 1].cost);
      expect(results[r].stopCause).toBe('evaluations');
    }
  });

  it('takes sparse costs for what they are in a dense matrix', () => {
    const dense = makeTypeD(30, 4, 2);
    const values = Float64Array.from(dense.costs.values);
    for (let i = 0; i < 30; i++) values[4 * i + (i % 4)] = Number.POSITIVE_INFINITY;
    const kept = [...values.keys()].filter((at) => Number.isFinite(values[at]));
    const [{ loads, ...measure }] = dense.measures;
    const sparse: AssignmentProblem = {
      ...dense,
      costs: {
        kind: 'sparse',
        offsets: Array.from({ length: 31 }, (_, i) => 3 * i),
        books: kept.map((at) => at % 4),
        values: kept.map((at) => values[at]),
      },
      measures: [{ ...measure, loads: kept.map((at) => loads[at]) }],
    };
    const expected = assignBooks({ ...dense, costs: { kind: 'dense', values } }, { cycles: 3 });
    expect(assignBooks(sparse, { cycles: 3 })).toEqual(expected);
  });
});

describe('the state of books', () => {
  it('is after any moves what it would be from scratch, and foretells each change', () => {
    const pairs = listPairs(makeTypeD(30, 5, 4));
    const random = createRandom(9);
    const prices = Float64Array.from({ length: 5 }, () => random.nextShare());
    const first = pairs.start.slice(0, 30);
    const state = createBooksState(pairs, prices, first);
    for (let move = 0; move < 500; move++) {
      const e = random.nextBelow(pairs.cost.length);
      const i = state.unitOf[e];
      const left = state.pairOf[i];
      if (pairs.book[left] === pairs.book[e]) continue;
      const before = state.energyOf(state.pairOf);
      const change = state.exchange(left, -1) + state.exchange(-1, e);
      state.move(e);
      expect(state.energyOf(state.pairOf) - before).toBeCloseTo(change, 8);
      const fresh = createBooksState(pairs, prices, state.pairOf.slice());
      expect(Array.from(state.load)).toEqual(Array.from(fresh.load));
      expect(Array.from(state.size)).toEqual(Array.from(fresh.size));
      expect(state.excess()).toBe(fresh.excess());
    }
  });
});

describe('solveKnapsack', () => {
  const random = createRandom(5);
  const number = (isWhole: boolean) => (isWhole ? 1 + random.nextBelow(30) : 30 * random.nextShare());

  it.each([true, false])('bounds the most that fits from above; whole weights: %s', (isWhole) => {
    for (let run = 0; run < 200; run++) {
      const size = random.nextBelow(11);
      const weight = Float64Array.from({ length: size }, () => number(isWhole));
      const profit = weight.map((own) => own + 5 * random.nextShare());
      const capacity = number(isWhole) * 2;
      let best = 0;
      for (let set = 0; set < 2 ** size; set++) {
        let load = 0;
        let value = 0;
        for (let i = 0; i < size; i++) {
          if ((set >> i) % 2 === 0) continue;
          load += weight[i];
          value += profit[i];
        }
        if (load <= capacity && value > best) best = value;
      }
      const isChosen = new Uint8Array(size);
      const bound = solveKnapsack({ profit, weight, isChosen }, size, capacity);
      const sum = (of: Float64Array) => of.reduce((total, value, i) => total + value * isChosen[i], 0);
      expect(bound).toBeGreaterThanOrEqual(best - 1e-9);
      if (!isWhole) continue;
      expect(bound).toBeCloseTo(best, 9);
      expect(sum(profit)).toBeCloseTo(best, 9);
      expect(sum(weight)).toBeLessThanOrEqual(capacity);
    }
  });
});

function writeLp(problem: AssignmentProblem, isWhole: boolean): string {
  const n = problem.unitIds.length;
  const k = problem.territoryIds.length;
  const [{ loads, capacities }] = problem.measures;
  const cells = Array.from({ length: n * k }, (_, at) => at);
  const name = (at: number) => `x${Math.floor(at / k)}_${at % k}`;
  const sum = (of: number[], factor: (at: number) => number) =>
    of.map((at) => `+ ${factor(at)} ${name(at)}`).join(' ');
  return [
    'Minimize',
    ` cost: ${sum(cells, (at) => problem.costs.values[at])}`,
    'Subject To',
    ...Array.from({ length: n }, (_, i) => ` u${i}: ${sum(cells.slice(k * i, k * (i + 1)), () => 1)} = 1`),
    ...Array.from(
      { length: k },
      (_, j) =>
        ` b${j}: ${sum(
          cells.filter((at) => at % k === j),
          (at) => loads[at],
        )} <= ${capacities[j]}`,
    ),
    'Bounds',
    ...cells.map((at) => ` 0 <= ${name(at)} <= 1`),
    ...(isWhole ? ['General', ` ${cells.map(name).join(' ')}`] : []),
    'End',
  ].join('\n');
}
