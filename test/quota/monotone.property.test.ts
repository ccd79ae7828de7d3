import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateHierarchy } from '../../src/quota/allocation/allocateHierarchy.js';
import { allocateQuota } from '../../src/quota/allocation/allocateQuota.js';
import { limitChange } from '../../src/quota/allocation/limitChange.js';
import { projectBase } from '../../src/quota/allocation/projectBase.js';
import { computeHeadcount } from '../../src/quota/capacity/computeHeadcount.js';
import { reconcileQuota } from '../../src/quota/reconciliation/reconcileQuota.js';

const SIZE = 8;
const basis = fc.integer({ min: 0, max: 1_000 });
const rises = fc.integer({ min: 1, max: 500 });
const who = fc.nat(SIZE - 1);
const total = fc.integer({ min: 0, max: 20_000 });
const team = fc
  .array(fc.record({ potential: basis, history: basis, floor: fc.nat(300), room: fc.nat(9_000) }), {
    minLength: SIZE,
    maxLength: SIZE,
  })
  .filter((rows) => rows.some(({ potential }) => potential > 0) && rows.some(({ history }) => history > 0))
  .map((rows) =>
    rows.map(({ potential, history, floor, room }, i) => ({
      id: `r${i}`,
      bases: { potential, history },
      ...(i % 2 === 0 ? { floor } : {}),
      ...(i % 3 === 0 ? { cap: floor + room } : {}),
    })),
  );
type Recipient = { id: string; bases: { potential: number; history: number }; floor?: number; cap?: number };

/** One recipient changed, the others as they were. */
const changed = <Row>(rows: readonly Row[], index: number, change: (row: Row) => Row) =>
  rows.map((row, i) => (i === index ? change(row) : row));

/** Whoever is at a limit that no division keeps is asked nothing here: its quotas are those limits. */
function quotasOf(recipients: readonly Recipient[], amount: number) {
  const blend = { potential: 3, history: 1 };
  const { status, quotas } = allocateQuota({ total: amount, blend, recipients });
  return status === 'feasible' ? quotas : null;
}

