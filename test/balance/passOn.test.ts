import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import { passOn } from '../../src/balance/improve/passOn.js';
import { createSplitPair } from '../../src/balance/improve/splitPair.js';
import { defaultBalanceOptions } from '../../src/balance/options.js';
import { prepareColumns } from '../../src/balance/prepareColumns.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { createSearchProblem, type SearchProblem } from '../../src/balance/searchProblem.js';
import { createState } from '../../src/balance/state.js';
import { createWork, runTask } from '../../src/balance/work.js';
import { createRandom } from '../../src/core/random.js';
import { anyProblem } from './problems.js';

const RUNS = { numRuns: 300, interruptAfterTimeLimit: 8_000, seed: 1 };
const shape = { seats: ['fixed'] as const, minUnits: 2, minTerritories: 2, incumbents: false };
const searchOf = (problem: BalanceProblem) =>
  createSearchProblem(problem, problem.travel.kind === 'geometric' ? problem.travel.seats.slice() : null);
/** The problem with its first measure alone: what is passed on is one load. */
const oneMeasure = (problem: BalanceProblem): BalanceProblem => {
  const first = <T>(columns: readonly T[]) => columns.slice(0, 1);
  const { measureIds, loads, targets, lowers, uppers } = problem;
  return {
    ...problem,
    measureIds: first(measureIds),
    loads: first(loads),
    targets: first(targets),
    lowers: first(lowers),
    uppers: first(uppers),
  };
};
const choicesOf = ({ row, choices }: SearchProblem, u: number) =>
  choices.targets.subarray(choices.offsets[row[u]], choices.offsets[row[u] + 1]);

/** Cost and load of every way to part units between territories 0 and 1. */
function* everySplit(search: SearchProblem, pool: Int32Array) {
  for (let mask = 0; mask < 2 ** pool.length; mask++) {
    const isAllowed = Array.from(pool).every((u, at) =>
      choicesOf(search, u).includes((mask >> at) % 2 === 1 ? 0 : 1),
    );
    if (!isAllowed) continue;
    let load = 0;
    let cost = 0;
    pool.forEach((u, at) => {
      if ((mask >> at) % 2 === 0) return;
      load += search.load[u];
      cost += search.costs.cost(u, 0) - search.costs.cost(u, 1);
    });
    yield { load, cost };
  }
}

describe('parting two territories', () => {
  it('parts more units than a call may have arguments', () => {
    const n = 200_000;
    const x = Float64Array.from({ length: n }, (_, i) => i);
    const search = searchOf(
      prepareColumns({
        x,
        y: new Float64Array(n),
        loads: { count: new Float64Array(n).fill(1) },
        territories: [
          { id: 'left', seat: { x: 0, y: 0 } },
          { id: 'right', seat: { x: n, y: 0 } },
        ],
        tolerance: 0.01,
      }),
    );
    const pool = Int32Array.from({ length: n }, (_, u) => u);
    const split = createSplitPair(search)(pool, 0, 1, 0.99, 1.01);
    expect(split?.units.length).toBe(n);
    expect(split?.count).toBe(n / 2);
  });

  test.prop([anyProblem({ ...shape, maxUnits: 9 }).map(oneMeasure), fc.nat()], RUNS)(
    'finds the cheapest way of all where every unit counts as heavy',
    (problem, seed) => {
      const search = searchOf(problem);
      if (search.M === 0) return;
      const random = createRandom(seed);
      const pool = Int32Array.from({ length: search.n }, (_, u) => u).filter(
        (u) => search.load[u] > 0 && choicesOf(search, u).some((j) => j < 2),
      );
      const aim = Array.from(pool)
        .filter(() => random.nextShare() < 0.5)
        .reduce((sum, u) => sum + search.load[u], 0);
      const [low, high] = [aim - 1e-9, aim + 1e-9];
      const found = createSplitPair(search)(pool, 0, 1, low, high);
      let best = Number.POSITIVE_INFINITY;
      for (const { load, cost } of everySplit(search, pool))
        if (load >= low && load <= high) best = Math.min(best, cost);
      expect(found === null).toBe(best === Number.POSITIVE_INFINITY);
      if (found === null) return;
      expect(Math.abs(found.cost - best)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(best)));
      const ours = found.units.subarray(0, found.count);
      expect(Array.from(found.units).sort()).toEqual(Array.from(pool).sort());
      expect(found.load).toBeCloseTo(
        ours.reduce((sum, u) => sum + search.load[u], 0),
        12,
      );
    },
  );

  it('fills up with light units between heavy ones', () => {
    // 210 and 90 of the light units, or 190, 80 and 30 of them, make half of 600.
    const light = Array.from({ length: 40 }, (_, i) => (120 * (1 + i)) / 820);
    const load = Float64Array.of(210, 190, 80, ...light);
    const x = Float64Array.from(load, (_, i) => (i * 37) % 100);
    const seats = [{ seat: { x: 0, y: 0 } }, { seat: { x: 100, y: 0 } }];
    const search = searchOf(
      prepareColumns({ x, y: new Float64Array(43), loads: { load }, territories: seats, tolerance: 0.001 }),
    );
    const pool = Int32Array.from({ length: 43 }, (_, u) => u);
    const found = createSplitPair(search)(pool, 0, 1, search.lower[0], search.upper[0]);
    expect(found?.load).toBeGreaterThanOrEqual(search.lower[0]);
    expect(found?.load).toBeLessThanOrEqual(search.upper[0]);
  });
});

