import type { Account } from '../../src/model/account.js';
import * as segment from '../../src/segment/index.js';

const accounts = (): Account[] => [
  {
    id: 'a',
    name: 'Alpha',
    lon: 2,
    lat: 48,
    measures: { beds: 20 },
    attributes: { zip: '75001', seen: '2026-01-01' },
  },
  {
    id: 'b',
    name: 'Beta',
    lon: 3,
    lat: 47,
    measures: { beds: 90 },
    attributes: { zip: '75002', seen: '2026-05-01' },
  },
  {
    id: 'c',
    name: 'Gamma',
    lon: 4,
    lat: 46,
    measures: { beds: 40 },
    attributes: { zip: '75003', seen: '2026-05-02' },
  },
];
const ids = () => ['a', 'b', 'c'];
const events = () => [
  { accountId: 'a', on: '2026-03-01', amount: 10, currency: 'EUR' },
  { accountId: 'b', on: '2026-03-02', amount: 20, currency: 'EUR' },
];
const rates = () => ({ EUR: 1 });
const tiers = () => ['A', 'B'];
const zone = () => ({ areaKm2: 100, stops: 4, seatKm: 20 });
const bedsOf = ({ measures }: Account) => measures.beds;
const answers = () => [
  {
    dealId: 'd1',
    accountId: 'a',
    amount: 5,
    answers: { budget: { metShare: 1, evidence: 'mail', on: '2026-01-01' } },
  },
  {
    dealId: 'd2',
    accountId: 'a',
    amount: 7,
    answers: { need: { metShare: 0.5, evidence: 'call', on: '2026-01-02' } },
  },
];