describe('quotas follow what they are made of', () => {
  const raises: Record<string, (row: Recipient, by: number) => Recipient> = {
    potential: (row, by) => ({ ...row, bases: { ...row.bases, potential: row.bases.potential + by } }),
    history: (row, by) => ({ ...row, bases: { ...row.bases, history: row.bases.history + by } }),
    floor: (row, by) => {
      const floor = (row.floor ?? 0) + by;
      return { ...row, floor, ...(row.cap === undefined ? {} : { cap: Math.max(row.cap, floor) }) };
    },
    cap: (row, by) => (row.cap === undefined ? row : { ...row, cap: row.cap + by }),
  };
  it.each(Object.keys(raises))('allocateQuota asks no less of whoever has more %s', (name) => {
    let compared = 0;
    let moved = 0;
    fc.assert(
      fc.property(team, who, rises, total, (rows, index, by, amount) => {
        const before = quotasOf(rows, amount);
        const after = quotasOf(
          changed(rows, index, (row) => raises[name](row, by)),
          amount,
        );
        if (before === null || after === null) return;
        compared++;
        if (after[index].quota > before[index].quota) moved++;
        expect(after[index].quota).toBeGreaterThanOrEqual(before[index].quota);
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(100);
    expect(moved).toBeGreaterThan(5);
  });

  it('allocateQuota asks no less of anybody for a higher total, before rounding', () => {
    fc.assert(
      fc.property(team, rises, total, (rows, by, amount) => {
        const [before, after] = [quotasOf(rows, amount), quotasOf(rows, amount + by)];
        before?.forEach(({ quota, rounding }, i) => {
          if (after === null) return;
          // Largest remainder may take a unit from somebody when the total rises (the Alabama paradox), not more.
          expect(after[i].quota - after[i].rounding).toBeGreaterThanOrEqual(quota - rounding - 1e-6);
          expect(after[i].quota).toBeGreaterThanOrEqual(quota - 1);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('allocateHierarchy asks no less of a child for a larger basis', () => {
    const leaves = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: SIZE, maxLength: SIZE });
    fc.assert(
      fc.property(leaves, who, rises, total, (sizes, index, by, amount) => {
        const quotaOf = (values: readonly number[]) => {
          const parents = ['east', 'west'].map((id) => ({ id, bases: { size: 1 } }));
          const nodes = values.map((size, i) => ({
            id: `r${i}`,
            parentId: parents[i % 2].id,
            bases: { size },
          }));
          const input = { total: amount, blend: { size: 1 }, overAssignment: [0, 0.05] };
          return allocateHierarchy({ ...input, nodes: [...nodes, ...parents] }).nodes[index].quota;
        };
        const larger = changed(sizes, index, (size) => size + by);
        expect(quotaOf(larger)).toBeGreaterThanOrEqual(quotaOf(sizes));
      }),
      { numRuns: 300 },
    );
  });

  it('reconcileQuota asks no less of whoever plans more, with the plan as weight and with one of its own', () => {
    const plans = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: SIZE, maxLength: SIZE });
    fc.assert(
      fc.property(plans, who, rises, total, fc.boolean(), (sizes, index, by, amount, hasWeights) => {
        const resultOf = (values: readonly number[]) =>
          reconcileQuota({
            total: amount,
            recipients: values.map((plan, i) => ({
              id: `r${i}`,
              plan,
              ...(i % 4 === 3 && i !== index ? { isFixed: true } : {}),
              ...(hasWeights ? { weight: 1 + i } : {}),
            })),
          });
        const before = resultOf(sizes);
        const after = resultOf(changed(sizes, index, (plan) => plan + by));
        if (before.status === 'infeasible' || after.status === 'infeasible') return;
        expect(after.quotas[index].quota).toBeGreaterThanOrEqual(before.quotas[index].quota);
      }),
      { numRuns: 500 },
    );
  });

  it('projectBase rises with sales and growth, and falls with what is lost', () => {
    const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(basis, share, share, share, (actual, attrition, growth, by) => {
        const baseOf = (change: object) =>
          projectBase([{ id: 'a', actual, attrition, growth, ...change }])[0].base;
        const base = baseOf({});
        expect(baseOf({ actual: actual + 1 })).toBeGreaterThanOrEqual(base);
        expect(baseOf({ growth: growth + by })).toBeGreaterThanOrEqual(base);
        expect(baseOf({ attrition: Math.min(1, attrition + by) })).toBeLessThanOrEqual(base);
      }),
    );
  });

  it('limitChange widens with the limits and moves with last year', () => {
    const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(rises, rises, share, share, share, (prior, by, maxIncrease, maxDecrease, wider) => {
        const boundsOf = (last: number, up: number, down: number) => {
          const own = [{ id: 'a', bases: { potential: 1 }, prior: last }];
          const [{ floor = 0, cap = Number.POSITIVE_INFINITY }] = limitChange(own, {
            ...{ maxIncrease: up, maxDecrease: down },
          });
          return { floor, cap };
        };
        const { floor, cap } = boundsOf(prior, maxIncrease, maxDecrease);
        expect(floor).toBeLessThanOrEqual(prior);
        expect(cap).toBeGreaterThanOrEqual(prior);
        const wide = boundsOf(prior, maxIncrease + wider, Math.min(1, maxDecrease + wider));
        expect(wide.floor).toBeLessThanOrEqual(floor);
        expect(wide.cap).toBeGreaterThanOrEqual(cap);
        const higher = boundsOf(prior + by, maxIncrease, maxDecrease);
        expect(higher.floor).toBeGreaterThanOrEqual(floor);
        expect(higher.cap).toBeGreaterThanOrEqual(cap);
      }),
    );
  });

  it('computeHeadcount needs no fewer for more work, and no more where each carries more', () => {
    const amount = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(amount, amount, rises, (demand, perRep, by) => {
        const { needed } = computeHeadcount({ demand, perRep });
        expect(computeHeadcount({ demand: demand + by, perRep }).needed).toBeGreaterThanOrEqual(needed);
        expect(computeHeadcount({ demand, perRep: perRep + by }).needed).toBeLessThanOrEqual(needed);
      }),
    );
  });
});
