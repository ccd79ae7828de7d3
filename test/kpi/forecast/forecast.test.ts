import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionsError } from '../../../src/core/errors.js';
import { createRandom } from '../../../src/core/random.js';
import { toDealColumns } from '../../../src/kpi/deals/dealColumns.js';
import { chanceToClose, closingCurve } from '../../../src/kpi/forecast/closingCurve.js';
import { forecastPipeline } from '../../../src/kpi/forecast/forecastPipeline.js';
import { forecastRunRate } from '../../../src/kpi/forecast/forecastRunRate.js';
import { forecastToPeriodEnd } from '../../../src/kpi/forecast/forecastToPeriodEnd.js';
import { groupByTerritoryModel } from '../../../src/kpi/forecast/groupByTerritoryModel.js';
import type { Deal } from '../../../src/model/deal.js';
import { byRep, dayAt, randomDeals } from '../deals/randomDeals.js';
import { hasNaN, issuesOf } from '../support/issuesOf.js';

const stageChances = { lead: 0.25, proposal: 0.5 };

describe('forecastRunRate', () => {
  it('learns no spread from slices without weight', () => {
    const plain = forecastRunRate([10, 14, 8], [1, 1, 1], 2);
    expect(plain.interval).not.toBe(null);
    expect(forecastRunRate([10, 0, 14, 8, 0], [1, 0, 1, 1, 0], 2)).toEqual(plain);
  });

  it('goes on at the rate so far, by weight', () => {
    // Mean 11, deviations -1, 3, -3, 1: s² = 20 / 3; rest 9 slices of 4 passed: 9 + 81 / 4.
    const result = forecastRunRate([10, 14, 8, 12], [1, 1, 1, 1], 9);
    const half = 3.1824463052837091 * Math.sqrt((20 / 3) * (9 + 81 / 4));
    expect(result).toMatchObject({ toDate: 44, rate: 11, forecast: 143 });
    expect(result.interval?.low).toBeCloseTo(143 - half, 9);
    expect(result.interval?.high).toBeCloseTo(143 + half, 9);
    expect(forecastRunRate([30, 10], [3, 1], 4).forecast).toBe(80);
    expect(forecastRunRate([30, 10], [3, 1], 4).interval).toEqual({ low: 80, high: 80 });
  });

  it('has an answer before the beginning, after one slice, and at the end', () => {
    expect(forecastRunRate([], [], 5)).toEqual({ toDate: 0, rate: null, forecast: null, interval: null });
    expect(forecastRunRate([6], [2], 4)).toEqual({ toDate: 6, rate: 3, forecast: 18, interval: null });
    expect(forecastRunRate([6, -2], [1, 1], 0)).toMatchObject({ forecast: 4, interval: { low: 4, high: 4 } });
  });

  it('names lists of different lengths and numbers that are none', () => {
    expect(issuesOf(() => forecastRunRate([1, Number.NaN], [1], -1))).toEqual([
      '1 amounts not-finite',
      'null remaining out-of-range',
      'null weights wrong-length',
    ]);
    expect(() => forecastRunRate([1], [1], 1, { confidence: 0 })).toThrow(OptionsError);
  });

  it('has an interval that holds the end as often as it says', () => {
    const random = createRandom(7);
    // A sum of twelve uniform numbers is close to normal.
    const draw = () => Array.from({ length: 12 }, () => random.nextShare()).reduce((a, b) => a + b, 0);
    let held = 0;
    for (let trial = 0; trial < 2_000; trial++) {
      const passed = [draw(), draw(), draw(), draw(), draw()];
      const end = passed.reduce((a, b) => a + b, 0) + draw() + draw() + draw();
      const { interval } = forecastRunRate(passed, [1, 1, 1, 1, 1], 3, { confidence: 0.9 });
      if (interval !== null && interval.low <= end && end <= interval.high) held++;
    }
    // Four standard errors of a share of 0.9 among 2,000.
    expect(Math.abs(held / 2_000 - 0.9)).toBeLessThan(0.027);
  });
});

