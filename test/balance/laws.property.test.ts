import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { balanceTerritories, balanceTerritoriesAsync } from '../../src/balance/balanceTerritories.js';
import { findConflicts } from '../../src/balance/check.js';
import type { BalanceOptions } from '../../src/balance/options.js';
import type { BalanceProblem, GeometricTravel } from '../../src/balance/problem.js';
import type { BalanceResult } from '../../src/balance/result.js';
import { createSearchProblem } from '../../src/balance/searchProblem.js';
import { widenLimits } from '../../src/balance/widenLimits.js';
import { dualValue, findForbidden, findMisplaced, findSeparated, judge } from './judge.js';
import { createMemo } from './memo.js';
import { anyProblem } from './problems.js';
import { reorder, turnGlobe } from './variants.js';

/** A slow machine looks at fewer problems; shrinking ends in time too. */
const RUNS = { numRuns: 150, interruptAfterTimeLimit: 8_000, seed: 1 };
const solve = (problem: BalanceProblem, options?: Partial<BalanceOptions>) =>
  balanceTerritories(problem, { cycles: 1, ...options });
/** The plan of a problem for those who only read it: the same problems are drawn for one law after the other. */
const solveOnce = createMemo(solve);
const judgeResult = (problem: BalanceProblem, { assignment, centres }: BalanceResult) =>
  judge(problem, assignment, centres);
const isWithin = ({ status }: BalanceResult) => status === 'optimal' || status === 'feasible';
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

function expectClose(actual: number, expected: number, tolerance = 1e-9): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

describe('any plan', () => {
  test.prop([anyProblem()], RUNS)('has every unit once, unless nothing may hold it', (problem) => {
    const result = solveOnce(problem);
    expect(result.assignment).toHaveLength(problem.unitIds.length);
    expect(findMisplaced(problem, result)).toEqual([]);
  });

  test.prop([anyProblem()], RUNS)('keeps locks and eligibility', (problem) => {
    expect(findForbidden(problem, solveOnce(problem))).toEqual([]);
  });

  test.prop([anyProblem()], RUNS)('keeps families together', (problem) => {
    expect(findSeparated(problem, solveOnce(problem))).toEqual([]);
  });

  test.prop([anyProblem()], RUNS)('conserves totals: loads are those of its units', (problem) => {
    const result = solveOnce(problem);
    const { loads } = judgeResult(problem, result);
    result.loads.forEach((load, m) => {
      load.forEach((value, j) => {
        expectClose(value, loads[m][j]);
      });
      const placed = problem.loads[m].filter((_, i) => result.assignment[i] !== -1);
      expectClose(total(load), total(placed));
    });
  });

  test.prop([anyProblem()], RUNS)('costs what its units cost, term by term', (problem) => {
    const result = solveOnce(problem);
    const { cost } = judgeResult(problem, result);
    expectClose(result.cost.travel, cost.travel);
    expectClose(result.cost.disruption, cost.disruption);
    expect(result.cost.total).toBe(result.cost.travel + result.cost.disruption);
  });

  test.prop([anyProblem()], RUNS)('is called what it is, every load outside its limits listed', (problem) => {
    const result = solveOnce(problem);
    const { outside, isOverspent } = judgeResult(problem, result);
    const names = outside.map(({ m, j }) => `${problem.measureIds[m]} in ${problem.territoryIds[j]}`);
    expect(result.violations.map((one) => `${one.measureId} in ${one.territoryId}`)).toEqual(names);
    const isKept = outside.length === 0 && !isOverspent && !result.assignment.includes(-1);
    expect(isWithin(result)).toBe(isKept);
    expect(result.reasons.length > 0).toBe(!isWithin(result));
    expect(result.stopCause).toBeNull();
  });

  test.prop([anyProblem()], RUNS)('states a gap that follows from cost and bound', (problem) => {
    const { bound, gap, cost, relaxation, proof, ...result } = solveOnce(problem);
    const canCompare = bound !== null && (result.status === 'optimal' || result.status === 'feasible');
    if (canCompare) expectClose(gap!, cost.total === 0 ? 0 : (cost.total - bound) / cost.total);
    else expect(gap).toBeNull();
    expect(relaxation === null).toBe(bound === null);
    expect(proof === null).toBe(bound === null);
    expect(result.status === 'optimal').toBe(gap !== null && gap <= 1e-6);
  });

  test.prop([anyProblem({ seats: ['free', 'mixed'], travel: ['globe', 'plane'] })], RUNS)(
    'has no bound where a centre is free',
    (problem) => {
      const isFree = (problem.travel as GeometricTravel).seats.some(Number.isNaN);
      // Only that costs are not negative is known then, which says all where travel costs nothing.
      if (isFree) expect(solveOnce(problem).bound ?? 0).toBe(0);
    },
  );
});

