import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../src/core/errors.js';
import { allocateHierarchy } from '../../src/quota/allocation/allocateHierarchy.js';
import { allocateQuota } from '../../src/quota/allocation/allocateQuota.js';
import { limitChange } from '../../src/quota/allocation/limitChange.js';
import { projectBase } from '../../src/quota/allocation/projectBase.js';
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

  it.each(Object.entries(mixes))('%s divides in one currency alone', (_, run) => {
    expect(issuesOf(() => run(['EUR', 'EUR']))).toEqual([]);
    expect(issuesOf(() => run([undefined, undefined]))).toEqual([]);
    expect(issuesOf(() => run(['EUR', 'USD', 'EUR']))).toEqual(['1 currency several-currencies']);
    expect(issuesOf(() => run(['EUR', undefined]))).toEqual(['1 currency several-currencies']);
    expect(issuesOf(() => run([undefined, 'EUR']))).toEqual(['1 currency several-currencies']);
  });
});
