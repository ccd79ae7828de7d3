import fc from 'fast-check';
import * as kpi from '../../../src/kpi/index.js';
import { byRep, dayAt, randomDeals } from '../deals/randomDeals.js';

/** What is tried on one function: lists of rows, what is made of them, and what must hold for the result. */
export interface Law {
  /** Lists whose order should not show. */
  readonly lists: fc.Arbitrary<readonly (readonly unknown[])[]>;
  /** Whether entry `[i]` of one list belongs to entry `[i]` of the others, so that all are put into the same order. */
  readonly together?: boolean;
  /** Whether the order of the rows has a meaning, so that it is not changed. */
  readonly isOrdered?: boolean;
  /** The largest of the numbers that are hard to add up; `null` where numbers are counts, so that they stay as they are. */
  readonly roughest?: number | null;
  /**
   * What is money or another measure, so that twice of it all gives answers of twice the size or the same: fields of rows, or
   * positions of lists of numbers. Absent where an amount in the call stays as it is, or amounts are rounded to coins.
   */
  readonly measured?: readonly (string | number)[];
  /** Calls the function. */
  readonly run: (...lists: never[]) => unknown;
  /** Fields that hold positions of rows, or one of several equals. */
  readonly positions?: readonly string[];
  /** Pairs of numbers that must agree: sums and what they are the sums of. */
  readonly adds?: (result: never, ...lists: never[]) => readonly (readonly [number, number])[];
}

/** Whole numbers, so that sums are exact in any order; 0 often, and some as large as any may be, or as small. */
const amount = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0, 0, 1, 1e100, 1e-100));
const signed = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(0, -1, 1e100, 1e-100));
const id = fc.constantFrom('a', 'b', 'c', 'd', 'é', '__proto__');
const holder = fc.option(fc.constantFrom('north', 'south', 'constructor'));
const rowsOf = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, maxLength = 12) =>
  fc.array(fc.record(fields), { maxLength, size: 'max' });
const uniqueRowsOf = <T extends { id: string }>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.uniqueArray(fc.record(fields) as unknown as fc.Arbitrary<T>, {
    maxLength: 6,
    size: 'max',
    selector: (row) => row.id,
  });
const lists = (...each: fc.Arbitrary<readonly unknown[]>[]) =>
  fc.tuple(...each) as fc.Arbitrary<readonly (readonly unknown[])[]>;
/** Columns of one length. */
const table = (...columns: fc.Arbitrary<unknown>[]) =>
  fc
    .array(fc.tuple(...columns), { maxLength: 12, size: 'max' })
    .map((rows) => columns.map((_, c) => rows.map((row) => row[c])));
const holdings = fc.uniqueArray(fc.record({ accountId: id, territoryId: holder }), {
  maxLength: 6,
  selector: ({ accountId }) => accountId,
});
const figureRows = uniqueRowsOf({
  id,
  figures: fc.record({ share: fc.option(signed), load: fc.option(signed) }),
});
const quotas = uniqueRowsOf({ id, quota: amount });
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const sumOf = <T>(rows: readonly T[], key: keyof T) => sum(rows.map((row) => row[key] as number));

const period = { from: dayAt(60), to: dayAt(170) };
const stageChances = { lead: 0.125, proposal: 0.5 };
const columnsOf = (deals: Parameters<typeof kpi.toDealColumns>[0]) =>
  kpi.toDealColumns(deals, { asOf: dayAt(150), groupBy: byRep, groups: ['r9'] });
type Columns = ReturnType<typeof columnsOf>;
/** A figure of deals: of all that there are and of each rep. */
const ofDeals = (figure: (columns: Columns) => unknown, adds?: Law['adds']): Law => ({
  lists: lists(randomDeals),
  measured: ['amount'],
  run: ((deals: Parameters<typeof kpi.toDealColumns>[0]) => figure(columnsOf(deals))) as Law['run'],
  ...(adds && { adds }),
});
const groupsAddUp =
  (...keys: string[]): Law['adds'] =>
  ({ groups, total }: { groups: Record<string, number>[]; total: Record<string, number> }) =>
    keys.map((key) => [sumOf(groups, key), total[key]] as const);
const rowsAddUp =
  (...keys: string[]): Law['adds'] =>
  ({ rows, total }: { rows: Record<string, number>[]; total: Record<string, number> }) =>
    keys.map((key) => [sumOf(rows, key), total[key]] as const);
const spread = (run: (values: number[]) => unknown): Law => ({
  lists: lists(fc.array(amount, { maxLength: 12, size: 'max' })),
  measured: [0],
  run: run as Law['run'],
});

