import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { allocateHierarchy } from '../../../src/quota/allocation/allocateHierarchy.js';
import { allocateQuota } from '../../../src/quota/allocation/allocateQuota.js';
import type { HierarchyInput, QuotaNode } from '../../../src/quota/allocation/hierarchyInput.js';
import { limitChange } from '../../../src/quota/allocation/limitChange.js';
import { projectBase } from '../../../src/quota/allocation/projectBase.js';
import { issuesOf } from '../support/issuesOf.js';

const node = (
  id: string,
  potential: number,
  parentId?: string,
  more: Partial<QuotaNode> = {},
): QuotaNode => ({
  id,
  bases: { potential },
  ...(parentId === undefined ? {} : { parentId }),
  ...more,
});
const tree = [
  node('ann', 2, 'east'),
  node('east', 6),
  node('bo', 1, 'east'),
  node('west', 4),
  node('cy', 1, 'west'),
];
const input: HierarchyInput = { total: 1_000, blend: { potential: 1 }, nodes: tree };

describe('allocateHierarchy', () => {
  it('finds every parent, wherever parents and children stand in the list', () => {
    const random = createRandom(8);
    for (let trial = 0; trial < 50; trial++) {
      const count = 1 + random.nextBelow(30);
      const parentOf = Array.from({ length: count }, (_, i) => (i < 2 ? -1 : random.nextBelow(i + 1) - 1));
      const depthOf = (i: number): number => (parentOf[i] < 0 ? 0 : 1 + depthOf(parentOf[i]));
      const order = Array.from({ length: count }, (_, i) => ({ i, key: random.nextShare() }));
      if (trial % 2) order.sort((a, b) => a.key - b.key);
      const { nodes } = allocateHierarchy({
        total: 1_000,
        blend: { potential: 1 },
        nodes: order.map(({ i }) => ({
          id: `n${i}`,
          bases: { potential: 1 },
          ...(parentOf[i] < 0 ? {} : { parentId: `n${parentOf[i]}` }),
        })),
      });
      expect(nodes.map(({ id, parentId, level }) => [id, parentId, level])).toEqual(
        order.map(({ i }) => [`n${i}`, parentOf[i] < 0 ? null : `n${parentOf[i]}`, depthOf(i)]),
      );
    }
  });

  it('adds up to the total at every level without over-assignment', () => {
    const { status, nodes, levels } = allocateHierarchy({ ...input, total: 1_001 });
    expect(status).toBe('feasible');
    expect(nodes.map(({ id, quota, level, parentId }) => [id, quota, level, parentId])).toEqual([
      ['ann', 401, 1, 'east'],
      ['east', 601, 0, null],
      ['bo', 200, 1, 'east'],
      ['west', 400, 0, null],
      ['cy', 400, 1, 'west'],
    ]);
    expect(levels).toEqual([
      { level: 0, nodes: 2, quota: 1_001, parentQuota: 1_001, overAssignment: 0 },
      { level: 1, nodes: 3, quota: 1_001, parentQuota: 1_001, overAssignment: 0 },
    ]);
  });

  it('multiplies over-assignment from level to level, and lets a node have its own', () => {
    const nodes = tree.map((one) => (one.id === 'west' ? { ...one, overAssignment: 0 } : one));
    const { nodes: quotas, levels } = allocateHierarchy({ ...input, nodes, overAssignment: [0.1, 0.05] });
    expect(quotas.map(({ id, quota, childTotal }) => [id, quota, childTotal])).toEqual([
      ['ann', 462, null],
      ['east', 660, 693],
      ['bo', 231, null],
      ['west', 440, 440],
      ['cy', 440, null],
    ]);
    expect(levels[0].overAssignment).toBeCloseTo(0.1, 12);
    expect(levels[1].overAssignment).toBeCloseTo(33 / 1_100, 12);
  });

  it('goes on below a group whose limits are in the way, and says where', () => {
    const nodes = tree.map((one) => (one.id === 'cy' ? { ...one, cap: 100 } : one));
    const { status, reasons, levels } = allocateHierarchy({ ...input, nodes });
    expect(status).toBe('infeasible');
    expect(reasons).toEqual([
      expect.objectContaining({ parentId: 'west', code: 'caps-below-total', limitTotal: 100 }),
    ]);
    expect(levels[1]).toMatchObject({ quota: 700, parentQuota: 1_000 });
  });

  it('is one division where there is one level, and nothing for nobody', () => {
    const nodes = [node('a', 3), node('b', 4), node('c', 0)];
    const flat = allocateHierarchy({ ...input, nodes }).nodes.map(({ quota }) => quota);
    expect(flat).toEqual(allocateQuota({ ...input, recipients: nodes }).quotas.map(({ quota }) => quota));
    expect(allocateHierarchy({ ...input, total: 0, nodes: [] })).toEqual({
      status: 'feasible',
      reasons: [],
      nodes: [],
      levels: [],
    });
  });

  it('adds up at every level to the unit, whatever the tree', () => {
    const nodes = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 99 })), {
      minLength: 1,
      maxLength: 25,
    });
    fc.assert(
      fc.property(nodes, fc.nat(1_000_000), fc.nat(30), (rows, total, percent) => {
        const list = rows.map(([up, potential], i) =>
          node(`n${i}`, potential, i === 0 || up > 7 ? undefined : `n${Math.floor((i * up) / 8)}`),
        );
        fc.pre(list.every(({ id, parentId }) => id !== parentId));
        const over = percent / 100;
        const { nodes: quotas, levels } = allocateHierarchy({
          ...input,
          nodes: list,
          total,
          overAssignment: [0, over, over],
        });
        const byId = new Map(quotas.map((one) => [one.id, one]));
        for (const { id, childTotal, quota, level } of quotas) {
          const children = list.filter(({ parentId }) => parentId === id);
          if (children.length === 0) continue;
          const sum = children.reduce((all, child) => all + (byId.get(child.id)?.quota ?? 0), 0);
          expect(sum).toBe(childTotal);
          expect(sum).toBe(Math.round(quota * (1 + (level < 2 ? over : 0))));
        }
        expect(levels[0].quota).toBe(total);
      }),
    );
  });

  it('says that a total without anybody to carry it is not divided', () => {
    const { status, reasons } = allocateHierarchy({ ...input, total: 5, nodes: [] });
    expect(status).toBe('infeasible');
    expect(reasons).toMatchObject([{ parentId: null, code: 'caps-below-total', limitTotal: 0, total: 5 }]);
  });

  it('names everything that is wrong at once', () => {
    const nodes = [node('a', 1, 'x'), node('b', -1, undefined, { overAssignment: -1 })];
    expect(issuesOf(() => allocateHierarchy({ ...input, total: 0.5, nodes, overAssignment: [-1] }))).toEqual([
      'null total not-whole-units',
      '1 bases.potential out-of-range',
      'null overAssignment.0 out-of-range',
      '0 parentId unknown-parent',
      '1 overAssignment out-of-range',
    ]);
    const circle = [node('a', 1), node('b', 1, 'c'), node('c', 1, 'b'), node('d', 1, 'd')];
    expect(issuesOf(() => allocateHierarchy({ ...input, nodes: circle }))).toEqual([
      '1 parentId circle',
      '2 parentId circle',
      '3 parentId circle',
    ]);
    const nothing = [node('a', 1), node('b', 0, 'a')];
    expect(() => allocateHierarchy({ ...input, nodes: nothing })).toThrow('among the children of a');
  });
});

