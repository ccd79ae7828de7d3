import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/model/account.js';
import * as segment from '../../src/segment/index.js';
import { plainOf } from '../support/plainOf.js';
import { roughNumber } from '../support/roughen.js';
import { orderFree, type Row, rows } from './lawCases.js';

/**
 * Functions whose answers hang on the order: first centres are drawn by row number, of equally good pods and rings that of
 * the first is taken. They have laws of their own below and in their own tests; one is given no rows.
 */
const ordered = ['clusterMixed', 'formPods', 'planRotation', 'staffRoles'];

/**
 * Functions that keep nine digits in any order, not all: an equation is solved by rotating its rows in turn, and what buyers spend
 * is added up as it is read, in a tenth of the time.
 */
const nearly = ['regressPotential', 'findWhitespace'];

/** Every number in a value, wherever it stands. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** The same in shape, texts and flags; numbers to nine digits, as sums in another order round differently. */
function expectAlike(found: unknown, wanted: unknown, path: string): void {
  if (typeof wanted === 'number' && typeof found === 'number') {
    if (!(Math.abs(found - wanted) <= 1e-9 * (1 + Math.abs(wanted))))
      expect([path, found]).toEqual([path, wanted]);
  } else if (typeof wanted === 'object' && wanted !== null && typeof found === 'object' && found !== null) {
    expect([path, Object.keys(found)]).toEqual([path, Object.keys(wanted)]);
    for (const [key, part] of Object.entries(wanted))
      expectAlike((found as Record<string, unknown>)[key], part, `${path}.${key}`);
  } else expect([path, found]).toEqual([path, wanted]);
}

/** The same accounts with figures that are hard to add up. */
const roughen = (list: readonly Row[]): Row[] =>
  list.map((row) => ({
    ...row,
    beds: row.beds === null ? null : roughNumber(row.beds),
    sold: roughNumber(row.sold),
    purchases: row.purchases.map((own) => ({ ...own, amount: roughNumber(own.amount) })),
  }));

describe('laws', () => {
  it('are tried on every public function', () => {
    const functions = Object.entries(segment).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : [],
    );
    expect([...Object.keys(orderFree), ...ordered].sort()).toEqual(functions.sort());
  });

  const shuffled = rows.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  it.each(Object.entries(orderFree))('%s: no NaN, and the same in whatever order accounts come', (_, say) => {
    fc.assert(
      fc.property(shuffled, ([list, turned]) => {
        const said = say(list);
        expect(numbersIn(said).filter(Number.isNaN)).toEqual([]);
        const again = say(turned);
        expectAlike(again.whole, said.whole, 'whole');
        for (const id of Object.keys(said.byId ?? {})) expectAlike(again.byId?.[id], said.byId?.[id], id);
      }),
      { numRuns: 150 },
    );
  });

  it.each(Object.entries(orderFree).filter(([name]) => !nearly.includes(name)))(
    '%s: the same to the bit in whatever order accounts and sales come, where numbers are hard to add up',
    (_, say) => {
      for (const seed of [1, 2, 3]) {
        fc.assert(
          fc.property(shuffled, ([list, turned]) => {
            const said = say(roughen(list));
            const again = say(
              roughen(turned).map((row) => ({ ...row, purchases: row.purchases.toReversed() })),
            );
            expect(plainOf(again.whole)).toEqual(plainOf(said.whole));
            expect(plainOf(again.byId)).toEqual(plainOf(said.byId));
          }),
          { seed, numRuns: 100 },
        );
      }
    },
  );
});

/** Entry `[i]` is what the columns add up to in row i. */
const sumColumns = (columns: Readonly<Record<string, ArrayLike<number>>>, count: number) =>
  Array.from({ length: count }, (_, i) => Object.values(columns).reduce((sum, column) => sum + column[i], 0));

describe('contributions', () => {
  const beds = ({ attributes }: Account) => attributes.beds as number | null;
  const accountsOf = (list: readonly Row[]): Account[] =>
    list.map(({ id, name, sold, beds: own }) => ({
      id,
      name,
      measures: { sold },
      attributes: { beds: own },
    }));

  it.each<[string, (list: readonly Row[]) => [whole: ArrayLike<number>, parts: ArrayLike<number>]]>([
    [
      'scoreLookAlikes',
      (list) => {
        const isBest = list.map(({ tier }) => tier === 'A');
        const { scores, contributions } = segment.scoreLookAlikes(accountsOf(list), isBest, [
          { id: 'beds', value: beds },
          { id: 'name', value: ({ name }) => name },
        ]);
        return [scores, sumColumns(contributions, list.length)];
      },
    ],
    [
      'scoreRfm',
      (list) => {
        const bought = list.flatMap(({ id, purchases }) =>
          purchases.map((sale) => ({ accountId: id, ...sale })),
        );
        const ids = list.map(({ id }) => id);
        const weights = { recency: 3, frequency: -1, monetary: 0.5 };
        const { scores, contributions } = segment.scoreRfm(
          ids,
          bought.map(({ product: _, ...sale }) => sale),
          {
            ...{ asOf: '2026-06-30', weights },
          },
        );
        return [scores, sumColumns(contributions, list.length)];
      },
    ],
    [
      'regressPotential, robust',
      (list) => {
        const predictors = [{ id: 'beds', values: list.map((row) => row.beds ?? Number.NaN) }];
        const { predicted, base, contributions } = segment.regressPotential(
          predictors,
          list.map(({ sold }) => sold),
          { missing: 'mean', method: 'robust' },
        );
        return [predicted, sumColumns(contributions, list.length).map((sum) => base + sum)];
      },
    ],
    [
      'profileAccounts',
      (list) => {
        const { score, contributions } = segment.profileAccounts(accountsOf(list));
        return [
          [score ?? 0],
          [Object.values(contributions).reduce<number>((sum, own) => sum + (own ?? 0), 0)],
        ];
      },
    ],
    [
      'qualifyAccounts',
      (list) => {
        const deals = list.map(({ id, metShare, sold }) => ({
          ...{ dealId: id, accountId: 'one', amount: sold, answers: { need: { metShare } } },
        }));
        const found = segment.qualifyAccounts(segment.qualifyDeals(deals, segment.bant), {
          combine: 'amount',
        });
        const parts = found.map(({ contributions }) =>
          contributions.reduce((sum, { points }) => sum + points, 0),
        );
        return [found.map(({ score }) => score), parts];
      },
    ],
  ])('add up: %s', (_, split) => {
    fc.assert(
      fc.property(rows, (list) => {
        const [whole, parts] = split(list);
        expectAlike(Array.from(parts), Array.from(whole), 'sum');
      }),
    );
  });
});

