import { describe, expect, it } from 'vitest';
import { balanceTerritories, prepareColumns } from '../../../src/balance/index.js';
import { createRandom } from '../../../src/core/random.js';

/** Units with loads from 1 to 10 and ten seats on a grid of 1,000 by 1,000; loads within 2 % of equal ones. */
function drawProblem(seed: number) {
  const random = createRandom(seed);
  const places = Float64Array.from({ length: 600 }, () => random.nextBelow(1_000));
  const seats = Float64Array.from({ length: 20 }, () => random.nextBelow(1_000));
  const load = Float64Array.from({ length: 300 }, () => 1 + random.nextBelow(10));
  const target = load.reduce((sum, value) => sum + value, 0) / 10;
  const limits = { load: { min: Math.ceil(0.98 * target), max: Math.floor(1.02 * target) } };
  const everyOther = (first: number) => Float64Array.from({ length: 300 }, (_, i) => places[2 * i + first]);
  return prepareColumns({
    x: everyOther(0),
    y: everyOther(1),
    loads: { load },
    trips: load,
    territories: Array.from({ length: 10 }, (_, j) => ({
      seat: { x: seats[2 * j], y: seats[2 * j + 1] },
      limits,
    })),
    tolerance: 1,
  });
}

describe('sharing territories anew', () => {
  it('brings a plan of few units to what branch and bound proves to be the cheapest', () => {
    const { violations, cost } = balanceTerritories(drawProblem(2), { seed: 2 });
    expect(violations).toEqual([]);
    // By HiGHS in bench/solvers.bench.mjs; annealing alone ends at 72,983,937.
    expect(cost.total).toBe(72_387_252);
  });
});
