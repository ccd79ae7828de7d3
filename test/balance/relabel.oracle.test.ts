import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { maximumAssignment } from '../../src/balance/realign/maximumAssignment.js';
import { relabelToIncumbent } from '../../src/balance/realign/relabelToIncumbent.js';
import { judge, movedValue } from './judge.js';
import { anyProblem } from './problems.js';

const RUNS = { numRuns: 200, seed: 1 };

/** All orders of the numbers below size. */
function permutations(size: number): number[][] {
  if (size === 0) return [[]];
  return permutations(size - 1).flatMap((order) =>
    Array.from({ length: size }, (_, at) => [...order.slice(0, at), size - 1, ...order.slice(at)]),
  );
}

describe('the maximum assignment', () => {
  const tables = fc.integer({ min: 1, max: 6 }).chain((size) =>
    fc.record({
      size: fc.constant(size),
      weights: fc
        .array(fc.oneof(fc.integer({ min: -3, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true })), {
          minLength: size * size,
          maxLength: size * size,
        })
        .map((values) => Float64Array.from(values)),
    }),
  );

  test.prop([tables], RUNS)('is a permutation, and none is worth more', ({ size, weights }) => {
    const worth = (columns: ArrayLike<number>) =>
      Array.from(columns).reduce((sum, c, r) => sum + weights[size * r + c], 0);
    const columns = maximumAssignment(weights, size);
    expect([...columns].sort()).toEqual(Array.from({ length: size }, (_, c) => c));
    expect(worth(columns)).toBeCloseTo(Math.max(...permutations(size).map(worth)), 9);
  });
});

describe('relabelling', () => {
  const problems = anyProblem({ seats: ['free', 'mixed'], travel: ['globe'], maxTerritories: 5 });

  test.prop([problems, fc.array(fc.nat(99), { minLength: 25, maxLength: 25 })], RUNS)(
    'never moves more, names apart keeps everything, and done twice changes nothing',
    (problem, draws) => {
      const k = problem.territoryIds.length;
      const assignment = Int32Array.from(problem.unitIds, (_, i) => draws[i % 25] % k);
      const { assignment: renamed, labels } = relabelToIncumbent(problem, assignment);
      expect([...labels].sort()).toEqual(Array.from({ length: k }, (_, j) => j));
      expect(renamed).toEqual(assignment.map((j) => labels[j]));
      expect(movedValue(problem, renamed)).toBeLessThanOrEqual(movedValue(problem, assignment) + 1e-9);
      const excessOf = (plan: Int32Array) =>
        judge(
          { ...problem, disruptionBudget: Number.POSITIVE_INFINITY, trips: problem.trips.map(() => 0) },
          plan,
          null,
        ).excess;
      expect(excessOf(renamed)).toBeCloseTo(excessOf(assignment), 6);
      const again = relabelToIncumbent(problem, renamed);
      expect(movedValue(problem, again.assignment)).toBeCloseTo(movedValue(problem, renamed), 9);
    },
  );

  test.prop([fc.integer({ min: 2, max: 6 }), fc.nat(1000)], RUNS)(
    'undoes any renaming of free centres that are alike',
    (k, salt) => {
      const order = permutations(k)[salt % permutations(k).length];
      const incumbents = Int32Array.from({ length: 3 * k }, (_, i) => i % k);
      const column = () => [new Float64Array(k).fill(1)];
      const problem = {
        unitIds: [...incumbents.keys()].map(String),
        territoryIds: order.map(String),
        measureIds: ['m'],
        loads: [new Float64Array(3 * k).fill(1)],
        targets: column(),
        lowers: column(),
        uppers: column(),
        trips: new Float64Array(3 * k),
        travel: {
          kind: 'geometric' as const,
          dimension: 2 as const,
          places: new Float64Array(6 * k),
          seats: new Float64Array(2 * k).fill(Number.NaN),
          metric: 'distance' as const,
          scale: 1,
        },
        eligibleRow: new Int32Array(3 * k),
        eligible: new Uint8Array(k).fill(1),
        locks: new Int32Array(3 * k).fill(-1),
        families: Int32Array.from(incumbents.keys()),
        incumbents,
        disruptionValue: new Float64Array(3 * k).fill(2),
        disruptionWeight: 0,
        disruptionBudget: Number.POSITIVE_INFINITY,
      };
      const renamed = incumbents.map((j) => order[j]);
      expect(relabelToIncumbent(problem, renamed).assignment).toEqual(incumbents);
    },
  );
});
