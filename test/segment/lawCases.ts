import fc from 'fast-check';
import type { Account } from '../../src/model/account.js';
import * as segment from '../../src/segment/index.js';

/** One made-up account with all that some function of the room reads about it. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  readonly beds: number | null;
  readonly sold: number;
  readonly type: string | null;
  readonly zip: string | null;
  readonly tier: 'A' | 'B';
  readonly before: 'A' | 'B' | null;
  readonly metShare: number;
  readonly purchases: readonly { readonly on: string; readonly amount: number; readonly product: string }[];
}

const purchase = fc.record({
  on: fc.constantFrom('2026-01-10', '2026-03-05', '2026-06-30'),
  amount: fc.integer({ min: -20, max: 100 }),
  product: fc.constantFrom('pumps', 'valves', 'beds'),
});

/** Accounts with ids that differ. */
export const rows: fc.Arbitrary<Row[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom('Mercy Hospital', 'Hospital Mercy, Inc.', 'Mercy Hospitl', 'Union Bank', ''),
      lon: fc.constantFrom(0, 10, 10.001, 10.5),
      lat: fc.constantFrom(0, 50, 50.001),
      beds: fc.option(fc.integer({ min: 0, max: 60 })),
      sold: fc.integer({ min: 0, max: 40 }),
      type: fc.constantFrom('acute', 'lab', 'home', null),
      zip: fc.constantFrom('90210', '90211', '90001', '10001', null),
      tier: fc.constantFrom('A' as const, 'B' as const),
      before: fc.constantFrom('A' as const, 'B' as const, null),
      metShare: fc.integer({ min: 0, max: 4 }).map((quarters) => quarters / 4),
      purchases: fc.array(purchase, { maxLength: 5 }),
    }),
    { maxLength: 14, size: 'max' },
  )
  .map((list) => list.map((row, i) => ({ id: `a${i}`, ...row })));

/** What a function says: by account, and of all of them; both must be the same in whatever order the accounts come. */
export interface Said {
  readonly byId?: Readonly<Record<string, unknown>>;
  readonly whole?: unknown;
}

const accountsOf = (list: readonly Row[]): Account[] =>
  list.map(({ id, name, lon, lat, beds, sold, type, zip }) => ({
    ...{ id, name, lon, lat, measures: { sold }, attributes: { beds, type, zip } },
  }));
const idsOf = (list: readonly Row[]) => list.map(({ id }) => id);
const salesOf = (list: readonly Row[]) =>
  list.flatMap(({ id, purchases }) => purchases.map((sale) => ({ accountId: id, ...sale })));
const soldOf = (list: readonly Row[]) => list.map(({ sold }) => sold);
const beds = ({ attributes }: Account) => attributes.beds as number | null;
const type = ({ attributes }: Account) => attributes.type as string | null;
/** Entry by id of columns. */
const byId = (list: readonly Row[], read: (i: number) => unknown) =>
  Object.fromEntries(list.map(({ id }, i) => [id, read(i)]));
const columnsById = (list: readonly Row[], columns: Readonly<Record<string, ArrayLike<unknown>>>) =>
  byId(list, (i) => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[i]])));
const asOf = '2026-06-30';
const tiers = ['A', 'B'];
const table = {
  A: { field: { visits: 6, serviceMin: 30, travelMin: 20 } },
  B: { remote: { visits: 2, serviceMin: 20 } },
};
const zoneOf = ({ sold, beds: stops }: Row) => ({ areaKm2: 10 * sold, stops: stops ?? 0, seatKm: sold });

