import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateHierarchy } from '../../../src/quota/allocation/allocateHierarchy.js';
import { allocateQuota } from '../../../src/quota/allocation/allocateQuota.js';
import { limitChange } from '../../../src/quota/allocation/limitChange.js';
import { type BaseRow, projectBase } from '../../../src/quota/allocation/projectBase.js';
import { findNoNumbers } from '../support/findNoNumbers.js';
import { inOrders } from '../support/inOrders.js';

const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);

describe('projectBase', () => {
  const row = fc.record({
    id: fc.constantFrom('a', 'b'),
    actual: fc.integer({ min: -500, max: 5_000 }),
    oneOff: fc.integer({ min: -300, max: 300 }),
    attrition: share,
    growth: fc.integer({ min: -100, max: 200 }).map((percent) => percent / 100),
  });

  it('is the sum of its contributions, never below nothing, each row for itself', () => {
    fc.assert(
      fc.property(inOrders(row), ({ list, order }) => {
        const bases = projectBase(list);
        expect(findNoNumbers(bases)).toEqual([]);
        for (const { base, contributions } of bases) {
          expect(base).toBeGreaterThanOrEqual(0);
          expect(Object.values(contributions).reduce((sum, part) => sum + part)).toBeCloseTo(base, 8);
        }
        expect(projectBase(order.map((i) => list[i]))).toEqual(order.map((i) => bases[i]));
      }),
    );
  });

  it('rises with sales and growth, falls with single events and attrition', () => {
    fc.assert(
      fc.property(row, row, (one, other) => {
        const less: BaseRow = {
          id: 'a',
          actual: Math.min(one.actual, other.actual),
          oneOff: Math.max(one.oneOff, other.oneOff),
          attrition: Math.max(one.attrition, other.attrition),
          growth: Math.min(one.growth, other.growth),
        };
        const [low, high] = projectBase([less, one]);
        expect(high.base).toBeGreaterThanOrEqual(low.base - 1e-9);
      }),
    );
  });
});

describe('limitChange', () => {
  const recipient = fc.record({ potential: fc.integer({ min: 1, max: 99 }), prior: fc.nat(2_000) });
  const limits = fc.record({ maxIncrease: share, maxDecrease: share });

  it('keeps every quota that is allocated after it within the change', () => {
    let held = 0;
    fc.assert(
      fc.property(inOrders(recipient), limits, fc.nat(3_000), ({ list, order }, change, more) => {
        const rows = list.map(({ potential, prior }, i) => ({ id: `r${i}`, bases: { potential }, prior }));
        const limited = limitChange(rows, change);
        const other = limitChange(
          order.map((i) => rows[i]),
          change,
        );
        expect(other).toEqual(order.map((i) => limited[i]));
        const total = Math.floor(rows.reduce((sum, { prior }) => sum + prior, more) / 2);
        const { status, quotas } = allocateQuota({ total, blend: { potential: 1 }, recipients: limited });
        if (status === 'infeasible') return;
        quotas.forEach(({ quota, heldAt }, i) => {
          const { prior } = rows[i];
          if (prior === 0) return;
          if (heldAt !== null) held++;
          expect(quota).toBeGreaterThanOrEqual(prior * (1 - change.maxDecrease) - 1e-9);
          expect(quota).toBeLessThanOrEqual(prior * (1 + change.maxIncrease) + 1e-9);
        });
      }),
      { numRuns: 300 },
    );
    expect(held).toBeGreaterThan(20);
  });

  it('leaves more room the more change is allowed', () => {
    fc.assert(
      fc.property(recipient, limits, share, ({ potential, prior }, change, more) => {
        const rows = [{ id: 'a', bases: { potential }, prior: prior + 1 }];
        const [narrow] = limitChange(rows, change);
        const [wide] = limitChange(rows, {
          maxIncrease: change.maxIncrease + more,
          maxDecrease: Math.min(1, change.maxDecrease + more),
        });
        expect(wide.floor ?? 0).toBeLessThanOrEqual(narrow.floor ?? 0);
        expect(wide.cap ?? 0).toBeGreaterThanOrEqual(narrow.cap ?? 0);
      }),
    );
  });
});

describe('allocateHierarchy', () => {
  const node = fc.record({
    up: fc.nat(9),
    potential: fc.integer({ min: 1, max: 999 }),
    floor: fc.option(fc.nat(300), { nil: undefined }),
  });
  const toNodes = (rows: readonly { up: number; potential: number; floor?: number }[]) =>
    rows.map(({ up, potential, floor }, i) => ({
      id: `n${i}`,
      bases: { potential },
      ...(i === 0 || up > 7 ? {} : { parentId: `n${Math.floor((i * up) / 8)}` }),
      ...(floor === undefined ? {} : { floor }),
    }));
  const inputs = fc.record({
    rows: fc.array(node, { minLength: 1, maxLength: 15 }),
    total: fc.nat(100_000),
    over: fc.nat(20),
  });

  it('explains every quota, sums every level and carries no less for more over-assignment', () => {
    fc.assert(
      fc.property(inputs, fc.nat(20), ({ rows, total, over }, more) => {
        const run = (percent: number) =>
          allocateHierarchy({
            total,
            nodes: toNodes(rows),
            blend: { potential: 1 },
            overAssignment: [percent / 100, percent / 100],
          });
        const [low, high] = [run(over), run(over + more)];
        expect(findNoNumbers(low)).toEqual([]);
        for (const { quota, contributions, limitEffect, rounding } of low.nodes) {
          expect(contributions.potential + limitEffect + rounding).toBeCloseTo(quota, 6);
        }
        low.levels.forEach(({ level, quota, nodes, parentQuota, overAssignment }, l) => {
          const own = low.nodes.filter((one) => one.level === level);
          expect([own.length, own.reduce((sum, one) => sum + one.quota, 0)]).toEqual([nodes, quota]);
          if (overAssignment !== null) expect(parentQuota * (1 + overAssignment)).toBeCloseTo(quota, 6);
          expect(high.levels[l].quota).toBeGreaterThanOrEqual(quota - nodes);
        });
      }),
    );
  });
});
