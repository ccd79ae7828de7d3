import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as kpi from '../../src/kpi/index.js';
import { issuesOf } from './support/issuesOf.js';

/** Powers of two, so that converting changes no digit. */
const rates = { EUR: 1, USD: 0.5, GBP: 2 };
type Code = keyof typeof rates;
type Rates = { readonly rates: typeof rates | null };
const { rates: none } = { rates: null };

/** Rows of money of a function, which of their fields are money, and how it is called. */
interface Case {
  readonly row: fc.Arbitrary<Record<string, unknown>>;
  readonly money: readonly string[];
  readonly run: (rows: never[], options: Rates) => unknown;
}

const amount = fc.integer({ min: 0, max: 10_000 });
const signed = fc.integer({ min: -10_000, max: 10_000 });
const id = fc.constantFrom('a', 'b', 'c');
const deal = { accountId: 'a', stage: 'lead', openedOn: '2024-01-01', repId: 'a' };
const members = [
  { repId: 'a', role: 'ae' },
  { repId: 'b', role: 'se' },
];
/** Rows whose ids must differ get them by position. */
const numbered = (rows: readonly object[]) => rows.map((row, i) => ({ ...row, id: `n${i}` }));

const cases: Readonly<Record<string, Case>> = {
  attainment: {
    row: fc.record({ id, actual: signed }),
    money: ['actual'],
    run: (rows, options) => kpi.attainment(rows, [], options),
  },
  'attainment, quotas': {
    row: fc.record({ quota: amount }),
    money: ['quota'],
    run: (rows, options) => kpi.attainment([], numbered(rows) as never, options),
  },
  payCommission: {
    row: fc.record({ credited: signed, quota: amount }),
    money: ['credited', 'quota'],
    run: (rows, options) =>
      kpi.payCommission(numbered(rows) as never, { rates: [{ from: 0, rate: 0.5 }] }, options),
  },
  payForPerformance: {
    row: fc.record({ id, pay: amount, performance: signed }),
    money: ['pay'],
    run: (rows, options) => kpi.payForPerformance(rows, options),
  },
  penetration: {
    row: fc.record({ group: id, captured: signed, potential: fc.option(amount) }),
    money: ['captured', 'potential'],
    run: (rows, options) => kpi.penetration(rows, options),
  },
  'pipelineCoverage, quotas': {
    row: fc.record({ quota: amount }),
    money: ['quota'],
    run: (rows, options) => kpi.pipelineCoverage([], numbered(rows) as never, options),
  },
  'pipelineCoverage, deals': {
    row: fc.record({ amount: signed }),
    money: ['amount'],
    run: (rows, options) =>
      kpi.pipelineCoverage(rows.map((row: object) => ({ ...deal, id: 'd', ...row })) as never, [], options),
  },
  revenuePerUnit: {
    row: fc.record({ id, revenue: signed, units: amount }),
    money: ['revenue'],
    run: (rows, options) => kpi.revenuePerUnit(rows, options),
  },
  rollUpAttainment: {
    row: fc.record({ actual: signed, quota: amount }),
    money: ['actual', 'quota'],
    run: (rows, options) =>
      kpi.rollUpAttainment(
        [{ id: 'top' }, ...numbered(rows).map((row) => ({ ...row, parentId: 'top' }))],
        options,
      ),
  },
  'salesScorecard, quotas': {
    row: fc.record({ quota: amount }),
    money: ['quota'],
    run: (rows, { rates }) =>
      kpi.salesScorecard({
        deals: kpi.toDealColumns([], {
          groupBy: () => null,
          groups: rows.map((_, i) => `n${i}`),
          rates,
        }),
        periods: [{ id: 'Q', from: '2024-01-01', to: '2024-03-31' }],
        quotas: numbered(rows).map((row) => ({ ...row, periodId: 'Q' })) as never,
      }),
  },
  'scorecard, quotas': {
    row: fc.record({ quota: amount }),
    money: ['quota'],
    run: (rows, { rates }) => {
      const quotas = numbered(rows) as never;
      const territories = numbered(rows).map((row) => ({ id: row.id, repIds: [] }));
      return kpi.scorecard({ accounts: [], territories, assignments: [], measures: [], quotas, rates });
    },
  },
  splitCredits: {
    row: fc.record({ id, amount: signed }),
    money: ['amount'],
    run: (rows, options) =>
      kpi.splitCredits(rows.map((row: object) => ({ ...row, members })) as never, {
        shares: { ae: 0.5, se: 0.5 },
        ...options,
      }),
  },
  toDealColumns: {
    row: fc.record({ amount: signed }),
    money: ['amount'],
    run: (rows, options) => {
      const read = rows.map((row: object) => ({ ...deal, id: 'd', ...row }));
      return kpi.toDealColumns(read as never, options).amounts;
    },
  },
};

const codes = fc.constantFrom<Code>('EUR', 'USD', 'GBP');

/** The amounts of a row in the currency of the report. */
function converted(row: Record<string, unknown>, money: readonly string[]): Record<string, unknown> {
  const worth = rates[row.currency as Code];
  const own = Object.entries(row).map(([key, value]) => [
    key,
    money.includes(key) && value !== null ? (value as number) * worth : value,
  ]);
  return { ...Object.fromEntries(own), currency: 'EUR' };
}

