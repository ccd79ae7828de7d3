import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import type { PlannedRecipient, ReconcileInput } from '../../../src/quota/reconciliation/reconcileInput.js';
import { reconcileQuota } from '../../../src/quota/reconciliation/reconcileQuota.js';
import { rollUpPlans } from '../../../src/quota/reconciliation/rollUpPlans.js';
import { issuesOf } from '../support/issuesOf.js';

const plan = (amount: number, more: Partial<PlannedRecipient> = {}, id = `p${amount}`): PlannedRecipient => ({
  id,
  plan: amount,
  ...more,
});
const quotasOf = (total: number, recipients: readonly PlannedRecipient[], unit = 1) =>
  reconcileQuota({ total, recipients, unit }).quotas.map(({ quota }) => quota);

describe('reconcileQuota', () => {
  it('meets the total where plans are next to nothing, beside others or all of them', () => {
    const least = Number.MIN_VALUE;
    const among = [
      plan(least, { floor: 1, cap: 2 }, 'a'),
      plan(1, { floor: 238, cap: 314 }, 'b'),
      plan(1, { floor: 158, cap: 211 }, 'c'),
      plan(6, { isFixed: true }, 'd'),
    ];
    expect(reconcileQuota({ total: 533, recipients: among }).quotas.map(({ quota }) => quota)).toEqual([
      2, 314, 211, 6,
    ]);
    const alone = [plan(least, { floor: 1, cap: 2 }, 'a'), plan(2 * least, { floor: 1 }, 'b')];
    expect(reconcileQuota({ total: 9, recipients: alone }).quotas.map(({ quota }) => quota)).toEqual([2, 7]);
  });

  it('keeps plans that fit, and cuts in proportion where they are too high', () => {
    expect(quotasOf(600, [plan(100), plan(200), plan(300)])).toEqual([100, 200, 300]);
    expect(quotasOf(300, [plan(100), plan(200), plan(300)])).toEqual([50, 100, 150]);
  });

  it('keeps fixed plans to the unit and spreads over the others', () => {
    expect(quotasOf(900, [plan(100, { isFixed: true }), plan(200), plan(300)])).toEqual([100, 320, 480]);
  });

  it('spreads by weight where one is given', () => {
    const recipients = [plan(100, { weight: 1 }), plan(200, { weight: 3 }), plan(300, { weight: 0 })];
    const { quotas } = reconcileQuota({ total: 1_000, recipients });
    expect(quotas.map(({ quota, spread, heldAt }) => [quota, spread, heldAt])).toEqual([
      [200, 100, null],
      [500, 300, null],
      [300, 0, null],
    ]);
  });

  it('holds at caps when it spreads and at floors when it cuts', () => {
    const up = reconcileQuota({ total: 900, recipients: [plan(200, { cap: 250 }), plan(400)] });
    expect(up.quotas.map(({ quota, limitEffect, heldAt }) => [quota, limitEffect, heldAt])).toEqual([
      [250, -50, 'cap'],
      [650, 50, null],
    ]);
    const down = reconcileQuota({ total: 300, recipients: [plan(200, { floor: 180 }), plan(400)] });
    expect(down.quotas.map(({ quota, heldAt }) => [quota, heldAt])).toEqual([
      [180, 'floor'],
      [120, null],
    ]);
  });

  it('moves a plan into its own limits even where that is against the gap', () => {
    expect(quotasOf(700, [plan(300, { cap: 200 }, 'a'), plan(300)])).toEqual([200, 500]);
    expect(quotasOf(500, [plan(300, { cap: 200, weight: 0 }), plan(200)])).toEqual([200, 300]);
  });

  it('rounds those who are free to whole units', () => {
    expect(quotasOf(10_000, [plan(3_333), plan(3_334), plan(3_000, { isFixed: true })], 1_000)).toEqual([
      3_000, 4_000, 3_000,
    ]);
    const { quotas } = reconcileQuota({
      total: 100,
      recipients: [plan(1, {}, 'a'), plan(1, {}, 'b'), plan(1, {}, 'c')],
    });
    expect(quotas.map(({ quota }) => quota)).toEqual([34, 33, 33]);
    expect(quotas[0].rounding).toBeCloseTo(2 / 3, 12);
  });

  it('answers fixed plans and limits that leave no room', () => {
    const above = reconcileQuota({
      total: 200,
      recipients: [plan(150, { isFixed: true }), plan(90, { floor: 80 })],
    });
    expect(above).toMatchObject({
      status: 'infeasible',
      allocated: 230,
      reasons: [{ code: 'above-total', reachable: 230, total: 200 }],
    });
    const below = reconcileQuota({
      total: 500,
      recipients: [plan(150, { isFixed: true }), plan(90, { cap: 95 })],
    });
    expect(below).toMatchObject({ status: 'infeasible', allocated: 245, reasons: [{ code: 'below-total' }] });
    expect(below.quotas.map(({ heldAt }) => heldAt)).toEqual(['fixed', 'cap']);
    const fixed = reconcileQuota({ total: 5, recipients: [plan(4, { isFixed: true })] });
    expect(fixed.status).toBe('infeasible');
  });

  it('has an answer for nobody and for nothing', () => {
    expect(reconcileQuota({ total: 0, recipients: [] })).toMatchObject({ status: 'feasible', quotas: [] });
    expect(reconcileQuota({ total: 3, recipients: [] }).status).toBe('infeasible');
    expect(quotasOf(0, [plan(10), plan(20)])).toEqual([0, 0]);
    expect(quotasOf(0, [plan(0)])).toEqual([0]);
  });

  it('names everything that is wrong at once', () => {
    const recipients = [
      plan(-1),
      plan(1.5, { isFixed: true, cap: 3 }),
      plan(2, { floor: 4, cap: 3, weight: -1 }),
      plan(2, { isFixed: 'yes' as unknown as boolean }),
      { id: '', plan: Number.NaN },
    ];
    expect(issuesOf(() => reconcileQuota({ total: 1, recipients }))).toEqual([
      '0 plan out-of-range',
      '1 plan not-whole-units',
      '1 isFixed fixed-with-limit',
      '2 weight out-of-range',
      '2 cap cap-below-floor',
      '3 isFixed wrong-type',
      '3 id duplicate-id',
      '4 id missing-id',
      '4 plan out-of-range',
    ]);
    expect(issuesOf(() => reconcileQuota({ total: 1, recipients: [plan(0)] }))).toEqual([
      'null weight nothing-to-share-by',
    ]);
    expect(issuesOf(() => reconcileQuota({ total: 1 } as ReconcileInput))).toEqual([
      'null recipients not-a-list',
    ]);
  });
});

