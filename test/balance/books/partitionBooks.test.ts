import { describe, expect, it } from 'vitest';
import { partitionBooks, partitionBooksAsync } from '../../../src/balance/books/partitionBooks.js';
import { boundSpread } from '../../../src/balance/books/spreadBound.js';
import { InputError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';

const one = (loads: ArrayLike<number>) => [{ id: 'hours', loads }];

/** Levels of all books of an assignment: loads over shares that are 1 on the mean. */
function levelsOf(
  loads: readonly number[],
  shares: readonly number[],
  assignment: ArrayLike<number>,
): number[] {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const levels = shares.map(() => 0);
  loads.forEach((load, i) => {
    levels[assignment[i]] += load / (shares[assignment[i]] / mean);
  });
  return levels;
}

/** The least spread of levels, by looking at every partition. */
function leastSpread(loads: readonly number[], shares: readonly number[]): number {
  const k = shares.length;
  let least = Number.POSITIVE_INFINITY;
  for (let code = 0; code < k ** loads.length; code++) {
    const levels = levelsOf(
      loads,
      shares,
      loads.map((_, i) => Math.floor(code / k ** i) % k),
    );
    least = Math.min(least, Math.max(...levels) - Math.min(...levels));
  }
  return least;
}

describe('partitionBooks', () => {
  it('has a bound that no partition of small problems beats, and is optimal where it says so', () => {
    const random = createRandom(2);
    let optimal = 0;
    let positive = 0;
    for (let run = 0; run < 200; run++) {
      const n = random.nextBelow(8);
      const k = 1 + random.nextBelow(3);
      const isWhole = run % 2 === 0;
      const loads = Array.from({ length: n }, () =>
        random.nextBelow(5) === 0
          ? 50 * random.nextBelow(3)
          : isWhole
            ? random.nextBelow(9)
            : 9 * random.nextShare(),
      );
      const shares = Array.from({ length: k }, () => (run % 3 === 0 ? 1 + random.nextBelow(3) : 1));
      const { spreads, assignment, status } = partitionBooks({ bookCount: k, measures: one(loads), shares });
      const total = loads.reduce((sum, load) => sum + load, 0);
      const best = total > 0 ? (leastSpread(loads, shares) * k) / total : 0;
      const levels = levelsOf(loads, shares, assignment);
      const own = total > 0 ? ((Math.max(...levels) - Math.min(...levels)) * k) / total : 0;
      expect(spreads[0].spread).toBeCloseTo(own, 9);
      expect(spreads[0].bound).toBeLessThanOrEqual(best + 1e-9);
      if (status !== 'optimal') continue;
      optimal++;
      if (best > 0) positive++;
      expect(own).toBeLessThanOrEqual(best + 1e-7);
    }
    expect(optimal).toBeGreaterThan(100);
    expect(positive).toBeGreaterThan(20);
  });

  it('names the units that make an even partition impossible', () => {
    const loads = [1, 100, 2, 3, 70, 4, 5];
    const { spreads, status } = partitionBooks({ bookCount: 3, measures: one(loads) });
    expect(status).toBe('optimal');
    expect(spreads[0].units).toEqual([1, 4]);
    expect(spreads[0].spread).toBeCloseTo((85 / 185) * 3, 12);
    expect(boundSpread(Float64Array.from(loads), new Float64Array(3).fill(1))).toEqual({
      spread: 85,
      units: [1, 4],
    });
  });

  it('shares equal loads, loads of 0 and few units out by count', () => {
    const equal = partitionBooks({ bookCount: 4, measures: one(new Float64Array(40).fill(3)) });
    expect(Array.from(equal.loads[0])).toEqual([30, 30, 30, 30]);
    const { assignment, status } = partitionBooks({ bookCount: 4, measures: one(new Float64Array(10)) });
    const counts = [0, 1, 2, 3].map((j) => assignment.filter((own) => own === j).length);
    expect(counts.sort()).toEqual([2, 2, 3, 3]);
    expect(status).toBe('optimal');
    const few = partitionBooks({ bookCount: 5, measures: one([4, 4]) });
    expect(few).toMatchObject({ status: 'optimal', spreads: [{ spread: 2.5, bound: 2.5, units: [0, 1] }] });
    expect(partitionBooks({ bookCount: 2, measures: one([]) }).assignment).toHaveLength(0);
  });

  it('follows shares and keeps locks', () => {
    const loads = Array.from({ length: 60 }, (_, i) => 1 + (i % 5));
    const shared = partitionBooks({ bookCount: 3, measures: one(loads), shares: [1, 2, 3] });
    expect(Array.from(shared.loads[0])).toEqual([30, 60, 90]);
    const locks = loads.map((_, i) => (i < 10 ? 1 : -1));
    const locked = partitionBooks({ bookCount: 3, measures: one(loads), locks });
    expect(Array.from(locked.assignment.subarray(0, 10))).toEqual(new Array(10).fill(1));
    expect(Array.from(locked.loads[0])).toEqual([60, 60, 60]);
  });

  it('evens out several measures at once', () => {
    const random = createRandom(4);
    const column = () => Float64Array.from({ length: 2000 }, () => 1 + 9 * random.nextShare());
    const measures = ['hours', 'potential', 'calls'].map((id) => ({ id, loads: column() }));
    for (const { spread } of partitionBooks({ bookCount: 20, measures }).spreads) {
      expect(spread).toBeLessThan(0.01);
    }
  });

  it('gives the same bytes sync and async, and a whole partition where it is stopped', async () => {
    const random = createRandom(6);
    const loads = Float64Array.from({ length: 100_000 }, () => 1 + 9 * random.nextShare());
    const problem = { bookCount: 200, measures: one(loads) };
    const whole = partitionBooks(problem);
    expect(whole.spreads[0].spread).toBeLessThan(1e-6);
    expect(await partitionBooksAsync(problem)).toEqual(whole);
    for (const maxEvaluations of [0, 300_000, 1_200_000]) {
      const { status, stopCause, assignment } = partitionBooks(problem, { maxEvaluations });
      expect(stopCause).toBe('evaluations');
      expect(status).toBe('stopped');
      expect(Math.min(...assignment)).toBe(0);
    }
  });

  it('adds loads up with pauses in between, when it is stopped too', async () => {
    const loads = Float64Array.from({ length: 60_000 }, (_, i) => i % 9);
    let turns = 0;
    let isRunning = true;
    const turn = () => {
      turns++;
      if (isRunning) setImmediate(turn);
    };
    setImmediate(turn);
    await partitionBooksAsync({ bookCount: 20, measures: one(loads) }, { signal: AbortSignal.abort() });
    isRunning = false;
    // Runs of 10,000 units, before and after the search.
    expect(turns).toBeGreaterThanOrEqual(12);
  });

  it('names everything that is wrong at once', () => {
    const issuesOf = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        if (error instanceof InputError) return error.issues.map(({ field, code }) => `${field} ${code}`);
      }
      return [];
    };
    const bad = { bookCount: 2, measures: one([1, -1]), shares: [0, 1, 1], locks: [2] };
    expect(issuesOf(() => partitionBooks(bad))).toEqual([
      'measures.hours.loads out-of-range',
      'shares wrong-length',
      'shares out-of-range',
      'locks wrong-length',
      'locks unknown-territory',
    ]);
    expect(
      issuesOf(() => partitionBooks({ bookCount: 1, measures: [null, { id: 'a' }], locks: 1 } as never)),
    ).toEqual(['measures wrong-type', 'measures.loads not-a-list', 'locks not-a-list']);
    expect(issuesOf(() => partitionBooks({ bookCount: 0, measures: [] }))).toEqual([
      'bookCount out-of-range',
      'measures empty',
    ]);
  });
});
