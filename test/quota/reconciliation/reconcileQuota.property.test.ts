import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedRecipient } from '../../../src/quota/reconciliation/reconcileInput.js';
import { reconcileQuota } from '../../../src/quota/reconciliation/reconcileQuota.js';

const amount = fc.oneof(fc.nat(500), fc.double({ min: 0, max: 500, noNaN: true }));
const recipient = fc.oneof(
  fc.record({ plan: fc.nat(500), isFixed: fc.constant(true) }),
  fc.record({ plan: amount }),
  fc.record({ plan: amount, weight: fc.nat(5) }),
  fc.record({ plan: amount, floor: fc.nat(300), more: fc.nat(400) }).map(({ plan, floor, more }) => ({
    plan,
    floor,
    cap: floor + more,
  })),
);
const inputs = fc
  .array(recipient, { minLength: 1, maxLength: 10 })
  .map((rows) => rows.map((row, i): PlannedRecipient => ({ id: `r${i}`, ...row })))
  .filter((rows) => rows.some(({ isFixed = false, plan, weight = plan }) => !isFixed && weight > 1e-3));

describe('reconcileQuota', () => {
  it('meets the total exactly, keeps fixed plans and limits and explains every quota, or proves that nothing can', () => {
    fc.assert(
      fc.property(inputs, fc.nat(4_000), (recipients, total) => {
        const { status, reasons, quotas, allocated, gap } = reconcileQuota({ total, recipients });
        const sum = quotas.reduce((all, { quota }) => all + quota, 0);
        expect(allocated).toBe(sum);
        quotas.forEach(({ quota, plan, spread, limitEffect, rounding, heldAt }, i) => {
          const { isFixed = false, floor = 0, cap = Number.POSITIVE_INFINITY } = recipients[i];
          expect(Number.isInteger(quota)).toBe(true);
          if (isFixed) expect([quota, heldAt]).toEqual([plan, 'fixed']);
          else expect(quota >= floor && quota <= cap).toBe(true);
          expect(plan + spread + limitEffect + rounding).toBeCloseTo(quota, 6);
          expect(Math.abs(rounding)).toBeLessThan(1 + 1e-6);
        });
        expect(Math.abs(gap - (total - recipients.reduce((all, { plan }) => all + plan, 0)))).toBeLessThan(
          1e-6,
        );
        if (status === 'feasible') expect(sum).toBe(total);
        else {
          expect(sum).not.toBe(total);
          expect(sum > total).toBe(reasons[0].code === 'above-total');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reaches the very sum of the floors or of the caps, whatever fractions plans have', () => {
    const cents = fc.integer({ min: 1, max: 99_999 }).map((amount) => amount / 100);
    const row = fc.record({ plan: cents, floor: fc.nat(300), more: fc.nat(400) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        const recipients = rows.map(({ plan, floor, more }, i) => ({
          id: `r${i}`,
          plan,
          floor,
          cap: floor + more,
        }));
        const quotasAt = (total: number) =>
          reconcileQuota({ total, recipients }).quotas.map(({ quota }) => quota);
        const sum = (list: readonly number[]) => list.reduce((all, value) => all + value, 0);
        const [floors, caps] = [recipients.map(({ floor }) => floor), recipients.map(({ cap }) => cap)];
        expect(quotasAt(sum(floors))).toEqual(floors);
        expect(quotasAt(sum(caps))).toEqual(caps);
        expect(reconcileQuota({ total: sum(floors), recipients }).status).toBe('feasible');
        expect(reconcileQuota({ total: sum(caps), recipients }).status).toBe('feasible');
        expect(reconcileQuota({ total: sum(caps) + 1, recipients }).status).toBe('infeasible');
      }),
    );
  });

  it('never gives less, up to one unit, where the total grows', () => {
    fc.assert(
      fc.property(inputs, fc.nat(3_000), fc.nat(500), (recipients, total, more) => {
        const before = reconcileQuota({ total, recipients });
        const after = reconcileQuota({ total: total + more, recipients });
        fc.pre(before.status === 'feasible' && after.status === 'feasible');
        expect(after.quotas.every(({ quota }, i) => quota >= before.quotas[i].quota - 1)).toBe(true);
      }),
    );
  });
});
