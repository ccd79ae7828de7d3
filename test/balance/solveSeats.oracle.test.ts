import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { coarsenStore } from '../../src/balance/transport/coarsenStore.js';
import { createPointStore } from '../../src/balance/transport/createPointStore.js';
import { type SeatSolution, solveSeats } from '../../src/balance/transport/solveSeats.js';
import { runTask, type Work } from '../../src/balance/work.js';
import { costOfUnit, type Field, type FieldShape, judgeSeats, makeField } from './seatFields.js';

const work: Work = { isPauseDue: () => false, stopCause: () => null, spent: () => 0 };

function solve(field: Field, prices?: Float64Array): SeatSolution {
  const { dimension, places, load, trips, rows, query } = field;
  const points = places.length / dimension;
  const extras = { trips: trips.slice(0, points), rows: rows.slice(0, points) };
  const store = runTask(createPointStore(places, dimension, load.slice(0, points), extras), work);
  const task = solveSeats(points > 0 ? store : null, prices ? { ...query, prices } : query, work);
  return runTask(task, work);
}

/** The proof of optimality, recomputed by the definitions: within limits, and cost equal to the dual value. */
function expectOptimal(field: Field, solution: SeatSolution): void {
  const { loads, cost, dual, splitUnits } = judgeSeats(field, solution);
  const { lower, upper } = field.query;
  const whole = field.load.reduce((sum, value) => sum + value, 0);
  expect(solution.status).toBe('optimal');
  loads.forEach((load, j) => {
    expect(load).toBeGreaterThanOrEqual(lower[j] - 1e-10 * whole);
    expect(load).toBeLessThanOrEqual(upper[j] + 1e-10 * whole);
  });
  const size = Math.max(cost, whole * Math.max(...solution.prices.map(Math.abs)));
  expect(Math.abs(solution.primal - cost)).toBeLessThanOrEqual(1e-11 * size);
  expect(Math.abs(solution.bound - dual)).toBeLessThanOrEqual(1e-10 * size);
  expect(cost - dual).toBeLessThanOrEqual(1e-10 * size);
  expect(solution.bound).toBeLessThanOrEqual(solution.primal);
  expect(splitUnits).toBeLessThan(lower.length);
}

const shapes: Record<string, FieldShape> = {
  'points in a plane': { points: 900, seats: 7 },
  'limits with room': { points: 900, seats: 7, tolerance: 0.1 },
  'distances in a plane': { points: 700, seats: 9, metric: 'distance', tolerance: 0.02 },
  'arcs on the globe': { points: 700, seats: 9, metric: 'distance', dimension: 3 },
  'squares on the globe': { points: 700, seats: 9, dimension: 3, lie: 'clumps' },
  'the antimeridian': { points: 700, seats: 9, metric: 'distance', dimension: 3, lie: 'antimeridian' },
  'points on a line': { points: 600, seats: 8, lie: 'line', metric: 'distance' },
  'pairs of equal points': { points: 600, seats: 8, lie: 'twins', weights: 'equal' },
  'seats all on one side': { points: 800, seats: 10, lie: 'far' },
  'heavy tails': { points: 800, seats: 10, weights: 'heavy', lie: 'clumps' },
  'units without load': { points: 500, seats: 6, weights: 'gaps' },
  'trips that differ from loads': { points: 800, seats: 8, hasTrips: true, weights: 'gaps', tolerance: 0.05 },
  'lists of seats': { points: 800, seats: 8, lists: 4, tolerance: 0.2 },
  'more seats than units': { points: 7, seats: 20 },
  'one seat': { points: 50, seats: 1 },
  'a table': { points: 0, seats: 8, tableRows: 600, hasTrips: true, tolerance: 0.01 },
  'a table with gaps': { points: 0, seats: 8, tableRows: 600, missing: 0.3, tolerance: 0.01 },
  'points and a table': { points: 400, seats: 8, tableRows: 200, hasTrips: true, lists: 2, tolerance: 0.4 },
};

describe('solveSeats on few units', () => {
  it.each(Object.entries(shapes))('proves its optimum: %s', (_, shape) => {
    for (const seed of [1, 2, 3]) {
      const field = makeField(shape, seed);
      expectOptimal(field, solve(field));
    }
  });
});

