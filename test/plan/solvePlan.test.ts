import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import { InputError, OptionsError } from '../../src/core/errors.js';
import { solvePlan, solvePlanAsync } from '../../src/plan/solvePlan.js';
import { createFieldForce } from './support/fieldForce.js';

describe('solvePlan', () => {
  const input = createFieldForce();

  it('writes down what the engine found, with ids for indexes', () => {
    const plan = solvePlan(input, { seed: 7 });
    const result = balanceTerritories(prepareProblem(input), { seed: 7 });
    const { status, cost, bound, gap, seed } = result;
    expect(plan).toMatchObject({ status, cost, bound, gap, seed, libraryVersion: result.version });
    expect(plan.assignments.map(({ accountId }) => accountId)).toEqual(input.accounts.map(({ id }) => id));
    expect(plan.assignments.map(({ territoryId }) => territoryId)).toEqual(
      Array.from(result.assignment, (j) => input.territories[j].id),
    );
    expect(plan.territories.map(({ loads }) => loads.hours)).toEqual(Array.from(result.loads[0]));
    expect(plan.territories[2].repIds).toEqual(['r3', 'r4']);
    expect(plan.territories[0].centre).toEqual(input.territories[0].seat);
  });

  it('marks locked accounts and writes null for what is infinite', () => {
    const plan = solvePlan(input);
    const locked = plan.assignments.filter((one) => one.locked).map(({ accountId }) => accountId);
    expect(locked).toEqual(['a3', 'a11']);
    expect(plan.measures[1].tolerance).toBeNull();
    expect(plan.territories[0].uppers).toEqual({ hours: expect.any(Number), potential: null });
  });

  it('survives being written to JSON', () => {
    const plan = solvePlan(input);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('says where free centres came to lie, and that travel by matrix has none', () => {
    const territories = input.territories.map(({ id, repIds }) => ({ id, repIds }));
    const free = solvePlan(createFieldForce({ territories, keepFamilies: false }));
    for (const { seat, centre } of free.territories) {
      expect(seat).toBeNull();
      expect(centre?.lat).toBeGreaterThan(49);
    }
    const costs = input.accounts.map(() => [1, 2, 3]);
    const matrix = solvePlan(createFieldForce({ travel: { kind: 'matrix', costs } }));
    expect(matrix.territories.map(({ centre }) => centre)).toEqual([null, null, null]);
  });

  it('does not take rounding errors for a proof: one territory can hold whatever fits', () => {
    const plan = solvePlan({
      accounts: [
        {
          id: 'a',
          lon: -172.2,
          lat: 58.3,
          measures: { hours: 0, value: 2.7142857142857144 },
          attributes: {},
        },
        { id: 'b', lon: 12.1, lat: -11.2, measures: { hours: 20, value: 0 }, attributes: {} },
      ],
      territories: [{ id: 'all', repIds: [], seat: { lon: 131.8, lat: 89.7 } }],
      measures: [
        { id: 'hours', tolerance: 0.05 },
        { id: 'value', tolerance: 1 },
      ],
      travel: { kind: 'greatCircle', metric: 'squaredDistance', detourFactor: 1.2 },
    });
    expect(plan).toMatchObject({ status: 'optimal', reasons: [] });
  });

  it('ends where prices outgrow every distance', () => {
    const seats = [
      { lon: 97.3, lat: -10 },
      { lon: -84.5, lat: -58.2 },
      { lon: -73.8, lat: -48.6 },
    ];
    const plan = solvePlan({
      accounts: [{ id: 'a', lon: 8.6, lat: 83.6, measures: { value: 2.4285714285714284 }, attributes: {} }],
      territories: seats.map((seat, j) => ({ id: `t${j}`, repIds: [], seat, share: j === 0 ? 3 : 2 })),
      measures: [{ id: 'value', tolerance: 1 }],
      trips: () => 8,
      travel: { kind: 'greatCircle', metric: 'squaredDistance', detourFactor: 1.2 },
    });
    expect(plan.status).toBe('infeasible');
    expect(plan.reasons[0]).toMatchObject({ code: 'unit-above-limit', unitIds: ['a'] });
  });

  it('names everything that is wrong with records and options', () => {
    const bad = createFieldForce({ locks: [{ accountId: 'x', territoryId: 'y' }] });
    expect(() => solvePlan(bad)).toThrow(InputError);
    expect(() => solvePlan(input, { sed: 1 } as object)).toThrow(OptionsError);
  });
});

describe('solvePlanAsync', () => {
  it('gives the same plan', async () => {
    const input = createFieldForce();
    expect(await solvePlanAsync(input)).toEqual(solvePlan(input));
  });

  it('rejects what solvePlan throws', async () => {
    await expect(solvePlanAsync(createFieldForce({ territories: [] }))).rejects.toThrow(InputError);
  });

  it('tells how it goes', async () => {
    const shares: number[] = [];
    await solvePlanAsync(createFieldForce(), { onProgress: ({ share }) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
  });
});