describe('passing on', () => {
  test.prop([anyProblem(shape).map(oneMeasure), fc.nat()], RUNS)(
    'keeps every unit where it may be, true books, and no more outside the limits than before',
    (problem, seed) => {
      const search = searchOf({ ...problem, disruptionBudget: Number.POSITIVE_INFINITY });
      if (search.n === 0 || search.M === 0) return;
      const random = createRandom(seed);
      const assignment = Int32Array.from({ length: search.n }, (_, u) => {
        const list = choicesOf(search, u);
        return list[random.nextBelow(list.length)];
      });
      const unitCosts = (list: Int32Array) => Float64Array.from(list, (j, u) => search.costs.cost(u, j));
      const state = createState(search, assignment.slice(), unitCosts(assignment));
      const before = state.excess();
      const work = createWork(defaultBalanceOptions);
      runTask(passOn(search, state, work), work);
      expect(state.excess()).toBeLessThanOrEqual(before + 1e-9);
      state.assignment.forEach((j, u) => {
        expect(choicesOf(search, u)).toContain(j);
      });
      const fresh = createState(search, state.assignment.slice(), unitCosts(state.assignment));
      expect(state.unitCost).toEqual(fresh.unitCost);
      state.load.forEach((load, at) => {
        expect(Math.abs(load - fresh.load[at])).toBeLessThanOrEqual(1e-9);
      });
    },
  );

  it('reaches a territory that lacks load through those between', () => {
    // Six territories in a row: the first has all of one too many, the last all of one too few.
    const count = 60;
    const x = Float64Array.from({ length: count }, (_, i) => i);
    const load = Float64Array.from({ length: count }, (_, i) => 1 + (i % 3));
    const seats = Array.from({ length: 6 }, (_, j) => ({ seat: { x: 5 + 10 * j, y: 0 } }));
    const input = { x, y: new Float64Array(count), loads: { load }, territories: seats, tolerance: 0.05 };
    const search = searchOf(prepareColumns(input));
    const assignment = Int32Array.from({ length: count }, (_, i) =>
      i < 20 ? 0 : Math.min(4, Math.floor(i / 10) - 1),
    );
    const state = createState(
      search,
      assignment,
      Float64Array.from(assignment, (j, u) => search.costs.cost(u, j)),
    );
    const work = createWork(defaultBalanceOptions);
    runTask(passOn(search, state, work), work);
    expect(state.excess()).toBe(0);
  });

  it('ends where a load is settled but for a rounding error of a small limit', () => {
    // The limit of the first is 0.1 of a mean target, which its unit exceeds by less than parting looks at.
    const load = new Float64Array(20).fill(0.1);
    load[0] += 4e-11;
    load[19] -= 4e-11;
    const x = Float64Array.from(load, (_, i) => (i === 0 ? 0 : 90 + i));
    const territories = [
      { seat: { x: 0, y: 0 }, share: 1 },
      { seat: { x: 100, y: 0 }, share: 19 },
    ];
    const search = searchOf(
      prepareColumns({ x, y: new Float64Array(20), loads: { load }, territories, tolerance: 0 }),
    );
    const assignment = Int32Array.from(load, (_, i) => Math.min(i, 1));
    const unitCost = Float64Array.from(assignment, (j, u) => search.costs.cost(u, j));
    const state = createState(search, assignment, unitCost);
    expect(state.isOutside(0)).toBe(true);
    const task = passOn(search, state, createWork(defaultBalanceOptions));
    let pauses = 0;
    while (pauses < 20 && !task.next().done) pauses++;
    expect(pauses).toBeLessThan(20);
  });

  it('balances to a hundredth where a few units hold much of the load', () => {
    for (const seed of [1, 2, 3]) {
      const random = createRandom(seed);
      const count = 1500;
      const column = () => Float64Array.from({ length: count }, () => 100 * random.nextShare());
      // A Pareto tail of shape 1, cut off where a unit would have about half of all load.
      const load = Float64Array.from({ length: count }, () => 1 / Math.max(1e-4, random.nextShare()));
      const input = {
        x: column(),
        y: column(),
        loads: { load },
        trips: load,
        territories: 30,
        tolerance: 0.01,
      };
      const { loads } = balanceTerritories(prepareColumns(input), { seed });
      const others = Array.from(loads[0]).sort((a, b) => b - a);
      // Heavier units than a territory may be stand alone; the others share what is left.
      const heaviest = Array.from(load).sort((a, b) => b - a);
      const meanOf = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
      for (const heavy of heaviest) {
        if (heavy <= 1.01 * meanOf(others)) break;
        expect(others.shift()).toBe(heavy);
      }
      const mean = meanOf(others);
      for (const value of others) expect(Math.abs(value / mean - 1)).toBeLessThanOrEqual(0.01 * (1 + 1e-6));
    }
  });

  it('keeps seats within narrow limits where units are coarse', () => {
    const outside = [1, 2, 3].map((seed) => {
      const random = createRandom(seed);
      const column = (length: number) => Float64Array.from({ length }, () => random.nextShare());
      const seats = Array.from({ length: 30 }, () => ({
        seat: { x: random.nextShare(), y: random.nextShare() },
      }));
      const load = Float64Array.from({ length: 400 }, () => 1 + 9 * random.nextShare());
      const input = { x: column(400), y: column(400), loads: { load }, trips: load, territories: seats };
      return balanceTerritories(prepareColumns({ ...input, tolerance: 0.0002 }), { seed, cycles: 0 })
        .violations.length;
    });
    expect(outside).toEqual([0, 0, 0]);
  });
});