const measures = fc.record({ hours: amount }, { requiredKeys: [] });
const alignment = lists(
  uniqueRowsOf({ id, measures, attributes: fc.constant({}) }),
  fc.constant([
    { id: 'north', repIds: ['r1'], targets: { hours: 5 }, centre: { lon: 1, lat: 2 } },
    { id: 'south', repIds: ['r1'], targets: { hours: 0 } },
    { id: 'constructor', repIds: [], targets: { hours: 9 } },
  ]),
  holdings,
);
const scorecardOf = (accounts: never[], territories: never[], assignments: { accountId: string }[]) => {
  const known = new Set(accounts.map((account: { id: string }) => account.id));
  return kpi.scorecard({
    accounts,
    territories,
    assignments: assignments.filter(({ accountId }) => known.has(accountId)) as never,
    measures: [{ id: 'hours' }],
    reps: [{ id: 'r1', capacity: 40, skills: [] }],
    workload: 'hours',
    quotas: [{ id: 'north', quota: 4 }],
    tier: () => null,
  });
};
const team = fc.record({
  id,
  amount: fc.integer({ min: -100_000, max: 100_000 }),
  members: fc.uniqueArray(
    fc.record({ repId: fc.constantFrom('a', 'b', 'c'), role: fc.constantFrom('ae', 'se', 'none') }),
    { maxLength: 9, selector: ({ repId, role }) => `${repId} ${role}` },
  ),
});
const shares = { ae: 0.75, se: 0.125, none: 0 };
type Split = { reps: { credited: number }[]; credits: Iterable<unknown>; total: { credited: number } };
const creditsAddUp: Law['adds'] = ({ reps, total }: Split) => [[sumOf(reps, 'credited'), total.credited]];
const bothForecasts = ofDeals((columns) => kpi.forecastToPeriodEnd(columns, { ...period, stageChances }));