describe('closingCurve', () => {
  it('gives a deal no chance that is older than all that ever closed', () => {
    const deal = { accountId: 'a', amount: 1, stage: 'any', openedOn: dayAt(0), won: true };
    const curve = closingCurve(
      toDealColumns([1, 3].map((day) => ({ ...deal, id: `${day}`, closedOn: dayAt(day) }))),
    );
    expect([...curve.openShares]).toEqual([1, 0.5, 0.5, 0]);
    expect(chanceToClose(curve, 1, 2)).toBe(1);
    expect([chanceToClose(curve, 3, 10), chanceToClose(curve, 90, 10)]).toEqual([0, 0]);
  });

  const curveOf = (lives: readonly (readonly [days: number, isOpen: boolean])[]) =>
    closingCurve(
      toDealColumns(
        lives.map(([days, isOpen], i): Deal => {
          const openedOn = isOpen ? dayAt(300 - days) : dayAt(0);
          const closing = isOpen ? {} : { closedOn: dayAt(days), won: i % 2 === 0 };
          return { id: `${i}`, accountId: 'a', amount: 1, stage: 'any', openedOn, ...closing };
        }),
        { asOf: dayAt(300) },
      ),
    );

  it('is the product limit of a published example', () => {
    // Weeks to relapse of 21 patients on 6-MP, + still in remission (Freireich et al. 1963, in every textbook).
    const lives = [6, 6, 6, 7, 10, 13, 16, 22, 23].map((days) => [days, false] as const);
    const still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((days) => [days, true] as const);
    const { openShares, closed, open, medianDays } = curveOf([...lives, ...still]);
    expect([closed, open, medianDays]).toEqual([9, 12, 23]);
    const published = [6, 7, 10, 13, 16, 22, 23].map((day) => Math.round(1000 * openShares[day]) / 1000);
    expect(published).toEqual([0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448]);
  });

  it('says how likely a deal of some age closes soon', () => {
    const curve = curveOf([
      [1, false],
      [2, false],
      [4, false],
      [4, true],
    ]);
    expect([...curve.openShares]).toEqual([1, 0.75, 0.5, 0.5, 0.25]);
    expect([chanceToClose(curve, 0, 1), chanceToClose(curve, 2, 9)]).toEqual([0.25, 0.5]);
    expect(chanceToClose(curve, 1, 1)).toBeCloseTo(1 / 3, 15);
    expect(chanceToClose(curve, 50, 9)).toBe(0);
    expect(chanceToClose(closingCurve([]), 3, 9)).toBe(0);
  });

  it('needs a day up to which open deals have lived', () => {
    const open: Deal = { id: '1', accountId: 'a', amount: 1, stage: 'any', openedOn: dayAt(0) };
    expect(issuesOf(() => closingCurve([open]))).toEqual(['null asOf missing']);
  });
});