describe('limitChange', () => {
  it('keeps own limits where they are tighter, and lets new ones go free', () => {
    const recipients = [
      { ...node('a', 1), prior: 100, floor: 95, cap: 500 },
      { ...node('b', 1), prior: 0, cap: 7 },
      node('c', 1),
    ];
    expect(limitChange(recipients, { maxIncrease: 0.5, maxDecrease: 0.25 })).toEqual([
      { ...node('a', 1), floor: 95, cap: 150 },
      { ...node('b', 1), cap: 7 },
      node('c', 1),
    ]);
    expect(limitChange([{ ...node('a', 1), prior: 100 }], {})).toEqual([{ ...node('a', 1), floor: 0 }]);
  });

  it('names own limits that leave no room, and bad numbers', () => {
    const recipients = [
      { ...node('a', 1), prior: 100, floor: 200 },
      { ...node('b', 1), prior: 100, cap: 10 },
      { ...node('c', 1), prior: -1 },
    ];
    expect(issuesOf(() => limitChange(recipients, { maxIncrease: 0.5, maxDecrease: 0.5 }))).toEqual([
      '0 floor change-limit',
      '1 cap change-limit',
      '2 prior out-of-range',
    ]);
    expect(() => limitChange([], { maxDecrease: 2 })).toThrow(OptionsError);
  });
});

describe('projectBase', () => {
  it('takes out single events, relieves for attrition and grows what remains', () => {
    const [row] = projectBase([{ id: 'a', actual: 100, oneOff: -10, attrition: 0.5, growth: -1 }]);
    expect(row.contributions).toEqual({
      actual: 100,
      oneOff: 10,
      attrition: -55,
      growth: -55,
      heldAtZero: 0,
    });
    expect(row.base).toBe(0);
  });

  it('holds a base of net returns at 0, and says so', () => {
    const [row] = projectBase([{ id: 'a', actual: -30, growth: 0.1 }]);
    expect(row.base).toBe(0);
    expect(row.contributions).toEqual({ actual: -30, oneOff: 0, attrition: 0, growth: -3, heldAtZero: 33 });
  });

  it('names every bad number', () => {
    const row = { id: 'a', actual: Number.NaN, oneOff: Number.POSITIVE_INFINITY, attrition: 2, growth: -2 };
    expect(issuesOf(() => projectBase([row]))).toEqual([
      '0 actual out-of-range',
      '0 oneOff out-of-range',
      '0 attrition out-of-range',
      '0 growth out-of-range',
    ]);
  });
});