/** By public function: makes arguments that are right, with every record, field and option that there is. */
export const goodCalls: Readonly<Record<string, () => unknown[]>> = {
  calibrateTourConstant: () => [
    [
      { ...zone(), visitsPerTrip: 4, lengthKm: 52 },
      { ...zone(), visitsPerTrip: 2, lengthKm: 90 },
    ],
  ],
  categoryPredictors: () => ['type', ['x', 'y', null, 'x']],
  clusterMixed: () => [
    { numbers: { beds: [10, 12, 400] }, categories: { type: ['x', 'x', 'y'] } },
    { clusters: 2, seed: 1, gamma: 1, missing: 'mean', starts: 2, sampleSize: 3, maxRounds: 5 },
  ],
  compareTiers: () => [['A', 'B', null], ['A', 'A', 'B'], tiers(), [1, 2, 3]],
  compileCondition: () => [
    {
      all: [
        { field: 'name', is: 'equal', value: 'Alpha' },
        { any: [{ not: { field: 'id', is: 'missing' } }] },
      ],
    },
  ],
  computeWorkload: () => [
    tiers(),
    {
      A: { field: { visits: 12, serviceMin: 60, travelMin: 30, prepMin: 5 } },
      B: { remote: { visits: 6, serviceMin: 20, season: [1, 3] } },
    },
    { travelMin: [10, 20], season: { field: [1, 2], remote: [1, 1] } },
  ],
  findDuplicates: () => [
    accounts(),
    { withinKm: 0.25, similarity: 0.85, area: ({ attributes }: Account) => attributes.zip },
  ],
  findTrends: () => [
    [
      { id: 'west', values: [10, 12, 13, 15] },
      { id: 'east', values: [10, 9, 11, 12] },
    ],
    { falseShare: 0.05 },
  ],
  findUnderCovered: () => [
    { groups: ['x', 'y', null], potential: [1, 2, 3], captured: [0, 1, 2], effort: [1, 1, 1] },
    { falseShare: 0.05 },
  ],
  findWhitespace: () => [
    ids(),
    events().map(({ on, ...event }) => ({ ...event, product: `p ${on}` })),
    {
      peers: [['x', 'x', null]],
      sizes: [1, 2, 3],
      priorAccounts: 1,
      lift: 'strongest',
      perAccount: 2,
      atLeast: 0,
      rates: rates(),
    },
  ],
  formPods: () => [
    [
      { id: 't1', needs: ['spanish'] },
      { id: 't2', needs: [] },
    ],
    [
      { id: 'Kim', role: 'SE', skills: ['spanish'] },
      { id: 'Lee', role: 'SE', skills: [] },
    ],
    { territoriesPerPod: 1, headsPerPod: { SE: 1 }, distanceKm: () => 1, personKm: () => 1 },
  ],
  holdTiers: () => [[95, 80], ['A', null], tiers(), [100], { band: 0.1 }],
  normaliseName: () => ['Alpha, Inc.'],
  normaliseValues: () => [
    [1, 2, 3],
    ['log', 'minMax'],
  ],
  planRotation: () => [
    [
      { id: 'p', members: [{ id: 'Ann', role: 'AE' }], group: 'g' },
      { id: 'q', members: [{ id: 'Bo', role: 'AE' }], group: 'g' },
    ],
    { periods: 1, continuityShare: 0, roleShares: { AE: 1 }, stayPeriods: 1 },
  ],
  profileAccounts: () => [
    accounts(),
    {
      fields: ['name'],
      ranges: { 'measures.beds': [0, 50] },
      outliers: ['beds'],
      fence: 3,
      stale: { field: 'attributes.seen', asOf: '2026-06-30', afterDays: 90 },
      duplicates: [{ keep: 0, merge: [1], reasons: ['same-id'], fills: [], conflicts: [] }],
      weight: bedsOf,
      parts: { complete: 1, unique: 1, plausible: 1, current: 1, located: 1 },
    },
  ],
  qualifyAccounts: () => [segment.qualifyDeals(answers(), segment.bant), { combine: 'amount' }],
  qualifyDeals: () => [
    answers(),
    segment.bant,
    { sufficientShare: 1, needsEvidence: true, staleAfterDays: 90, asOf: '2026-02-01' },
  ],
  regressPotential: () => [
    [{ id: 'beds', values: [1, 2, 3, 4, 6] }],
    [2, 4, 6, 9, 11],
    { method: 'robust', confidence: 0.9, missing: 'mean', tuning: 1.345, maxRounds: 5 },
  ],
  scoreLookAlikes: () => [
    accounts(),
    [true, false, false],
    [{ id: 'beds', value: bedsOf }],
    { bins: 2, smoothing: 1, missing: 'level' },
  ],
  scorePotential: () => [
    accounts(),
    [{ id: 'beds', weight: 1, value: bedsOf, normalise: ['log', 'rank'], missing: 'mean' }],
  ],
  scoreRfm: () => [
    ids(),
    events(),
    {
      asOf: '2026-06-30',
      bins: 3,
      binning: 'nested',
      monetary: 'mean',
      weights: { recency: 1, frequency: 1, monetary: 1 },
      rates: rates(),
    },
  ],
  segmentByCodes: () => [['90210', '10001', null], { scheme: 'zip', atLeast: 1, weights: [1, 2, 3] }],
  segmentByDimensions: () => [
    accounts(),
    [{ id: 'zip', value: ({ attributes }: Account) => attributes.zip }],
    { atLeast: 1, weight: bedsOf },
  ],
  segmentByRules: () => [
    accounts(),
    [{ segment: 'large', when: { field: 'measures.beds', is: 'above', value: 30 } }],
  ],
  staffRoles: () => [10, 'AE', { AE: 3, SE: 1 }, { available: { SE: 3 }, round: 'up' }],
  sumByPeriod: () => [
    ids(),
    ['north', 'south', null],
    events(),
    { starts: ['2026-02-01', '2026-03-02'], asOf: '2026-06-30', rates: rates() },
  ],
  sumByRecency: () => [ids(), events(), { asOf: '2026-06-30', halfLifeDays: 30, rates: rates() }],
  tierByNaturalBreaks: () => [[1, 2, 50], tiers()],
  tierByPareto: () => [[1, 2, 50], tiers(), [0.8]],
  tierByQuantiles: () => [[1, 2, 50], tiers(), [0.5]],
  tierByThresholds: () => [[1, 2, 50], tiers(), [20]],
  tourAllowance: () => [
    [zone(), zone()],
    { kmPerHour: 60, detourFactor: 1.2, visitsPerTrip: 3, tourConstant: 0.8 },
  ],
  travelAllowance: () => [
    [3, 40],
    { kmPerHour: 60, detourFactor: 1.2, leastMin: 1, mostMin: 90, visitsPerTrip: 2, unknownMin: 5 },
  ],
};
