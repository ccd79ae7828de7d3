import { describe, expect, it } from 'vitest';
import { dayNumberOf, dayOf, daysInMonth, partsOfDay } from '../../src/core/days.js';

describe('dayNumberOf', () => {
  it('counts as Date does, over the whole calendar, and dayOf writes it back', () => {
    const first = dayNumberOf('0000-01-01');
    const last = dayNumberOf('9999-12-31');
    for (let day = first; day <= last; day += 377) {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(dayNumberOf(text)).toBe(day);
      expect(dayOf(day)).toBe(text);
    }
    expect(partsOfDay(dayNumberOf('2024-02-29'))).toEqual([2024, 2, 29]);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2023-04-31',
    '2023-00-10',
    '2023-13-01',
    '2023-01-00',
    '2023-1-01',
    '2023/01/01',
    '20x3-01-01',
    '2023-01-01T',
    '',
    null,
    20230101,
  ])('takes %s for no day', (text) => {
    expect(dayNumberOf(text)).toBe(Number.NaN);
  });

  it('knows leap years', () => {
    expect([2000, 1900, 2024, 2023].map((year) => daysInMonth(year, 2))).toEqual([29, 28, 29, 28]);
  });
});
