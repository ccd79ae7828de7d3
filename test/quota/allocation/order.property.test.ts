import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateHierarchy } from '../../../src/quota/allocation/allocateHierarchy.js';
import { allocateQuota } from '../../../src/quota/allocation/allocateQuota.js';
import { reconcileQuota } from '../../../src/quota/reconciliation/reconcileQuota.js';

/** Rows and the same rows in another order. */
const inTwoOrders = <Row>(rows: fc.Arbitrary<Row>) =>
  fc
    .array(rows, { minLength: 2, maxLength: 20 })
    .chain((list) =>
      fc
        .shuffledSubarray(Array.from(list.keys()), { minLength: list.length })
        .map((order) => ({ list, order })),
    );

/** Quotas by id, apart from those whose remainder another one has too: such ties go by the order of the rows. */
function withoutTies(quotas: readonly { id: string; quota: number; rounding: number }[]): string[] {
  const exact = quotas.map(({ quota, rounding }) => quota - rounding);
  const remainders = exact.map((amount) => amount - Math.floor(amount));
  const isTied = remainders.some((one, i) =>
    remainders.some((other, j) => i !== j && one > 1e-4 && Math.abs(one - other) < 1e-4),
  );
  return isTied ? [] : quotas.map(({ id, quota }) => `${id} ${quota}`).sort();
}

/** Shares that hardly ever tie. */
const basis = fc.integer({ min: 1, max: 1_000_003 });
const recipient = fc.record({ potential: basis, floor: fc.nat(80_000), room: fc.nat(200_000) });

describe('the order of the rows', () => {
  it('changes no quota of allocateQuota', () => {
    let compared = 0;
    fc.assert(
      fc.property(inTwoOrders(recipient), fc.boolean(), ({ list, order }, hasLimits) => {
        const recipients = list.map(({ potential, floor, room }, i) => ({
          id: `r${i}`,
          bases: { potential },
          ...(hasLimits ? { floor, cap: floor + room } : {}),
        }));
        const allocate = (rows: typeof recipients) =>
          withoutTies(allocateQuota({ total: 1_000_003, blend: { potential: 1 }, recipients: rows }).quotas);
        const quotas = allocate(recipients);
        compared += quotas.length;
        expect(allocate(order.map((i) => recipients[i]))).toEqual(quotas);
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('changes no quota of reconcileQuota', () => {
    let compared = 0;
    const planned = fc.record({ plan: basis, isFixed: fc.constantFrom(true, false, false) });
    fc.assert(
      fc.property(inTwoOrders(planned), ({ list, order }) => {
        const recipients = list.map((one, i) => ({ id: `r${i}`, ...one, isFixed: i > 0 && one.isFixed }));
        const reconcile = (rows: typeof recipients) =>
          withoutTies(reconcileQuota({ total: 12_345_678, recipients: rows }).quotas);
        const quotas = reconcile(recipients);
        compared += quotas.length;
        expect(reconcile(order.map((i) => recipients[i]))).toEqual(quotas);
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('changes no quota of allocateHierarchy, children before their parents included', () => {
    let compared = 0;
    fc.assert(
      fc.property(inTwoOrders(basis), ({ list, order }) => {
        // Node i is below node (i - 1) / 3: three levels and more.
        const nodes = list.map((potential, i) => ({
          id: `n${i}`,
          bases: { potential },
          ...(i > 0 ? { parentId: `n${Math.floor((i - 1) / 3)}` } : {}),
        }));
        const allocate = (rows: typeof nodes) => {
          const input = { total: 10_000_019, blend: { potential: 1 }, overAssignment: [0, 0.03] };
          return withoutTies(allocateHierarchy({ ...input, nodes: rows }).nodes);
        };
        const quotas = allocate(nodes);
        compared += quotas.length;
        expect(allocate(order.map((i) => nodes[i]))).toEqual(quotas);
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});
