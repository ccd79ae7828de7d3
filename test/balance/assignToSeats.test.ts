import { describe, expect, it } from 'vitest';
import { assignToSeats, assignToSeatsAsync } from '../../src/balance/assignToSeats.js';
import type { SeatProblem } from '../../src/balance/seatProblem.js';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { createRandom } from '../../src/core/random.js';

function makeProblem(n: number, k: number, seed: number): SeatProblem {
  const random = createRandom(seed);
  const coordinates = (count: number) => Float64Array.from({ length: 2 * count }, () => random.nextShare());
  const loads = Float64Array.from({ length: n }, () => 1 + random.nextBelow(9));
  const whole = loads.reduce((sum, load) => sum + load, 0);
  return {
    travel: {
      kind: 'geometric',
      dimension: 2,
      metric: 'distance',
      scale: 3,
      places: coordinates(n),
      seats: coordinates(k),
    },
    loads,
    lowers: new Float64Array(k).fill((0.98 * whole) / k),
    uppers: new Float64Array(k).fill((1.02 * whole) / k),
  };
}

/** The same problem with its costs written out. */
function asMatrix(problem: SeatProblem): SeatProblem {
  const { travel, lowers } = problem;
  if (travel.kind !== 'geometric') return problem;
  const k = lowers.length;
  const costs = Float64Array.from({ length: problem.loads.length * k }, (_, at) => {
    const i = Math.floor(at / k);
    const j = at % k;
    const x = travel.places[2 * i] - travel.seats[2 * j];
    const y = travel.places[2 * i + 1] - travel.seats[2 * j + 1];
    return travel.scale * Math.sqrt(x * x + y * y);
  });
  return { ...problem, travel: { kind: 'matrix', costs } };
}

