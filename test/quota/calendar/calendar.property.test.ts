import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf, dayOf } from '../../../src/core/days.js';
import { listPeriods, type PeriodLength } from '../../../src/quota/calendar/periods.js';
import { countWorkingDays, type WorkCalendar } from '../../../src/quota/calendar/workCalendar.js';

const zero = dayNumberOf('2023-11-15');
const day = (offset: number) => dayOf(zero + offset);
const calendars = fc.record({
  workdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
  holidays: fc.array(fc.nat(200).map(day), { maxLength: 12 }),
});

/** Day by day, by the weekday of the platform. */
function countSlowly({ workdays = [], holidays = [] }: WorkCalendar, first: number, last: number): number {
  let count = 0;
  for (let at = first; at <= last; at++) {
    const weekday = new Date(`${day(at)}T00:00:00Z`).getUTCDay() || 7;
    if (workdays.includes(weekday) && !holidays.includes(day(at))) count++;
  }
  return count;
}

describe('countWorkingDays', () => {
  it('agrees with a walk over the days, adds up over parts and does not ask for an order of holidays', () => {
    fc.assert(
      fc.property(calendars, fc.nat(120), fc.nat(60), fc.nat(60), (calendar, start, length, more) => {
        const count = (first: number, last: number) => countWorkingDays(calendar, day(first), day(last));
        const [middle, end] = [start + length, start + length + more];
        expect(count(start, end)).toBe(countSlowly(calendar, start, end));
        expect(count(start, middle) + count(middle + 1, end)).toBe(count(start, end));
        const holidays = [...calendar.holidays].reverse();
        expect(countWorkingDays({ ...calendar, holidays }, day(start), day(end))).toBe(count(start, end));
      }),
    );
  });

  it('never counts more for another holiday, and never less for another day of the week', () => {
    fc.assert(
      fc.property(calendars, fc.nat(200), fc.integer({ min: 1, max: 7 }), (calendar, free, weekday) => {
        const count = (changed: WorkCalendar) => countWorkingDays(changed, day(0), day(200));
        const { workdays, holidays } = calendar;
        expect(count({ workdays, holidays: [...holidays, day(free)] })).toBeLessThanOrEqual(count(calendar));
        const longer = { workdays: [...workdays, weekday], holidays };
        expect(count(longer)).toBeGreaterThanOrEqual(count(calendar));
      }),
    );
  });
});

describe('listPeriods', () => {
  it('follows day upon day without a gap, with ids of its own, and is the start of any longer list', () => {
    const lengths = fc.constantFrom<PeriodLength>('week', 'month', 'quarter', 'year');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.nat(11),
        lengths,
        fc.nat(30),
        (date, month, length, count) => {
          const start = `2023-${String(month + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
          const periods = listPeriods(start, length, count);
          expect(periods.length).toBe(count);
          expect(new Set(periods.map(({ id }) => id)).size).toBe(count);
          let next = dayNumberOf(start);
          for (const period of periods) {
            expect(dayNumberOf(period.start)).toBe(next);
            expect(dayNumberOf(period.end)).toBeGreaterThanOrEqual(next + (length === 'week' ? 6 : 27));
            next = dayNumberOf(period.end) + 1;
          }
          expect(listPeriods(start, length, count + 2).slice(0, count)).toEqual(periods);
        },
      ),
    );
  });
});
