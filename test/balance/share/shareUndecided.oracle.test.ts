import { describe, expect, it } from 'vitest';
import { defaultBalanceOptions } from '../../../src/balance/options.js';
import { prepareColumns } from '../../../src/balance/prepareColumns.js';
import { createSearchProblem, type SearchProblem } from '../../../src/balance/searchProblem.js';
import { shareUndecided } from '../../../src/balance/share/shareUndecided.js';
import { createState } from '../../../src/balance/state.js';
import { createWork, runTask } from '../../../src/balance/work.js';
import { buildCsr } from '../../../src/core/csr.js';
import { createRandom } from '../../../src/core/random.js';

/**
 * Up to seven units and four seats in a square; one or two measures, loads of whole hours or of any. Or, `narrow`, limits
 * next to the loads of one plan, and pairs of units that differ by so little that others are within them.
 */
function draw(seed: number, kind: 'wide' | 'narrow') {
  const random = createRandom(seed);
  const n = 4 + random.nextBelow(4);
  const k = 2 + random.nextBelow(3);
  const isWhole = kind === 'wide' && random.nextBelow(2) === 0;
  const column = () =>
    Float64Array.from({ length: n }, () => (isWhole ? 1 + random.nextBelow(6) : 1 + 5 * random.nextShare()));
  const places = () => Float64Array.from({ length: n }, () => random.nextBelow(100));
  const hours = column();
  const tolerance = kind === 'wide' ? 0.02 + 0.6 * random.nextShare() ** 2 : 1;
  if (kind === 'narrow') for (let i = 1; i < n; i += 2) hours[i] = hours[i - 1] + 0.001 * random.nextShare();
  const limitsOf = (j: number) => {
    const load = hours.reduce((sum, value, i) => sum + (i % k === j ? value : 0), 0);
    return { hours: { min: load - 0.002, max: load + 0.002 } };
  };
  const problem = prepareColumns({
    x: places(),
    y: places(),
    loads: kind === 'narrow' || random.nextBelow(2) === 0 ? { hours } : { hours, calls: column() },
    trips: hours,
    territories: Array.from({ length: k }, (_, j) => ({
      seat: { x: random.nextBelow(100), y: random.nextBelow(100) },
      ...(kind === 'narrow' && { limits: limitsOf(j) }),
    })),
    tolerance,
  });
  const centres = problem.travel.kind === 'geometric' ? problem.travel.seats.slice() : null;
  const search = createSearchProblem(problem, centres);
  let prices = new Float64Array(search.size);
  // Whatever the prices are, they give a bound; the highest of many leaves little undecided.
  for (let trial = 0; trial < 200; trial++) {
    const other = prices.map((price) => price + (random.nextShare() - 0.5) * 2000);
    if (boundOf(search, other) > boundOf(search, prices)) prices = other;
  }
  return { search, prices, isWhole };
}

/** What no plan within the limits is below, by prices. */
function boundOf({ n, k, M, load, lower, upper, costs }: SearchProblem, prices: Float64Array) {
  let bound = 0;
  for (let u = 0; u < n; u++) {
    const values = Array.from({ length: k }, (_, j) => {
      let value = costs.cost(u, j);
      for (let m = 0; m < M; m++) value += load[M * u + m] * prices[M * j + m];
      return value;
    });
    bound += Math.min(...values);
  }
  for (let at = 0; at < k * M; at++) bound -= prices[at] * (prices[at] > 0 ? upper[at] : lower[at]);
  return bound;
}

/** Every plan within the limits, cheapest first. */
function listPlans(search: SearchProblem) {
  const { n, k, costs } = search;
  const plans: { assignment: Int32Array; unitCost: Float64Array; cost: number }[] = [];
  for (let code = 0; code < k ** n; code++) {
    const assignment = Int32Array.from({ length: n }, (_, u) => Math.floor(code / k ** u) % k);
    const unitCost = Float64Array.from(assignment, (j, u) => costs.cost(u, j));
    const state = createState(search, assignment, unitCost);
    if (state.excess() === 0) plans.push({ assignment, unitCost, cost: state.cost() });
  }
  return plans.sort((a, b) => a.cost - b.cost);
}

describe('sharing undecided units against all plans there are', () => {
  it('finds the cheapest one from any other, and leaves it as it is', () => {
    const work = createWork(defaultBalanceOptions);
    let complete = 0;
    let found = 0;
    for (let seed = 0; seed < 120; seed++) {
      const { search, prices, isWhole } = draw(seed, seed % 2 === 0 ? 'wide' : 'narrow');
      const plans = listPlans(search);
      if (plans.length < 2) continue;
      const [cheapest] = plans;
      const share = (known: (typeof plans)[0], most: number, isStrict: boolean) => {
        const all = Int32Array.from({ length: search.k }, (_, j) => j);
        const units = Int32Array.from({ length: search.n }, (_, u) => u);
        const held = buildCsr(search.k, known.assignment, units);
        const size = { plans: most, units: search.n, isStrict, end: Number.POSITIVE_INFINITY };
        return runTask(shareUndecided({ search, prices }, known, held, all, size, work), work);
      };
      const costOf = (assignment: Int32Array) => {
        const unitCost = Float64Array.from(assignment, (j, u) => search.costs.cost(u, j));
        const state = createState(search, assignment, unitCost);
        expect(state.excess()).toBe(0);
        return state.cost();
      };
      for (const isStrict of [true, false]) expect(share(cheapest, 100_000, isStrict).assignment).toBeNull();
      for (let rank = 1; rank < plans.length; rank = 2 * rank + 1) {
        const known = plans[rank];
        if (known.cost < cheapest.cost * (1 + 1e-6)) continue;
        for (const isStrict of [true, false]) {
          const best = share(known, 100_000, isStrict);
          if (isWhole || isStrict) expect(best.isComplete, `seed ${seed}`).toBe(true);
          if (!best.isComplete) continue;
          expect(best.assignment && costOf(best.assignment), `seed ${seed}`).toBeCloseTo(cheapest.cost, 6);
          complete++;
        }
        // With few partial plans at a time it may miss the cheapest, and says so.
        const some = share(known, 2, false);
        if (some.assignment === null) continue;
        const cost = costOf(some.assignment);
        expect(cost).toBeLessThan(known.cost);
        if (some.isComplete) expect(cost).toBeCloseTo(cheapest.cost, 6);
        found++;
      }
    }
    expect(complete).toBeGreaterThan(300);
    expect(found).toBeGreaterThan(150);
  });
});