describe('rollUpPlans', () => {
  it('adds returns up to the digit, in whatever order the lines come', () => {
    const lines = [-1e16, -1, -1, 4].map((amount) => ({ ownerId: 'ann', amount }));
    for (const list of [lines, lines.toReversed()]) {
      const [{ plan, returns }] = rollUpPlans(list);
      expect([plan, returns]).toEqual([2 - 1e16, -1e16 - 2]);
    }
  });

  it('adds lines up by owner, returns included', () => {
    const lines = [
      { ownerId: 'b', amount: -5 },
      { ownerId: 'a', amount: 0.1 },
      { ownerId: 'a', amount: 0.2 },
      { ownerId: 'a', amount: 1e16 },
      { ownerId: 'a', amount: -1e16 },
    ];
    const [b, a] = rollUpPlans(lines);
    expect(b).toEqual({ id: 'b', plan: -5, lines: 1, returns: -5 });
    expect(a.plan).toBeCloseTo(0.3, 12);
    expect(rollUpPlans([])).toEqual([]);
  });

  it('converts currencies by the table of rates, and refuses several without one', () => {
    const lines = [
      { ownerId: 'a', amount: 100, currency: 'EUR' },
      { ownerId: 'a', amount: -50, currency: 'USD' },
      { ownerId: 'b', amount: 10, currency: 'EUR' },
    ];
    expect(rollUpPlans(lines, { rates: { EUR: 1, USD: 0.5 } })).toEqual([
      { id: 'a', plan: 75, lines: 2, returns: -25 },
      { id: 'b', plan: 10, lines: 1, returns: 0 },
    ]);
    expect(issuesOf(() => rollUpPlans(lines))).toEqual(['1 currency several-currencies']);
    expect(issuesOf(() => rollUpPlans(lines, { rates: { EUR: 1 } }))).toEqual([
      '1 currency unknown-currency',
    ]);
    const other = lines.map(({ ownerId, amount }) => ({ ownerId, amount, currency: 'JPY' }));
    expect(rollUpPlans(other)).toEqual(
      rollUpPlans(lines.map(({ ownerId, amount }) => ({ ownerId, amount }))),
    );
    expect(() => rollUpPlans(lines, { rates: { EUR: 0 } })).toThrow(OptionsError);
  });

  it('names lines without an owner or an amount', () => {
    const lines = [
      { ownerId: '', amount: 1 },
      { ownerId: 'a', amount: Number.NaN },
    ];
    expect(issuesOf(() => rollUpPlans(lines))).toEqual(['0 ownerId missing-id', '1 amount out-of-range']);
  });
});
