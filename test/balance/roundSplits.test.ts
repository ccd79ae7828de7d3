import { describe, expect, it } from 'vitest';
import { roundSplits } from '../../src/balance/construct/roundSplits.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import { createSearchProblem } from '../../src/balance/searchProblem.js';
import { createState } from '../../src/balance/state.js';
import { relaxBySeats } from '../../src/balance/transport/relaxBySeats.js';
import { finishNow, runTask } from '../../src/balance/work.js';
import { createRandom } from '../../src/core/random.js';

const work = { isPauseDue: () => false, stopCause: () => null, spent: () => 0 };

function makeSearch(accounts: number, seats: number, seed: number) {
  const random = createRandom(seed);
  const place = () => ({ lon: 10 * random.nextShare(), lat: 45 + 5 * random.nextShare() });
  const problem = prepareProblem({
    accounts: Array.from({ length: accounts }, (_, i) => ({
      id: `a${i}`,
      ...place(),
      measures: { hours: 1 + random.nextBelow(12) },
      attributes: {},
    })),
    territories: Array.from({ length: seats }, (_, j) => ({ id: `t${j}`, repIds: [], seat: place() })),
    measures: [{ id: 'hours', tolerance: 0.05 }],
  });
  return createSearchProblem(problem, problem.travel.kind === 'geometric' ? problem.travel.seats : null);
}

describe('roundSplits', () => {
  it('gives a split unit to one of its seats, and leaves the others where they are', () => {
    const search = makeSearch(80, 8, 1);
    const solution = runTask(relaxBySeats(search, work), work)!;
    const { assignment } = finishNow(roundSplits(search, solution));
    const split = new Set(solution.splits.map(({ unit }) => unit));
    expect(split.size).toBeGreaterThan(2);
    assignment.forEach((j, u) => {
      const seats = solution.splits.filter(({ unit }) => unit === u).map(({ seat }) => seat);
      if (split.has(u)) expect(seats).toContain(j);
      else expect(j).toBe(solution.assignment[u]);
    });
  });

  it('leaves less outside the limits than the largest parts do', () => {
    const total = { leafByLeaf: 0, largestPart: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const search = makeSearch(60, 6, seed);
      const solution = runTask(relaxBySeats(search, work), work)!;
      total.leafByLeaf += finishNow(roundSplits(search, solution)).excess();
      total.largestPart += createState(search, solution.assignment, new Float64Array(search.n)).excess();
    }
    expect(total.leafByLeaf).toBeLessThan(0.85 * total.largestPart);
  });

  it('takes the only whole plan within the limits where parts alone mislead', () => {
    // Both territories may have 10: the unit of 6 has most of it in the one that would then have 12.
    const search = {
      n: 3,
      k: 2,
      M: 1,
      load: Float64Array.of(6, 6, 4),
      lower: Float64Array.of(0, 0),
      upper: Float64Array.of(10, 10),
      costs: { cost: () => 1 },
    } as unknown as Parameters<typeof roundSplits>[0];
    const splits = [
      { unit: 1, seat: 0, load: 4 },
      { unit: 1, seat: 1, load: 2 },
    ];
    const { assignment } = finishNow(roundSplits(search, { assignment: Int32Array.of(0, 0, 1), splits }));
    expect([...assignment]).toEqual([0, 1, 1]);
  });
});
