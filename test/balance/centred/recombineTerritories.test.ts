import { describe, expect, it } from 'vitest';
import { type CentredState, createCentredState } from '../../../src/balance/centred/centredState.js';
import { prepareCentred } from '../../../src/balance/centred/prepareCentred.js';
import { canRecombine, startRecombination } from '../../../src/balance/centred/recombineTerritories.js';
import { createTerritoryPool } from '../../../src/balance/centred/territoryPool.js';
import { resolveBalanceOptions } from '../../../src/balance/options.js';
import { createSearchProblem } from '../../../src/balance/searchProblem.js';
import { createWork, runTask } from '../../../src/balance/work.js';
import { createRandom } from '../../../src/core/random.js';
import { centredCost, plainProblem } from './centredProblems.js';

/** Points by chance in a square, territories round their means for so many at the most. */
function makeProblem(n: number, k: number, upper: number, seats: number[] = []) {
  const random = createRandom(7);
  const places = Float64Array.from({ length: 2 * n }, () => random.nextBelow(1000));
  const at = new Float64Array(2 * k).fill(Number.NaN);
  at.set(seats);
  const travel = {
    kind: 'geometric',
    dimension: 2,
    places,
    seats: at,
    metric: 'distance',
    scale: 1,
    centre: 'mean',
  } as const;
  return plainProblem(new Float64Array(n).fill(1), k, { lower: 0, upper }, travel);
}

const prepare = (problem: ReturnType<typeof makeProblem>) =>
  prepareCentred(createSearchProblem(problem, null));

function shuffle(
  random: ReturnType<typeof createRandom>,
  state: CentredState,
  units: readonly number[],
): void {
  for (const u of units) {
    const v = units[random.nextBelow(units.length)];
    const { assignment } = state.plan;
    if (assignment[u] !== assignment[v]) state.move(u, v, assignment[v]);
  }
}

describe('territories put together anew', () => {
  it('make a plan out of the good halves of two', () => {
    const problem = makeProblem(24, 6, 4);
    const centred = prepare(problem);
    expect(canRecombine(centred)).toBe(true);
    const halves = [0, 12].map((from) => Array.from({ length: 12 }, (_, u) => from + u));
    const costOfHalf = ({ plan }: CentredState, half: readonly number[]) =>
      centredCost(
        problem,
        plan.assignment.map((j, u) => (half.includes(u) ? j : -1)),
      );
    let better = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const random = createRandom(seed);
      const recombination = startRecombination(centred);
      const states = [0, 1].map(() => {
        const state = createCentredState(
          centred,
          Int32Array.from({ length: 24 }, (_, u) => u >> 2),
        );
        for (const half of halves) shuffle(random, state, half);
        recombination.collectFrom(state)();
        return state;
      });
      const least = halves
        .map((half) => Math.min(...states.map((state) => costOfHalf(state, half))))
        .reduce((a, b) => a + b);
      const first = states[states[0].cost() < states[1].cost() ? 0 : 1];
      const best = {
        assignment: first.plan.assignment,
        unitCost: new Float64Array(24),
        cost: first.cost(),
        excess: 0,
      };
      const work = createWork(resolveBalanceOptions({}));
      const found: { assignment: Int32Array; cost: number }[] = [];
      const keep = ({ plan, cost }: CentredState) =>
        found.push({ assignment: plan.assignment.slice(), cost: cost() });
      runTask(recombination.run(best, keep, random, work), work);
      expect(work.spent()).toBeGreaterThan(0);
      // One plan may be the better one in both halves.
      expect(found.length > 0).toBe(least < best.cost - 1e-6);
      if (found.length === 0) continue;
      better++;
      const last = found[found.length - 1];
      expect(last.cost).toBeCloseTo(least, 9);
      expect(centredCost(problem, last.assignment)).toBeCloseTo(least, 9);
      runTask(
        recombination.run({ ...best, ...last }, () => expect.fail('nothing is better'), random, work),
        work,
      );
    }
    expect(better).toBeGreaterThan(2);
  });

  it('are none where territories differ, or hold many units', () => {
    expect(canRecombine(prepare(makeProblem(24, 6, 4, [5, 5])))).toBe(false);
    expect(canRecombine(prepare(makeProblem(240, 6, 40)))).toBe(true);
    expect(canRecombine(prepare(makeProblem(241, 6, 41)))).toBe(false);
  });
});

describe('a pool of territories', () => {
  it('holds each of them once, with its cost, and none outside the limits', () => {
    const problem = makeProblem(60, 12, 6);
    const centred = prepare(problem);
    const random = createRandom(3);
    const pool = createTerritoryPool(centred);
    const seen = new Map<string, number>();
    for (let plan = 0; plan < 40; plan++) {
      const state = createCentredState(
        centred,
        Int32Array.from({ length: 60 }, (_, u) => u % 12),
      );
      const collect = pool.collectFrom(state);
      for (let step = 0; step < 30; step++) {
        collect();
        state.plan.assignment.forEach((j, _, all) => {
          const units = Array.from(all.keys()).filter((u) => all[u] === j);
          const own = all.map((i) => (i === j ? j : -1));
          if (units.length <= 6 && !seen.has(units.join())) seen.set(units.join(), centredCost(problem, own));
        });
        state.move(random.nextBelow(60), -1, random.nextBelow(12));
      }
    }
    const list = () =>
      Array.from({ length: pool.count() }, (_, c) => ({
        name: pool
          .units()
          .subarray(pool.starts()[c], pool.starts()[c + 1])
          .join(),
        cost: pool.costs()[c],
      }));
    const all = list();
    expect(all.length).toBe(seen.size);
    expect(all.length).toBeGreaterThan(1100);
    for (const { name, cost } of all) expect(cost).toBeCloseTo(seen.get(name)!, 9);
    pool.retain((c) => c % 3 === 0);
    expect(list()).toEqual(all.filter((_, c) => c % 3 === 0));
    // What was left out may come back, and what was left in does not come twice.
    pool.collectFrom(
      createCentredState(
        centred,
        Int32Array.from({ length: 60 }, (_, u) => u % 12),
      ),
    )();
    expect(new Set(list().map(({ name }) => name)).size).toBe(pool.count());
  });
});
