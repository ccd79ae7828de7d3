import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../src/core/errors.js';
import { allocateHierarchy } from '../../src/quota/allocation/allocateHierarchy.js';
import { allocateQuota } from '../../src/quota/allocation/allocateQuota.js';
import { limitChange } from '../../src/quota/allocation/limitChange.js';
import { projectBase } from '../../src/quota/allocation/projectBase.js';
import { assessFairness } from '../../src/quota/fairness/assessFairness.js';
import { equaliseChances } from '../../src/quota/fairness/equaliseChances.js';
import { estimateChances } from '../../src/quota/fairness/estimateChances.js';
import { reconcileQuota } from '../../src/quota/reconciliation/reconcileQuota.js';
import { issuesOf } from './support/issuesOf.js';

describe('several currencies', () => {
  const rows = [
    { id: 'ann', actual: 120, oneOff: 20, attrition: 0.1, growth: 0.2, currency: 'EUR' },
    { id: 'bo', actual: 240, oneOff: 40, attrition: 0.1, growth: 0.2, currency: 'USD' },
  ];

  it('projectBase converts every amount by a table, and refuses a second currency without one', () => {
    const [ann, bo] = projectBase(rows, { rates: { EUR: 1, USD: 0.5 } });
    expect({ ...bo, id: 'ann' }).toEqual(ann);
    expect(projectBase([rows[1]])[0].base).toBe(216);
    expect(issuesOf(() => projectBase(rows))).toEqual(['1 currency several-currencies']);
    expect(issuesOf(() => projectBase(rows, { rates: { EUR: 1 } }))).toEqual(['1 currency unknown-currency']);
    expect(() => projectBase(rows, { rates: { EUR: -1 } })).toThrow(OptionsError);
  });

  it('projectBase names a row whose base is too large for a number', () => {
    const huge = { id: 'cy', actual: 1e308, growth: 9 };
    expect(issuesOf(() => projectBase([{ id: 'ann', actual: 1 }, huge]))).toEqual(['1 actual not-finite']);
    expect(issuesOf(() => projectBase([{ ...huge, growth: 0, oneOff: -1e308 }]))).toEqual([
      '0 actual not-finite',
    ]);
    const inYen = { id: 'cy', actual: 1e300, currency: 'JPY' };
    expect(issuesOf(() => projectBase([inYen], { rates: { JPY: 1e9 } }))).toEqual(['0 actual not-finite']);
  });

  const mixes: Record<string, (currencies: readonly (string | undefined)[]) => unknown> = {
    allocateQuota: (currencies) =>
      allocateQuota({ total: 10, blend: { sales: 1 }, recipients: of(currencies) }),
    allocateHierarchy: (currencies) =>
      allocateHierarchy({ total: 10, blend: { sales: 1 }, nodes: of(currencies) }),
    reconcileQuota: (currencies) => reconcileQuota({ total: 10, recipients: of(currencies) }),
    assessFairness: (currencies) =>
      assessFairness(of(currencies).map((row) => ({ ...row, quota: 5, potential: 9 }))),
    equaliseChances: (currencies) => equaliseChances({ total: 1, accounts: ranges(currencies) }),
    estimateChances: (currencies) => {
      const quotas = of(currencies.map(() => currencies[0])).map((row) => ({
        ...row,
        repId: row.id,
        quota: 1,
      }));
      return estimateChances({ quotas, accounts: ranges(currencies) });
    },
    'limitChange and allocateQuota': (currencies) =>
      allocateQuota({
        total: 10,
        blend: { sales: 1 },
        recipients: limitChange(of(currencies), { maxIncrease: 9 }),
      }),
  };
  const of = (currencies: readonly (string | undefined)[]) =>
    currencies.map((currency, i) => ({
      id: `r${i}`,
      plan: 5,
      prior: 5,
      bases: { sales: 1 },
      ...(currency !== undefined && { currency }),
    }));

  const ranges = (currencies: readonly (string | undefined)[]) =>
    of(currencies).map((row) => ({ ...row, repId: row.id, p10: 1, p50: 2, p90: 3 }));

  it('estimateChances wants accounts in the currency of the quotas', () => {
    const quotas = [{ repId: 'r0', quota: 1, currency: 'EUR' }];
    expect(issuesOf(() => estimateChances({ quotas, accounts: ranges(['EUR']) }))).toEqual([]);
    expect(issuesOf(() => estimateChances({ quotas, accounts: ranges(['USD']) }))).toEqual([
      '0 currency several-currencies',
    ]);
    const mixed = [...quotas, { repId: 'r1', quota: 1, currency: 'USD' }];
    expect(issuesOf(() => estimateChances({ quotas: mixed, accounts: ranges(['EUR']) }))).toEqual([
      '1 quotas.currency several-currencies',
    ]);
  });

  it('assessFairness converts quota, potential, prior and actual by a table, but not size', () => {
    const given = [3, 5, 4, 6, 2, 7].map((quota, i) => ({
      ...{
        id: `r${i}`,
        quota: 10 * quota,
        potential: 90 + 20 * i,
        size: 5 + i,
        prior: 4 + i,
        actual: 30 + 7 * i,
      },
      currency: i % 2 === 0 ? 'EUR' : 'USD',
    }));
    const rates = { EUR: 1, USD: 0.5 };
    const inEuros = given.map(({ quota, potential, prior, actual, ...row }) => {
      const worth = rates[row.currency as keyof typeof rates];
      const money = { quota: quota * worth, potential: potential * worth, prior: prior * worth };
      return { ...row, ...money, actual: actual * worth, currency: 'EUR' };
    });
    expect(assessFairness(given, { rates })).toEqual(assessFairness(inEuros));
    expect(issuesOf(() => assessFairness(given, { rates: { EUR: 1 } }))[0]).toBe(
      '1 currency unknown-currency',
    );
    expect(() => assessFairness(given, { rates: { EUR: -1 } })).toThrow(OptionsError);
    const huge = [{ id: 'a', quota: 1e60, potential: 1, currency: 'IDR' }];
    expect(issuesOf(() => assessFairness(huge, { rates: { IDR: 1e50 } }))).toEqual(['0 quota out-of-range']);
  });

  it.each(Object.entries(mixes))('%s divides in one currency alone', (_, run) => {
    expect(issuesOf(() => run(['EUR', 'EUR']))).toEqual([]);
    expect(issuesOf(() => run([undefined, undefined]))).toEqual([]);
    expect(issuesOf(() => run(['EUR', 'USD', 'EUR']))).toEqual(['1 currency several-currencies']);
    expect(issuesOf(() => run(['EUR', undefined]))).toEqual(['1 currency several-currencies']);
    expect(issuesOf(() => run([undefined, 'EUR']))).toEqual(['1 currency several-currencies']);
  });
});
