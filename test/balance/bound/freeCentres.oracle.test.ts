/**
 * The bound for free centres against all plans of small problems, its parts against plain ways of finding the same.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundFilling } from '../../../src/balance/bound/freeCentres/boundFilling.js';
import {
  boundFreeCentres,
  boundFreeCentresAsync,
} from '../../../src/balance/bound/freeCentres/boundFreeCentres.js';
import type { FillingUnits } from '../../../src/balance/bound/freeCentres/fillingUnits.js';
import { LoadFiller } from '../../../src/balance/bound/freeCentres/fillLoad.js';
import type { TerritoryClass } from '../../../src/balance/bound/freeCentres/territoryClasses.js';
import {
  type BalanceProblem,
  balanceTerritories,
  type ColumnTerritory,
  prepareColumns,
} from '../../../src/balance/index.js';
import { createWork, finishNow } from '../../../src/balance/work.js';
import { createRandom } from '../../../src/core/random.js';

const work = createWork({
  maxEvaluations: Number.POSITIVE_INFINITY,
  maxTimeMs: Number.POSITIVE_INFINITY,
  clock: null,
  signal: null,
});

/** Whole and half loads to fill, from units of any rate. */
const filling = fc.record({
  units: fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 12,
  }),
  lower: fc.integer({ min: 0, max: 60 }),
  room: fc.integer({ min: 0, max: 20 }),
});

test('a load is filled from the cheapest units, in parts at the threshold', () => {
  fc.assert(
    fc.property(filling, ({ units, lower, room }) => {
      const filler = new LoadFiller(units.length);
      units.forEach(([rate, load], e) => {
        filler.rate[e] = rate;
        filler.load[e] = load;
      });
      const { value, threshold, share } = filler.fill(units.length, lower, lower + room);
      const sorted = units.slice().sort(([a], [b]) => a - b);
      let filled = 0;
      let cost = 0;
      for (const [rate, load] of sorted) {
        const part = Math.min(load, (rate < 0 ? lower + room : lower) - filled);
        if (part <= 0) continue;
        filled += part;
        cost += part * rate;
      }
      expect(value).toBeCloseTo(filled < lower ? Number.POSITIVE_INFINITY : cost, 9);
      if (filled < lower) return;
      const told = units.reduce((sum, [rate, load]) => {
        return sum + load * (rate < threshold ? 1 : rate === threshold ? share : 0);
      }, 0);
      expect(told).toBeCloseTo(filled, 9);
    }),
    { numRuns: 300 },
  );
});

/** Units with worths on a plane or the globe. */
function drawUnits(seed: number, dimension: 2 | 3, isSquared: boolean, count: number): FillingUnits {
  const random = createRandom(seed);
  const column = (low: number, high: number) =>
    Float64Array.from({ length: count }, () => low + (high - low) * random.nextShare());
  const places = new Float64Array(dimension * count);
  for (let i = 0; i < count; i++) {
    const place = Array.from({ length: dimension }, () => random.nextShare() - (dimension === 3 ? 0.2 : 0));
    const norm = dimension === 3 ? Math.hypot(...place) : 1;
    place.forEach((side, d) => {
      places[dimension * i + d] = side / norm;
    });
  }
  return {
    dimension,
    isSquared,
    count,
    places,
    load: column(0.5, 3),
    rate: column(0.5, 2),
    worth: column(0, 0.4),
  };
}

/** The least filling over many places, by sorting. */
function leastOnGrid(units: FillingUnits, { lower, upper }: TerritoryClass, steps: number): number {
  const { dimension, isSquared, count, places, load, rate, worth } = units;
  let least = Number.POSITIVE_INFINITY;
  const at = (place: number[]) => {
    const filler = new LoadFiller(count);
    for (let i = 0; i < count; i++) {
      let square = 0;
      for (let d = 0; d < dimension; d++) square += (places[dimension * i + d] - place[d]) ** 2;
      filler.load[i] = load[i];
      filler.rate[i] = rate[i] * (isSquared ? square : Math.sqrt(square)) - worth[i];
    }
    least = Math.min(least, filler.fill(count, lower, upper).value);
  };
  for (let x = 0; x <= steps; x++) {
    for (let y = 0; y <= steps; y++) {
      if (dimension === 2) at([x / steps, y / steps]);
      else {
        const place = [x / steps - 0.2, y / steps - 0.2, 0.5];
        const norm = Math.hypot(...place);
        at(place.map((side) => side / norm));
      }
    }
  }
  return least;
}

