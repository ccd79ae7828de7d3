import fc from 'fast-check';
import * as quota from '../../../src/quota/index.js';
import { roughNumber } from '../../support/roughen.js';

/** What functions of the room are given about one recipient, rep or account. */
export interface OrderRow {
  readonly id: string;
  /** 1 to 999,983, and unlike that of every other row: what ties in rounding goes to the first. */
  readonly digits: number;
  /** The same as a small or large amount. */
  readonly amount: number;
  /** Hard to add up, of either sign. */
  readonly signed: number;
  /** 0 to 1. */
  readonly share: number;
  readonly owner: string;
  readonly start: string;
  readonly end: string;
}

/** The days of 2025 by number. */
const dayAt = (number: number) =>
  new Date(Date.UTC(2025, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);

export const orderRows: fc.Arbitrary<OrderRow[]> = fc
  .uniqueArray(
    fc.record({
      amount: fc.tuple(fc.integer({ min: 1, max: 999_983 }), fc.constantFrom(1e-3, 0.1, 1, 1e6)),
      signed: fc.integer({ min: -40, max: 40 }),
      share: fc.integer({ min: 0, max: 10 }),
      owner: fc.constantFrom('ann', 'bo', 'cy'),
      start: fc.nat(300),
      days: fc.nat(200),
    }),
    { minLength: 1, maxLength: 12, size: 'max', selector: ({ amount: [digits] }) => digits },
  )
  .map((rows) =>
    rows.map(({ amount: [digits, unit], signed, share, owner, start, days }, i) => ({
      ...{
        id: `r${i}`,
        digits,
        amount: digits * unit,
        signed: roughNumber(signed),
        share: share / 10,
        owner,
      },
      ...{ start: dayAt(start), end: dayAt(start + days) },
    })),
  );

/** What a function says of each row, and of all; both must be the same to the bit in whatever order rows come. */
export interface SaidOfRows {
  readonly byId?: Readonly<Record<string, unknown>>;
  readonly whole?: unknown;
}

const byId = (rows: readonly OrderRow[], read: (i: number) => unknown): SaidOfRows => ({
  byId: Object.fromEntries(rows.map(({ id }, i) => [id, read(i)])),
});
/** A column with `width` numbers a row. */
const column = (rows: readonly OrderRow[], values: ArrayLike<number>, width = 1): SaidOfRows =>
  byId(rows, (i) => Array.from({ length: width }, (_, k) => values[i * width + k]));
const sorted = (list: readonly unknown[]) => list.map((part) => JSON.stringify(part)).sort();
const periods = quota.listPeriods('2025-01-01', 'quarter', 4);
const tenuresOf = (rows: readonly OrderRow[]) => rows.map(({ id, start, end }) => ({ id, start, end }));
const currencies = { rates: { EUR: 1.1, USD: 0.3 } };
const currencyOf = ({ owner }: OrderRow) => (owner === 'ann' ? 'EUR' : 'USD');
/** A table of rows by two quarters, both margins whole. */
function tableOf(rows: readonly OrderRow[]) {
  const totals = rows.map(({ amount }) => 1 + (Math.round(amount) % 97));
  const all = totals.reduce((sum, total) => sum + total, 0);
  return {
    axes: [
      { id: 'rep', members: rows.map(({ id }) => id) },
      { id: 'half', members: ['h1', 'h2'] },
    ],
    seed: rows.flatMap(({ amount, share }) => [amount, amount * (0.1 + share)]),
    margins: [
      { axes: ['rep'], totals },
      { axes: ['half'], totals: [Math.floor(all / 3), all - Math.floor(all / 3)] },
    ],
  };
}

/** By exported function that takes rows of which the order has no meaning: what it says about rows. */
export const orderFree: Readonly<Record<string, (rows: readonly OrderRow[]) => SaidOfRows>> = {
  allocateEffort: (rows) => {
    const items = rows.map(({ id, amount, share }) => ({
      ...{ id, efforts: [0, 1 + share, 4], sales: [0, amount, amount * (1.1 + share)] },
    }));
    const { allocations, ...whole } = quota.allocateEffort({ total: 7, items });
    return { ...byId(rows, (i) => allocations[i]), whole };
  },
  allocateHierarchy: (rows) => {
    const nodes = rows.map(({ id, amount, share }) => {
      const number = Number(id.slice(1));
      const bases = { potential: amount, history: 0.1 + share };
      return number === 0 ? { id, bases } : { id, bases, parentId: `r${Math.floor((number - 1) / 3)}` };
    });
    const blend = { potential: 2, history: 1 };
    const found = quota.allocateHierarchy({ total: 1e9, blend, overAssignment: [0, 0.03], nodes });
    const { nodes: quotas, ...whole } = found;
    return { ...byId(rows, (i) => quotas[i]), whole };
  },
  allocateQuota: (rows) => {
    const recipients = rows.map(({ id, amount, share, owner }) => ({
      ...{ id, bases: { potential: amount, history: 0.1 + share } },
      ...(owner === 'ann' ? { floor: 5 + share } : {}),
      ...(owner === 'bo' ? { cap: 2e8 * (1 + share) } : {}),
    }));
    const { quotas, ...whole } = quota.allocateQuota({
      ...{ total: 1e9, blend: { potential: 2, history: 1 }, recipients },
    });
    return { ...byId(rows, (i) => quotas[i]), whole };
  },
  allocateTable: (rows) => {
    // Of all tables in whole units with these margins the one that is found hangs on the order; what is rounded does not.
    const { seedParts, marginEffects } = quota.allocateTable({ ...tableOf(rows), unit: 1 });
    return byId(rows, (i) => [seedParts, marginEffects].map((part) => [part[2 * i], part[2 * i + 1]]));
  },
  apportion: (rows) => {
    const weights = rows.map(({ amount }) => amount);
    return column(rows, quota.apportion(weights, 1000, { method: 'hill', minimum: 0 }));
  },
  assessFairness: (rows) => {
    const given = rows.map((row) => ({
      ...{ id: row.id, quota: row.amount, potential: row.amount * (1 + row.share), size: row.share },
      ...{
        prior: 0.3 + row.share,
        actual: Math.abs(row.signed) + 1 + (row.digits % 89),
        currency: currencyOf(row),
      },
    }));
    const { values, outsideIds, findings, ...whole } = quota.assessFairness(given, currencies);
    // Of those that are as far off the first are named.
    const found = findings.map((text) => text.replace(/furthest off.*/, ''));
    return { ...byId(rows, (i) => values[i]), whole: [whole, found, sorted(outsideIds)] };
  },
  computeCapacity: (rows) => {
    const absences = [{ from: '2025-03-01', until: '2025-03-09' }];
    const { hours, parts } = quota.computeCapacity({
      ...{ periods, calendars: { us: { holidays: rows.map(({ start }) => start) } }, schedule: [0.3, 0.7] },
      reps: tenuresOf(rows).map((tenure, i) => ({
        ...{
          ...tenure,
          hoursPerDay: 7.7,
          sellingShare: rows[i].share,
          leaveDays: 7,
          calendarId: 'us',
          absences,
        },
      })),
    });
    return byId(rows, (i) =>
      [hours, ...Object.values(parts)].map((part) => periods.map((_, p) => part[i * periods.length + p])),
    );
  },
  computeRamp: (rows) => {
    const { shares, activeShares } = quota.computeRamp(tenuresOf(rows), periods, [0.1, 0.3, 0.9]);
    return byId(rows, (i) =>
      [shares, activeShares].map((part) => periods.map((_, p) => part[i * periods.length + p])),
    );
  },
  countWorkingDays: (rows) => ({
    whole: quota.countWorkingDays(
      { holidays: rows.map(({ start }) => start), workdays: [1, 2, 3] },
      '2025-01-01',
      '2026-12-31',
    ),
  }),
  fitTable: (rows) => column(rows, quota.fitTable(tableOf(rows)).cells, 2),
  limitChange: (rows) => {
    const given = rows.map(({ id, amount }) => ({ id, bases: { potential: 1 }, prior: amount }));
    const limited = quota.limitChange(given, { maxIncrease: 0.3, maxDecrease: 0.1 });
    return byId(rows, (i) => limited[i]);
  },
  limitTopAccounts: (rows) => {
    const {
      rows: reps,
      unheldIds,
      unplaceableIds,
      ...whole
    } = quota.limitTopAccounts({
      ...{ asOf: '2025-06-30', limits: [{ fromMonths: 0, max: 2 }] },
      reps: ['ann', 'bo'].map((id) => ({ id, skills: [], start: '2025-01-01' })),
      accounts: rows.map(({ id, owner, share }) => ({
        ...{ id, repId: owner === 'cy' ? null : owner, requiredSkills: share < 0.2 ? ['neuro'] : [] },
      })),
    });
    const ofReps = reps.map(({ unskilledIds, ...rep }) => [rep, sorted(unskilledIds)]);
    return { whole: [whole, ofReps, sorted(unheldIds), sorted(unplaceableIds)] };
  },
  phaseQuota: (rows) => {
    const found = quota.phaseQuota({
      recipients: rows.map(({ id, amount }) => ({ id, quota: Math.round(amount) })),
      seasonality: [0.1, 0.3, 0.7],
      ramp: rows.flatMap(({ share }) => [share, 1, 1]),
      rampEffect: 'relieve',
    });
    const { years, amounts, seasonalParts } = found;
    return byId(rows, (i) => [
      years[i],
      amounts.slice(3 * i, 3 * i + 3),
      seasonalParts.slice(3 * i, 3 * i + 3),
    ]);
  },
  planHires: (rows) => ({
    whole: quota.planHires({
      ...{ periods, needed: [3, 5, 7, 9], attrition: 0.13, leadPeriods: 1, schedule: [0.1, 0.3, 0.7] },
      reps: tenuresOf(rows),
    }),
  }),
  projectBase: (rows) => {
    const bases = quota.projectBase(
      rows.map((row) => ({
        ...{
          id: row.id,
          actual: row.amount,
          oneOff: row.share,
          growth: row.share,
          currency: currencyOf(row),
        },
      })),
      currencies,
    );
    return byId(rows, (i) => bases[i]);
  },
  prorateQuota: (rows) => ({
    whole: sorted(
      quota.prorateQuota({
        ...{ territories: ['ann', 'bo', 'cy'], periods, unit: 1 },
        amounts: [1, 2, 3].flatMap((times) => periods.map((_, p) => 1e9 * times * (p + 1))),
        holdings: rows.map(({ id, owner, start, end, digits }) => ({
          ...{ territoryId: owner, repId: id, from: start < '2025-05' ? '2025-01-01' : start, until: end },
          share: digits / 12e6,
        })),
      }),
    ),
  }),
  reconcileQuota: (rows) => {
    const recipients = rows.map(({ id, amount, owner }) => ({
      ...(id !== 'r0' && owner === 'ann'
        ? { id, plan: Math.round(amount), isFixed: true }
        : { id, plan: amount }),
    }));
    const { quotas, ...whole } = quota.reconcileQuota({ total: 1e13, recipients });
    return { ...byId(rows, (i) => quotas[i]), whole };
  },
  rollUpPlans: (rows) => ({
    whole: sorted(
      quota.rollUpPlans(
        rows.map((row) => ({ ownerId: row.owner, amount: row.signed, currency: currencyOf(row) })),
        currencies,
      ),
    ),
  }),
  roundToTotal: (rows) =>
    column(
      rows,
      quota.roundToTotal(
        rows.map(({ amount }) => amount),
        1e6,
        1,
      ),
    ),
  seasonalShares: (rows) => ({
    whole: (['yearly', 'pooled'] as const).map((average) =>
      quota.seasonalShares(
        rows.map(({ amount, share }) => [amount, 0.1 + share, Math.abs(amount - 7)]),
        { average: average as 'yearly' },
      ),
    ),
  }),
};
