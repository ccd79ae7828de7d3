import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateQuota } from '../../../src/quota/allocation/allocateQuota.js';
import type { QuotaInput } from '../../../src/quota/allocation/quotaInput.js';

/** Powers of two scale these exactly: none is so small that it loses bits. */
const normal = fc.double({ min: 0, max: 1e12, noNaN: true }).map((value) => (value < 1e-250 ? 0 : value));
const amount = fc.oneof(fc.constant(0), fc.nat(50), normal);
const limits = fc.oneof(
  fc.constant({}),
  fc.record({ floor: fc.nat(400) }),
  fc.record({ cap: fc.nat(900) }),
  fc.tuple(fc.nat(400), fc.nat(500)).map(([floor, room]) => ({ floor, cap: floor + room })),
);
const recipients = fc
  .array(fc.tuple(amount, amount, limits), { minLength: 1, maxLength: 15 })
  .filter((rows) => rows.some(([potential]) => potential > 0) && rows.some(([, history]) => history > 0))
  .map((rows) =>
    rows.map(([potential, history, limit], i) => ({ id: `r${i}`, bases: { potential, history }, ...limit })),
  );
const inputs: fc.Arbitrary<QuotaInput> = fc.record({
  total: fc.oneof(fc.nat(5_000), fc.integer({ min: 0, max: 2 ** 50 })),
  recipients,
  blend: fc.record({ potential: fc.integer({ min: 1, max: 9 }), history: fc.integer({ min: 1, max: 9 }) }),
});

describe('allocateQuota', () => {
  it('adds up to the total and keeps every floor and cap, or proves that nothing can', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { status, reasons, allocated, quotas } = allocateQuota(input);
        const sum = quotas.reduce((total, { quota }) => total + quota, 0);
        expect(allocated).toBe(sum);
        quotas.forEach(({ quota }, i) => {
          const { floor = 0, cap = Number.POSITIVE_INFINITY } = input.recipients[i];
          expect(Number.isInteger(quota) && quota >= floor && quota <= cap).toBe(true);
        });
        if (status === 'feasible') expect({ sum, reasons }).toEqual({ sum: input.total, reasons: [] });
        else {
          expect(reasons[0].limitTotal).toBe(sum);
          expect(sum > input.total).toBe(reasons[0].code === 'floors-above-total');
          expect(sum).not.toBe(input.total);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('explains every quota: contributions, limits and rounding add up to it', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { status, quotas } = allocateQuota(input);
        for (const { quota, contributions, limitEffect, rounding, heldAt } of quotas) {
          const parts = [...Object.values(contributions), limitEffect, rounding];
          const scale = Math.max(1, ...parts.map(Math.abs));
          expect(Math.abs(parts.reduce((a, b) => a + b, 0) - quota)).toBeLessThanOrEqual(1e-12 * scale);
          expect(Math.abs(rounding)).toBeLessThan(1 + 1e-12 * scale);
          if (heldAt !== null) expect(rounding).toBe(0);
        }
        if (status === 'feasible' && quotas.every(({ heldAt }) => heldAt === null)) {
          expect(quotas.every(({ limitEffect }) => limitEffect === 0)).toBe(true);
        }
      }),
    );
  });

  it('keeps the proportions of all who are free, at a level that every held limit confirms', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { status, quotas } = allocateQuota(input);
        fc.pre(status === 'feasible');
        const share = quotas.map(({ contributions }) => contributions.potential + contributions.history);
        const exact = quotas.map(({ limitEffect }, i) => share[i] + limitEffect);
        const levels = quotas.flatMap(({ heldAt }, i) =>
          heldAt === null && share[i] > 1e-6 ? [exact[i] / share[i]] : [],
        );
        fc.pre(levels.length > 0);
        const low = Math.min(...levels);
        const high = Math.max(...levels);
        expect(high - low).toBeLessThanOrEqual(1e-6 * high);
        quotas.forEach(({ quota, heldAt }, i) => {
          if (heldAt === 'floor') expect(quota).toBeGreaterThanOrEqual(high * share[i] * (1 - 1e-6));
          if (heldAt === 'cap') expect(quota).toBeLessThanOrEqual(low * share[i] * (1 + 1e-6));
        });
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not depend on the unit of a basis', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: -20, max: 20 }), (input, power) => {
        const scaled = input.recipients.map((recipient) => ({
          ...recipient,
          bases: { ...recipient.bases, potential: recipient.bases.potential * 2 ** power },
        }));
        expect(allocateQuota({ ...input, recipients: scaled })).toEqual(allocateQuota(input));
      }),
    );
  });

  it('never gives less, up to one unit, to a recipient whose basis grows', () => {
    fc.assert(
      fc.property(inputs, fc.nat(1_000_000), (input, growth) => {
        const before = allocateQuota(input);
        fc.pre(before.status === 'feasible' && input.total <= 5_000);
        const [first, ...others] = input.recipients;
        const grown = {
          ...first,
          bases: { ...first.bases, potential: first.bases.potential + growth },
        };
        const after = allocateQuota({ ...input, recipients: [grown, ...others] });
        expect(after.quotas[0].quota).toBeGreaterThanOrEqual(before.quotas[0].quota - 1);
      }),
    );
  });
});