test.each([
  [2, true],
  [2, false],
  [3, true],
  [3, false],
] as const)(
  'the least filling is not above that of any place and within its slack (dimension %i, squared %s)',
  (dimension, isSquared) => {
    for (let seed = 1; seed <= 6; seed++) {
      const units = drawUnits(seed, dimension, isSquared, 30);
      const one = { count: 1, lower: 8, upper: 11, seat: null, centres: [] };
      const boundWithin = (slack: number) => {
        const goal = { kind: 'least', slack } as const;
        return finishNow(boundFilling(units, one, goal, work));
      };
      const known = leastOnGrid(units, one, 60);
      const close = boundWithin(1e-3);
      expect(boundWithin(0.05)).toBeLessThanOrEqual(known + 1e-12);
      expect(boundWithin(0.05)).toBeGreaterThanOrEqual(close - 0.05);
      expect(close).toBeLessThanOrEqual(known + 1e-12);
      // The grid reaches over the whole square, but over a part of the globe only.
      if (dimension === 2) expect(close).toBeGreaterThan(known - 0.06);
    }
  },
);

interface Drawn {
  readonly seed: number;
  readonly count: number;
  readonly k: number;
  readonly isGlobe: boolean;
  readonly isSquared: boolean;
  readonly hasSeat: boolean;
  readonly hasOwnLimits: boolean;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  count: fc.integer({ min: 1, max: 8 }),
  k: fc.integer({ min: 1, max: 3 }),
  isGlobe: fc.boolean(),
  isSquared: fc.boolean(),
  hasSeat: fc.boolean(),
  hasOwnLimits: fc.boolean(),
});

function makeProblem({ seed, count, k, isGlobe, isSquared, hasSeat, hasOwnLimits }: Drawn): BalanceProblem {
  const random = createRandom(seed);
  // Round the antimeridian, so that a bound on longitudes would be wrong.
  const x = Float64Array.from({ length: count }, () => {
    const lon = 170 + 30 * random.nextShare();
    return lon > 180 && isGlobe ? lon - 360 : lon;
  });
  const y = Float64Array.from({ length: count }, () => -20 + 40 * random.nextShare());
  const w = Float64Array.from({ length: count }, () => 1 + Math.floor(4 * random.nextShare()));
  const territories: ColumnTerritory[] = Array.from({ length: k }, (_, j) => ({
    id: `t${j}`,
    ...(hasOwnLimits && { shares: { w: 1 + j } }),
    ...(hasSeat && j === 0 && { seat: isGlobe ? { lon: 175, lat: 0 } : { x: 175, y: 0 } }),
  }));
  return prepareColumns({
    ...(isGlobe ? { lon: x, lat: y } : { x, y }),
    loads: { w },
    trips: Float64Array.from({ length: count }, () => Math.floor(4 * random.nextShare())),
    territories,
    tolerance: 0.5,
    metric: isSquared ? 'squaredDistance' : 'distance',
  });
}

/** The least cost over all assignments within the limits, centres as good as a descent from their mean makes them. */
function leastCost(problem: BalanceProblem): number {
  const { travel, trips } = problem;
  if (travel.kind !== 'geometric') throw new Error('geometric travel is drawn');
  const { dimension, places, seats, metric, scale } = travel;
  const n = trips.length;
  const k = problem.territoryIds.length;
  const assignment = new Int32Array(n);
  let least = Number.POSITIVE_INFINITY;
  const lengthTo = (i: number, centre: readonly number[]) =>
    scale * Math.hypot(...centre.map((side, d) => side - places[dimension * i + d]));
  const costOf = (j: number): number => {
    const mine = Array.from(assignment.keys()).filter((i) => assignment[i] === j && trips[i] > 0);
    if (mine.length === 0) return 0;
    let centre = Array.from(seats.subarray(dimension * j, dimension * (j + 1)));
    const isFree = Number.isNaN(centre[0]);
    const rounds = isFree ? (metric === 'distance' ? 400 : 1) : 0;
    if (isFree) centre = centre.map(() => 0);
    for (let round = 0; round < rounds; round++) {
      const sums = centre.map(() => 0);
      let weights = 0;
      for (const i of mine) {
        const weight =
          metric === 'distance' && round > 0 ? trips[i] / Math.max(lengthTo(i, centre), 1e-9) : trips[i];
        weights += weight;
        for (let d = 0; d < dimension; d++) sums[d] += weight * places[dimension * i + d];
      }
      centre = sums.map((sum) => sum / weights);
      if (dimension === 3)
        centre = centre.map((side) => side / Math.hypot(...sums.map((sum) => sum / weights)));
    }
    return mine.reduce(
      (sum, i) => sum + trips[i] * lengthTo(i, centre) ** (metric === 'distance' ? 1 : 2),
      0,
    );
  };
  const judge = () => {
    for (let j = 0; j < k; j++) {
      const load = problem.loads[0].reduce((sum, w, i) => (assignment[i] === j ? sum + w : sum), 0);
      if (load < problem.lowers[0][j] - 1e-9 || load > problem.uppers[0][j] + 1e-9) return;
    }
    let cost = 0;
    for (let j = 0; j < k; j++) cost += costOf(j);
    least = Math.min(least, cost);
  };
  const place = (i: number): void => {
    if (i === n) {
      judge();
      return;
    }
    for (let j = 0; j < k; j++) {
      assignment[i] = j;
      place(i + 1);
    }
  };
  place(0);
  return least;
}

