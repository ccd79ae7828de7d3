import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equaliseChances } from '../../../src/quota/fairness/equaliseChances.js';
import { estimateChances } from '../../../src/quota/fairness/estimateChances.js';
import { findNoNumbers } from '../support/findNoNumbers.js';
import { inOrders } from '../support/inOrders.js';

const account = fc
  .tuple(fc.constantFrom('zoe', 'ann', 'bo'), fc.nat(60), fc.nat(60), fc.nat(90))
  .map(([repId, p10, up, on]) => ({ repId, p10, p50: p10 + up, p90: p10 + up + on }));
const accounts = inOrders(account, { maxLength: 10 });
const options = fc.record({
  seed: fc.nat(5),
  draws: fc.constant(200),
  drawnAccounts: fc.nat(4),
  commonShare: fc.constantFrom(0, 0.3, 1),
});

describe('equaliseChances', () => {
  it('never gives out more than the total, all of it where it can be reached, and explains every quota', () => {
    fc.assert(
      fc.property(
        accounts,
        fc.nat(900),
        fc.constantFrom(1, 0.01, 5),
        options,
        ({ list }, units, unit, how) => {
          const total = units * unit;
          const result = equaliseChances({ total, unit, accounts: list }, how);
          expect(findNoNumbers(result)).toEqual([]);
          const { status, allocated, unallocated, quotas } = result;
          expect(quotas.reduce((sum, { quota }) => sum + quota, 0)).toBeCloseTo(allocated, 6);
          expect(allocated + unallocated).toBeCloseTo(total, 6);
          expect(allocated).toBeLessThanOrEqual(total);
          if (status === 'feasible') expect(unallocated).toBe(0);
          // What lies beyond reach is first cut down to whole units.
          const most = status === 'feasible' ? unit : 2 * unit;
          for (const { quota, expected, riskEffect, rounding, p10, p50, p90 } of quotas) {
            expect(expected + riskEffect + rounding).toBeCloseTo(quota, 6);
            expect([quota >= 0, p10 <= p50, p50 <= p90, Math.abs(rounding) <= most]).toEqual([
              true,
              true,
              true,
              true,
            ]);
          }
        },
      ),
    );
  });

  it('asks no less of anybody for a higher total, at no higher chance', () => {
    fc.assert(
      fc.property(accounts, fc.nat(600), fc.nat(200), options, ({ list }, total, more, how) => {
        const low = equaliseChances({ total, accounts: list }, how);
        const high = equaliseChances({ total: total + more, accounts: list }, how);
        expect(high.chance).toBeLessThanOrEqual(low.chance);
        low.quotas.forEach(({ quota }, r) => {
          expect(high.quotas[r].quota).toBeGreaterThanOrEqual(quota - 1);
        });
      }),
    );
  });

  it('answers the same in any order of the accounts', () => {
    fc.assert(
      fc.property(accounts, fc.nat(600), options, ({ list, order }, total, how) => {
        const answer = (rows: typeof list) => {
          const { chance, quotas } = equaliseChances({ total, accounts: rows, unit: 0.01 }, how);
          const exact = new Map(quotas.map((one) => [one.id, one.expected + one.riskEffect]));
          return { chance, exact: ['ann', 'bo', 'zoe'].map((id) => exact.get(id) ?? 0) };
        };
        const [one, other] = [answer(list), answer(order.map((i) => list[i]))];
        expect(other.chance).toBeCloseTo(one.chance, 6);
        other.exact.forEach((amount, r) => {
          expect(amount).toBeCloseTo(one.exact[r], 6);
        });
      }),
    );
  });
});

describe('estimateChances', () => {
  const quotas = fc.tuple(fc.nat(300), fc.nat(300), fc.nat(300));
  const toQuotas = (amounts: readonly number[]) =>
    ['bo', 'zoe', 'ann'].map((repId, r) => ({ repId, quota: amounts[r] }));

  it('answers the same in any order of the accounts and of the quotas', () => {
    fc.assert(
      fc.property(accounts, quotas, options, ({ list, order }, amounts, how) => {
        const given = toQuotas(amounts);
        const run = (rows: typeof list, targets: typeof given) => {
          const { reps, team } = estimateChances({ quotas: targets, accounts: rows }, how);
          const byId = new Map(reps.map((rep) => [rep.id, rep]));
          return { team, reps: ['ann', 'bo', 'zoe'].map((id) => byId.get(id)) };
        };
        const one = run(list, given);
        const other = run(
          order.map((i) => list[i]),
          [...given].reverse(),
        );
        expect(other.team.p50).toBeCloseTo(one.team.p50, 6);
        other.reps.forEach((rep, r) => {
          // A quota that is just what certain accounts bring may be missed by the last digit of a sum.
          expect(rep?.p50).toBeCloseTo(one.reps[r]?.p50 ?? Number.NaN, 6);
          expect(rep?.expected).toBeCloseTo(one.reps[r]?.expected ?? Number.NaN, 6);
          expect(rep?.expectedShortfall).toBeCloseTo(one.reps[r]?.expectedShortfall ?? Number.NaN, 6);
        });
      }),
    );
  });

  it('has chances from 0 to 1, percentiles that rise and a team that is the sum of its reps', () => {
    fc.assert(
      fc.property(accounts, quotas, options, ({ list }, amounts, how) => {
        const result = estimateChances({ quotas: toQuotas(amounts), accounts: list }, how);
        expect(findNoNumbers(result)).toEqual([]);
        const { reps, team, spread } = result;
        for (const { chance, p10, p50, p90, expectedShortfall, quota } of reps) {
          expect([chance >= 0, chance <= 1, p10 <= p50, p50 <= p90]).toEqual([true, true, true, true]);
          expect([expectedShortfall >= 0, expectedShortfall <= quota + 1e-9]).toEqual([true, true]);
        }
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        expect(team.quota).toBe(sum(amounts));
        expect(team.expected).toBeCloseTo(sum(reps.map(({ expected }) => expected)), 8);
        expect(team.reaching.mean).toBeCloseTo(sum(reps.map(({ chance }) => chance)), 8);
        const chances = reps.map(({ chance }) => chance);
        expect(spread).toBeCloseTo(Math.max(...chances) - Math.min(...chances), 12);
      }),
    );
  });
});
