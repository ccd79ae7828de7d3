import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/model/account.js';
import * as segment from '../../src/segment/index.js';
import { type Row, rows } from './lawCases.js';

const asOf = '2026-06-30';
const idsOf = (list: readonly Row[]) => list.map(({ id }) => id);
const salesOf = (list: readonly Row[]) =>
  list.flatMap(({ id, purchases }) =>
    purchases.map((sale) => ({ accountId: id, ...sale, amount: Math.abs(sale.amount) + 1 })),
  );
const accountsOf = (list: readonly Row[]): Account[] =>
  list.map(({ id, name, lon, lat, beds, sold }) => ({
    ...{ id, name, lon, lat, measures: { sold }, attributes: { beds } },
  }));

/** Rows with one of them, whatever it is. */
const rowsAndOne = rows
  .filter((list) => list.length > 0)
  .chain((list) => fc.tuple(fc.constant(list), fc.nat({ max: list.length - 1 })));

/** What is read must not fall from the first to the second, but for rounding. */
function expectNotLower(before: number, after: number): void {
  if (!(after >= before - 1e-9 * (1 + Math.abs(before))))
    expect([before, after]).toEqual([before, 'not lower']);
}

describe('rising inputs never lower', () => {
  it('the RFM score of an account: one more purchase, a larger one, a later one', () => {
    fc.assert(
      fc.property(rowsAndOne, ([list, i]) => {
        const sales = salesOf(list).map(({ product: _, ...sale }) => sale);
        const scoreOf = (given: typeof sales) => segment.scoreRfm(idsOf(list), given, { asOf }).scores[i];
        const before = scoreOf(sales);
        expectNotLower(before, scoreOf([...sales, { accountId: list[i].id, on: '2026-01-10', amount: 5 }]));
        const own = sales.findIndex(({ accountId }) => accountId === list[i].id);
        if (own < 0) return;
        for (const change of [{ amount: sales[own].amount + 30 }, { on: asOf }])
          expectNotLower(before, scoreOf(sales.with(own, { ...sales[own], ...change })));
      }),
    );
  });

  it('a sum by recency: a later day', () => {
    fc.assert(
      fc.property(fc.constantFrom('2026-01-01', '2026-03-31', '2026-06-29'), fc.nat(900), (on, amount) => {
        const sumOn = (day: string) =>
          segment.sumByRecency(['a'], [{ accountId: 'a', on: day, amount }], { asOf, halfLifeDays: 40 })[0];
        expectNotLower(sumOn(on), sumOn(asOf));
      }),
    );
  });

  it('the score of a list: a value that was missing', () => {
    fc.assert(
      fc.property(rowsAndOne, ([list, i]) => {
        const scoreOf = (given: readonly Row[]) =>
          segment.profileAccounts(accountsOf(given), { fields: ['name', 'attributes.beds'] }).score as number;
        const filled = list.map((row, r) => (r === i ? { ...row, beds: row.beds ?? 7 } : row));
        expectNotLower(scoreOf(list), scoreOf(filled));
      }),
    );
  });

  it('a normalised value: the value', () => {
    const ways = fc.constantFrom('none', 'minMax', 'rank', 'zScore', 'log' as const);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2 }), ways, (values, how) => {
        const normal = segment.normaliseValues(values, how);
        const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
        order.slice(1).forEach((i, o) => {
          expectNotLower(normal[order[o]], normal[i]);
        });
      }),
    );
  });

  it('what an account is expected to buy: a peer that begins to, or spends more', () => {
    fc.assert(
      fc.property(rowsAndOne, fc.constantFrom('pumps', 'valves'), ([list, i], product) => {
        const found = (sales: ReturnType<typeof salesOf>) => {
          const whitespace = segment.findWhitespace(idsOf(list), sales, {
            peers: [list.map(({ type }) => type)],
            perAccount: 9,
          });
          const at = whitespace.products.findIndex((own) => own.product === product);
          return new Map(
            Array.from(whitespace.accountOf, (account, e): [number, [rate: number, expected: number]] => [
              whitespace.productOf[e] === at ? account : -1,
              [whitespace.rate[e], whitespace.expected[e]],
            ]),
          );
        };
        const sales = salesOf(list);
        const before = found(sales);
        const buys = sales.some((sale) => sale.accountId === list[i].id && sale.product === product);
        const after = found([...sales, { accountId: list[i].id, product, on: asOf, amount: 1000 }]);
        for (const [account, [rate, expected]] of before) {
          if (account < 0 || account === i) continue;
          const [rateAfter, expectedAfter] = after.get(account) ?? [-1, -1];
          expectNotLower(rate, rateAfter);
          if (buys) expectNotLower(expected, expectedAfter);
        }
      }),
    );
  });

  it('the trend of a series: more growth', () => {
    const values = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 9 }), (series, growth) => {
        const trendOf = (grown: number[]) => segment.findTrends([{ id: 'a', values: grown }])[0];
        const before = trendOf(series);
        const after = trendOf(series.map((value, t) => value + growth * t));
        expectNotLower(before.tau as number, after.tau as number);
        expect(after.slope).toBeCloseTo((before.slope as number) + growth, 9);
      }),
    );
  });

  it('what is predicted for an account: what it is seen to buy; nor does its whitespace rise', () => {
    fc.assert(
      fc.property(rowsAndOne, fc.integer({ min: 1, max: 500 }), ([list, i], more) => {
        const regress = (sold: number[]) =>
          segment.regressPotential(
            [
              { id: 'beds', values: list.map(({ beds }) => beds ?? Number.NaN) },
              { id: 'met', values: list.map(({ metShare }) => metShare) },
            ],
            sold,
            { missing: 'mean' },
          );
        const sold = list.map((row) => row.sold);
        const before = regress(sold);
        const after = regress(sold.with(i, sold[i] + more));
        expectNotLower(before.predicted[i], after.predicted[i]);
        expectNotLower(-before.whitespace[i], -after.whitespace[i]);
      }),
    );
  });

  it('evidence for a level: one more best customer of it', () => {
    fc.assert(
      fc.property(rowsAndOne, ([list, i]) => {
        const isBest = list.map(({ tier }) => tier === 'A');
        const feature = { id: 'type', value: ({ attributes }: Account) => attributes.type };
        const accounts = list.map(({ id, type }) => ({ id, measures: {}, attributes: { type } }));
        const scored = (best: boolean[]) => segment.scoreLookAlikes(accounts, best, [feature]);
        const before = scored(isBest);
        const after = scored(isBest.with(i, true));
        if (before.status === after.status) expectNotLower(before.scores[i], after.scores[i]);
      }),
    );
  });

  it('the tier of an account with hysteresis: its value, or the tier it had', () => {
    const value = fc.integer({ min: 0, max: 300 });
    const before = fc.constantFrom('A', 'B', 'C');
    fc.assert(
      fc.property(value, value, before, before, (a, b, one, other) => {
        const rankOf = (worth: number, had: string) =>
          -['A', 'B', 'C'].indexOf(
            segment.holdTiers([worth], [had], ['A', 'B', 'C'], [200, 100], { band: 0.2 }).tiers[0],
          );
        expectNotLower(rankOf(Math.min(a, b), one), rankOf(Math.max(a, b), one));
        const [high, low] = [one, other].sort();
        expectNotLower(rankOf(a, low), rankOf(a, high));
      }),
    );
  });

  it('the qualification of an account: more that is met', () => {
    const combine = fc.constantFrom('best', 'amount', 'mean' as const);
    fc.assert(
      fc.property(rowsAndOne, combine, ([list, i], how) => {
        const scoreOf = (given: readonly Row[]) => {
          const deals = given.map(({ id, metShare, sold }) => ({
            ...{ dealId: id, accountId: 'one', amount: sold, answers: { need: { metShare } } },
          }));
          const qualified = segment.qualifyDeals(deals, segment.bant);
          return segment.qualifyAccounts(qualified, { combine: how })[0].score;
        };
        expectNotLower(scoreOf(list), scoreOf(list.with(i, { ...list[i], metShare: 1 })));
      }),
    );
  });

  it('the hours of an account: more visits, longer ones, more travel or preparation', () => {
    const figure = fc.integer({ min: 0, max: 90 });
    const level = fc.record({ visits: figure, serviceMin: figure, travelMin: figure, prepMin: figure });
    const seasons = fc.constantFrom<Record<string, number[]>>(
      {},
      { field: [1, 2, 3] },
      { remote: [1, 1], field: [0, 4] },
    );
    const travel = fc.array(figure, { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(level, level, seasons, travel, figure, (field, remote, season, travelMin, more) => {
        const workOf = (own: typeof field, minutes: number[]) =>
          segment.computeWorkload(
            ['A', 'B'],
            { A: { field: own, remote }, B: { remote } },
            {
              ...{ season, travelMin: minutes },
            },
          );
        const before = workOf(field, travelMin);
        const grown = (Object.keys(field) as (keyof typeof field)[])
          // A channel without an allowance has no travel; one more minute makes it one with travel.
          .filter((name) => name !== 'travelMin' || field.travelMin > 0)
          .map((name) => workOf({ ...field, [name]: field[name] + more }, travelMin));
        for (const after of [...grown, workOf(field, [travelMin[0] + more, travelMin[1]])]) {
          expectNotLower(before.hours[0], after.hours[0]);
          for (const [s, hours] of after.hoursBySeason.entries())
            expectNotLower(before.hoursBySeason[s][0], hours[0]);
          // The other account has the same service levels as before.
          expect(after.hours[1]).toBe(before.hours[1]);
        }
      }),
    );
  });

  it('the hours of a season: its weight; those of the others do not rise, and the year stays', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 9 }), (season, more) => {
        const table = { A: { field: { visits: 7, serviceMin: 50, travelMin: 20 } } };
        const of = (field: number[]) => segment.computeWorkload(['A'], table, { season: { field } });
        const [before, after] = [of(season), of(season.with(0, season[0] + more))];
        expect(after.hours).toEqual(before.hours);
        expectNotLower(before.hoursBySeason[0][0], after.hoursBySeason[0][0]);
        for (let s = 1; s < season.length; s++)
          expectNotLower(-before.hoursBySeason[s][0], -after.hoursBySeason[s][0]);
      }),
    );
  });

  it('a travel allowance: the distance to neighbours, the detour, the bounds; nor does speed or a fuller trip', () => {
    const km = fc.integer({ min: 0, max: 200 });
    const step = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(km, step, step, (near, more, least) => {
        const options = {
          kmPerHour: 50,
          detourFactor: 1.2,
          leastMin: least,
          mostMin: least + 60,
          visitsPerTrip: 2,
        };
        const of = (distance: number, own = options) => segment.travelAllowance([distance], own)[0];
        const before = of(near);
        expectNotLower(before, of(near + more));
        for (const name of ['detourFactor', 'leastMin', 'mostMin'] as const)
          expectNotLower(before, of(near, { ...options, [name]: options[name] + more }));
        for (const name of ['kmPerHour', 'visitsPerTrip'] as const)
          expectNotLower(-before, -of(near, { ...options, [name]: options[name] + more }));
      }),
    );
  });

  it('a tour allowance: area, seat, detour and constant; nor does speed; and more stops are never less travel in all', () => {
    const zone = fc.record({
      areaKm2: fc.integer({ min: 0, max: 5000 }),
      stops: fc.integer({ min: 1, max: 60 }),
      seatKm: fc.integer({ min: 0, max: 90 }),
    });
    fc.assert(
      fc.property(zone, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 40 }), (own, m, more) => {
        const options = { kmPerHour: 50, detourFactor: 1.3, visitsPerTrip: m, tourConstant: 0.7124 };
        const of = (given: typeof own, how = options) => segment.tourAllowance([given], how)[0];
        const before = of(own);
        for (const name of ['areaKm2', 'seatKm'] as const)
          expectNotLower(before, of({ ...own, [name]: own[name] + more }));
        for (const name of ['detourFactor', 'tourConstant'] as const)
          expectNotLower(before, of(own, { ...options, [name]: options[name] + more }));
        expectNotLower(-before, -of(own, { ...options, kmPerHour: options.kmPerHour + more }));
        const stops = own.stops + more;
        expectNotLower(own.stops * before, stops * of({ ...own, stops }));
        // A longer way to the seat than between neighbours makes fuller trips worth their while.
        const leg = 0.7124 * Math.sqrt(own.areaKm2 / own.stops);
        if (2 * own.seatKm >= leg) expectNotLower(-before, -of(own, { ...options, visitsPerTrip: m + 1 }));
      }),
    );
  });

  it('what is proposed to be merged: a wider distance, or less likeness asked for', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const merged = (options: { withinKm?: number; similarity?: number }) =>
          segment.findDuplicates(accountsOf(list), options).reduce((sum, { merge }) => sum + merge.length, 0);
        expectNotLower(merged({ withinKm: 0.05 }), merged({ withinKm: 60 }));
        expectNotLower(merged({ similarity: 1 }), merged({ similarity: 0.8 }));
      }),
    );
  });

  it('coverage of a group: more captured there does not widen its gap', () => {
    fc.assert(
      fc.property(rowsAndOne, fc.integer({ min: 1, max: 90 }), ([list, i], more) => {
        const gapOf = (captured: number[]) =>
          segment
            .findUnderCovered({
              groups: list.map(({ type }) => type),
              potential: list.map(({ beds }) => beds ?? 0),
              captured,
            })
            .find(({ group }) => group === list[i].type)?.gap as number;
        const captured = list.map(({ sold }) => sold);
        expectNotLower(-gapOf(captured), -gapOf(captured.with(i, captured[i] + more)));
      }),
    );
  });
});
