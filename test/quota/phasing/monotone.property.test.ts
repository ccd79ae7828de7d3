import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf, dayOf } from '../../../src/core/days.js';
import { listPeriods } from '../../../src/quota/calendar/periods.js';
import { phaseQuota } from '../../../src/quota/phasing/phaseQuota.js';
import { prorateQuota } from '../../../src/quota/phasing/prorateQuota.js';

const PERIODS = 4;
const season = fc
  .array(fc.nat(50), { minLength: PERIODS, maxLength: PERIODS })
  .filter((parts) => parts.some((part) => part > 0));
const share = fc.nat(20).map((twentieths) => twentieths / 20);
const ramp = fc.array(share, { minLength: PERIODS, maxLength: PERIODS });
const period = fc.nat(PERIODS - 1);
const quota = fc.nat(100_000);
const more = fc.integer({ min: 1, max: 5_000 });
const effect = fc.constantFrom('relieve' as const, 'spread' as const);

describe('phaseQuota', () => {
  const phase = (amount: number, seasonality: number[], ramps: number[], rampEffect: 'relieve' | 'spread') =>
    phaseQuota({ recipients: [{ id: 'a', quota: amount }], seasonality, ramp: ramps, rampEffect });

  it('asks no less of a year for a larger quota, and of no period before rounding', () => {
    fc.assert(
      fc.property(quota, more, season, ramp, effect, (amount, by, parts, ramps, kind) => {
        const [before, after] = [phase(amount, parts, ramps, kind), phase(amount + by, parts, ramps, kind)];
        expect(after.years[0].quota).toBeGreaterThanOrEqual(before.years[0].quota);
        before.amounts.forEach((value, p) => {
          const exact = value - before.rounding[p];
          expect(after.amounts[p] - after.rounding[p]).toBeGreaterThanOrEqual(exact - 1e-6);
          // Largest remainder may take a unit away when the whole rises (the Alabama paradox), not more.
          expect(after.amounts[p]).toBeGreaterThanOrEqual(value - 1);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('asks no less in a period whose part of the season rises, and no more in the others', () => {
    let moved = 0;
    fc.assert(
      fc.property(quota, season, period, more, (amount, parts, at, by) => {
        const raised = parts.map((part, p) => (p === at ? part + by : part));
        const of = (seasonality: number[]) =>
          phaseQuota({ recipients: [{ id: 'a', quota: amount }], seasonality }).amounts;
        const [before, after] = [of(parts), of(raised)];
        if (after[at] > before[at]) moved++;
        expect(after[at]).toBeGreaterThanOrEqual(before[at]);
        before.forEach((value, p) => {
          if (p !== at) expect(after[p]).toBeLessThanOrEqual(value + 1);
        });
      }),
      { numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(100);
  });

  it('relieves no more the further a ramp is, and spreads no less into the period', () => {
    fc.assert(
      fc.property(quota, season, ramp, period, share, (amount, parts, ramps, at, to) => {
        const raised = ramps.map((part, p) => (p === at ? Math.max(part, to) : part));
        const [before, after] = [ramps, raised].map((list) => phase(amount, parts, list, 'relieve'));
        expect(after.years[0].relief).toBeLessThanOrEqual(before.years[0].relief);
        const [was, is] = [ramps, raised].map((list) => phase(amount, parts, list, 'spread'));
        if (was.status === 'feasible') expect(is.amounts[at]).toBeGreaterThanOrEqual(was.amounts[at]);
      }),
      { numRuns: 300 },
    );
  });

  it('phases each recipient for itself, in any order', () => {
    const team = fc.uniqueArray(fc.tuple(quota, ramp), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(team, season, effect, (rows, seasonality, rampEffect) => {
        const named = rows.map(([amount, ramps], r) => ({ id: `r${r}`, quota: amount, ramps }));
        const of = (list: typeof named) => {
          const recipients = list.map(({ id, quota: amount }) => ({ id, quota: amount }));
          const phased = phaseQuota({
            recipients,
            seasonality,
            ramp: list.flatMap(({ ramps }) => ramps),
            rampEffect,
          });
          const years = phased.years.map((year, r) => ({
            ...year,
            amounts: Array.from(phased.amounts.slice(PERIODS * r, PERIODS * (r + 1))),
          }));
          return years.sort((a, b) => (a.id < b.id ? -1 : 1));
        };
        expect(of(named.toReversed())).toEqual(of(named));
      }),
    );
  });
});

describe('prorateQuota', () => {
  const periods = listPeriods('2024-01-01', 'month', 3);
  const begin = dayNumberOf('2024-01-01');
  // Each holds an eighth at most for eight holdings at most: no day is over 1.
  const stay = fc.record({
    repId: fc.constantFrom('a', 'b', 'c'),
    from: fc.nat(80),
    length: fc.nat(60),
  });
  type Stay = { repId: string; from: number; length: number };
  const amounts = fc.array(fc.nat(50_000), { minLength: 3, maxLength: 3 });
  const vacancies = fc.constantFrom('keep' as const, 'spread' as const);

  /** Quota of a rep in each period, before rounding and after. */
  function quotasOf(
    stays: readonly Stay[],
    repId: string,
    quotas: number[],
    vacancy: 'keep' | 'spread',
  ): { exact: number; quota: number }[] {
    const holdings = stays.map((one) => ({
      territoryId: 't',
      repId: one.repId,
      from: dayOf(begin + one.from),
      until: dayOf(begin + one.from + one.length),
      share: 0.125,
    }));
    const rows = prorateQuota({ territories: ['t'], periods, amounts: quotas, holdings, vacancy });
    return periods.map(({ id }) => {
      const row = rows.find((one) => one.repId === repId && one.periodId === id);
      return { exact: row?.exact ?? 0, quota: row?.quota ?? 0 };
    });
  }

  it('asks no less of whoever holds a territory for longer', () => {
    let moved = 0;
    fc.assert(
      fc.property(
        fc.array(stay, { minLength: 1, maxLength: 7 }),
        fc.nat(6),
        fc.integer({ min: 1, max: 40 }),
        amounts,
        vacancies,
        (stays, at, days, quotas, vacancy) => {
          const index = at % stays.length;
          const { repId } = stays[index];
          const longer = stays.map((one, i) => (i === index ? { ...one, length: one.length + days } : one));
          const before = quotasOf(stays, repId, quotas, vacancy);
          const after = quotasOf(longer, repId, quotas, vacancy);
          before.forEach(({ exact, quota: whole }, p) => {
            if (after[p].quota > whole) moved++;
            expect(after[p].exact).toBeGreaterThanOrEqual(exact - 1e-6);
            expect(after[p].quota).toBeGreaterThanOrEqual(whole - 1);
          });
        },
      ),
      { numRuns: 200 },
    );
    expect(moved).toBeGreaterThan(50);
  });

  it('asks no less of anybody for a larger quota of the territory, before rounding', () => {
    fc.assert(
      fc.property(
        fc.array(stay, { maxLength: 8 }),
        amounts,
        more,
        vacancies,
        (stays, quotas, by, vacancy) => {
          const larger = quotas.map((amount) => amount + by);
          for (const repId of ['a', 'b', 'c']) {
            const before = quotasOf(stays, repId, quotas, vacancy);
            quotasOf(stays, repId, larger, vacancy).forEach(({ exact, quota: whole }, p) => {
              expect(exact).toBeGreaterThanOrEqual(before[p].exact - 1e-6);
              expect(whole).toBeGreaterThanOrEqual(before[p].quota - 1);
            });
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