/** By public function whose answer does not hang on the order of accounts: what it says about rows. */
export const orderFree: Readonly<Record<string, (list: readonly Row[]) => Said>> = {
  calibrateTourConstant: (list) => ({
    whole: segment.calibrateTourConstant(
      list.map((row) => ({ ...zoneOf(row), visitsPerTrip: 3, lengthKm: 60 + row.sold })),
    ),
  }),
  categoryPredictors: (list) => {
    const found = segment.categoryPredictors(
      'type',
      list.map((row) => row.type),
    );
    // NaN stands for unknown here.
    const known = found.map(({ id, values }) => [
      id,
      Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    ]);
    return { byId: columnsById(list, Object.fromEntries(known)), whole: found.map(({ id }) => id) };
  },
  compareTiers: (list) => ({
    whole: segment.compareTiers(
      list.map((row) => row.before),
      list.map((row) => row.tier),
      tiers,
      soldOf(list),
    ),
  }),
  compileCondition: (list) => {
    const { holds } = segment.compileCondition({
      any: [{ field: 'attributes.beds', is: 'above', value: 20 }],
    });
    return { byId: columnsById(list, { holds: accountsOf(list).map(holds) }) };
  },
  computeWorkload: (list) => {
    const { hours, serviceHours, hoursBySeason } = segment.computeWorkload(
      list.map((row) => row.tier),
      table,
      {
        ...{ travelMin: soldOf(list), season: { field: [1, 2] } },
      },
    );
    return { byId: columnsById(list, { hours, serviceHours, summer: hoursBySeason[1] ?? [] }) };
  },
  findDuplicates: (list) => ({
    whole: segment
      .findDuplicates(accountsOf(list))
      .map(({ keep, merge, reasons }) =>
        [...[keep, ...merge].map((row) => list[row].id).sort(), ...reasons].join(),
      )
      .sort(),
  }),
  findTrends: (list) => ({
    byId: columnsById(list, {
      trend: segment.findTrends(
        list.map(({ id, sold, purchases }) => ({
          id,
          // The order of a series is time.
          values: [sold, ...purchases.map(({ amount }) => amount).sort((a, b) => a - b), 7],
        })),
      ),
    }),
  }),
  findUnderCovered: (list) => ({
    whole: segment.findUnderCovered({
      groups: list.map((row) => row.type),
      potential: list.map(({ sold }) => 2 * sold),
      captured: list.map(({ sold, metShare }) => sold * metShare),
      effort: soldOf(list),
    }),
  }),
  findWhitespace: (list) => {
    const found = segment.findWhitespace(idsOf(list), salesOf(list), {
      ...{ peers: [list.map((row) => row.type)], lift: 'strongest', perAccount: 10 },
    });
    const pairs: Record<string, [string, number, number][]> = {};
    found.accountOf.forEach((i, e) => {
      pairs[list[i].id] ??= [];
      pairs[list[i].id].push([found.products[found.productOf[e]].product, found.expected[e], found.rate[e]]);
    });
    return {
      byId: columnsById(list, { expected: found.expectedByAccount }),
      whole: { products: found.products, pairs: Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1)) },
    };
  },
  holdTiers: (list) => ({
    byId: columnsById(list, {
      tier: segment.holdTiers(
        soldOf(list),
        list.map((row) => row.before),
        tiers,
        [20],
        { band: 0.2 },
      ).tiers,
    }),
  }),
  normaliseName: (list) => ({
    byId: columnsById(list, { name: list.map(({ name }) => segment.normaliseName(name)) }),
  }),
  normaliseValues: (list) => ({
    byId: columnsById(
      list,
      Object.fromEntries(
        (['minMax', 'rank', 'zScore', 'log'] as const).map((how) => [
          how,
          segment.normaliseValues(
            list.map(({ sold, before }) => (before === 'A' ? -sold : sold)),
            how,
          ),
        ]),
      ),
    ),
  }),
  profileAccounts: (list) => {
    const { score, contributions, known, mends } = segment.profileAccounts(accountsOf(list), {
      ...{
        fields: ['name', 'attributes.beds'],
        outliers: ['sold'],
        fence: 0.5,
        weight: () => 2,
      },
    });
    return {
      whole: {
        ...{ score, contributions, known },
        // Which of two doubles is kept hangs on which comes first.
        mends: mends
          .filter(({ part }) => part !== 'unique')
          .map(({ field, code, rows: own }) =>
            [field, code, Array.from(own, (row) => list[row].id).sort()].join(),
          )
          .sort(),
      },
    };
  },
  qualifyAccounts: (list) => ({
    whole: segment
      .qualifyAccounts(qualify(list), { combine: 'amount' })
      .map(({ accountId, score, contributions }) => [
        accountId,
        score,
        contributions.map(({ dealId, points }) => [dealId, points] as [string, unknown]).sort(compareKeys),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  }),
  qualifyDeals: (list) => ({ byId: columnsById(list, { deal: qualify(list) }) }),
  regressPotential: (list) => {
    const options = { missing: 'mean' } as const;
    const predictors = [{ id: 'beds', values: list.map((row) => row.beds ?? Number.NaN) }];
    const { predicted, whitespace, coefficients, fit } = segment.regressPotential(
      predictors,
      soldOf(list),
      options,
    );
    return { byId: columnsById(list, { predicted, whitespace }), whole: { coefficients, fit } };
  },
  scoreLookAlikes: (list) => {
    const isBest = list.map((row) => row.tier === 'A');
    const features = [
      { id: 'beds', value: beds },
      { id: 'type', value: type },
    ];
    const { scores, evidence } = segment.scoreLookAlikes(accountsOf(list), isBest, features, {
      missing: 'level',
    });
    return { byId: columnsById(list, { scores }), whole: evidence };
  },
  scorePotential: (list) => {
    const { scores, contributions } = segment.scorePotential(accountsOf(list), [
      { id: 'beds', weight: 3, value: beds, normalise: 'rank', missing: 'exclude' },
      { id: 'sold', weight: 2, value: ({ measures }) => measures.sold, normalise: ['log', 'zScore'] },
    ]);
    return { byId: columnsById(list, { scores, ...contributions }) };
  },
  scoreRfm: (list) => {
    const { scores, codes, recencyDays, monetary } = segment.scoreRfm(idsOf(list), salesOf(list), { asOf });
    return { byId: columnsById(list, { scores, codes, recencyDays, monetary }) };
  },
  segmentByCodes: (list) =>
    saySegments(
      list,
      segment.segmentByCodes(
        list.map((row) => row.zip),
        { scheme: 'zip', atLeast: 2, weights: soldOf(list) },
      ),
    ),
  segmentByDimensions: (list) =>
    saySegments(
      list,
      segment.segmentByDimensions(
        accountsOf(list),
        [
          { id: 'type', value: type },
          { id: 'tier', value: (_, row) => list[row].tier },
        ],
        { atLeast: 20, weight: ({ measures }) => measures.sold },
      ),
    ),
  segmentByRules: (list) => {
    const { segments, rules, overlaps } = segment.segmentByRules(accountsOf(list), [
      { segment: 'large', when: { field: 'attributes.beds', is: 'above', value: 30 } },
      { segment: 'lab', when: { not: { field: 'attributes.type', is: 'oneOf', value: ['acute', 'home'] } } },
    ]);
    return {
      byId: columnsById(list, { segments }),
      whole: { rules, overlaps: overlaps.map(({ count }) => count) },
    };
  },
  sumByPeriod: (list) => ({
    whole: segment
      .sumByPeriod(
        idsOf(list),
        list.map((row) => row.type),
        salesOf(list),
        {
          ...{ starts: ['2026-01-01', '2026-03-01'], asOf },
        },
      )
      .map(({ id, values }) => [id, Array.from(values)]),
  }),
  sumByRecency: (list) => ({
    byId: columnsById(list, {
      sums: segment.sumByRecency(idsOf(list), salesOf(list), { asOf, halfLifeDays: 40 }),
    }),
  }),
  tierByNaturalBreaks: (list) =>
    new Set(soldOf(list)).size < 2 ? {} : sayTiers(list, segment.tierByNaturalBreaks(soldOf(list), tiers)),
  tierByPareto: (list) => sayTiers(list, segment.tierByPareto(soldOf(list), tiers, [0.7])),
  tierByQuantiles: (list) => sayTiers(list, segment.tierByQuantiles(soldOf(list), tiers, [0.3])),
  tierByThresholds: (list) => sayTiers(list, segment.tierByThresholds(soldOf(list), tiers, [15])),
  tourAllowance: (list) => ({
    byId: columnsById(list, {
      min: segment.tourAllowance(list.map(zoneOf), { kmPerHour: 50, visitsPerTrip: 4 }),
    }),
  }),
  travelAllowance: (list) => ({
    byId: columnsById(list, {
      min: segment.travelAllowance(soldOf(list), { kmPerHour: 50, leastMin: 5, mostMin: 30 }),
    }),
  }),
};

const compareKeys = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);

/** Four deals for each of a quarter as many accounts. */
function qualify(list: readonly Row[]): segment.DealQualification[] {
  const deals = list.map(({ id, metShare, sold }) => ({
    ...{ dealId: id, accountId: `of ${Math.floor(Number(id.slice(1)) / 4)}`, amount: sold },
    answers: { budget: { metShare }, need: { metShare: 1 - metShare } },
  }));
  return segment.qualifyDeals(deals, segment.bant);
}

const saySegments = (list: readonly Row[], { segmentOf, segments }: segment.Segmentation): Said => ({
  byId: columnsById(list, { segment: Array.from(segmentOf, (s) => segments[s].id) }),
  whole: segments.map(({ id, count, weight }) => [id, count, weight].join()).sort(),
});

const sayTiers = (list: readonly Row[], found: segment.Tiers): Said => ({
  byId: columnsById(list, { tier: found.tiers }),
  whole: { ...found, tiers: null },
});