/** By the name of the function. A function that is not here fails the test of laws. */
export const laws: Readonly<Record<string, Law>> = {
  attainment: {
    measured: ['actual', 'quota'],
    lists: lists(rowsOf({ id, actual: signed }), quotas),
    run: kpi.attainment as Law['run'],
    adds: rowsAddUp('actual'),
  },
  averageDealSize: ofDeals(
    (columns) => kpi.averageDealSize(columns, { ...period, returns: 'net' }),
    groupsAddUp('deals', 'amount', 'returns'),
  ),
  bookings: ofDeals(
    (columns) => kpi.bookings(columns, period),
    groupsAddUp('deals', 'amount', 'returns', 'returnAmount', 'net'),
  ),
  closingCurve: ofDeals(kpi.closingCurve),
  coefficientOfVariation: spread(kpi.coefficientOfVariation),
  compareScorecards: {
    measured: ['share', 'load'],
    lists: lists(figureRows, figureRows, figureRows, figureRows),
    run: ((before: never, after: never, first: never, second: never) =>
      kpi.compareScorecards(before, after, { comparison: { before: first, after: second } })) as Law['run'],
    adds: (({ figures }: ReturnType<typeof kpi.compareScorecards>) =>
      figures.map(({ rose, fell, same, pairs }) => [rose + fell + same, pairs] as const)) as Law['adds'],
  },
  continuity: {
    lists: lists(holdings, holdings, holdings),
    run: ((...alignments: never[]) => kpi.continuity(alignments)) as Law['run'],
  },
  coverageByTier: {
    lists: table(fc.option(id), fc.boolean()),
    together: true,
    run: kpi.coverageByTier as Law['run'],
    adds: ((rows: ReturnType<typeof kpi.coverageByTier>, tiers: unknown[], covered: boolean[]) => [
      [sumOf(rows, 'accounts'), tiers.length],
      [sumOf(rows, 'covered'), covered.filter(Boolean).length],
    ]) as Law['adds'],
  },
  detectAlerts: {
    lists: lists(figureRows, figureRows, figureRows),
    run: ((...days: never[]) =>
      kpi.detectAlerts(
        days.map((rows, k) => ({ on: dayAt(k), rows })),
        [
          { id: 'low', kind: 'threshold', figure: 'share', bad: 'below', raise: 0 },
          { id: 'odd', kind: 'control', figure: 'load', baseline: 2 },
          { id: 'slow', kind: 'drift', figure: 'load', baseline: 2 },
        ],
      )) as Law['run'],
  },
  disruption: {
    measured: ['hours'],
    lists: lists(holdings, holdings, uniqueRowsOf({ id, measures })),
    run: ((before: never, after: never, accounts: never) =>
      kpi.disruption(before, after, accounts, ['hours'], { base: 'all' })) as Law['run'],
    adds: (({ territories, moved, released, assigned }: ReturnType<typeof kpi.disruption>) => [
      [sumOf(territories, 'lost'), moved - assigned],
      [sumOf(territories, 'gained'), moved - released],
    ]) as Law['adds'],
  },
  distanceStats: {
    // Places are within 90 degrees.
    roughest: 90,
    lists: table(
      fc.constantFrom({}, { lon: 0, lat: 0 }, { lon: 180, lat: -90 }, { lon: -30, lat: 45 }),
      fc.integer({ min: 0, max: 5 }),
    ),
    together: true,
    run: ((places: never, weights: never) =>
      kpi.distanceStats(places, { lon: 1, lat: 90 }, weights)) as Law['run'],
    positions: ['longestIndex'],
    adds: (({ located, unlocated }: ReturnType<typeof kpi.distanceStats>, places: unknown[]) => [
      [located + unlocated, places.length],
    ]) as Law['adds'],
  },
  elapsedShare: {
    lists: lists(fc.array(fc.nat(400), { minLength: 1, maxLength: 5 })),
    isOrdered: true,
    run: ((days: number[]) =>
      [...days]
        .sort((a, b) => a - b)
        .map((day) => kpi.elapsedShare(dayAt(50), dayAt(300), dayAt(day)))) as Law['run'],
    // Does not fall from one day to a later one.
    adds: ((values: number[]) =>
      values.map((value, k) => [value, Math.max(...values.slice(0, k + 1))] as const)) as Law['adds'],
  },
  forecastPipeline: ofDeals(
    (columns) => kpi.forecastPipeline(columns, { stageChances, to: period.to }),
    groupsAddUp('deals', 'amount'),
  ),
  forecastRunRate: {
    measured: [0],
    lists: table(signed, amount),
    together: true,
    run: ((amounts: never, weights: never) => kpi.forecastRunRate(amounts, weights, 5)) as Law['run'],
  },
  forecastToPeriodEnd: {
    ...bothForecasts,
    adds: (({ groups, total }: ReturnType<typeof kpi.forecastToPeriodEnd>) => [
      [sumOf([...groups], 'booked'), total.booked],
    ]) as Law['adds'],
  },
  gini: spread(kpi.gini),
  groupByTerritoryModel: {
    lists: lists(holdings),
    run: ((assignments: never) => {
      const groupOf = kpi.groupByTerritoryModel(assignments);
      return ['a', 'b', 'x', '__proto__'].map((accountId) => groupOf({ accountId } as never));
    }) as Law['run'],
  },
  imbalance: {
    measured: [0, 1],
    lists: table(amount, amount),
    together: true,
    run: kpi.imbalance as Law['run'],
  },
  jainIndex: spread(kpi.jainIndex),
  openPipeline: ofDeals(
    (columns) => kpi.openPipeline(columns, { stageChances }),
    groupsAddUp('deals', 'amount', 'returns', 'weightedAmount'),
  ),
  payCommission: {
    lists: lists(uniqueRowsOf({ id, credited: fc.integer({ min: -1000, max: 1000 }), quota: amount })),
    run: ((rows: never) =>
      kpi.payCommission(rows, {
        rates: [
          { from: 0, rate: 0.25 },
          { from: 0.5, rate: 0.5 },
        ],
        threshold: 0.25,
        cap: 100,
      })) as Law['run'],
    adds: (({ rows, total }: ReturnType<typeof kpi.payCommission>) => [
      [sumOf([...rows], 'capped'), total.capped],
      ...rows.map(({ slices, gross }) => [sumOf([...slices], 'pay'), gross] as const),
      ...rows.map(({ gross, capped, pay }) => [Math.round(100 * (gross - capped)) / 100, pay] as const),
    ]) as Law['adds'],
  },
  payDraws: {
    lists: lists(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 8 })),
    isOrdered: true,
    run: ((earned: never) => kpi.payDraws(earned, { draw: 300 })) as Law['run'],
    adds: ((periods: ReturnType<typeof kpi.payDraws>, earned: number[]) => [
      [sumOf(periods, 'pay'), sum(earned) + (periods.at(-1)?.balance ?? 0)],
    ]) as Law['adds'],
  },
  payForPerformance: {
    lists: lists(uniqueRowsOf({ id, pay: amount, performance: signed })),
    run: kpi.payForPerformance as Law['run'],
    adds: (({ rows }: ReturnType<typeof kpi.payForPerformance>) => [
      [sum(rows.map(({ difference }) => difference ?? 0)), 0],
    ]) as Law['adds'],
  },
  penetration: {
    measured: ['captured', 'potential'],
    lists: lists(rowsOf({ group: fc.option(id), captured: signed, potential: fc.option(amount) })),
    run: kpi.penetration as Law['run'],
    adds: groupsAddUp('accounts', 'customers', 'unknown', 'captured', 'potential', 'untapped'),
  },
  pipelineCoverage: {
    ...ofDeals(
      (columns) =>
        kpi.pipelineCoverage(
          columns,
          [
            { id: 'r1', quota: 300 },
            { id: 'r4', quota: 0 },
          ],
          period,
        ),
      groupsAddUp('pipeline', 'booked', 'quota'),
    ),
    // Its quotas are in the call.
    measured: [],
  },
  pipelineVelocity: ofDeals((columns) => kpi.pipelineVelocity(columns, period), groupsAddUp('deals')),
  rateAgainstTargets: {
    lists: lists(figureRows),
    run: ((rows: never) =>
      kpi.rateAgainstTargets(rows, [
        { figure: 'share', better: 'higher', green: 1, amber: 0 },
        { figure: 'load', better: 'near', target: 5, green: 1, amber: 2 },
      ])) as Law['run'],
    adds: (({ rows, counts }: ReturnType<typeof kpi.rateAgainstTargets>) =>
      counts.map((row) => [sum(Object.values(row.counts)), rows.length] as const)) as Law['adds'],
  },
  revenuePerUnit: {
    measured: ['revenue'],
    lists: lists(rowsOf({ id, revenue: signed, units: amount })),
    run: kpi.revenuePerUnit as Law['run'],
    adds: rowsAddUp('revenue', 'units'),
  },
  rollUpAttainment: {
    measured: ['actual', 'quota'],
    lists: lists(
      uniqueRowsOf({ id, parentId: fc.constantFrom('top', 'other'), actual: signed, quota: amount }),
    ),
    run: ((nodes: never[]) =>
      kpi.rollUpAttainment([...nodes, { id: 'top' }, { id: 'other', parentId: 'top' }])) as Law['run'],
    adds: ((rows: ReturnType<typeof kpi.rollUpAttainment>, nodes: { actual: number; quota: number }[]) => {
      const top = rows.find((row) => row.id === 'top');
      return [
        [top?.actual ?? Number.NaN, sumOf(nodes, 'actual')],
        [top?.quota ?? 0, sumOf(nodes, 'quota')],
      ];
    }) as Law['adds'],
  },
  salesCycle: ofDeals((columns) => kpi.salesCycle(columns, period), groupsAddUp('deals', 'days')),
  salesFigures: ofDeals((deals) =>
    kpi.salesFigures(kpi.salesScorecard({ deals, periods: [{ id: 'Q', ...period }] }), 'Q'),
  ),
  salesScorecard: ofDeals(
    (deals) =>
      kpi.salesScorecard({
        deals,
        periods: [{ id: 'Q', ...period }],
        quotas: [{ id: 'r9', periodId: 'Q', quota: 0 }],
        stageChances,
      }),
    (({ rows, totals }: ReturnType<typeof kpi.salesScorecard>) => [
      [sum(rows.map(({ bookings }) => bookings.net)), totals[0].bookings.net],
      [sum(rows.map(({ pipeline }) => pipeline.amount)), totals[0].pipeline.amount],
    ]) as Law['adds'],
  ),
  scorecard: {
    lists: alignment,
    run: scorecardOf as Law['run'],
    // Of equals the first is named.
    positions: ['overId', 'underId', 'longestAccountId'],
    adds: (({ rows, totals }: ReturnType<typeof kpi.scorecard>) => [
      [sumOf([...rows], 'accounts'), totals.assigned],
      [totals.assigned + totals.unassigned, totals.accounts],
      [sum(rows.map(({ loads }) => loads.hours)), totals.balance[0].load],
    ]) as Law['adds'],
  },
  scorecardFigures: {
    lists: alignment,
    run: ((...given: [never[], never[], never[]]) =>
      kpi.scorecardFigures(scorecardOf(...given))) as Law['run'],
  },
  splitCreditColumns: {
    lists: lists(fc.array(team, { maxLength: 6 })),
    roughest: 1e9,
    run: ((deals: never) => {
      // The columns themselves stand in the order of the deals.
      const { reps, total } = kpi.splitCreditColumns(deals, { shares });
      return { reps, total };
    }) as Law['run'],
    adds: creditsAddUp,
  },
  splitCredits: {
    lists: lists(fc.array(team, { maxLength: 6 })),
    roughest: 1e9,
    run: ((deals: never) => kpi.splitCredits(deals, { shares, vacant: 'spread' })) as Law['run'],
    adds: creditsAddUp,
  },
  summariseBalance: {
    measured: [0, 1],
    lists: table(amount, amount),
    together: true,
    run: kpi.summariseBalance as Law['run'],
    positions: ['overIndex', 'underIndex'],
    adds: ((
      { load, target }: ReturnType<typeof kpi.summariseBalance>,
      loads: number[],
      targets: number[],
    ) => [
      [load, sum(loads)],
      [target, sum(targets)],
    ]) as Law['adds'],
  },
  theil: spread(kpi.theil),
  theilByGroup: {
    measured: [0],
    lists: table(amount, id),
    together: true,
    run: kpi.theilByGroup as Law['run'],
    adds: ((split: ReturnType<typeof kpi.theilByGroup>, values: number[]) =>
      split === null
        ? []
        : [
            [split.within + split.between, split.theil],
            [split.theil, kpi.theil(values) ?? Number.NaN],
            [sumOf([...split.groups], 'share'), 1],
          ]) as Law['adds'],
  },
  toDealColumns: {
    measured: ['amount'],
    lists: lists(randomDeals),
    run: ((deals: never) => {
      const { amounts, groupOf, groups, outcomes } = columnsOf(deals);
      return Array.from(amounts, (value, d) => [value, groups[groupOf[d]], outcomes[d]]);
    }) as Law['run'],
    adds: ((rows: [number][], deals: { amount: number }[]) => [
      [sum(rows.map(([value]) => value)), sumOf(deals, 'amount')],
    ]) as Law['adds'],
  },
  travelShare: {
    measured: ['travelHours', 'otherHours'],
    lists: lists(rowsOf({ id, travelHours: amount, otherHours: amount })),
    run: kpi.travelShare as Law['run'],
    adds: rowsAddUp('travelHours', 'totalHours'),
  },
  utilisation: {
    measured: ['load', 'capacity'],
    lists: lists(rowsOf({ id, load: amount, capacity: amount })),
    run: kpi.utilisation as Law['run'],
    adds: rowsAddUp('load', 'capacity'),
  },
  visitCoverage: {
    roughest: null,
    lists: lists(
      fc.uniqueArray(
        fc.record({ accountId: id, tier: fc.option(id), visits: fc.integer({ min: 0, max: 9 }) }),
        {
          selector: ({ accountId }) => accountId,
        },
      ),
      rowsOf({ accountId: id, on: fc.nat(300).map(dayAt) }, 30),
    ),
    run: ((plan: never, visits: never) =>
      kpi.visitCoverage(plan, visits, { ...period, dueShare: 0.5 })) as Law['run'],
    adds: ((
      { tiers, total, unplanned }: ReturnType<typeof kpi.visitCoverage>,
      _: unknown,
      visits: { on: string }[],
    ) => [
      ...(['accounts', 'reached', 'complete', 'planned', 'made', 'kept'] as const).map(
        (key) => [sumOf([...tiers], key), total[key]] as const,
      ),
      [total.made + unplanned, visits.filter(({ on }) => on >= period.from && on <= period.to).length],
    ]) as Law['adds'],
  },
  wilsonInterval: {
    roughest: null,
    lists: lists(
      fc.array(fc.nat(50), { minLength: 1, maxLength: 1 }),
      fc.array(fc.nat(50), { minLength: 1, maxLength: 1 }),
    ),
    run: ((successes: number[], others: number[]) =>
      kpi.wilsonInterval(successes[0], successes[0] + others[0])) as Law['run'],
    // Holds the rate, and turned round it is that of the failures.
    adds: ((interval: ReturnType<typeof kpi.wilsonInterval>, [successes]: number[], [others]: number[]) => {
      if (interval === null) return [];
      const rate = successes / (successes + others);
      const turned = kpi.wilsonInterval(others, successes + others);
      return [
        [Math.min(interval.high, Math.max(interval.low, rate)), rate],
        [1 - (turned?.high ?? 0), interval.low],
      ];
    }) as Law['adds'],
  },
  winRate: ofDeals(
    (columns) => kpi.winRate(columns, { ...period, denominator: 'all' }),
    groupsAddUp(
      'won',
      'lost',
      'open',
      'withoutOutcome',
      'returns',
      'denominator',
      'wonAmount',
      'denominatorAmount',
    ),
  ),
};
