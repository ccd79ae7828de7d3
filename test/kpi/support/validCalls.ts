import type { AlertState } from '../../../src/kpi/alerts/alertMemory.js';
import * as kpi from '../../../src/kpi/index.js';
import type { Deal } from '../../../src/model/deal.js';

/** A call that works, and what may be broken in it without an error. */
export interface ValidCall {
  /** Arguments by name, in their order; those called `options` are the caller's options. */
  readonly given: Readonly<Record<string, unknown>>;
  /**
   * What is no mistake: `null`, `missing` or `wrong`, a space, and a path such as `rows.*.group`.
   */
  readonly allowed?: readonly string[];
  /** By breakage: the field that is named in its place. */
  readonly namedAs?: Readonly<Record<string, string>>;
  /** Paths below which nothing is broken. */
  readonly closed?: readonly string[];
}

const deals: Deal[] = [
  {
    id: '1',
    accountId: 'a',
    amount: 100,
    stage: 'won',
    openedOn: '2024-01-10',
    closedOn: '2024-02-01',
    won: true,
    repId: 'ann',
  },
  {
    id: '2',
    accountId: 'b',
    amount: 70,
    stage: 'lead',
    openedOn: '2024-01-12',
    repId: 'bob',
  },
];
const ofDeal = ['missing deals.*.won', 'missing deals.*.repId'];
/** A deal with an outcome and no closing day is told by the outcome. */
const namedOfDeal = { 'missing deals.*.closedOn': 'won' };
const period = { from: '2024-01-01', to: '2024-03-31' };
const anyPeriod = ['null options.from', 'null options.to'];
const stageChances = { lead: 0.1, won: 0.9 };
const columns = () =>
  kpi.toDealColumns(
    deals.map((deal) => ({ ...deal, currency: 'EUR' })),
    { asOf: '2024-02-15', groupBy: ({ repId }) => repId ?? null, rates: { EUR: 1 } },
  );
/** Columns are the library's own: what is in them was checked when they were made. */
const ofColumns = (name: string) => [`${name}.stages`, `${name}.groups`, `${name}.rates`];
const holdings = () => [
  { accountId: 'a', territoryId: 'north' },
  { accountId: 'b', territoryId: 'south' },
];
const figureRows = () => [
  { id: 'north', figures: { attainment: 0.9, share: 0.1 } },
  { id: 'south', figures: { attainment: 1.1, share: 0.2 } },
];
const ofFigureRows = (list: string) => [
  `null ${list}.*.figures.*`,
  // A figure that a row does not have does not exist there.
  `missing ${list}.*.figures.*`,
];
const salesCard = () =>
  kpi.salesScorecard({ deals: columns(), periods: [{ id: 'Q1', ...period }], quotas: [], stageChances });
const alignmentCard = () => kpi.scorecard(scorecardInput());
const scorecardInput = () => ({
  accounts: [
    { id: 'a', lon: 1, lat: 2, measures: { hours: 30 }, attributes: {} },
    { id: 'b', lon: 3, lat: 4, measures: { hours: 60 }, attributes: {} },
  ],
  territories: [
    { id: 'north', repIds: ['ann'], targets: { hours: 45 }, centre: { lon: 1, lat: 1 } },
    { id: 'south', repIds: ['bob'], targets: { hours: 45 }, seat: { lon: 1, lat: 1 } },
  ],
  assignments: holdings(),
  measures: [{ id: 'hours' }],
  reps: [
    { id: 'ann', capacity: 40, skills: [] },
    { id: 'bob', capacity: 80, skills: [] },
  ],
  workload: 'hours',
  quotas: [{ id: 'north', quota: 5, currency: 'EUR' }],
  rates: { EUR: 1.1 },
  tier: () => 'A',
  trips: () => 2,
});
const teams = () => [
  {
    id: '1',
    amount: 100,
    currency: 'EUR',
    members: [
      { repId: 'ann', role: 'ae' },
      { repId: 'bob', role: 'se' },
    ],
  },
  { id: '2', amount: -5, currency: 'EUR', members: [{ repId: 'ann', role: 'ae' }] },
];
const splitting = {
  shares: { ae: 0.8, se: 0.2 },
  overlay: 'refuse',
  vacant: 'open',
  unit: 0.01,
  rates: { EUR: 1 },
};
const alertState: AlertState = {
  on: '2024-01-01',
  memories: [{ ruleId: 'low', id: 'north', since: '2024-01-01', streak: 0, baseline: [1], sums: [0, 0] }],
};