test('the bound is not above the cost of any plan, on planes and across the antimeridian', () => {
  let compared = 0;
  fc.assert(
    fc.property(drawn, (one) => {
      const problem = makeProblem(one);
      const { bound, relaxation } = boundFreeCentres(problem, { passes: 2 });
      if (bound === null) {
        expect(relaxation).toMatch(/^none: /);
        return;
      }
      expect(bound).toBeLessThanOrEqual(leastCost(problem) * (1 + 1e-9) + 1e-9);
      if (bound > 0) compared++;
    }),
    { numRuns: 60, seed: 5 },
  );
  expect(compared).toBeGreaterThan(15);
});

function clumps(count: number, seed: number) {
  const random = createRandom(seed);
  const towns = Array.from({ length: 12 }, () => [100 * random.nextShare(), 100 * random.nextShare()]);
  const at = Array.from({ length: count }, () => towns[Math.floor(12 * random.nextShare())]);
  return {
    x: Float64Array.from(at, ([x]) => x + 20 * (random.nextShare() - 0.5)),
    y: Float64Array.from(at, ([, y]) => y + 20 * (random.nextShare() - 0.5)),
    loads: { w: Float64Array.from({ length: count }, () => 1 + Math.floor(3 * random.nextShare())) },
  };
}

test('on even ground the bound is near the plan; in towns it is some way off', () => {
  const random = createRandom(3);
  const column = () => Float64Array.from({ length: 400 }, () => random.nextShare());
  const even = prepareColumns({
    x: column(),
    y: column(),
    loads: { w: new Float64Array(400).fill(1) },
    territories: 6,
    tolerance: 0.02,
  });
  const shareOf = (problem: BalanceProblem) =>
    boundFreeCentres(problem).bound! / balanceTerritories(problem).cost.total;
  expect(shareOf(even)).toBeGreaterThan(0.9);
  expect(shareOf(even)).toBeLessThanOrEqual(1);
  const towns = prepareColumns({ ...clumps(400, 4), territories: 6, tolerance: 0.02 });
  expect(shareOf(towns)).toBeGreaterThan(0.7);
  expect(shareOf(towns)).toBeLessThanOrEqual(1);
});

test('the same bytes again, and in the async form', async () => {
  const problem = prepareColumns({ ...clumps(300, 9), territories: 5, tolerance: 0.05 });
  const first = boundFreeCentres(problem, { passes: 2 });
  expect(boundFreeCentres(problem, { passes: 2 })).toEqual(first);
  expect(await boundFreeCentresAsync(problem, { passes: 2 })).toEqual(first);
});

test('no bound where nothing is proven, with the reason', () => {
  const at = { x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 0, 0) };
  const loads = { w: Float64Array.of(1, 1, 1) };
  const stopped = boundFreeCentres(prepareColumns({ ...at, loads, territories: 3, tolerance: 0 }), {
    maxEvaluations: 0,
  });
  expect([stopped.bound, stopped.stopCause]).toEqual([null, 'evaluations']);
  const idle = prepareColumns({ ...at, loads, trips: new Float64Array(3), territories: 3, tolerance: 0 });
  expect(boundFreeCentres(idle).relaxation).toBe('none: no unit has a place, a load and trips');
  const unlimited = prepareColumns({ ...at, loads: {}, territories: 3, tolerance: 0 });
  expect(boundFreeCentres(unlimited).relaxation).toBe('none: no measure is limited');
  expect(() => boundFreeCentres(idle, { passes: 0 })).toThrow(/passes/);
});

test('all in one place costs nothing, and the bound says no more than that', () => {
  const problem = prepareColumns({
    x: new Float64Array(40),
    y: new Float64Array(40),
    loads: { w: new Float64Array(40).fill(1) },
    territories: 4,
    tolerance: 0,
  });
  expect(boundFreeCentres(problem).bound).toBe(0);
});
