import { describe, expect, it } from 'vitest';
import { InputError, OptionsError } from '../../../src/core/errors.js';
import { findTrends } from '../../../src/segment/whitespace/findTrends.js';
import { sumByPeriod } from '../../../src/segment/whitespace/sumByPeriod.js';

const sale = (accountId: string, on: string, amount: number) => ({ accountId, on, amount });
const quarters = { starts: ['2026-01-01', '2026-04-01', '2026-07-01'], asOf: '2026-09-30' };

describe('sumByPeriod', () => {
  it('puts a day into the last period that has begun, and takes returns off', () => {
    const series = sumByPeriod(
      ['a', 'b', 'c', 'd'],
      ['south', 'north', null, ''],
      [
        sale('a', '2026-01-01', 1),
        sale('a', '2026-03-31', 2),
        sale('a', '2026-04-01', 4),
        sale('b', '2026-09-30', 8),
        sale('b', '2026-07-01', -3),
        sale('c', '2026-05-05', 99),
        sale('d', '2026-05-05', 99),
      ],
      quarters,
    );
    expect(series.map(({ id, values }) => [id, ...Array.from(values)])).toEqual([
      ['north', 0, 0, 5],
      ['south', 3, 4, 0],
    ]);
  });

  it('gives findTrends its series: the area that emerges among others', () => {
    const ids = Array.from({ length: 40 }, (_, i) => `a${i}`);
    const areas = ids.map((_, i) => `area ${i % 4}`);
    const starts = ['01', '02', '03', '04', '05', '06', '07', '08'].map((month) => `2026-${month}-01`);
    const sales = ids.flatMap((id, i) =>
      starts.map((start, t) => sale(id, start, i % 4 === 2 ? 10 + 3 * t : 10 + ((i + 5 * t) % 3))),
    );
    const trends = findTrends(sumByPeriod(ids, areas, sales, { starts, asOf: '2026-08-31' }));
    expect(trends.map(({ verdict }) => verdict)).toEqual(['steady', 'steady', 'rising', 'steady']);
    expect(trends[2].slope).toBe(30);
  });

  it('converts by the table that it is given', () => {
    const events = [{ ...sale('a', '2026-02-02', 10), currency: 'EUR' }];
    const [{ values }] = sumByPeriod(['a'], ['all'], events, { ...quarters, rates: { EUR: 2 } });
    expect(Array.from(values)).toEqual([20, 0, 0]);
  });

  it('names days outside the periods, and insists on periods that rise', () => {
    const outside = [sale('a', '2025-12-31', 1), sale('a', '2026-10-01', 1)];
    for (const event of outside) {
      expect(() => sumByPeriod(['a'], ['all'], [event], quarters)).toThrow(InputError);
    }
    expect(() => sumByPeriod([], [], [], { ...quarters, starts: [] })).toThrow(OptionsError);
    expect(() => sumByPeriod([], [], [], { ...quarters, starts: ['2026-02-01', '2026-02-01'] })).toThrow(
      /rise/,
    );
    expect(() => sumByPeriod([], [], [], { ...quarters, asOf: '2026-06-30' })).toThrow(/2026-07-01 or after/);
    expect(sumByPeriod([], [], [], quarters)).toEqual([]);
  });
});
