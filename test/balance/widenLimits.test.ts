import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { balanceTerritories } from '../../src/balance/balanceTerritories.js';
import { prepareProblem } from '../../src/balance/prepare.js';
import type { BalanceProblem } from '../../src/balance/problem.js';
import { createSearchProblem } from '../../src/balance/searchProblem.js';
import { widenLimits } from '../../src/balance/widenLimits.js';

const seats = [0, 4, 8, 12];
const accountAt = (id: string, lon: number, hours: number, attributes = {}) => ({
  id,
  lon,
  lat: 50,
  measures: { hours },
  attributes,
});
/** Four territories in a row and 80 accounts of an hour, 20 of which ask for one of the first two. */
const speakers = {
  accounts: Array.from({ length: 80 }, (_, i) =>
    accountAt(`a${i}`, (i % 20) * 0.6, 1, { isGerman: i >= 20 ? 1 : 0 }),
  ),
  territories: seats.map((lon, j) => ({ id: `t${j}`, repIds: [], seat: { lon, lat: 50 } })),
  measures: [{ id: 'hours', tolerance: 0.05 }],
};

describe('limits that cannot be met', () => {
  it('are widened where eligibility leaves too little room, and no more than it takes', () => {
    const { status, reasons, loads } = balanceTerritories(
      prepareProblem({
        ...speakers,
        isEligible: ({ attributes }, { id }) => attributes.isGerman === 0 || id === 't0' || id === 't1',
      }),
    );
    expect(status).toBe('infeasible');
    const widened = reasons.filter(({ code }) => code === 'least-widening');
    // 60 hours in two territories of 20 each, and 20 for the two others.
    expect(widened.map(({ territoryIds }) => territoryIds)).toEqual([
      ['t0', 't1'],
      ['t2', 't3'],
    ]);
    expect(widened.map(({ required }) => Math.round(required! * 1e6) / 1e6)).toEqual([60, 20]);
    expect(widened.map(({ available }) => available)).toEqual([42, 38]);
    expect(widened[0].message).toBe(
      'the least that would help: territories t0, t1 may have up to 60 of hours together instead of 42: wider by 45 % of the target',
    );
    expect(Array.from(loads[0])).toEqual([30, 30, 10, 10]);
  });

  it('leave the others even beside a unit that is too heavy for any', () => {
    const { status, reasons, loads } = balanceTerritories(
      prepareProblem({ ...speakers, accounts: [...speakers.accounts, accountAt('whale', 4, 200)] }),
    );
    expect(status).toBe('infeasible');
    expect(reasons[0].code).toBe('unit-above-limit');
    const [upper, lower] = reasons.filter(({ code }) => code === 'least-widening');
    expect([upper.territoryIds, upper.required, upper.available]).toEqual([['t1'], 200, 73.5]);
    expect(lower.territoryIds).toEqual(['t0', 't2', 't3']);
    expect(lower.required).toBeCloseTo(80, 9);
    expect(loads[0][1]).toBe(200);
    const others = [loads[0][0], loads[0][2], loads[0][3]].sort();
    expect(others).toEqual([26, 27, 27]);
  });

  const problems = fc.record({
    loads: fc.array(
      fc.record({ load: fc.integer({ min: 1, max: 9 }), mask: fc.integer({ min: 1, max: 31 }) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    ),
    shares: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 }),
    tolerance: fc.constantFrom(0, 0.05, 0.3),
  });

  test.prop([problems], { numRuns: 200, seed: 1 })(
    'give by the largest share that any set of territories lacks',
    (drawn) => {
      const problem = toProblem(drawn);
      const search = createSearchProblem(problem, null);
      const given = widenLimits(search);
      if (given?.hasHeavy) return;
      const shareOf = (side: 'uppers' | 'lowers') =>
        Math.max(
          0,
          ...problem.targets[0].map((target, j) =>
            target === 0
              ? 0
              : Math.abs((given?.problem[side][0][j] ?? problem[side][0][j]) - problem[side][0][j]) / target,
          ),
        );
      const { upper, lower } = leastShares(problem);
      if (!Number.isFinite(upper)) {
        expect(given).toBeNull();
        return;
      }
      expect(shareOf('uppers')).toBeCloseTo(upper, 7);
      expect(shareOf('lowers')).toBeCloseTo(lower, 7);
      if (given === null) return;
      expect(leastShares(given.problem).upper).toBeCloseTo(0, 6);
      expect(leastShares(given.problem).lower).toBeCloseTo(0, 6);
    },
  );
});

interface Drawn {
  loads: { load: number; mask: number }[];
  shares: number[];
  tolerance: number;
}

function toProblem({ loads, shares, tolerance }: Drawn): BalanceProblem {
  const k = shares.length;
  return prepareProblem({
    accounts: loads.map(({ load, mask }, i) => accountAt(`a${i}`, 0, load, { mask: mask % 2 ** k || 1 })),
    territories: shares.map((share, j) => ({ id: `t${j}`, repIds: [], share })),
    measures: [{ id: 'hours', tolerance }],
    travel: { kind: 'matrix', costs: loads.map(() => shares.map(() => 0)) },
    isEligible: ({ attributes }, { id }) => ((attributes.mask as number) >> Number(id.slice(1))) % 2 === 1,
  });
}

/** For every set of territories what is lacking over its targets: room for the units that may only be there, or units to fill it. */
function leastShares({ loads, targets, lowers, uppers, eligible, eligibleRow }: BalanceProblem) {
  const k = targets[0].length;
  const territories = Array.from({ length: k }, (_, j) => j);
  const total = (values: Float64Array, set: readonly number[]) => set.reduce((sum, j) => sum + values[j], 0);
  let upper = 0;
  let lower = 0;
  for (let mask = 1; mask < 2 ** k; mask++) {
    const set = territories.filter((j) => (mask >> j) % 2 === 1);
    const mayBe = (i: number) => territories.filter((j) => eligible[k * eligibleRow[i] + j] === 1);
    let only = 0;
    let also = 0;
    loads[0].forEach((load, i) => {
      if (mayBe(i).every((j) => set.includes(j))) only += load;
      if (mayBe(i).some((j) => set.includes(j))) also += load;
    });
    if (only - total(uppers[0], set) > 1e-9) {
      upper = Math.max(upper, (only - total(uppers[0], set)) / total(targets[0], set));
    }
    // All shares of a lower limit are of its target here, so none reaches 0 before the others.
    if (total(lowers[0], set) - also > 1e-9) {
      lower = Math.max(lower, (total(lowers[0], set) - also) / total(targets[0], set));
    }
  }
  return { upper, lower };
}
