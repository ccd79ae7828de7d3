import { describe, expect, it } from 'vitest';
import { dayNumberOf, dayOf } from '../../../src/core/days.js';
import { listPeriods } from '../../../src/quota/calendar/periods.js';
import { countWorkingDays } from '../../../src/quota/calendar/workCalendar.js';
import { issuesOf } from '../support/issuesOf.js';

describe('countWorkingDays', () => {
  it('agrees with a walk from day to day, over leap years, centuries and days before 1970', () => {
    const holidays = ['1899-12-25', '1900-01-01', '1900-01-07', '1900-02-28', '1900-02-28'];
    const workdays = [7, 1, 2, 3, 4];
    const walk = (first: number, last: number) => {
      let count = 0;
      for (let day = first; day <= last; day++) {
        const weekday = new Date(day * 86_400_000).getUTCDay() || 7;
        if (workdays.includes(weekday) && !holidays.includes(dayOf(day))) count++;
      }
      return count;
    };
    const start = dayNumberOf('1899-12-20');
    for (let length = 0; length < 90; length++) {
      for (let shift = 0; shift < 8; shift++) {
        const [first, last] = [start + shift, start + shift + length];
        expect(countWorkingDays({ workdays, holidays }, dayOf(first), dayOf(last))).toBe(walk(first, last));
      }
    }
  });

  it('knows that 2024 had 262 days from Monday to Friday, and 2025 261', () => {
    expect(countWorkingDays({}, '2024-01-01', '2024-12-31')).toBe(262);
    expect(countWorkingDays({}, '2025-01-01', '2025-12-31')).toBe(261);
  });

  it('counts nothing backwards, and one day as one', () => {
    expect(countWorkingDays({}, '2025-03-04', '2025-03-03')).toBe(0);
    expect(countWorkingDays({}, '2025-03-03', '2025-03-03')).toBe(1);
    expect(countWorkingDays({ workdays: [] }, '2025-03-03', '2025-12-03')).toBe(0);
  });

  it('names every day that is none', () => {
    const calendar = { workdays: [0, 8], holidays: ['2025-02-29', '2025-12-25'] };
    expect(issuesOf(() => countWorkingDays(calendar, '2025-1-1', 'today'))).toEqual([
      '0 calendar.workdays bad-weekday',
      '1 calendar.workdays bad-weekday',
      '0 calendar.holidays bad-day',
      'null first bad-day',
      'null last bad-day',
    ]);
  });
});

describe('listPeriods', () => {
  it('lists months, quarters, weeks and years without a gap', () => {
    const months = listPeriods('2023-12-01', 'month', 4);
    expect(months.map(({ id }) => id)).toEqual(['2023-12', '2024-01', '2024-02', '2024-03']);
    expect(months[2]).toEqual({ id: '2024-02', start: '2024-02-01', end: '2024-02-29' });
    expect(listPeriods('2025-02-15', 'month', 2)[1]).toEqual({
      id: '2025-03-15',
      start: '2025-03-15',
      end: '2025-04-14',
    });
    expect(listPeriods('2025-01-01', 'quarter', 1)[0].end).toBe('2025-03-31');
    expect(listPeriods('2024-12-30', 'week', 2)[1]).toMatchObject({ start: '2025-01-06', end: '2025-01-12' });
    expect(listPeriods('2024-01-01', 'year', 1)[0]).toMatchObject({ id: '2024', end: '2024-12-31' });
    expect(listPeriods('2024-07-01', 'year', 1)[0]).toMatchObject({ id: '2024-07-01', end: '2025-06-30' });
    expect(listPeriods('2024-01-01', 'month', 0)).toEqual([]);
  });

  it('refuses a start that some month lacks, and everything else that is wrong', () => {
    expect(issuesOf(() => listPeriods('2024-01-31', 'month', 2))).toEqual(['null start day-too-late']);
    expect(issuesOf(() => listPeriods('x', 'day' as 'week', -1))).toEqual([
      'null start bad-day',
      'null length unknown-length',
      'null count out-of-range',
    ]);
  });
});
