import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { BalanceInput } from '../../src/balance/prepare/balanceInput.js';
import { solvePlan } from '../../src/plan/solvePlan.js';
import { verifyPlan } from '../../src/plan/verifyPlan.js';
import { anyMixedInput } from './support/mixedInputs.js';

const place = fc.record({
  lon: fc.integer({ min: -1800, max: 1800 }).map((tenths) => tenths / 10),
  lat: fc.integer({ min: -900, max: 900 }).map((tenths) => tenths / 10),
});

/** Any small problem: some have no plan within the limits. */
const anyInput: fc.Arbitrary<BalanceInput> = fc
  .record({
    places: fc.array(place, { minLength: 1, maxLength: 30 }),
    seats: fc.array(fc.option(place, { nil: undefined }), { minLength: 1, maxLength: 5 }),
    tolerance: fc.constantFrom(0.05, 0.5, 3, Number.POSITIVE_INFINITY),
    numbers: fc.array(fc.nat(20), { minLength: 40, maxLength: 40 }),
    keepFamilies: fc.boolean(),
    disruptionWeight: fc.constantFrom(0, 100),
    metric: fc.constantFrom('distance' as const, 'squaredDistance' as const),
  })
  .map(({ places, seats, tolerance, numbers, keepFamilies, disruptionWeight, metric }) => {
    const k = seats.length;
    const idOf = (j: number) => `t${j % k}`;
    return {
      accounts: places.map(({ lon, lat }, i) => ({
        id: `a${i}`,
        ...(numbers[i] === 19 ? {} : { lon, lat }),
        measures: { hours: numbers[i], value: numbers[i + 5] / 7 },
        attributes: {},
        ...(numbers[i] % 3 === 0 ? { incumbentId: idOf(numbers[i]) } : {}),
        ...(numbers[i] % 5 === 4 ? { parentId: `a${numbers[i] % places.length}` } : {}),
        ...(numbers[i] % 7 === 6 ? { requiredSkills: ['x'] } : {}),
      })),
      territories: seats.map((seat, j) => ({
        id: idOf(j),
        repIds: [`r${j}`],
        seat,
        share: 1 + (numbers[j] % 3),
      })),
      reps: seats.map((_, j) => ({ id: `r${j}`, capacity: 1, skills: numbers[j] % 2 === 0 ? ['x'] : [] })),
      measures: [
        { id: 'hours', tolerance },
        { id: 'value', tolerance: 1 },
      ],
      locks:
        numbers[39] < places.length ? [{ accountId: `a${numbers[39]}`, territoryId: idOf(numbers[38]) }] : [],
      trips: (account) => account.measures.hours,
      keepFamilies,
      disruptionWeight,
      travel: { kind: 'greatCircle', metric, detourFactor: 1.2 },
    };
  });

describe('any plan of the engine', () => {
  test.prop([anyInput], { numRuns: 150 })(
    'is told truthfully, and within limits where it says so',
    (input) => {
      const plan = solvePlan(input, { cycles: 0 });
      const failed = verifyPlan(input, plan).checks.filter((check) => !check.ok);
      const isWithin = plan.status === 'optimal' || plan.status === 'feasible';
      expect(failed.filter(({ name }) => isWithin || (name !== 'limits' && name !== 'assigned'))).toEqual([]);
      if (!isWithin) expect(failed).not.toEqual([]);
    },
  );

  test.prop([anyInput, fc.constantFrom('mean' as const, 'unit' as const)], { numRuns: 40 })(
    'is told truthfully where centres follow their accounts',
    (anyOther, centre) => {
      const { metric } = anyOther.travel as { metric: 'distance' | 'squaredDistance' };
      const input: BalanceInput = { ...anyOther, travel: { kind: 'greatCircle', metric, centre } };
      const plan = solvePlan(input, { cycles: 0 });
      const failed = verifyPlan(input, plan).checks.filter((check) => !check.ok);
      const isWithin = plan.status === 'optimal' || plan.status === 'feasible';
      expect(failed.filter(({ name }) => isWithin || (name !== 'limits' && name !== 'assigned'))).toEqual([]);
    },
  );

  test.prop([anyMixedInput], { numRuns: 150, seed: 1, interruptAfterTimeLimit: 8_000 })(
    'is told truthfully whatever comes together',
    (input) => {
      const plan = solvePlan(input, { cycles: 1 });
      const failed = verifyPlan(input, plan).checks.filter((check) => !check.ok);
      const isWithin = plan.status === 'optimal' || plan.status === 'feasible';
      const mayFail = isWithin ? [] : ['limits', 'moved', 'assigned'];
      expect(failed.filter(({ name }) => !mayFail.includes(name))).toEqual([]);
      expect(failed.length > 0).toBe(!isWithin);
    },
  );

  test.prop([anyInput], { numRuns: 30 })('survives being written to JSON', (input) => {
    const plan = solvePlan(input, { cycles: 0 });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});
