import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createCentredState } from '../../../src/balance/centred/centredState.js';
import { prepareCentred } from '../../../src/balance/centred/prepareCentred.js';
import { createSearchProblem, expandAssignment } from '../../../src/balance/searchProblem.js';
import { createRandom } from '../../../src/core/random.js';
import { judge } from '../judge.js';
import { anyCentredProblem, centredCost, hasMeans } from './centredProblems.js';

/** Squared distances reach 10^8, and what they leave behind in sums is rounding of that size. */
const close = (value: number, expected: number, size: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * size + 1e-6);

describe('the books of following centres', () => {
  test.prop([anyCentredProblem({ minUnits: 2, minTerritories: 2 }), fc.nat(1000)], { numRuns: 150, seed: 1 })(
    'agree with what is recomputed after any moves',
    (problem, seed) => {
      const seats = problem.travel.kind === 'geometric' ? problem.travel.seats.slice() : null;
      const search = createSearchProblem(problem, seats);
      if (search.n < 2) return;
      const random = createRandom(seed);
      const { k, n } = search;
      const start = Int32Array.from({ length: n }, () => random.nextBelow(k));
      const state = createCentredState(prepareCentred(search), start.slice());
      const { assignment } = state.plan;
      const costNow = () => {
        const whole = expandAssignment(search, assignment);
        return hasMeans(problem, whole) ? centredCost(problem, whole) : Number.NaN;
      };
      for (let move = 0; move < 60; move++) {
        const u = random.nextBelow(n);
        const b = random.nextBelow(k);
        const a = assignment[u];
        if (a === b) continue;
        const guests = Array.from(assignment.keys()).filter((v) => assignment[v] === b);
        const v =
          guests.length > 0 && random.nextBelow(2) === 0 ? guests[random.nextBelow(guests.length)] : -1;
        const before = costNow();
        const change =
          state.book.exchange(a, u, v) + state.book.exchange(b, v, u) + state.disruptionChange(u, v, b);
        state.move(u, v, b);
        const after = costNow();
        if (Number.isNaN(before) || Number.isNaN(after)) continue;
        close(state.cost(), after, after);
        close(change, after - before, Math.max(before, after));
      }
      const whole = expandAssignment(search, assignment);
      const { outside, excess, isOverspent } = judge(
        { ...problem, travel: { kind: 'matrix', costs: new Float64Array(problem.unitIds.length * k) } },
        whole,
        null,
      );
      expect(state.outsideCount()).toBe(new Set(outside.map(({ j }) => j)).size + (isOverspent ? 1 : 0));
      // The two allow for rounding of a limit by different shares of it.
      expect(state.plan.excess()).toBeCloseTo(excess, 6);
    },
  );
});