/** So many that prices are sought on coarser copies and lists are narrow. */
const large: Record<string, FieldShape> = {
  'points in a plane': { points: 12_000, seats: 60 },
  'limits with room': { points: 12_000, seats: 60, tolerance: 0.05, lie: 'clumps' },
  'few units a seat': { points: 4_000, seats: 400, weights: 'equal' },
  'distances in a plane': { points: 8_000, seats: 40, metric: 'distance' },
  'arcs on the globe': { points: 6_000, seats: 40, metric: 'distance', dimension: 3, tolerance: 0.01 },
  'the antimeridian': { points: 6_000, seats: 40, dimension: 3, lie: 'antimeridian' },
  'points on a line': { points: 6_000, seats: 40, lie: 'line' },
  'pairs of equal points': { points: 8_000, seats: 30, lie: 'twins' },
  'seats all on one side': { points: 8_000, seats: 50, lie: 'far' },
  'heavy tails': { points: 8_000, seats: 40, weights: 'heavy', lie: 'clumps' },
  'trips that differ from loads': { points: 8_000, seats: 40, hasTrips: true, weights: 'gaps' },
  'lists of seats': { points: 6_000, seats: 40, lists: 6, tolerance: 0.3 },
  'a table': { points: 0, seats: 40, tableRows: 4_000, tolerance: 0.02 },
  'points and a table': { points: 4_000, seats: 40, tableRows: 800, lists: 2, tolerance: 0.2 },
};

describe('solveSeats on many units', () => {
  it.each(Object.entries(large))('proves its optimum: %s', (_, shape) => {
    const field = makeField(shape, 1);
    const solution = solve(field);
    expectOptimal(field, solution);
    const again = solve(field, solution.prices);
    expectOptimal(field, again);
    expect(Math.abs(again.primal - solution.primal)).toBeLessThanOrEqual(1e-11 * solution.primal);
  });

  it('finds the same optimum from any prices', () => {
    const field = makeField({ points: 5_000, seats: 30, lie: 'clumps' }, 2);
    const { primal } = solve(field);
    const wild = Float64Array.from({ length: 30 }, (_, j) => ((j * 7) % 11) - 5);
    const again = solve(field, wild);
    expectOptimal(field, again);
    expect(Math.abs(again.primal - primal)).toBeLessThanOrEqual(1e-11 * primal);
  });
});

describe('solveSeats against HiGHS', async () => {
  const highs = await loadHighs();

  /** The same problem as a linear programme; `null` where it has no solution. */
  function optimum(field: Field): number | null {
    const { lower, upper } = field.query;
    const objective: string[] = [];
    const rows: string[] = [];
    const terms = Array.from(lower, (): string[] => []);
    field.load.forEach((load, i) => {
      const mine: string[] = [];
      lower.forEach((_, j) => {
        const cost = costOfUnit(field, i, j);
        if (cost === Number.POSITIVE_INFINITY) return;
        mine.push(`x${i}_${j}`);
        objective.push(`${cost} x${i}_${j}`);
        if (load > 0) terms[j].push(`${load} x${i}_${j}`);
      });
      rows.push(`${mine.join(' + ')} = 1`);
    });
    terms.forEach((list, j) => {
      rows.push(`${['0 none', ...list].join('\n + ')} <= ${upper[j]}`);
      rows.push(`${['0 none', ...list].join('\n + ')} >= ${lower[j]}`);
    });
    const model = `Minimize\n obj: ${objective.join('\n + ')}\nSubject To\n${rows.map((row, r) => ` r${r}: ${row}`).join('\n')}\nEnd\n`;
    const solution = highs.solve(model, { primal_feasibility_tolerance: 1e-10 });
    return solution.Status === 'Optimal' ? solution.ObjectiveValue : null;
  }

  it('has the same optimum, or none where HiGHS has none', () => {
    const seen = { optimal: 0, infeasible: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const shape: FieldShape = {
        points: seed % 5 === 0 ? 0 : 10 + (seed % 30),
        tableRows: seed % 3 === 0 || seed % 5 === 0 ? 15 : 0,
        seats: 2 + (seed % 5),
        dimension: seed % 2 === 0 ? 2 : 3,
        metric: seed % 4 < 2 ? 'distance' : 'squaredDistance',
        weights: seed % 7 < 3 ? 'gaps' : 'mixed',
        hasTrips: seed % 3 === 1,
        lists: 1 + (seed % 4),
        missing: 0.2,
        tolerance: [0, 0.05, 0.3][seed % 3],
      };
      const field = makeField(shape, seed);
      const solution = solve(field);
      const best = optimum(field);
      expect(solution.status, `seed ${seed}`).toBe(best === null ? 'infeasible' : 'optimal');
      seen[solution.status]++;
      if (best === null) continue;
      expectOptimal(field, solution);
      expect(Math.abs(solution.primal - best)).toBeLessThanOrEqual(1e-7 * Math.max(1, best));
    }
    expect(seen.optimal).toBeGreaterThan(20);
    expect(seen.infeasible).toBeGreaterThan(3);
  });

  it('says so where totals are outside the limits', () => {
    const field = makeField({ points: 30, seats: 3 }, 1);
    const { query } = field;
    const low = { ...field, query: { ...query, upper: query.upper.map((value) => 0.9 * value) } };
    const high = {
      ...field,
      query: {
        ...query,
        lower: query.lower.map((value) => 1.1 * value),
        upper: query.upper.map((value) => 2 * value),
      },
    };
    expect(solve(low).status).toBe('infeasible');
    expect(solve(high).status).toBe('infeasible');
  });
});

