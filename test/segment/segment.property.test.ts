import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/model/account.js';
import { type PotentialFactor, scorePotential } from '../../src/segment/potential/scorePotential.js';
import { tierByNaturalBreaks } from '../../src/segment/tiers/tierByNaturalBreaks.js';
import { tierByQuantiles } from '../../src/segment/tiers/tierByQuantiles.js';
import { computeWorkload } from '../../src/segment/workload/computeWorkload.js';

const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const column = fc.array(fc.option(amount), { minLength: 1, maxLength: 40 });
const shape = fc.record({
  weight: fc.double({ min: -100, max: 100, noNaN: true }),
  normalise: fc.constantFrom('none', 'minMax', 'rank', 'zScore'),
  missing: fc.constantFrom('mean', 'zero', 'exclude'),
});
const problem = fc
  .record({ first: column, second: column, shapes: fc.tuple(shape, shape) })
  .map(({ first, second, shapes }) => {
    const n = Math.min(first.length, second.length);
    const accounts: Account[] = Array.from({ length: n }, (_, i) => ({
      id: `a${i}`,
      measures: {},
      attributes: { first: first[i], second: second[i] },
    }));
    const factors = ['first', 'second'].map(
      (id, f): PotentialFactor =>
        ({ id, value: ({ attributes }: Account) => attributes[id], ...shapes[f] }) as PotentialFactor,
    );
    return { accounts, factors };
  });

describe('scorePotential', () => {
  it('hands over contributions that add up to the score, and no NaN', () => {
    fc.assert(
      fc.property(problem, ({ accounts, factors }) => {
        const { scores, contributions } = scorePotential(accounts, factors);
        scores.forEach((score, i) => {
          expect(contributions.first[i] + contributions.second[i]).toBeCloseTo(score, 6);
          expect(Number.isFinite(score)).toBe(true);
        });
      }),
    );
  });

  it('does not depend on the order of accounts', () => {
    fc.assert(
      fc.property(problem, ({ accounts, factors }) => {
        const { scores } = scorePotential(accounts, factors);
        const turned = scorePotential([...accounts].reverse(), factors).scores.reverse();
        scores.forEach((score, i) => {
          expect(Math.abs(turned[i] - score)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(score)));
        });
      }),
    );
  });

  it('never lowers the score of an account whose value rises, where the weight is positive', () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 2, maxLength: 20 }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.constantFrom('none' as const, 'minMax' as const, 'rank' as const),
        (values, rise, normalise) => {
          const run = (list: number[]) =>
            scorePotential(
              list.map((value, i) => ({ id: `a${i}`, measures: {}, attributes: { value } })),
              [{ id: 'f', weight: 3, value: ({ attributes }) => attributes.value as number, normalise }],
            ).scores[0];
          expect(run([values[0] + rise, ...values.slice(1)])).toBeGreaterThanOrEqual(run(values) - 1e-9);
        },
      ),
    );
  });
});

describe('tiers', () => {
  it('are never higher for a lower value, and equal for equal values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 60 }), (values) => {
        fc.pre(new Set(values).size >= 3);
        const rank = { A: 0, B: 1, C: 2 } as Record<string, number>;
        for (const { tiers, counts } of [
          tierByNaturalBreaks(values, ['A', 'B', 'C']),
          tierByQuantiles(values, ['A', 'B', 'C'], [0.2, 0.3]),
        ]) {
          values.forEach((value, i) => {
            values.forEach((other, j) => {
              if (value >= other) expect(rank[tiers[i]]).toBeLessThanOrEqual(rank[tiers[j]]);
            });
          });
          expect(counts.reduce((sum, count) => sum + count)).toBe(values.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('computeWorkload', () => {
  it('hands over parts that add up to the hours', () => {
    const figure = fc.double({ min: 0, max: 1000, noNaN: true });
    const level = fc.record({ visits: figure, serviceMin: figure, travelMin: figure });
    fc.assert(
      fc.property(
        level,
        level,
        fc.array(fc.tuple(fc.constantFrom('A', 'B'), figure)),
        (field, remote, rows) => {
          const table = { A: { field, remote }, B: { remote } };
          const tiers = rows.map(([tier]) => tier);
          const { hours, serviceHours, travelHours } = computeWorkload(tiers, table, {
            travelMin: rows.map(([, travelMin]) => travelMin),
          });
          hours.forEach((value, i) => {
            expect(serviceHours[i] + travelHours[i]).toBe(value);
            expect(Number.isFinite(value)).toBe(true);
          });
        },
      ),
    );
  });
});
