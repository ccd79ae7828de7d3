import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import type { BalanceInput } from '../../src/balance/prepare/balanceInput.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { InputError } from '../../src/core/errors.js';
import { bruteForce, movable, movedValue } from './judge.js';
import { anyProblem } from './problems.js';

/** Eight accounts in a row, all with the territory in the west; balance wants four of them in the east. */
const row: BalanceInput = {
  accounts: Array.from({ length: 8 }, (_, i) => ({
    id: `a${i}`,
    lon: i,
    lat: 0,
    measures: { hours: 1, revenue: 10 + i },
    attributes: {},
    incumbentId: 'west',
  })),
  territories: [
    { id: 'west', repIds: [], seat: { lon: 0, lat: 0 } },
    { id: 'east', repIds: [], seat: { lon: 7, lat: 0 } },
  ],
  measures: [{ id: 'hours', tolerance: 0.25 }],
  disruptionValue: ({ measures }) => measures.revenue,
};
const solve = (input: Partial<BalanceInput>) => balanceTerritories(prepareProblem({ ...row, ...input }));
const movedIds = ({ assignment }: { assignment: Int32Array }) =>
  row.accounts.filter((_, i) => assignment[i] === 1).map(({ id }) => id);

describe('a disruption budget', () => {
  it('holds moves back that would pay', () => {
    expect(movedIds(solve({}))).toEqual(['a4', 'a5', 'a6', 'a7']);
    const { status, moved, assignment } = solve({ disruptionBudget: { value: 50 } });
    expect(status).toBe('feasible');
    // Three must move for three in the east: a4, a5, a6 (45), a4, a5, a7 (46), a4, a6, a7 (47) or a5, a6, a7 (48).
    expect(movedIds({ assignment })).toEqual(['a5', 'a6', 'a7']);
    expect(moved).toEqual({ value: 48, share: 48 / 108, budget: 50, price: moved.price, least: null });
    expect(moved.price).toBeGreaterThan(0);
  });

  it('may be a share of what has an incumbent', () => {
    expect(prepareProblem({ ...row, disruptionBudget: { share: 0.5 } }).disruptionBudget).toBe(54);
  });

  it('that cannot be met is proven so, with the smallest ones that are known', () => {
    const { status, reasons, moved } = solve({ disruptionBudget: { value: 30 } });
    expect(status).toBe('infeasible');
    expect(reasons[0].code).toBe('disruption-budget');
    expect(reasons[0].available).toBe(30);
    // The three with the least revenue, whole or split.
    expect(moved.least!.proven).toBeCloseTo(10 + 11 + 12, 3);
    expect(moved.least!.proven).toBeLessThanOrEqual(33);
    expect(moved.least!.found).toBe(33);
    expect(['feasible', 'optimal']).toContain(solve({ disruptionBudget: { value: 33 } }).status);
  });

  it('of nothing keeps everybody where nothing has to move', () => {
    const { status, assignment } = solve({
      disruptionBudget: { value: 0 },
      measures: [{ id: 'hours', tolerance: 1 }],
    });
    expect(status).not.toBe('infeasible');
    expect(movedIds({ assignment })).toEqual([]);
  });

  it.each([
    [{ share: 1.5 }, 'disruptionBudget.share'],
    [{ share: Number.NaN }, 'disruptionBudget.share'],
    [{ value: -1 }, 'disruptionBudget.value'],
    [{ share: 0.1, value: 3 }, 'disruptionBudget'],
    [{}, 'disruptionBudget'],
  ])('%j is an error', (disruptionBudget, field) => {
    const prepare = () => prepareProblem({ ...row, disruptionBudget: disruptionBudget as { share: number } });
    expect(prepare).toThrow(InputError);
    try {
      prepare();
    } catch (error) {
      expect((error as InputError).issues.map((issue) => issue.field)).toEqual([field]);
    }
  });

  test.prop(
    [
      anyProblem({ seats: ['fixed'], maxUnits: 9, maxTerritories: 3 }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
    ],
    {
      numRuns: 150,
      interruptAfterTimeLimit: 8_000,
      seed: 1,
    },
  )('is called too small only where it is, and what is said about the least holds', (any, share) => {
    const problem: BalanceProblem = { ...any, disruptionBudget: share * movable(any) };
    const { status, moved, assignment } = balanceTerritories(problem, { cycles: 1 });
    if (status === 'optimal' || status === 'feasible')
      expect(movedValue(problem, assignment)).toBeLessThanOrEqual(problem.disruptionBudget * (1 + 1e-9));
    if (moved.least === null) return;
    const least = leastMoved(problem);
    if (least === null) {
      expect(moved.least.found).toBeNull();
      return;
    }
    expect(moved.least.proven).toBeLessThanOrEqual(least * (1 + 1e-9) + 1e-9);
    if (moved.least.found !== null) expect(moved.least.found).toBeGreaterThanOrEqual(least * (1 - 1e-9));
    if (status === 'infeasible') expect(least * (1 + 1e-9)).toBeGreaterThan(problem.disruptionBudget);
  });
});

/** The least that any plan within the limits moves, by looking at all plans; `null` where there is none. */
function leastMoved(problem: BalanceProblem): number | null {
  const free: BalanceProblem = {
    ...problem,
    trips: new Float64Array(problem.trips.length),
    disruptionWeight: 1,
    disruptionBudget: Number.POSITIVE_INFINITY,
  };
  const seats = problem.travel.kind === 'geometric' ? problem.travel.seats : null;
  return bruteForce(free, seats)?.cost ?? null;
}
