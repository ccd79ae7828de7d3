import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import { prepareColumns } from '../../src/balance/prepareColumns.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { createRandom } from '../../src/core/random.js';
import { createExactRelaxation } from './relaxation.js';

/** A share of a target to which the least widening is exact. */
const EXACT = 1e-4;
const LEFT = 28;

/**
 * Those on the left may be in the first two of three territories, the others in the last two, and have less potential for
 * their hours: each measure can be balanced alone, both hardly.
 */
function drawTorn(seed: number, tolerance: number): BalanceProblem {
  const random = createRandom(seed);
  const count = 60;
  const x = Float64Array.from({ length: count }, (_, i) => i);
  const hours = Float64Array.from({ length: count }, () => 1 + random.nextBelow(9));
  const potential = hours.map((load, i) => (i < LEFT ? 10 : 7) * load + random.nextBelow(30));
  const seats = [10, 30, 50].map((place) => ({ seat: { x: place, y: 0 } }));
  const problem = prepareColumns({
    x,
    y: new Float64Array(count),
    loads: { hours, potential },
    territories: seats,
    tolerance,
  });
  return {
    ...problem,
    eligibleRow: Int32Array.from(x, (place) => (place < LEFT ? 0 : 1)),
    eligible: Uint8Array.of(1, 1, 0, 0, 1, 1),
  };
}

const withWider = (problem: BalanceProblem, share: number): BalanceProblem => ({
  ...problem,
  lowers: problem.lowers.map((limits, m) =>
    limits.map((limit, j) => Math.max(0, limit - share * problem.targets[m][j])),
  ),
  uppers: problem.uppers.map((limits, m) => limits.map((limit, j) => limit + share * problem.targets[m][j])),
});

/** The share that reasons say, and the measures that they name. */
function readShare(problem: BalanceProblem) {
  const { status, reasons } = balanceTerritories(problem);
  const widening = reasons.filter(({ code }) => code === 'least-widening');
  const percents = widening.map(({ message }) => Number(/wider by ([\d.e+-]+) %/.exec(message)![1]));
  return { status, percents, measures: new Set(widening.map(({ measureId }) => measureId)) };
}

describe('measures that conflict only together', async () => {
  const relax = await createExactRelaxation();

  test.prop([fc.nat(1000), fc.constantFrom(0.01, 0.02, 0.04, 0.06), fc.boolean()], {
    numRuns: 80,
    interruptAfterTimeLimit: 8_000,
    seed: 1,
  })(
    'give by a share that is enough, and no smaller one is, whether travel costs or not',
    (seed, tolerance, isFree) => {
      const torn = drawTorn(seed, tolerance);
      const problem = isFree ? { ...torn, trips: torn.trips.map(() => 0) } : torn;
      const { status, percents, measures } = readShare(problem);
      const isTorn = relax(problem) === null;
      if (!isTorn) {
        expect(percents).toEqual([]);
        return;
      }
      expect(status).toBe('infeasible');
      // Where one measure alone is at fault it is told by itself, by a flow.
      if (measures.size < 2) return;
      const share = Math.max(...percents) / 100;
      expect(new Set(percents).size).toBe(1);
      expect(relax(withWider(problem, share * (1 - 1e-3)))).toBeNull();
      expect(relax(withWider(problem, share * (1 + 1e-3) + EXACT))).not.toBeNull();
    },
  );

  it.each([0, 1, 2, 3, 4])('are found where nothing costs anything as well, seed %i', (seed) => {
    const torn = drawTorn(seed, 0.02);
    const { status } = readShare({ ...torn, trips: torn.trips.map(() => 0) });
    expect(status === 'infeasible').toBe(relax(torn) === null);
  });

  it('are found among these problems', () => {
    const found = Array.from({ length: 20 }, (_, seed) => readShare(drawTorn(seed, 0.02)).measures.size);
    expect(found.filter((size) => size === 2).length).toBeGreaterThan(4);
  });
});