describe('the bound', () => {
  const problems = anyProblem({ seats: ['fixed'] });

  test.prop([problems], RUNS)('is not above the cost, and the prices prove it, or a search', (problem) => {
    const result = solveOnce(problem);
    if (result.bound === null) return;
    // Judged from the prices alone: the engine could cut a false bound down to the cost.
    const { value, size } = dualValue(problem, result);
    if (result.proof === 'prices') expect(result.bound).toBeLessThanOrEqual(Math.max(0, value) + 1e-9 * size);
    else expectClose(result.bound, result.cost.total);
    if (!isWithin(result)) return;
    expect(result.bound).toBeLessThanOrEqual(result.cost.total);
    expect(value).toBeLessThanOrEqual(result.cost.total + 1e-9 * size);
  });

  test.prop([problems, fc.nat(1000)], RUNS)(
    'does not depend on the order of units and territories',
    (problem, salt) => {
      const result = solve(problem, { cycles: 0 });
      const turned = solve(reorder(problem, salt), { cycles: 0 });
      // Local search takes the first of equal moves, so plans may differ; what is proven may not contradict.
      expect([result.status, turned.status].sort()).not.toEqual(['feasible', 'infeasible']);
      expect([result.status, turned.status].sort()).not.toEqual(['infeasible', 'optimal']);
      if (!isWithin(result) || !isWithin(turned)) return;
      expectClose(turned.bound!, result.bound!, 2.1e-5);
      if (result.status === 'optimal' && turned.status === 'optimal') {
        expectClose(turned.cost.total, result.cost.total, 2.1e-6);
      }
    },
  );

  test.prop([anyProblem({ seats: ['fixed'], travel: ['globe'] }), fc.integer({ min: -180, max: 180 })], RUNS)(
    'does not depend on where the meridians are counted from',
    (problem, degrees) => {
      const result = solve(problem, { cycles: 0 });
      const turned = solve(turnGlobe(problem, degrees), { cycles: 0 });
      // Turning rounds every coordinate, so only what is proven can be compared, and only so closely.
      if (isWithin(result) && isWithin(turned)) expectClose(turned.bound!, result.bound!, 2.1e-5);
    },
  );

  test.prop([anyProblem({ travel: ['matrix'] }), fc.array(fc.nat(40), { minLength: 1 })], RUNS)(
    'rises by what a unit costs more everywhere',
    (problem, extras) => {
      const extra = (i: number) => extras[i % extras.length];
      const { costs } = problem.travel as { costs: Float64Array };
      const k = problem.territoryIds.length;
      const dearer: BalanceProblem = {
        ...problem,
        travel: { kind: 'matrix', costs: costs.map((cost, at) => cost + extra(Math.floor(at / k))) },
      };
      const result = solve(problem, { cycles: 0 });
      const raised = solve(dearer, { cycles: 0 });
      if (!isWithin(result) || !isWithin(raised)) return;
      const rise = total(problem.trips.map((trips, i) => trips * extra(i)));
      const slack = 2.1e-5 * (1 + raised.bound!);
      expect(Math.abs(raised.bound! - result.bound! - rise)).toBeLessThanOrEqual(slack);
    },
  );
});

