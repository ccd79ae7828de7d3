import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coefficientOfVariation } from '../../../src/kpi/balance/coefficientOfVariation.js';
import { gini } from '../../../src/kpi/balance/gini.js';
import { imbalance } from '../../../src/kpi/balance/imbalance.js';
import { summariseBalance } from '../../../src/kpi/balance/summariseBalance.js';

const amount = fc.oneof(
  fc.nat(20),
  fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => (value < 1e-200 ? 0 : value)),
);
const values = fc
  .array(amount, { minLength: 1, maxLength: 60 })
  .filter((list) => list.some((value) => value > 0));
const spreads = [
  ['gini', gini],
  ['coefficientOfVariation', coefficientOfVariation],
] as const;

describe.each(spreads)('%s', (_, spread) => {
  it('does not depend on the unit', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -60, max: 60 }), (list, power) => {
        expect(spread(list.map((value) => value * 2 ** power))).toBe(spread(list));
      }),
    );
    fc.assert(
      fc.property(values, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (list, factor) => {
        expect(spread(list.map((value) => value * factor))).toBeCloseTo(spread(list) ?? Number.NaN, 12);
      }),
    );
  });

  it('is 0 for equal parts', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-300, noNaN: true, noDefaultInfinity: true }),
        fc.nat(50),
        (value, more) => {
          expect(spread(new Array(more + 1).fill(value))).toBe(0);
        },
      ),
    );
  });

  it('falls when something is moved from one who has more to one who has less', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 2, maxLength: 30 }), (list) => {
        const [poor, rich] = [Math.min(...list), Math.max(...list)];
        fc.pre(rich > poor + 1);
        const moved = [...list];
        moved[list.indexOf(poor)]++;
        moved[list.indexOf(rich)]--;
        expect(spread(moved)).toBeLessThan(spread(list) ?? 0);
      }),
    );
  });
});

describe('gini', () => {
  it('stays in [0, (n - 1) / n] for any values, and does not depend on their order', () => {
    const anyValues = fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(anyValues, (list) => {
        const value = gini(list);
        fc.pre(value !== null);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual((list.length - 1) / list.length + 1e-15);
        expect(value).toBeLessThan(1);
        expect(gini([...list].reverse())).toBe(value);
      }),
    );
  });
});

describe('summariseBalance', () => {
  it('agrees with imbalance, and with the plain spread of loads where targets are equal', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 1_000_000 }), (loads, target) => {
        const targets = loads.map(() => target);
        const summary = summariseBalance(loads, targets);
        expect(summary.imbalance).toBe(imbalance(loads, targets));
        expect(summary.gini).toBeCloseTo(gini(loads) ?? Number.NaN, 9);
        expect(summary.coefficientOfVariation).toBeCloseTo(coefficientOfVariation(loads) ?? Number.NaN, 6);
      }),
    );
  });
});
