import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollUpPlans } from '../../../src/quota/reconciliation/rollUpPlans.js';
import { inOrders } from '../support/inOrders.js';

const line = fc.record({
  ownerId: fc.constantFrom('ann', 'bo', 'cy'),
  amount: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
});

describe('rollUpPlans', () => {
  it('adds every line up once, exactly, in any order', () => {
    fc.assert(
      fc.property(inOrders(line, { minLength: 0, maxLength: 20 }), ({ list, order }) => {
        const plans = rollUpPlans(list);
        for (const { id, plan, lines, returns } of plans) {
          const own = list.filter(({ ownerId }) => ownerId === id);
          expect(lines).toBe(own.length);
          expect(plan).toBe(own.reduce((sum, { amount }) => sum + amount, 0));
          expect(returns).toBe(own.reduce((sum, { amount }) => sum + Math.min(0, amount), 0));
        }
        expect(plans.reduce((sum, { lines }) => sum + lines, 0)).toBe(list.length);
        const byId = (rows: typeof plans) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(rollUpPlans(order.map((i) => list[i])))).toEqual(byId(plans));
      }),
    );
  });

  it('converts as if every line had been in the other currency, and grows with its lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.nat(1_000), (list, more) => {
        const inCents = list.map((one, i) => ({ ...one, currency: i % 2 === 0 ? 'EUR' : 'CENT' }));
        const scaled = list.map((one, i) => ({
          ...one,
          amount: i % 2 === 0 ? one.amount * 128 : one.amount,
        }));
        expect(rollUpPlans(inCents, { rates: { EUR: 128, CENT: 1 } })).toEqual(rollUpPlans(scaled));
        const raised = rollUpPlans(list.map(({ ownerId, amount }) => ({ ownerId, amount: amount + more })));
        rollUpPlans(list).forEach(({ plan }, i) => {
          expect(raised[i].plan).toBeGreaterThanOrEqual(plan);
        });
      }),
    );
  });
});
