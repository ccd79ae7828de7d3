import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.js';
import { allocateQuota } from '../../../src/quota/allocation/allocateQuota.js';
import type { QuotaInput } from '../../../src/quota/allocation/quotaInput.js';

const input: QuotaInput = {
  total: 1_000,
  blend: { potential: 0.6, history: 0.4 },
  recipients: [
    { id: 'a', bases: { potential: 50, history: 1 } },
    { id: 'b', bases: { potential: 30, history: 3 } },
    { id: 'c', bases: { potential: 20, history: 4 } },
  ],
};

const even = (limits: readonly { floor?: number; cap?: number }[], total: number, unit = 1): QuotaInput => ({
  total,
  unit,
  blend: { accounts: 1 },
  recipients: limits.map((limit, i) => ({ id: `r${i}`, bases: { accounts: 1 }, ...limit })),
});

const quotasOf = (given: QuotaInput) => allocateQuota(given).quotas.map(({ quota }) => quota);

function issuesOf(given: unknown): string[] {
  try {
    allocateQuota(given as QuotaInput);
  } catch (error) {
    if (error instanceof InputError)
      return error.issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
    throw error;
  }
  return [];
}

describe('allocateQuota', () => {
  it('divides by the blend of shares', () => {
    const { status, reasons, allocated, quotas } = allocateQuota(input);
    expect({ status, reasons, allocated }).toEqual({ status: 'feasible', reasons: [], allocated: 1_000 });
    expect(quotas).toEqual([
      {
        id: 'a',
        quota: 350,
        contributions: { potential: 300, history: 50 },
        limitEffect: 0,
        rounding: 0,
        heldAt: null,
      },
      expect.objectContaining({ id: 'b', quota: 330, contributions: { potential: 180, history: 150 } }),
      expect.objectContaining({ id: 'c', quota: 320, contributions: { potential: 120, history: 200 } }),
    ]);
  });

  it('takes the weights of a blend as relative', () => {
    expect(allocateQuota({ ...input, blend: { potential: 3, history: 2 } })).toEqual(allocateQuota(input));
  });

  it('leaves a basis out that has no weight, even where it adds up to nothing', () => {
    const recipients = input.recipients.map(({ id, bases }) => ({ id, bases: { ...bases, history: 0 } }));
    const { quotas } = allocateQuota({ ...input, recipients, blend: { potential: 1, history: 0 } });
    expect(quotas[0].contributions).toEqual({ potential: 500, history: 0 });
  });

  it('says what rounding added', () => {
    const { quotas } = allocateQuota(even([{}, {}, {}], 100));
    expect(quotas.map(({ quota }) => quota)).toEqual([34, 33, 33]);
    expect(quotas[0].rounding).toBeCloseTo(2 / 3, 12);
    expect(quotas[1].rounding).toBeCloseTo(-1 / 3, 12);
  });

  it('holds at a floor and takes from the others in proportion', () => {
    const { quotas } = allocateQuota({
      ...input,
      blend: { potential: 1 },
      recipients: input.recipients.map((recipient) => ({
        ...recipient,
        floor: recipient.id === 'c' ? 360 : 0,
      })),
    });
    expect(quotas.map(({ quota, heldAt }) => [quota, heldAt])).toEqual([
      [400, null],
      [240, null],
      [360, 'floor'],
    ]);
    expect(quotas.map(({ limitEffect }) => Math.round(limitEffect))).toEqual([-100, -60, 160]);
  });

  it('lets a cap push another recipient to its own cap, and lifts a floor again', () => {
    expect(quotasOf(even([{ cap: 10 }, { cap: 30 }, { floor: 40 }, {}], 120))).toEqual([10, 30, 40, 40]);
  });

  it('raises floors and lowers caps to whole units', () => {
    expect(quotasOf(even([{ floor: 2_100 }, {}], 4_000, 1_000))).toEqual([3_000, 1_000]);
    expect(quotasOf(even([{ cap: 1_900 }, {}], 4_000, 1_000))).toEqual([1_000, 3_000]);
  });

  it('takes limits in decimals for what they say', () => {
    expect(quotasOf(even([{ floor: 0.07 }, {}], 0.1, 0.01))).toEqual([0.07, 0.03]);
  });

  it('gives a recipient without a basis its floor', () => {
    const recipients = [...input.recipients, { id: 'new', bases: { potential: 0, history: 0 }, floor: 100 }];
    const { quotas } = allocateQuota({ ...input, recipients });
    expect(quotas[3]).toEqual({
      id: 'new',
      quota: 100,
      contributions: { potential: 0, history: 0 },
      limitEffect: 100,
      rounding: 0,
      heldAt: 'floor',
    });
    expect(quotas[0].quota).toBe(315);
  });

  it('answers floors above the total with a status, a reason and the floors', () => {
    const { status, reasons, allocated, quotas } = allocateQuota(
      even([{ floor: 70 }, { floor: 50 }, {}], 100),
    );
    expect(status).toBe('infeasible');
    expect(reasons).toEqual([
      {
        code: 'floors-above-total',
        message: 'the floors add up to 120, the total is 100',
        recipientIds: ['r0', 'r1'],
        limitTotal: 120,
        total: 100,
      },
    ]);
    expect(allocated).toBe(120);
    expect(quotas.map(({ quota, heldAt }) => [quota, heldAt])).toEqual([
      [70, 'floor'],
      [50, 'floor'],
      [0, null],
    ]);
  });

  it('answers caps below the total with a status, a reason and the caps', () => {
    const { status, reasons, allocated, quotas } = allocateQuota(even([{ cap: 20 }, { cap: 50 }], 100));
    expect({ status, allocated }).toEqual({ status: 'infeasible', allocated: 70 });
    expect(reasons[0]).toMatchObject({
      code: 'caps-below-total',
      recipientIds: ['r1', 'r0'],
      limitTotal: 70,
    });
    expect(quotas.map(({ heldAt }) => heldAt)).toEqual(['cap', 'cap']);
  });

  it('counts a recipient without a basis at its floor where caps are too low', () => {
    const recipients = [
      { id: 'a', bases: { potential: 1 }, cap: 50 },
      { id: 'b', bases: { potential: 0 }, floor: 10 },
      { id: 'c', bases: { potential: 0 } },
    ];
    const { reasons, quotas } = allocateQuota({ total: 100, blend: { potential: 1 }, recipients });
    expect(reasons[0]).toMatchObject({ code: 'caps-below-total', limitTotal: 60 });
    expect(quotas.map(({ quota, heldAt }) => [quota, heldAt])).toEqual([
      [50, 'cap'],
      [10, 'floor'],
      [0, null],
    ]);
  });

  it('has an answer for nobody, for nothing and for limits that fill the total exactly', () => {
    expect(allocateQuota(even([], 0))).toMatchObject({ status: 'feasible', quotas: [] });
    expect(allocateQuota(even([], 5)).reasons[0].code).toBe('caps-below-total');
    expect(quotasOf(even([{}, {}], 0))).toEqual([0, 0]);
    expect(quotasOf(even([{ floor: 60 }, { floor: 40 }, {}], 100))).toEqual([60, 40, 0]);
    expect(quotasOf(even([{ cap: 60 }, { cap: 40 }], 100))).toEqual([60, 40]);
    expect(quotasOf(even([{ floor: 7, cap: 7 }, {}], 100))).toEqual([7, 93]);
  });

  it('has numbers for a recipient without any basis beside one at the cap', () => {
    const recipients = [
      { id: 'a', bases: { potential: 1 }, cap: 100 },
      { id: 'b', bases: { potential: 0 } },
    ];
    const { quotas } = allocateQuota({ total: 100, blend: { potential: 1 }, recipients });
    expect(quotas[1]).toMatchObject({ quota: 0, limitEffect: 0, rounding: 0, heldAt: null });
  });

  it('treats a share too small to count as none', () => {
    const recipients = [
      { id: 'a', bases: { potential: 1 }, cap: 50 },
      { id: 'b', bases: { potential: 5e-324 }, cap: 50 },
    ];
    expect(allocateQuota({ total: 100, blend: { potential: 1 }, recipients }).reasons[0].limitTotal).toBe(50);
  });

  it('names everything that is wrong at once', () => {
    const issues = issuesOf({
      total: 10.5,
      blend: { potential: 1, history: -1 },
      recipients: [
        { id: 'a', bases: { potential: 1, history: Number.NaN } },
        { id: 'a', bases: { potential: -1, history: 1 }, floor: -1 },
        { id: '', bases: { potential: 1 }, cap: Number.POSITIVE_INFINITY },
        { id: 'd', bases: { potential: 1, history: 1 }, floor: 3.5, cap: 3.6 },
        null,
        { id: 'f' },
      ],
    });
    expect(issues).toEqual([
      'null total not-whole-units',
      'null blend.history out-of-range',
      '0 bases.history out-of-range',
      '1 id duplicate-id',
      '1 bases.potential out-of-range',
      '1 floor out-of-range',
      '2 id missing-id',
      '2 bases.history out-of-range',
      '2 cap out-of-range',
      '3 cap cap-below-floor',
      '4 recipients wrong-type',
      '5 bases.potential out-of-range',
      '5 bases.history out-of-range',
    ]);
  });

  it.each([
    ['a blend of nothing', { ...input, blend: {} }, 'null blend nothing-to-share-by'],
    ['no blend', { ...input, blend: undefined }, 'null blend nothing-to-share-by'],
    ['weights without weight', { ...input, blend: { history: 0 } }, 'null blend nothing-to-share-by'],
    ['no recipients', { ...input, recipients: undefined }, 'null recipients not-a-list'],
    ['a unit of nothing', { ...input, unit: 0 }, 'null unit out-of-range'],
    [
      'a basis that adds up to nothing',
      { total: 1, blend: { history: 1 }, recipients: [{ id: 'a', bases: { history: 0 } }] },
      'null bases.history nothing-to-share-by',
    ],
    [
      'a basis that adds up to more than a number holds',
      { total: 1, blend: { h: 1 }, recipients: ['a', 'b'].map((id) => ({ id, bases: { h: 1e308 } })) },
      'null bases.h nothing-to-share-by',
    ],
    ['an inherited basis', { ...input, blend: { toString: 1 } }, '0 bases.toString out-of-range'],
  ])('refuses %s', (_, given, issue) => {
    expect(issuesOf(given)[0]).toBe(issue);
  });
});
