import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { listPeriods } from '../../../src/quota/calendar/periods.js';
import { computeRamp } from '../../../src/quota/phasing/computeRamp.js';
import { phaseQuota } from '../../../src/quota/phasing/phaseQuota.js';
import { seasonalShares } from '../../../src/quota/phasing/seasonalShares.js';
import { issuesOf } from '../support/issuesOf.js';

const year = listPeriods('2024-01-01', 'month', 12);

describe('computeRamp', () => {
  it('is 1 without dates and without a ramp', () => {
    expect(Array.from(computeRamp([{ id: 'a' }], year, [0, 0.5]).shares)).toEqual(new Array(12).fill(1));
    const { shares } = computeRamp([{ id: 'a', start: '2024-03-01' }], year, []);
    expect(Array.from(shares)).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('gives a start on the first day of a period the whole period', () => {
    const { shares, activeShares } = computeRamp([{ id: 'a', start: '2024-02-01' }], year, [0, 0.25, 0.5]);
    expect(Array.from(shares.slice(0, 6))).toEqual([0, 0, 0.25, 0.5, 1, 1]);
    expect(Array.from(activeShares.slice(0, 3))).toEqual([0, 1, 1]);
  });

  it('counts days where months of tenure and of the calendar cross', () => {
    // From 10 February 2024, a leap year: 20 of 29 days at 0.2; then 9 days at 0.2 and 22 at 0.6 in March.
    const { shares } = computeRamp([{ id: 'a', start: '2024-02-10' }], year, [0.2, 0.6]);
    expect(shares[1]).toBeCloseTo((20 * 0.2) / 29, 12);
    expect(shares[2]).toBeCloseTo((9 * 0.2 + 22 * 0.6) / 31, 12);
    expect(shares[3]).toBeCloseTo((9 * 0.6 + 21) / 30, 12);
    expect(shares[4]).toBe(1);
  });

  it('ends with the last day of a leaver, and ramps a hire before the year', () => {
    const { shares, activeShares } = computeRamp(
      [
        { id: 'leaver', end: '2024-04-15' },
        { id: 'early', start: '2023-12-31' },
        { id: 'short', start: '2024-05-02', end: '2024-05-02' },
      ],
      year,
      [0.5, 0.8],
    );
    expect(Array.from(shares.slice(2, 5))).toEqual([1, 0.5, 0]);
    // The anniversary of the 31st is the last day of shorter months.
    expect(shares[12]).toBeCloseTo((30 * 0.5 + 0.8) / 31, 12);
    expect(shares[13]).toBeCloseTo((28 * 0.8 + 1) / 29, 12);
    expect(activeShares[24 + 4]).toBeCloseTo(1 / 31, 12);
    expect(shares[24 + 4]).toBeCloseTo(0.5 / 31, 12);
  });

  it('counts months of tenure from the start, not from a shortened anniversary', () => {
    // Started on 31 January: the second month is 29 February to 30 March, so one day of March is full.
    const { shares } = computeRamp([{ id: 'a', start: '2024-01-31' }], year, [0, 0.5]);
    expect(shares[2]).toBeCloseTo((30 * 0.5 + 1) / 31, 12);
  });

  it('names everything that is wrong at once', () => {
    const reps = [
      { id: 'a', start: '2024-02-30' },
      { id: 'a', end: 'x' },
      { id: '', start: '2024-02-02', end: '2024-02-01' },
    ];
    const periods = [year[1], year[0], { id: '2024-02', start: '2025-02-02', end: '2025-02-01' }];
    expect(issuesOf(() => computeRamp(reps, periods, [1.5, Number.NaN]))).toEqual([
      '0 start bad-day',
      '1 id bad-id',
      '1 end bad-day',
      '2 id bad-id',
      '2 end end-before-start',
      '1 periods.start overlap',
      '2 periods.id bad-id',
      '2 periods.end end-before-start',
      '0 schedule out-of-range',
      '1 schedule out-of-range',
    ]);
  });
});

describe('seasonalShares', () => {
  it('counts every year alike, or every euro', () => {
    const years = [
      [1, 3],
      [30, 10],
    ];
    expect(Array.from(seasonalShares(years).shares)).toEqual([0.5, 0.5]);
    expect(seasonalShares(years, { average: 'pooled' }).shares[0]).toBeCloseTo(31 / 44, 12);
    expect(seasonalShares(years).ranges).toEqual([
      [0.25, 0.75],
      [0.25, 0.75],
    ]);
  });

  it('lets returns of one year pass, and names a period that is below 0 over the years', () => {
    expect(
      seasonalShares([
        [-1, 11],
        [3, 7],
      ]).shares[0],
    ).toBeCloseTo(0.1, 12);
    expect(issuesOf(() => seasonalShares([[-1, 5, 6]]))).toEqual(['0 periods negative-share']);
    const { shares, heldAtZero } = seasonalShares([[-1, 5, 6]], { negative: 'zero' });
    expect(heldAtZero).toEqual([0]);
    expect(shares[0]).toBe(0);
    expect(shares[1] + shares[2]).toBeCloseTo(1, 12);
  });

  it('refuses what has no season', () => {
    expect(issuesOf(() => seasonalShares([]))).toEqual(['null years not-a-list']);
    expect(issuesOf(() => seasonalShares([[1, 2], [1], [0, 0], [Number.NaN, 1]]))).toEqual([
      '1 years wrong-length',
      '2 years nothing-to-share-by',
      '3 years.0 out-of-range',
    ]);
    expect(() => seasonalShares([[1]], { average: 'mean' as 'pooled' })).toThrow(OptionsError);
  });
});

describe('phaseQuota', () => {
  it('rounds what a ramp leaves of the year to the nearest unit', () => {
    // 10 x (0.5 x 0.5 + 0.5) is 7.5, and 11 x 0.75 is 8.25.
    const relieved = (quota: number) =>
      phaseQuota({
        recipients: [{ id: 'new', quota }],
        seasonality: [1, 1],
        ramp: [0.5, 1],
        rampEffect: 'relieve',
      }).years[0];
    expect(relieved(10)).toEqual({ id: 'new', quota: 8, relief: 2 });
    expect(relieved(11)).toEqual({ id: 'new', quota: 8, relief: 3 });
  });

  it('has nothing to place for somebody without a quota who is never there', () => {
    const never = { seasonality: [1, 1], ramp: [0, 0], rampEffect: 'spread' } as const;
    const nothing = phaseQuota({ ...never, recipients: [{ id: 'a', quota: 0 }] });
    expect([nothing.status, nothing.unplacedIds]).toEqual(['feasible', []]);
    const some = phaseQuota({ ...never, recipients: [{ id: 'a', quota: 1 }] });
    expect([some.status, some.unplacedIds]).toEqual(['infeasible', ['a']]);
  });

  const seasonality = [1, 1, 2];

  it('spreads by season and rounds each year exactly', () => {
    const { amounts, years, rounding } = phaseQuota({ recipients: [{ id: 'a', quota: 101 }], seasonality });
    expect(Array.from(amounts)).toEqual([25, 25, 51]);
    expect(years).toEqual([{ id: 'a', quota: 101, relief: 0 }]);
    expect(rounding[2]).toBeCloseTo(0.5, 12);
  });

  it('relieves by the ramp, or moves it to later periods', () => {
    const recipients = [{ id: 'new', quota: 4_000 }];
    const ramp = [0, 0.5, 1];
    const relieved = phaseQuota({ recipients, seasonality, ramp, rampEffect: 'relieve', unit: 100 });
    expect(Array.from(relieved.amounts)).toEqual([0, 500, 2_000]);
    expect(relieved.years[0]).toEqual({ id: 'new', quota: 2_500, relief: 1_500 });
    expect(Array.from(relieved.rampEffects)).toEqual([-1_000, -500, 0]);
    const spread = phaseQuota({ recipients, seasonality, ramp, rampEffect: 'spread', unit: 100 });
    expect(Array.from(spread.amounts)).toEqual([0, 800, 3_200]);
    expect(spread.years[0]).toEqual({ id: 'new', quota: 4_000, relief: 0 });
  });

  it('says who cannot carry a quota at all', () => {
    const base = { recipients: [{ id: 'late', quota: 9 }], seasonality: [1, 0], ramp: [0, 1] };
    expect(phaseQuota({ ...base, rampEffect: 'spread' })).toMatchObject({
      status: 'infeasible',
      unplacedIds: ['late'],
      years: [{ id: 'late', quota: 0, relief: 9 }],
    });
    expect(phaseQuota({ ...base, rampEffect: 'relieve' })).toMatchObject({
      status: 'feasible',
      unplacedIds: [],
    });
  });

  it('has an answer for nobody and for nothing', () => {
    expect(phaseQuota({ recipients: [], seasonality })).toMatchObject({ status: 'feasible', years: [] });
    const none = phaseQuota({ recipients: [{ id: 'a', quota: 0 }], seasonality });
    expect(Array.from(none.amounts)).toEqual([0, 0, 0]);
  });

  it('names everything that is wrong at once', () => {
    expect(
      issuesOf(() =>
        phaseQuota({
          recipients: [
            { id: 'a', quota: 1.5 },
            { id: 'a', quota: -1 },
          ],
          seasonality: [1, -1],
          ramp: [2],
        }),
      ),
    ).toEqual([
      '0 quota not-whole-units',
      '1 id bad-id',
      '1 quota out-of-range',
      '1 seasonality out-of-range',
      'null rampEffect unknown-word',
      '0 ramp out-of-range',
      'null ramp wrong-length',
    ]);
    expect(issuesOf(() => phaseQuota({ recipients: [], seasonality: [0] }))).toEqual([
      'null seasonality nothing-to-share-by',
    ]);
  });
});