describe('solveSeats', () => {
  it('gives the same optimum to units in another order and to shifted places', () => {
    const field = makeField({ points: 4_000, seats: 25, lie: 'clumps' }, 5);
    const { primal } = solve(field);
    const turned = {
      ...field,
      places: Float64Array.from(
        { length: 8_000 },
        (_, at) => field.places[8_000 - 2 - (at - (at % 2)) + (at % 2)],
      ),
      load: field.load.slice().reverse(),
      trips: field.trips.slice().reverse(),
    };
    expect(Math.abs(solve(turned).primal - primal)).toBeLessThanOrEqual(1e-11 * primal);
    const shift = (values: Float64Array) => values.map((value, at) => value + (at % 2 === 0 ? 1e4 : -3e4));
    const shifted = {
      ...field,
      places: shift(field.places),
      query: { ...field.query, centres: shift(field.query.centres) },
    };
    // The shift itself costs digits: places are rounded to 1e-12 of it.
    expect(Math.abs(solve(shifted).primal - primal)).toBeLessThanOrEqual(1e-8 * primal);
  });

  it('is the same to the bit every time', () => {
    const field = makeField({ points: 3_000, seats: 30 }, 6);
    expect(solve(field)).toEqual(solve(field));
  });
});

describe('a coarser store', () => {
  it('merges neighbours with near rates, so that prices act on a point as on those it stands for', () => {
    const { places, load } = makeField({ points: 1_600, seats: 1 }, 3);
    const trips = load.map((value, i) => (i % 2 === 0 ? 1 : 9) * value);
    const store = runTask(createPointStore(places, 2, load, { trips }), work);
    const { rate } = runTask(coarsenStore(store, 8), work);
    const mixed = rate.filter((value) => Math.abs(value - 1) > 1e-9 && Math.abs(value - 9) > 1e-9);
    expect(rate.length).toBe(200);
    // A run of 64 points divides into 8, of which one may stand for points of both kinds.
    expect(mixed.length).toBeLessThanOrEqual(25);
  });

  it('keeps the load and the middle of all points', () => {
    const { places, load } = makeField({ points: 1_000, seats: 1 }, 3);
    const store = runTask(createPointStore(places, 2, load), work);
    const coarse = runTask(coarsenStore(store, 7), work);
    const whole = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
    expect(coarse.count).toBe(143);
    expect(whole(coarse.load)).toBe(whole(load));
    for (const d of [0, 1]) {
      const moment = ({ count, load, places }: typeof store) =>
        Array.from({ length: count }, (_, p) => load[p] * places[2 * p + d]).reduce(
          (sum, value) => sum + value,
          0,
        );
      expect(Math.abs(moment(coarse) - moment(store))).toBeLessThan(1e-9);
    }
  });
});
