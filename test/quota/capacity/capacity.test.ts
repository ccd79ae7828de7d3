import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumberOf, dayOf } from '../../../src/core/days.js';
import { listPeriods } from '../../../src/quota/calendar/periods.js';
import type { CapacityInput, CapacityRep } from '../../../src/quota/capacity/capacityInput.js';
import { computeCapacity } from '../../../src/quota/capacity/computeCapacity.js';
import { issuesOf } from '../support/issuesOf.js';

const february = listPeriods('2024-02-01', 'month', 1);
const hoursOf = (rep: Partial<CapacityRep>, more: Partial<CapacityInput> = {}) =>
  computeCapacity({
    periods: february,
    calendars: { plain: {} },
    reps: [{ id: 'a', hoursPerDay: 8, ...rep }],
    ...more,
  });

describe('computeCapacity', () => {
  it('counts 21 working days in February of a leap year', () => {
    const { hours, workdays } = hoursOf({});
    expect([hours[0], workdays[0]]).toEqual([168, 21]);
  });

  it('takes off part by part, and the parts add up', () => {
    const { hours, parts } = hoursOf(
      {
        start: '2024-02-08',
        partTime: 0.5,
        sellingShare: 0.75,
        absences: [
          { from: '2024-02-14', until: '2024-02-15' },
          { from: '2024-02-15', until: '2024-02-18' },
        ],
      },
      { calendars: { plain: { holidays: ['2024-02-09', '2024-02-01'] } }, schedule: [0.25] },
    );
    // 21 weekdays, 2 holidays, 4 more before the start, 3 absent: 12 days x 8 x 0.5 x 0.75 x 0.25.
    expect(hours[0]).toBe(9);
    const list = Object.entries(parts).map(([name, column]) => [name, column[0]]);
    expect(list).toEqual([
      ['gross', 168],
      ['holidays', -16],
      ['outOfSeat', -32],
      ['absence', -24],
      ['partTime', -48],
      ['nonSelling', -12],
      ['ramp', -27],
    ]);
  });

  it('spreads leave without dates over the working days of all periods', () => {
    const periods = listPeriods('2025-01-01', 'month', 12);
    const { workdays } = hoursOf({ leaveDays: 26.1, end: '2025-06-30' }, { periods });
    expect(workdays[0]).toBeCloseTo(23 * 0.9, 9);
    expect(workdays[6]).toBe(0);
    expect(hoursOf({ leaveDays: 400 }, { periods }).workdays[0]).toBe(0);
  });

  it('takes the calendar of the rep, the first one where it has none', () => {
    const calendars = { west: {}, gulf: { workdays: [7, 1, 2, 3, 4] } };
    expect(hoursOf({}, { calendars }).workdays[0]).toBe(21);
    expect(hoursOf({ calendarId: 'gulf' }, { calendars }).workdays[0]).toBe(21);
    const march = listPeriods('2024-03-01', 'month', 1);
    expect(hoursOf({ calendarId: 'gulf' }, { calendars, periods: march }).workdays[0]).toBe(21);
    expect(hoursOf({ calendarId: 'west' }, { calendars, periods: march }).workdays[0]).toBe(21);
    const day = [{ id: 'friday', start: '2024-03-01', end: '2024-03-01' }];
    expect(hoursOf({ calendarId: 'gulf' }, { calendars, periods: day }).workdays[0]).toBe(0);
  });

  it('gives nothing before a planned hire and after a leaver, and has an answer for nobody', () => {
    const periods = listPeriods('2024-01-01', 'month', 3);
    expect(Array.from(hoursOf({ start: '2024-02-01', end: '2024-02-29' }, { periods }).workdays)).toEqual([
      0, 21, 0,
    ]);
    expect(hoursOf({}, { reps: [] }).hours.length).toBe(0);
    expect(hoursOf({}, { calendars: { none: { workdays: [] } } }).hours[0]).toBe(0);
  });

  it('agrees with a walk over the days', () => {
    const day = (offset: number) => dayOf(dayNumberOf('2024-01-20') + offset);
    const absences = fc.array(fc.tuple(fc.nat(60), fc.nat(9)), { maxLength: 4 });
    const periods = listPeriods('2024-02-01', 'month', 2);
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.nat(40),
        absences,
        fc.array(fc.nat(60), { maxLength: 5 }),
        (from, length, away, free) => {
          const holidays = free.map(day);
          const rep: CapacityRep = {
            id: 'a',
            hoursPerDay: 1,
            start: day(from),
            end: day(from + length),
            absences: away.map(([first, more]) => ({ from: day(first), until: day(first + more) })),
          };
          const { workdays, hours } = computeCapacity({
            periods,
            calendars: { x: { holidays } },
            reps: [rep],
            schedule: [0.5],
          });
          periods.forEach(({ start, end }, p) => {
            let count = 0;
            let ramped = 0;
            for (let number = dayNumberOf(start); number <= dayNumberOf(end); number++) {
              const text = dayOf(number);
              const weekday = new Date(number * 86_400_000).getUTCDay();
              if (weekday === 0 || weekday === 6 || holidays.includes(text)) continue;
              if (text < day(from) || text > day(from + length)) continue;
              if (away.some(([first, more]) => text >= day(first) && text <= day(first + more))) continue;
              count++;
              const [year, month, dayOfMonth] = day(from).split('-').map(Number);
              const anniversary = new Date(Date.UTC(year, month, 1));
              const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
              anniversary.setUTCDate(Math.min(dayOfMonth, lastDay));
              ramped += number * 86_400_000 < anniversary.getTime() ? 0.5 : 1;
            }
            expect(workdays[p]).toBe(count);
            expect(hours[p]).toBe(ramped);
          });
        },
      ),
    );
  });

  it('names everything that is wrong at once', () => {
    const rep = {
      hoursPerDay: 25,
      partTime: -1,
      sellingShare: 2,
      leaveDays: -1,
      calendarId: 'x',
      absences: [
        { from: '2024-02-02', until: '2024-02-01' },
        { from: '', until: '2024-02-30' },
      ],
    };
    expect(issuesOf(() => hoursOf(rep, { schedule: [2] }))).toEqual([
      '0 schedule out-of-range',
      '0 hoursPerDay out-of-range',
      '0 partTime out-of-range',
      '0 sellingShare out-of-range',
      '0 leaveDays out-of-range',
      '0 calendarId unknown-calendar',
      '0 absences.0.until end-before-start',
      '0 absences.1.from bad-day',
      '0 absences.1.until bad-day',
    ]);
    expect(issuesOf(() => hoursOf({}, { calendars: {} }))).toEqual(['null calendars missing']);
  });
});