describe('several currencies', () => {
  it.each(Object.entries(cases))('%s: a table converts before all else', (_, { row, money, run }) => {
    const priced = fc.tuple(row, codes).map(([one, currency]) => ({ ...one, currency }));
    fc.assert(
      fc.property(fc.array(priced, { maxLength: 6 }), (rows) => {
        const before = rows.map((one) => converted(one, money));
        expect(run(rows as never, { rates })).toEqual(run(before as never, { rates }));
        // One currency needs no table.
        const first = run(before as never, { rates: none });
        expect(first).toEqual(run(before as never, { rates }));
      }),
      { numRuns: 60 },
    );
  });

  it.each(Object.entries(cases))('%s: a second one is refused without a table', (_, { row, run }) => {
    const [one] = fc.sample(row, { numRuns: 1, seed: 2 });
    const issues = (given: readonly (string | undefined)[], options: Rates) =>
      issuesOf(() => run(given.map((currency) => ({ ...one, currency })) as never, options)).map((issue) =>
        issue.replace(/^\d+ (\w+\.)?/, ''),
      );
    expect(issues(['EUR', 'EUR'], { rates: null })).toEqual([]);
    expect(issues(['EUR', 'USD'], { rates: null })).toEqual(['currency several-currencies']);
    expect(issues([undefined, 'USD'], { rates: null })).toEqual(['currency several-currencies']);
    expect(issues(['EUR', 'JPY', undefined], { rates })).toEqual([
      'currency unknown-currency',
      'currency unknown-currency',
    ]);
    expect(issues(['EUR', 7 as never], { rates: null })).toEqual(['currency wrong-type']);
  });

  it.each(Object.entries(cases))('%s: what converting makes too large is named', (_, { row, money, run }) => {
    const [one] = fc.sample(row, { numRuns: 1, seed: 2 });
    const found = issuesOf(() =>
      run([{ ...one, [money[0]]: 1e60, currency: 'IDR' }] as never, { rates: { IDR: 1e50 } as never }),
    );
    expect(found.map((issue) => issue.replace(/^\d+ (\w+\.)?/, ''))).toEqual([`${money[0]} out-of-range`]);
  });

  it('deals and quotas of a sales scorecard must be in one, too', () => {
    const deals = [{ ...deal, id: '1', amount: 100, currency: 'EUR', closedOn: '2024-02-01', won: true }];
    const periods = [{ id: 'Q', from: '2024-01-01', to: '2024-03-31' }];
    const attained = (table: Readonly<Record<string, number>> | null, currency?: string) =>
      kpi.salesScorecard({
        deals: kpi.toDealColumns(deals, { groupBy: () => 'a', rates: table }),
        periods,
        quotas: [{ id: 'a', periodId: 'Q', quota: 50, ...(currency && { currency }) }],
      }).totals[0].figures.attainment;
    expect(attained(null)).toBe(2);
    expect(attained(null, 'EUR')).toBe(2);
    expect(issuesOf(() => attained(null, 'USD'))).toEqual(['0 quotas.currency several-currencies']);
    expect(attained(rates, 'USD')).toBe(4);
    expect(attained({ USD: 1, EUR: 2 }, 'USD')).toBe(4);
    expect(issuesOf(() => attained(rates))).toEqual(['0 quotas.currency unknown-currency']);
  });

  it('deals and quotas must be in one, too', () => {
    const deals = [{ ...deal, id: '1', amount: 100, currency: 'EUR' }];
    const columns = kpi.toDealColumns(deals, { groupBy: () => 'a' });
    const asked = (currency?: string) => [{ id: 'a', quota: 50, ...(currency && { currency }) }];
    for (const source of [deals, columns]) {
      expect(kpi.pipelineCoverage(source, asked()).total.coverage).toBe(2);
      expect(kpi.pipelineCoverage(source, asked('EUR')).total.coverage).toBe(2);
      expect(issuesOf(() => kpi.pipelineCoverage(source, asked('USD')))).toEqual([
        '0 quotas.currency several-currencies',
      ]);
    }
    expect(kpi.pipelineCoverage(columns, asked('USD'), { rates }).total.coverage).toBe(4);
    // Columns that were not converted stay as they are, and say so.
    expect(
      issuesOf(() => kpi.pipelineCoverage(columns, asked('USD'), { rates: { USD: 1, EUR: 2 } })),
    ).toEqual(['null deals.currency several-currencies']);
    const inDollars = kpi.toDealColumns(deals, { groupBy: () => 'a', rates: { USD: 1, EUR: 2 } });
    // Converted columns carry the table that their quotas need, too.
    expect(kpi.pipelineCoverage(inDollars, asked('EUR')).total.coverage).toBe(2);
    expect(issuesOf(() => kpi.pipelineCoverage(inDollars, asked('GBP')))).toEqual([
      '0 quotas.currency unknown-currency',
    ]);
    expect(kpi.pipelineCoverage(inDollars, asked('USD'), { rates: { USD: 1, EUR: 2 } }).total.coverage).toBe(
      4,
    );
  });
});
