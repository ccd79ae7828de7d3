import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPeriods } from '../../../src/quota/calendar/periods.js';
import { type Capacity, computeCapacity } from '../../../src/quota/capacity/computeCapacity.js';
import { survivalShares } from '../../../src/quota/capacity/survivalShares.js';
import { findNoNumbers } from '../support/findNoNumbers.js';
import { inOrders } from '../support/inOrders.js';
import { dates, day, months, schedule, share, toTenure } from '../support/tenures.js';

const reps = fc.record({
  dates,
  hoursPerDay: fc.constantFrom<number>(0, 6.5, 8),
  partTime: share,
  sellingShare: share,
  leaveDays: fc.nat(20),
  absences: fc.array(fc.tuple(fc.nat(240), fc.nat(20)), { maxLength: 3 }),
});
type Row = typeof reps extends fc.Arbitrary<infer Value> ? Value : never;
const toRep = ({ dates: when, absences, ...rest }: Row, id: string) => ({
  ...toTenure(when, id),
  ...rest,
  absences: absences.map(([from, more]) => ({ from: day(from), until: day(from + more) })),
});
const calendars = { us: { holidays: ['2025-01-01', '2025-01-20', '2025-05-26'] } };

describe('computeCapacity', () => {
  it('has parts that add up to the hours, takes only away and is never below nothing', () => {
    fc.assert(
      fc.property(fc.array(reps, { maxLength: 4 }), schedule, (rows, ramp) => {
        const list = rows.map((row, i) => toRep(row, `r${i}`));
        const { hours, workdays, parts } = computeCapacity({
          reps: list,
          periods: months,
          calendars,
          schedule: ramp,
        });
        expect(findNoNumbers({ hours, workdays, parts })).toEqual([]);
        hours.forEach((value, at) => {
          const columns = Object.entries(parts);
          expect(columns.reduce((sum, [, column]) => sum + column[at], 0)).toBeCloseTo(value, 9);
          for (const [name, column] of columns) {
            if (name !== 'gross') expect(column[at]).toBeLessThanOrEqual(1e-9);
          }
          expect(value).toBeGreaterThanOrEqual(-1e-9);
          expect(workdays[at]).toBeGreaterThanOrEqual(-1e-9);
        });
      }),
    );
  });

  it('gives every rep the same hours in any order of the reps', () => {
    fc.assert(
      fc.property(inOrders(reps, { maxLength: 5 }), schedule, ({ list, order }, ramp) => {
        const all = list.map((row, i) => toRep(row, `r${i}`));
        const run = (some: typeof all) =>
          computeCapacity({ reps: some, periods: months, calendars, schedule: ramp });
        const rowsOf = ({ hours }: Capacity) => all.map((_, r) => Array.from(hours.slice(6 * r, 6 * r + 6)));
        const straight = rowsOf(run(all));
        expect(rowsOf(run(order.map((i) => all[i])))).toEqual(order.map((i) => straight[i]));
      }),
    );
  });

  it('grows with hours, part time, selling share and ramp, and shrinks with leave and absences', () => {
    fc.assert(
      fc.property(reps, reps, schedule, (one, other, ramp) => {
        const most = {
          ...one,
          hoursPerDay: Math.max(one.hoursPerDay, other.hoursPerDay),
          partTime: Math.max(one.partTime, other.partTime),
          sellingShare: Math.max(one.sellingShare, other.sellingShare),
          leaveDays: Math.min(one.leaveDays, other.leaveDays),
          absences: one.absences.slice(1),
        };
        const sum = (row: Row, steps: readonly number[]) =>
          computeCapacity({ reps: [toRep(row, 'a')], periods: months, calendars, schedule: steps }).hours;
        const [less, more] = [
          sum(one, ramp),
          sum(
            most,
            ramp.map((step) => (1 + step) / 2),
          ),
        ];
        less.forEach((value, p) => {
          expect(more[p]).toBeGreaterThanOrEqual(value - 1e-9);
        });
      }),
    );
  });

  it('adds up over months to what it says for quarters, save for leave that is spread over all', () => {
    fc.assert(
      fc.property(reps, schedule, (row, ramp) => {
        const rep = toRep({ ...row, leaveDays: 0 }, 'a');
        const run = (length: 'month' | 'quarter', count: number) =>
          computeCapacity({
            reps: [rep],
            periods: listPeriods('2025-01-01', length, count),
            calendars,
            schedule: ramp,
          }).hours;
        const [byMonth, byQuarter] = [run('month', 6), run('quarter', 2)];
        [0, 1].forEach((q) => {
          const sum = byMonth.slice(3 * q, 3 * q + 3).reduce((all, value) => all + value, 0);
          expect(sum).toBeCloseTo(byQuarter[q], 8);
        });
      }),
    );
  });
});

describe('survivalShares', () => {
  it('falls from period to period and with the rate, and compounds', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (one, other) => {
        const [low, high] = [Math.min(one, other) / 1_000, Math.max(one, other) / 1_000];
        const [few, many] = [survivalShares(low, months), survivalShares(high, months)];
        expect(findNoNumbers([few, many])).toEqual([]);
        few.forEach((value, p) => {
          expect(value).toBeLessThanOrEqual(p === 0 ? 1 : few[p - 1] + 1e-12);
          expect(many[p]).toBeLessThanOrEqual(value + 1e-12);
          expect(many[p]).toBeGreaterThanOrEqual(0);
        });
        // A day is short enough for the mean to be the curve: two rates one after the other are their product.
        const surviving = (rate: number) =>
          survivalShares(rate, [{ id: 'd', start: '2025-06-30', end: '2025-06-30' }], '2025-01-01')[0];
        expect(surviving(low) * surviving(high)).toBeCloseTo(surviving(1 - (1 - low) * (1 - high)), 6);
      }),
    );
  });
});
