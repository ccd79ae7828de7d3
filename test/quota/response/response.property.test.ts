import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateEffort, type EffortItem } from '../../../src/quota/response/allocateEffort.js';
import { adbudgResponse, powerResponse } from '../../../src/quota/response/responseCurves.js';
import { findNoNumbers } from '../support/findNoNumbers.js';
import { inOrders } from '../support/inOrders.js';

const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -5, max: 97 })), {
  maxLength: 5,
});

/** Levels from steps of effort and sales. */
function toItem(rows: readonly (readonly [number, number])[], id: string): EffortItem {
  const [efforts, sales] = [[0], [3]];
  for (const [effort, gain] of rows) {
    efforts.push(efforts[efforts.length - 1] + effort);
    sales.push(sales[sales.length - 1] + gain);
  }
  return { id, efforts, sales };
}

describe('allocateEffort', () => {
  it('adds up, stays within the total and below a bound that rises ever more slowly with it', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 6 }), fc.nat(60), fc.nat(20), (rows, total, more) => {
        const items = rows.map((row, i) => toItem(row, `i${i}`));
        const [plan, next, last] = [0, more, 2 * more].map((extra) =>
          allocateEffort({ total: total + extra, items }),
        );
        expect(findNoNumbers(plan)).toEqual([]);
        const sum = (field: 'effort' | 'sales') => plan.allocations.reduce((all, one) => all + one[field], 0);
        expect([sum('effort'), sum('sales')]).toEqual([plan.effort, plan.sales]);
        expect(plan.effort).toBeLessThanOrEqual(total);
        expect(plan.sales).toBeLessThanOrEqual(plan.bound);
        expect(plan.gap).toBeCloseTo(plan.bound === 0 ? 0 : (plan.bound - plan.sales) / plan.bound, 9);
        expect(next.bound).toBeGreaterThanOrEqual(plan.bound - 1e-9);
        expect(last.bound - next.bound).toBeLessThanOrEqual(next.bound - plan.bound + 1e-9);
        expect(next.shadowPrice).toBeLessThanOrEqual(plan.shadowPrice);
        // The shadow price is what the next unit brings at the most.
        expect(next.bound - plan.bound).toBeLessThanOrEqual(more * plan.shadowPrice + 1e-9);
      }),
    );
  });

  it('has the same bound and price in any order of the items', () => {
    fc.assert(
      fc.property(inOrders(steps), fc.nat(60), ({ list, order }, total) => {
        const items = list.map((row, i) => toItem(row, `i${i}`));
        const plan = allocateEffort({ total, items });
        const other = allocateEffort({ total, items: order.map((i) => items[i]) });
        expect(other.bound).toBeCloseTo(plan.bound, 9);
        expect(other.shadowPrice).toBe(plan.shadowPrice);
      }),
    );
  });
});

describe('powerResponse and adbudgResponse', () => {
  const effort = fc.double({ min: 0, max: 1e4, noNaN: true });
  const positive = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
  const steep = fc.double({ min: 1e-3, max: 50, noNaN: true });
  const elasticity = fc.nat(20).map((twentieths) => twentieths / 20);

  it('rise with effort, pass through what is known and stay between their ends', () => {
    fc.assert(
      fc.property(
        effort,
        effort,
        positive,
        positive,
        elasticity,
        steep,
        (one, other, at, known, bend, steepness) => {
          const [low, high] = [Math.min(one, other), Math.max(one, other)];
          const power = powerResponse({ effort: at, sales: known, elasticity: bend });
          expect(power(at)).toBeCloseTo(known, 6);
          expect(power(high)).toBeGreaterThanOrEqual(power(low) * (1 - 1e-12));
          const adbudg = adbudgResponse({ minimum: 2, maximum: 2 + known, halfway: at, steepness });
          expect(adbudg(at)).toBeCloseTo(2 + known / 2, 6);
          expect(adbudg(high)).toBeGreaterThanOrEqual(adbudg(low) * (1 - 1e-12));
          for (const sales of [adbudg(low), adbudg(high)]) {
            expect(sales).toBeGreaterThanOrEqual(2);
            expect(sales).toBeLessThanOrEqual(2 + known);
          }
        },
      ),
    );
  });

  it('bring less and less for equal steps of effort where they are concave', () => {
    fc.assert(
      fc.property(effort, positive, positive, elasticity, (from, step, at, bend) => {
        const power = powerResponse({ effort: at, sales: 100, elasticity: bend });
        const adbudg = adbudgResponse({
          minimum: 0,
          maximum: 100,
          halfway: at,
          steepness: Math.max(0.05, bend),
        });
        for (const curve of [power, adbudg]) {
          const [first, second, third] = [from, from + step, from + 2 * step].map(curve);
          // Differences of large sales have their digits.
          expect(third - second).toBeLessThanOrEqual((second - first) * (1 + 1e-9) + 1e-11 * (1 + third));
        }
      }),
    );
  });
});