describe('assignToSeats', () => {
  it('says the same of places as of a matrix of their distances', () => {
    const problem = makeProblem(6_000, 24, 1);
    const byPlace = assignToSeats(problem);
    const byMatrix = assignToSeats(asMatrix(problem));
    expect(byPlace.status).toBe('optimal');
    expect(byMatrix.status).toBe('optimal');
    expect(Math.abs(byPlace.cost - byMatrix.cost)).toBeLessThan(1e-9 * byPlace.cost);
    byPlace.loads.forEach((load, j) => {
      expect(load).toBeGreaterThan(problem.lowers[j] * (1 - 1e-9));
      expect(load).toBeLessThan(problem.uppers[j] * (1 + 1e-9));
    });
  });

  it('starts from given prices and ends at the same cost, with less work', () => {
    const problem = makeProblem(20_000, 40, 2);
    const cold = assignToSeats(problem);
    const warm = assignToSeats(problem, { prices: cold.prices });
    expect(Math.abs(warm.cost - cold.cost)).toBeLessThan(1e-10 * cold.cost);
    expect(warm.evaluations).toBeLessThan(0.7 * cold.evaluations);
  });

  it('has prices that say what a limit costs', () => {
    const problem = makeProblem(400, 5, 3);
    const { prices, cost } = assignToSeats(problem);
    const j = prices.findIndex((price) => price > 0);
    const uppers = problem.uppers.slice();
    uppers[j] += 0.01;
    const eased = assignToSeats({ ...problem, uppers }).cost;
    expect((cost - eased) / 0.01).toBeCloseTo(prices[j], 6);
  });

  it('leaves units without a place where their load is wanted, at no cost', () => {
    const problem = makeProblem(200, 4, 4);
    const { travel } = problem;
    if (travel.kind !== 'geometric') return;
    const places = travel.places.slice().fill(Number.NaN, 0, 200);
    const { status, cost, loads } = assignToSeats({ ...problem, travel: { ...travel, places } });
    const half = assignToSeats({
      ...problem,
      travel: { ...travel, places: places.subarray(200) },
      loads: problem.loads.subarray(100),
      lowers: new Float64Array(4),
      uppers: new Float64Array(4).fill(Number.POSITIVE_INFINITY),
    });
    expect(status).toBe('optimal');
    expect(cost).toBeCloseTo(half.cost, 9);
    expect(Math.max(...loads)).toBeLessThan(problem.uppers[0] * (1 + 1e-9));
  });

  it('keeps units to the seats that they may be at', () => {
    const problem = { ...makeProblem(300, 3, 5), lowers: new Float64Array(3) };
    const eligible = Uint8Array.of(1, 1, 1, 0, 1, 1);
    const eligibleRow = Int32Array.from({ length: 300 }, (_, i) => i % 2);
    const { status, assignment, splits } = assignToSeats({ ...problem, eligible, eligibleRow });
    expect(status).toBe('optimal');
    expect(assignment.some((j, i) => i % 2 === 1 && j === 0)).toBe(false);
    expect(splits.some(({ unit, seat }) => unit % 2 === 1 && seat === 0)).toBe(false);
  });

  it('says why there is no assignment', () => {
    const problem = makeProblem(30, 3, 6);
    const reasonOf = (part: Partial<SeatProblem>) => {
      const { status, reason, bound, gap } = assignToSeats({ ...problem, ...part });
      expect([status, bound, gap]).toEqual(['infeasible', null, null]);
      return reason;
    };
    expect(reasonOf({ lowers: new Float64Array(3), uppers: new Float64Array(3).fill(10) })).toMatch(
      /all units have \d+, but all seats may have 30/,
    );
    expect(reasonOf({ lowers: new Float64Array(3).fill(99), uppers: new Float64Array(3).fill(200) })).toMatch(
      /all seats need 297/,
    );
    expect(reasonOf({ lowers: Float64Array.of(0, 50, 0), uppers: Float64Array.of(999, 49, 999) })).toMatch(
      /seat 1 must have at least 50, but at most 49/,
    );
    expect(reasonOf({ eligible: Uint8Array.of(1, 0, 0) })).toMatch(/units that only some seats may hold/);
  });

  it('names everything that is wrong with the input at once', () => {
    const good = makeProblem(4, 2, 7);
    const bad = {
      ...good,
      loads: Float64Array.of(1, -1, Number.NaN, 2),
      uppers: Float64Array.of(5),
      eligibleRow: Int32Array.of(0, 0, 0, 1),
    };
    const issues = (problem: unknown) => {
      try {
        assignToSeats(problem as SeatProblem);
      } catch (error) {
        if (error instanceof InputError) return error.issues.map(({ field, row }) => `${field} ${row}`);
        throw error;
      }
      return [];
    };
    expect(issues(bad)).toEqual(['loads 1', 'loads 2', 'uppers null', 'eligibleRow 3']);
    expect(
      issues({ ...good, travel: { ...good.travel, seats: Float64Array.of(0, 0, Number.NaN, 0) } }),
    ).toEqual(['travel.seats 1']);
    expect(issues({ ...good, loads: [1, 2, 3, 4] })).toContain('loads null');
    expect(() => assignToSeats(good, { prices: Float64Array.of(1) })).toThrow(OptionsError);
    expect(() => assignToSeats(good, { price: 1 } as never)).toThrow(/no option "price"/);
  });

  it('gives the same bytes whole and in pieces, and stops when told', async () => {
    const problem = makeProblem(60_000, 50, 8);
    const whole = assignToSeats(problem);
    expect(await assignToSeatsAsync(problem)).toEqual(whole);
    const stopped = assignToSeats(problem, { maxEvaluations: 400_000 });
    expect(stopped.status).toBe('stopped');
    expect(stopped.stopCause).toBe('evaluations');
    expect(stopped.bound).toBeLessThanOrEqual(whole.cost);
    expect(stopped.assignment.every((j) => j >= 0)).toBe(true);
    const aborted = await assignToSeatsAsync(problem, { signal: { aborted: true } });
    expect(aborted.stopCause).toBe('abort');
  });
});