describe('the same plan comes out', () => {
  test.prop([anyProblem(), fc.integer()], RUNS)('for the same seed, whoever asks', async (problem, seed) => {
    const before = structuredClone(problem);
    const first = solve(problem, { seed });
    expect(solve(problem, { seed })).toEqual(first);
    expect(await balanceTerritoriesAsync(problem, { cycles: 1, seed })).toEqual(first);
    expect(problem).toEqual(before);
  });

  test.prop([anyProblem()], RUNS)('whatever units, territories and measures are called', (problem) => {
    const rename = (ids: readonly string[]) => ids.map((id, at) => `${(at * 7919) % 101} ${id} <&"'é`);
    const renamed = solve({
      ...problem,
      unitIds: rename(problem.unitIds),
      territoryIds: rename(problem.territoryIds),
      measureIds: rename(problem.measureIds),
    });
    expectSamePlan(renamed, solveOnce(problem));
  });

  test.prop([anyProblem(), fc.constantFrom(-20, -2, 4, 30)], RUNS)(
    'whatever loads and trips are counted in',
    (problem, exponent) => {
      // Powers of four change no digit, not even of a square root, so the plan has to be the same to the bit.
      const factor = 2 ** exponent;
      const scale = (columns: readonly Float64Array[]) =>
        columns.map((column) => column.map((x) => x * factor));
      const scaled = solve({
        ...problem,
        loads: scale(problem.loads),
        targets: scale(problem.targets),
        lowers: scale(problem.lowers),
        uppers: scale(problem.uppers),
        trips: problem.trips.map((trips) => trips / factor),
        disruptionWeight: problem.disruptionWeight / factor,
      });
      const result = solveOnce(problem);
      expect(scaled.assignment).toEqual(result.assignment);
      expect(scaled.cost.total * factor).toBe(result.cost.total);
      expect(scaled.loads).toEqual(scale(result.loads));
    },
  );

  test.prop([anyProblem()], RUNS)('with a measure more that is not limited', (problem) => {
    const k = problem.territoryIds.length;
    const reported = solve({
      ...problem,
      measureIds: ['reported', ...problem.measureIds],
      loads: [problem.trips, ...problem.loads],
      targets: [new Float64Array(k).fill(1), ...problem.targets],
      lowers: [new Float64Array(k), ...problem.lowers],
      uppers: [new Float64Array(k).fill(Number.POSITIVE_INFINITY), ...problem.uppers],
    });
    expectSamePlan(reported, solveOnce(problem));
  });

  test.prop([anyProblem({ travel: ['plane'], seats: ['fixed'] })], RUNS)(
    'wherever a plane has its origin',
    (problem) => {
      // Whole coordinates shifted by whole numbers keep all differences to the bit.
      const whole = (shift: number) => {
        const travel = problem.travel as GeometricTravel;
        const place = (values: Float64Array) =>
          values.map((value, at) => Math.round(value) + (at % 2 === 0 ? shift : -3 * shift));
        return {
          ...problem,
          travel: { ...travel, places: place(travel.places), seats: place(travel.seats) },
        };
      };
      expectSamePlan(solve(whole(4096)), solve(whole(0)));
    },
  );

  test.prop([anyProblem({ travel: ['globe'] })], RUNS)('from either side of the antimeridian', (problem) => {
    const travel = problem.travel as GeometricTravel;
    // On the meridian of 180 degrees y is 0 from one side and -0 from the other.
    const mirror = (vectors: Float64Array) => vectors.map((x) => (Object.is(x, 0) ? -0 : x));
    const mirrored = { ...travel, places: mirror(travel.places), seats: mirror(travel.seats) };
    expectSamePlan(solve({ ...problem, travel: mirrored }), solve(problem));
  });
});

describe('more work is never worse', () => {
  test.prop([anyProblem({ seats: ['fixed'] }), fc.nat()], RUNS)('with more cycles', (problem, seed) => {
    const results = [0, 1, 4].map((cycles) => solve(problem, { cycles, seed }));
    expectNoneWorse(problem, results);
  });

  test.prop([anyProblem({ seats: ['fixed'], maxUnits: 60 }), fc.nat()], { ...RUNS, numRuns: 30 })(
    'with more evaluations, from the first on',
    (problem, seed) => {
      const budgets = [1, 3e5, 5e5, Number.POSITIVE_INFINITY];
      const results = budgets.map((maxEvaluations) => solve(problem, { maxEvaluations, seed, cycles: 6 }));
      expectNoneWorse(problem, results);
    },
  );
});

function expectSamePlan(actual: BalanceResult, expected: BalanceResult): void {
  const pick = ({ assignment, cost, bound, gap, status, evaluations }: BalanceResult) => ({
    assignment,
    cost,
    bound,
    gap,
    status,
    evaluations,
  });
  expect(pick(actual)).toEqual(pick(expected));
}

/** The problem with the limits that plans are searched within: wider ones where those given are proven not to be met. */
function withSearchedLimits(problem: BalanceProblem): BalanceProblem {
  const { travel } = problem;
  const search = createSearchProblem(problem, travel.kind === 'geometric' ? travel.seats.slice() : null);
  return findConflicts(search).length > 0 ? (widenLimits(search)?.problem ?? problem) : problem;
}

/** Less outside the limits, or as little and not dearer. Entries within rounding of a limit count as within. */
function expectNoneWorse(given: BalanceProblem, results: readonly BalanceResult[]): void {
  const problem = withSearchedLimits(given);
  for (let r = 1; r < results.length; r++) {
    const before = judgeResult(problem, results[r - 1]);
    const after = judgeResult(problem, results[r]);
    expect(after.excess).toBeLessThanOrEqual(before.excess + 1e-7);
    if (Math.abs(after.excess - before.excess) < 1e-13) expectAtMost(after.cost.total, before.cost.total);
  }
}

function expectAtMost(actual: number, most: number): void {
  expect(actual).toBeLessThanOrEqual(most + 1e-9 * Math.abs(most));
}