/** By the name of the function. A function that is not here fails the test of bad input. */
export const validCalls: Readonly<Record<string, ValidCall>> = {
  attainment: {
    given: {
      actuals: [
        { id: 'ann', actual: 5, currency: 'EUR' },
        { id: 'bob', actual: 7, currency: 'EUR' },
      ],
      quotas: [{ id: 'ann', quota: 9, currency: 'EUR' }],
      options: {
        ...{ confidence: 0.9, zeroQuota: 'null', totals: 'all', dueShare: 0.5 },
        rates: { EUR: 1.1 },
      },
    },
    allowed: ['null options.dueShare', 'null options.rates'],
  },
  averageDealSize: {
    given: { deals, options: { ...period, returns: 'net' } },
    namedAs: namedOfDeal,
    allowed: [...ofDeal, ...anyPeriod],
  },
  bookings: { given: { deals, options: period }, namedAs: namedOfDeal, allowed: [...ofDeal, ...anyPeriod] },
  closingCurve: { given: { deals: deals.slice(0, 1) }, allowed: ofDeal, namedAs: namedOfDeal },
  coefficientOfVariation: { given: { values: [1, 2] } },
  compareScorecards: {
    given: {
      before: figureRows(),
      after: figureRows(),
      options: {
        confidence: 0.9,
        figures: ['share'],
        test: 'sign',
        rounds: 100,
        seed: 2,
        comparison: { before: figureRows(), after: figureRows() },
      },
    },
    allowed: [
      ...['before', 'after', 'options.comparison.before', 'options.comparison.after'].flatMap(ofFigureRows),
      'null options.figures',
      'null options.comparison',
    ],
  },
  continuity: {
    given: { alignments: [holdings(), holdings()] },
    allowed: ['null alignments.*.*.territoryId'],
  },
  coverageByTier: {
    given: { tiers: ['A', 'B'], covered: [true, false], options: { confidence: 0.9 } },
    allowed: ['null tiers.*'],
  },
  detectAlerts: {
    given: {
      snapshots: [{ on: '2024-01-02', rows: figureRows() }],
      rules: [
        {
          id: 'low',
          kind: 'threshold',
          figure: 'share',
          bad: 'below',
          raise: 0.1,
          clear: 0.2,
          raiseAfter: 1,
          clearAfter: 2,
        },
        { id: 'odd', kind: 'control', figure: 'share', baseline: 5, sigmas: 2 },
        { id: 'slow', kind: 'drift', figure: 'share', baseline: 5, slack: 0.5, limit: 4 },
      ],
      state: alertState,
    },
    allowed: [
      ...ofFigureRows('snapshots.*.rows'),
      ...['clear', 'raiseAfter', 'clearAfter', 'baseline', 'sigmas', 'slack', 'limit'].map(
        (field) => `missing rules.*.${field}`,
      ),
      'null state.on',
      'null state.memories.*.since',
    ],
  },
  disruption: {
    given: {
      before: holdings(),
      after: holdings(),
      accounts: [
        { id: 'a', measures: { hours: 1 } },
        { id: 'b', measures: { hours: 2 } },
      ],
      measureIds: ['hours'],
      options: { base: 'all' },
    },
    allowed: [
      'null before.*.territoryId',
      'null after.*.territoryId',
      // A measure that an account does not say is counted as unknown.
      'missing accounts.*.measures.hours',
    ],
  },
  distanceStats: {
    given: {
      places: [
        { lon: 1, lat: 2 },
        { lon: 3, lat: 4 },
      ],
      centre: { lon: 5, lat: 6 },
      weights: [1, 2],
    },
  },
  elapsedShare: { given: { from: '2024-01-01', to: '2024-12-31', asOf: '2024-03-01' } },
  forecastPipeline: {
    given: {
      columns: columns(),
      options: { confidence: 0.9, stageChances, to: '2024-03-31', closing: 'curve' },
    },
    allowed: ['null options.to', 'null columns.rates'],
    closed: ofColumns('columns'),
  },
  forecastRunRate: {
    given: { amounts: [1, 2], weights: [1, 1], remaining: 3, options: { confidence: 0.9 } },
  },
  forecastToPeriodEnd: {
    given: {
      columns: columns(),
      options: {
        ...period,
        confidence: 0.9,
        sliceDays: 7,
        dayWeight: () => 1,
        stageChances,
        closing: 'curve',
      },
    },
    closed: ofColumns('columns'),
    allowed: ['null options.dayWeight', 'null options.stageChances', 'null columns.rates'],
  },
  gini: { given: { values: [1, 2] } },
  groupByTerritoryModel: { given: { assignments: holdings() }, allowed: ['null assignments.*.territoryId'] },
  imbalance: { given: { loads: [1, 2], targets: [2, 2] } },
  jainIndex: { given: { values: [1, 2] } },
  openPipeline: {
    given: { deals, options: { stageChances } },
    namedAs: namedOfDeal,
    allowed: [...ofDeal, 'null options.stageChances'],
  },
  payCommission: {
    given: {
      rows: [
        { id: 'ann', credited: 5, quota: 4, currency: 'EUR' },
        { id: 'bob', credited: 6, quota: 7, currency: 'EUR' },
      ],
      plan: {
        rates: [
          { from: 0, rate: 0.1 },
          { from: 1, rate: 0.2 },
        ],
        basis: 'attainment',
        mode: 'whole',
        threshold: 0.5,
        pays: 'beyond',
        cap: 9,
        unit: 0.01,
      },
      options: { rates: { EUR: 1.1 } },
    },
    allowed: [
      ...['basis', 'mode', 'threshold', 'pays', 'cap', 'unit'].map((field) => `missing plan.${field}`),
      'null options.rates',
    ],
  },
  payDraws: {
    given: { earned: [5, 1], options: { draw: 3, kind: 'recoverable', periods: 2, openingBalance: 1 } },
    allowed: ['null options.periods'],
  },
  payForPerformance: {
    given: {
      rows: [
        { id: 'ann', pay: 5, performance: 4, currency: 'EUR' },
        { id: 'bob', pay: 6, performance: 7, currency: 'EUR' },
      ],
      options: { confidence: 0.9, rates: { EUR: 1.1 } },
    },
    allowed: ['null options.rates'],
  },
  penetration: {
    given: {
      rows: [
        { group: 'x', captured: 1, potential: 5, currency: 'EUR' },
        { group: 'y', captured: 2, potential: 6, currency: 'EUR' },
      ],
      options: { confidence: 0.9, rates: { EUR: 1.1 } },
    },
    allowed: ['null rows.*.group', 'null rows.*.potential', 'null options.rates'],
  },
  pipelineCoverage: {
    given: {
      deals: deals.map((deal) => ({ ...deal, currency: 'EUR' })),
      quotas: [{ id: 'ann', quota: 9, currency: 'EUR' }],
      options: { ...period, against: 'quota', stageChances, rates: { EUR: 1.1 } },
    },
    namedAs: namedOfDeal,
    allowed: [...ofDeal, ...anyPeriod, 'null options.stageChances', 'null options.rates'],
  },
  pipelineVelocity: {
    given: { deals, options: period },
    namedAs: namedOfDeal,
    allowed: [...ofDeal, ...anyPeriod],
  },
  rateAgainstTargets: {
    given: {
      rows: figureRows(),
      targets: [
        { figure: 'share', better: 'higher', green: 1, amber: 0.5 },
        { figure: 'attainment', better: 'near', target: 1, green: 0.1, amber: 0.2 },
      ],
    },
    allowed: ofFigureRows('rows'),
  },
  revenuePerUnit: {
    given: {
      rows: [
        { id: 'x', revenue: 1, units: 5, currency: 'EUR' },
        { id: 'y', revenue: 2, units: 6, currency: 'EUR' },
      ],
      options: { rates: { EUR: 1.1 } },
    },
    allowed: ['null options.rates'],
  },
  rollUpAttainment: {
    given: {
      nodes: [
        { id: 'top', quota: 9, currency: 'EUR' },
        { id: 'ann', parentId: 'top', actual: 4, quota: 5, currency: 'EUR' },
      ],
      options: { quotas: 'sum', rates: { EUR: 1.1 } },
    },
    allowed: [
      'null nodes.*.parentId',
      'null options.rates',
      ...['parentId', 'actual', 'quota'].map((field) => `missing nodes.*.${field}`),
    ],
  },
  salesCycle: {
    given: { deals, options: { ...period, outcomes: 'won' } },
    namedAs: namedOfDeal,
    allowed: [...ofDeal, ...anyPeriod],
  },
  salesFigures: {
    given: {
      card: {
        rows: salesCard().rows.map(({ group, periodId, figures }) => ({ group, periodId, figures })),
        totals: [{ periodId: 'Q1' }],
      },
      periodId: 'Q1',
    },
    allowed: ['null card.rows.*.group', 'null card.rows.*.figures.*', 'missing card.rows.*.figures.*'],
  },
  salesScorecard: {
    given: {
      input: {
        deals: columns(),
        periods: [{ id: 'Q1', ...period }],
        quotas: [{ id: 'ann', periodId: 'Q1', quota: 4, currency: 'EUR' }],
        stageChances,
      },
    },
    closed: ofColumns('input.deals'),
    namedAs: { 'missing input.stageChances.lead': 'stage' },
    allowed: [
      'null input.deals.asOf',
      'null input.deals.rates',
      'missing input.quotas',
      'missing input.stageChances',
      // The stage of a deal that is no longer open needs no chance.
      'missing input.stageChances.won',
    ],
  },
  scorecard: {
    given: { input: scorecardInput() },
    namedAs: { 'missing input.rates.EUR': 'currency' },
    allowed: [
      'null input.rates',
      ...['reps', 'workload', 'quotas', 'rates', 'tier', 'trips'].map((field) => `missing input.${field}`),
      'null input.assignments.*.territoryId',
      'missing input.accounts.*.measures.hours',
      ...['targets', 'targets.hours', 'centre', 'seat'].map(
        (field) => `missing input.territories.*.${field}`,
      ),
      ...['centre', 'seat'].map((field) => `null input.territories.*.${field}`),
      // Nothing reads these here, except functions of the caller.
      ...['null', 'missing', 'wrong'].flatMap((how) => [
        `${how} input.accounts.*.attributes`,
        `${how} input.reps.*.skills`,
      ]),
    ],
  },
  scorecardFigures: {
    given: {
      card: {
        rows: alignmentCard().rows.map(({ repIds, targets, longestAccountId, ...row }) => row),
      },
    },
    allowed: [
      ...[
        'capacity',
        'utilisation',
        'quota',
        'meanKm',
        'weightedMeanKm',
        'longestKm',
        'deviations.hours',
      ].map((field) => `null card.rows.*.${field}`),
      ...['accounts', 'unlocated', 'loads.hours'].map((field) => `null card.rows.*.${field}`),
      'missing card.rows.*.loads.hours',
      'missing card.rows.*.deviations.hours',
    ],
  },
  splitCreditColumns: { given: { deals: teams(), options: splitting }, allowed: ['null options.rates'] },
  splitCredits: { given: { deals: teams(), options: splitting }, allowed: ['null options.rates'] },
  summariseBalance: { given: { loads: [1, 2], targets: [2, 2] } },
  theil: { given: { values: [1, 2] } },
  theilByGroup: { given: { values: [1, 2], groups: ['x', 'y'] } },
  toDealColumns: {
    given: {
      deals: deals.map((deal) => ({ ...deal, currency: 'EUR' })),
      options: { asOf: '2024-02-15', groupBy: () => 'ann', groups: ['ann'], rates: { EUR: 1 } },
    },
    namedAs: namedOfDeal,
    allowed: [...ofDeal, ...['asOf', 'groupBy', 'rates'].map((field) => `null options.${field}`)],
  },
  travelShare: {
    given: {
      rows: [
        { id: 'x', travelHours: 1, otherHours: 5 },
        { id: 'y', travelHours: 2, otherHours: 6 },
      ],
    },
  },
  utilisation: {
    given: {
      rows: [
        { id: 'x', load: 1, capacity: 5 },
        { id: 'y', load: 2, capacity: 6 },
      ],
    },
  },
  visitCoverage: {
    given: {
      plan: [
        { accountId: 'a', tier: 'A', visits: 2 },
        { accountId: 'b', tier: 'B', visits: 3 },
      ],
      visits: [
        { accountId: 'a', on: '2024-01-03' },
        { accountId: 'b', on: '2024-01-04' },
      ],
      options: { ...period, dueShare: 0.5 },
    },
    allowed: ['null plan.*.tier', ...anyPeriod],
  },
  wilsonInterval: { given: { successes: 2, trials: 5, options: { confidence: 0.9 } } },
  winRate: {
    given: { deals, options: { ...period, confidence: 0.9, dated: 'opened', denominator: 'all' } },
    namedAs: namedOfDeal,
    allowed: [...ofDeal, ...anyPeriod],
  },
};