describe('forecastPipeline', () => {
  const deals: Deal[] = [
    { id: '1', accountId: 'a', amount: 100, stage: 'proposal', openedOn: dayAt(0), repId: 'ann' },
    { id: '2', accountId: 'b', amount: 200, stage: 'lead', openedOn: dayAt(9), repId: 'bob' },
    { id: '3', accountId: 'b', amount: -50, stage: 'lead', openedOn: dayAt(9), repId: 'bob' },
  ];
  const columns = toDealColumns(deals, { asOf: dayAt(10), groupBy: byRep, groups: ['cid'] });

  it('weighs each deal by its chance; the deviation is that of independent deals', () => {
    const { total, groups } = forecastPipeline(columns, { stageChances, closing: 'all' });
    expect(total).toMatchObject({ deals: 2, amount: 300, forecast: 100 });
    expect(total.deviation).toBeCloseTo(Math.sqrt(100 ** 2 / 4 + (200 ** 2 * 3) / 16), 10);
    expect(groups.map(({ group, forecast }) => [group, forecast])).toEqual([
      ['ann', 50],
      ['bob', 50],
      ['cid', 0],
    ]);
    expect(groups[0].interval).toEqual({ low: 0, high: 100 });
    expect(groups[2].interval).toEqual({ low: 0, high: 0 });
  });

  it('leans its interval to the side of the rare large result', () => {
    const many = Array.from({ length: 10 }, (_, i) => ({ ...deals[0], id: `${i}`, amount: 10 }));
    const { total } = forecastPipeline(toDealColumns(many, { asOf: dayAt(9) }), {
      stageChances: { proposal: 0.1 },
    });
    // Variance 10 x 100 x 0.09, third moment 10 x 1000 x 0.09 x 0.8.
    const [z, deviation] = [1.959963984540054, Math.sqrt(90)];
    expect(total.deviation).toBeCloseTo(deviation, 12);
    expect(total.interval.high).toBeCloseTo(
      10 + (z + ((z ** 2 - 1) * 720) / deviation ** 3 / 6) * deviation,
      9,
    );
    expect(total.interval.low).toBe(0);
  });

  it('counts on a deal only as far as others of its age closed in time', () => {
    const history = [5, 15].map(
      (days, i): Deal => ({
        id: `h${i}`,
        accountId: 'a',
        amount: 1,
        stage: 'won',
        openedOn: dayAt(0),
        closedOn: dayAt(days),
        won: true,
      }),
    );
    const open: Deal = { id: 'o', accountId: 'a', amount: 100, stage: 'lead', openedOn: dayAt(20) };
    const known = toDealColumns([...history, open], { asOf: dayAt(20) });
    // The open deal leaves at age 0; of the two others one closes on day 5, so 1/2 are open until day 15.
    expect(forecastPipeline(known, { stageChances, to: dayAt(26) }).total.forecast).toBe(12.5);
    expect(forecastPipeline(known, { stageChances, to: dayAt(22) }).total.forecast).toBe(0);
    expect(forecastPipeline(known, { stageChances, to: dayAt(90) }).total.forecast).toBe(25);
  });

  it('wants an as-of day before the end, and a chance for every open stage', () => {
    expect(issuesOf(() => forecastPipeline(toDealColumns(deals), { stageChances }))).toEqual([
      'null asOf out-of-range',
    ]);
    expect(issuesOf(() => forecastPipeline(columns, { stageChances, to: dayAt(3) }))).toEqual([
      'null asOf out-of-range',
    ]);
    expect(issuesOf(() => forecastPipeline(columns, { stageChances: { lead: 1 } }))).toEqual([
      '0 stage no-chance',
    ]);
  });

  it('has an interval about as wide as all outcomes, counted out, are', () => {
    const random = createRandom(3);
    for (let trial = 0; trial < 20; trial++) {
      const many = Array.from({ length: 12 }, (_, i) => ({
        ...deals[0],
        id: `${i}`,
        amount: 1 + random.nextBelow(20),
        stage: i % 2 === 0 ? 'lead' : 'proposal',
      }));
      const { interval } = forecastPipeline(toDealColumns(many, { asOf: dayAt(9) }), {
        stageChances,
        confidence: 0.9,
      }).total;
      let held = 0;
      for (let won = 0; won < 2 ** 12; won++) {
        let [sum, chance] = [0, 1];
        many.forEach(({ amount, stage }, i) => {
          const p = stageChances[stage as keyof typeof stageChances];
          const isWon = (won >> i) % 2 === 1;
          if (isWon) sum += amount;
          chance *= isWon ? p : 1 - p;
        });
        if (sum >= interval.low && sum <= interval.high) held += chance;
      }
      expect(Math.abs(held - 0.9)).toBeLessThan(0.05);
    }
  });
});