describe('compareTiers', () => {
  it('counts every account once, as moved, new or gone', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { counts, entered, left, up, stayed, down } = segment.compareTiers(
          list.map(({ before }) => before),
          list.map(({ tier }) => tier),
          ['A', 'B'],
        );
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        expect(sum(counts.flat()) + sum(entered) + sum(left)).toBe(list.length);
        expect(up + stayed + down).toBe(sum(counts.flat()));
      }),
    );
  });
});

describe('findWhitespace', () => {
  it('lists nothing that an account buys, and products and accounts add up to the same', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const sales = list.flatMap(({ id, purchases }) =>
          purchases.map(({ product, amount }) => ({ accountId: id, product, amount: Math.abs(amount) + 1 })),
        );
        const found = segment.findWhitespace(
          list.map(({ id }) => id),
          sales,
        );
        const all = found.products.reduce((sum, { expected }) => sum + expected, 0);
        expectAlike(
          found.expectedByAccount.reduce((sum, expected) => sum + expected, 0),
          all,
          'expected',
        );
        found.accountOf.forEach((i, e) => {
          const { product } = found.products[found.productOf[e]];
          expect(list[i].purchases.some((sale) => sale.product === product)).toBe(false);
          expect(found.rate[e]).toBeGreaterThanOrEqual(0);
          expect(found.rate[e]).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});

describe('rising figures', () => {
  const share = fc.double({ min: 0, max: 1000, noNaN: true });
  it.each<[string, (value: number) => number]>([
    [
      'minutes by distance from the seat',
      (seatKm) => segment.tourAllowance([{ areaKm2: 9, stops: 3, seatKm }], { kmPerHour: 50 })[0],
    ],
    [
      'minutes by area',
      (areaKm2) =>
        segment.tourAllowance([{ areaKm2, stops: 3, seatKm: 1 }], { kmPerHour: 50, visitsPerTrip: 3 })[0],
    ],
    [
      'minutes by distance to neighbours',
      (km) => segment.travelAllowance([km], { kmPerHour: 50, leastMin: 2, mostMin: 90 })[0],
    ],
    ['heads by leads', (leads) => segment.staffRoles(Math.floor(leads), 'AE', { AE: 3, SE: 1 })[1].heads],
    [
      'a sum by an amount',
      (amount) =>
        segment.sumByRecency(['a'], [{ accountId: 'a', on: '2026-01-01', amount }], {
          asOf: '2026-06-30',
          halfLifeDays: 30,
        })[0],
    ],
    [
      'hours by visits',
      (visits) =>
        segment.computeWorkload(['A'], { A: { field: { visits, serviceMin: 30, travelMin: 9 } } }).hours[0],
    ],
    [
      'a tier by a value',
      (value) =>
        -['A', 'B', 'C'].indexOf(segment.tierByThresholds([value], ['A', 'B', 'C'], [600, 200]).tiers[0]),
    ],
  ])('never lower %s', (_, read) => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        expect(read(Math.max(a, b))).toBeGreaterThanOrEqual(read(Math.min(a, b)));
      }),
    );
  });
});

describe('clusterMixed', () => {
  it('puts every account into one cluster, the largest first, and names no NaN', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 4 }), (list, clusters) => {
        const numbers = {
          beds: list.map((row) => row.beds ?? Number.NaN),
          sold: list.map(({ sold }) => sold),
        };
        const categories = { type: list.map(({ type }) => type) };
        const found = segment.clusterMixed({ numbers, categories }, { clusters, missing: 'mean' });
        const counts = found.prototypes.map(({ count }) => count);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
        counts.forEach((count, c) => {
          expect(found.clusterOf.filter((own) => own === c)).toHaveLength(count);
        });
        expect(numbersIn(found).filter(Number.isNaN)).toEqual([]);
      }),
    );
  });
});