describe('forecastToPeriodEnd', () => {
  const options = { from: dayAt(60), to: dayAt(240), stageChances };

  it('books up to the day, and forecasts in two ways', () => {
    const deal: Deal = { id: '1', accountId: 'a', amount: 70, stage: 'lead', openedOn: dayAt(0) };
    const won = { closedOn: dayAt(1), won: true };
    const deals = [
      { ...deal, ...won },
      { ...deal, ...won, id: '2', closedOn: dayAt(8), amount: -10 },
      { ...deal, ...won, id: '3', closedOn: dayAt(13), amount: 5 },
      { ...deal, id: '4', amount: 40 },
      { ...deal, ...won, id: '5', closedOn: dayAt(20), amount: 999 },
    ];
    const columns = toDealColumns(deals, { asOf: dayAt(13) });
    const { total } = forecastToPeriodEnd(columns, {
      from: dayAt(0),
      to: dayAt(27),
      stageChances,
      closing: 'all',
    });
    expect(total.booked).toBe(65);
    expect(total.passedShare).toBe(0.5);
    expect(total.runRate).toEqual(forecastRunRate([70, -5], [7, 7], 14));
    expect(total.runRate.forecast).toBe(130);
    expect(total.pipeline?.forecast).toBe(65 + (40 + 999) / 4);
    const weekdays = forecastToPeriodEnd(columns, {
      from: dayAt(0),
      to: dayAt(27),
      dayWeight: (day) => Number(day < dayAt(7) || day >= dayAt(21)),
    });
    expect(weekdays.total).toMatchObject({ passedShare: 0.5, pipeline: null, runRate: { forecast: 130 } });
  });

  it('books nothing that closed after the end, however late it is asked', () => {
    const deal: Deal = { id: '1', accountId: 'a', amount: 70, stage: 'lead', openedOn: dayAt(0), won: true };
    const deals = [
      { ...deal, closedOn: dayAt(13) },
      { ...deal, id: '2', closedOn: dayAt(14), amount: 999 },
    ];
    const columns = toDealColumns(deals, { asOf: dayAt(60) });
    const { total } = forecastToPeriodEnd(columns, { from: dayAt(0), to: dayAt(13) });
    expect([total.booked, total.runRate.forecast]).toEqual([70, 70]);
  });

  it('is what was booked once the period is over, and unknown before it begins', () => {
    const over = toDealColumns([], { asOf: dayAt(300) });
    expect(forecastToPeriodEnd(over, options).total).toMatchObject({
      booked: 0,
      passedShare: 1,
      pipeline: null,
      runRate: { forecast: 0 },
    });
    const early = toDealColumns([], { asOf: dayAt(5) });
    expect(forecastToPeriodEnd(early, options).total).toMatchObject({
      passedShare: 0,
      runRate: { forecast: null },
    });
  });

  it('wants a period, an as-of day and weights that are numbers', () => {
    const columns = toDealColumns([], { asOf: dayAt(70) });
    expect(() => forecastToPeriodEnd(columns, { from: dayAt(0) })).toThrow(OptionsError);
    expect(issuesOf(() => forecastToPeriodEnd(toDealColumns([]), options))).toEqual(['null asOf missing']);
    const dayWeight = (day: string) => (day === dayAt(63) || day === dayAt(90) ? -1 : 1);
    expect(issuesOf(() => forecastToPeriodEnd(columns, { ...options, dayWeight }))).toEqual([
      'null dayWeight out-of-range',
      'null dayWeight out-of-range',
    ]);
  });

  it('adds up over the territories of any model, whatever the order, free of NaN', () => {
    const models = [0, 1].map((model) =>
      groupByTerritoryModel(
        Array.from({ length: 6 }, (_, i) => ({
          accountId: `a${i}`,
          territoryId: `t${(i + model) % (2 + model)}`,
        })),
      ),
    );
    fc.assert(
      fc.property(randomDeals, (deals) => {
        const [archived, active] = models.map((groupBy) =>
          forecastToPeriodEnd(toDealColumns(deals, { asOf: dayAt(180), groupBy }), options),
        );
        expect(archived.total.booked).toBe(active.total.booked);
        expect(archived.total.runRate).toEqual(active.total.runRate);
        expect(archived.total.pipeline?.forecast).toBeCloseTo(active.total.pipeline?.forecast ?? -1, 8);
        for (const { total, groups } of [archived, active]) {
          expect(groups.reduce((sum, { booked }) => sum + booked, 0)).toBe(total.booked);
          const open = groups.reduce((sum, { pipeline }) => sum + (pipeline?.open.forecast ?? 0), 0);
          expect(open).toBeCloseTo(total.pipeline?.open.forecast ?? 0, 8);
        }
        const turned = toDealColumns([...deals].reverse(), { asOf: dayAt(180), groupBy: models[0] });
        expect(forecastToPeriodEnd(turned, options).total.booked).toBe(archived.total.booked);
        expect(hasNaN(archived)).toBe(false);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('refuses a model that holds an account twice', () => {
    const twice = { accountId: 'a', territoryId: 'x' };
    const deal = { id: '1', accountId: 'z', amount: 1, stage: 'any', openedOn: dayAt(0) };
    expect(groupByTerritoryModel([twice])(deal)).toBe(null);
    expect(issuesOf(() => groupByTerritoryModel([twice, twice]))).toEqual([
      '1 assignments.accountId duplicate-assignment',
    ]);
  });
});
