/**
 * Every function of the room on a million made-up accounts, on five million sales to them or five million deals with them:
 * CPU seconds, beside the time that a plain Map of a million ids takes, which waits for memory as most of them do. Pods are of
 * the 2,000 territories and 400 people that a large firm has.
 *
 * Each function runs in a process of its own (see `measureAlone`).
 */
import * as segment from 'bailiwick/segment';
import { MAP_OF_IDS, mapOfIds, measureAlone, runMethods, slowestFigure } from './harness.mjs';

export const title =
  'Segmentation, 1,000,000 accounts, 5,000,000 sales or deals, a process for each function: CPU seconds, and the ratio to a plain Map of as many ids';

const TOWNS = ['Saint', 'Mount', 'North', 'Lake'];
const TIERS = ['A', 'B', 'C'];
const TYPES = ['acute', 'clinic', 'lab', 'home', 'dental'];
const NAICS = ['622110', '541110', '621111', '447110', '31'];
const PRODUCTS = Array.from({ length: 12 }, (_, p) => `product ${p}`);

/** A repeatable stream of shares. */
function createShares(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Beds of hospitals, skewed, and what they buy. */
function makeColumns(count, next) {
  const beds = Float64Array.from({ length: count }, () => Math.floor(600 * next() ** 4));
  const sold = beds.map((value) => 5 * value + 300 * next());
  const types = Array.from({ length: count }, () => TYPES[Math.floor(5 * next() ** 2)]);
  const zips = Array.from({ length: count }, () => String(Math.floor(100_000 * next())).padStart(5, '0'));
  const naics = zips.map((zip) => NAICS[Number(zip) % NAICS.length]);
  const tiers = segment.tierByThresholds(sold, TIERS, [1500, 500]).tiers;
  return { beds, sold, types, zips, naics, tiers };
}

/** Accounts; of those that are `crowded` every 33rd has the same place, such as the middle of a ZIP code. */
function makeAccounts(count, next, isCrowded) {
  const { beds, types, zips, tiers } = makeColumns(count, next);
  const accounts = types.map((type, i) => ({
    id: `a${i}`,
    // Joined, as texts that were read are: a text added up from parts would be laid out by whoever reads it first.
    name: [TOWNS[Math.floor(4 * next())], (i * 7919) % 400_000, TYPES[i % 5], 'Center, Inc.'].join(' '),
    lon: isCrowded && i % 33 === 0 ? -87.6 : -120 + 45 * next(),
    lat: isCrowded && i % 33 === 0 ? 41.9 : 30 + 15 * next(),
    measures: { beds: beds[i] },
    attributes: { type, zip: zips[i], seen: dayOf(next) },
  }));
  return { accounts, tiers };
}

/** Sales or deals an account. */
const EACH = 5;

/** Sales in no order, as those of many accounts come: an account's lie far apart. */
function makeSales(count, next) {
  const { types } = makeColumns(count, next);
  const ids = types.map((_, i) => `a${i}`);
  const sales = Array.from({ length: EACH * count }, () => ({
    accountId: `a${Math.floor(count * next())}`,
    product: PRODUCTS[Math.floor(12 * next() ** 2)],
    amount: Math.floor(1000 * next()),
    on: dayOf(next),
  }));
  return { ids, sales, types };
}

/** Answers about deals. */
function makeAnswers(count) {
  const answers = Array.from({ length: EACH * count }, (_, i) => ({
    dealId: `d${i}`,
    accountId: `a${Math.floor(i / EACH)}`,
    answers: { budget: { metShare: (i % 5) / 4 }, need: { metShare: 1 } },
  }));
  return { answers };
}

/** What `qualifyDeals` gave for answers that nobody holds any more. */
const makeQualified = (count) => ({
  qualified: segment.qualifyDeals(makeAnswers(count).answers, segment.bant),
});

const dayOf = (next) => `2026-0${1 + Math.floor(6 * next())}-1${Math.floor(10 * next())}`;
const read = (name) => (account) => account.attributes[name];
const bedsOf = ({ measures }) => measures.beds;
const dates = { asOf: '2026-06-30' };
const table = {
  A: {
    field: { visits: 12, serviceMin: 60, travelMin: 30, prepMin: 10 },
    remote: { visits: 12, serviceMin: 15 },
  },
  B: { field: { visits: 4, serviceMin: 60, travelMin: 30 }, remote: { visits: 6, serviceMin: 15 } },
  C: { remote: { visits: 4, serviceMin: 15 } },
};

/** Works on columns. */
const columnWorks = {
  [MAP_OF_IDS]: ({ sold }) => mapOfIds(sold.length),
  'regressPotential, ordinary, 5 predictors': ({ beds, types, sold }) =>
    segment.regressPotential(
      [{ id: 'beds', values: beds }, ...segment.categoryPredictors('type', types)],
      sold,
    ),
  'regressPotential, robust, 5 predictors': ({ beds, types, sold }) =>
    segment.regressPotential(
      [{ id: 'beds', values: beds }, ...segment.categoryPredictors('type', types)],
      sold,
      {
        method: 'robust',
      },
    ),
  'normaliseValues (rank)': ({ sold }) => segment.normaliseValues(sold, 'rank'),
  tierByNaturalBreaks: ({ sold }) => segment.tierByNaturalBreaks(sold, TIERS),
  tierByThresholds: ({ sold }) => segment.tierByThresholds(sold, TIERS, [1500, 500]),
  tierByPareto: ({ sold }) => segment.tierByPareto(sold, TIERS, [0.8, 0.15]),
  tierByQuantiles: ({ sold }) => segment.tierByQuantiles(sold, TIERS, [0.2, 0.5]),
  holdTiers: ({ sold, tiers }) => segment.holdTiers(sold, tiers, TIERS, [1400, 600], { band: 0.1 }),
  compareTiers: ({ tiers }) => segment.compareTiers(tiers, [...tiers].reverse(), TIERS),
  'segmentByCodes (ZIP)': ({ zips }) => segment.segmentByCodes(zips, { scheme: 'zip', atLeast: 500 }),
  'segmentByCodes (NAICS)': ({ naics }) => segment.segmentByCodes(naics, { scheme: 'naics', atLeast: 500 }),
  'clusterMixed (8 clusters)': ({ beds, sold, types }, seed) =>
    segment.clusterMixed({ numbers: { beds, sold }, categories: { types } }, { clusters: 8, seed }),
  travelAllowance: ({ sold }) => segment.travelAllowance(sold, { kmPerHour: 50 }),
  computeWorkload: ({ tiers }) => segment.computeWorkload(tiers, table, { season: { field: [1, 2, 2, 1] } }),
  'findUnderCovered (1,000 areas)': ({ zips, sold }) =>
    segment.findUnderCovered({ groups: zips.map((zip) => zip.slice(0, 3)), potential: sold, captured: sold }),
  'findTrends (10,000 areas, 24 periods)': ({ sold }) =>
    segment.findTrends(
      Array.from({ length: 10_000 }, (_, a) => ({ id: `${a}`, values: sold.subarray(24 * a, 24 * a + 24) })),
    ),
};

/** Works on records of accounts. */
const accountWorks = {
  'profileAccounts (with duplicates)': ({ accounts }) =>
    segment.profileAccounts(accounts, {
      fields: ['name', 'attributes.type', 'attributes.zip'],
      outliers: ['beds'],
      stale: { field: 'attributes.seen', ...dates, afterDays: 90 },
    }),
  findDuplicates: ({ accounts }) => segment.findDuplicates(accounts),
  normaliseName: ({ accounts }) => accounts.map(({ name }) => segment.normaliseName(name)),
  compileCondition: ({ accounts }) => {
    const { holds } = segment.compileCondition({ not: { field: 'measures.beds', is: 'below', value: 9 } });
    return accounts.filter(holds);
  },
  'scorePotential (rank, log, z)': ({ accounts }) =>
    segment.scorePotential(accounts, [
      { id: 'a', weight: 3, value: bedsOf, normalise: 'rank' },
      { id: 'b', weight: 2, value: bedsOf, normalise: ['log', 'minMax'] },
      { id: 'c', weight: 1, value: bedsOf, normalise: 'zScore' },
    ]),
  scoreLookAlikes: ({ accounts, tiers }) =>
    segment.scoreLookAlikes(
      accounts,
      tiers.map((tier) => tier === 'A'),
      [
        { id: 'beds', value: bedsOf },
        { id: 'type', value: read('type') },
      ],
    ),
  'segmentByRules (10 rules)': ({ accounts }) =>
    segment.segmentByRules(
      accounts,
      Array.from({ length: 10 }, (_, r) => ({
        segment: `s${r}`,
        when: {
          any: [
            { field: 'attributes.zip', is: 'startsWith', value: String(r) },
            { field: 'measures.beds', is: 'above', value: 50 * r },
          ],
        },
      })),
    ),
  segmentByDimensions: ({ accounts, tiers }) =>
    segment.segmentByDimensions(
      accounts,
      [
        { id: 'type', value: read('type') },
        { id: 'tier', value: (_, row) => tiers[row] },
      ],
      { atLeast: 1000 },
    ),
};

/** Columns of pairs are written when they are read: this row reads all of them. */
const ALL_READ = 'findWhitespace (with lifts, all columns read)';

/** Works on sales. */
const saleWorks = {
  sumByRecency: ({ ids, sales }) => segment.sumByRecency(ids, sales, { ...dates, halfLifeDays: 30 }),
  'sumByPeriod (5 areas, 6 months)': ({ ids, sales, types }) =>
    segment.sumByPeriod(ids, types, sales, {
      starts: [1, 2, 3, 4, 5, 6].map((month) => `2026-0${month}-01`),
      asOf: dates.asOf,
    }),
  scoreRfm: ({ ids, sales }) => segment.scoreRfm(ids, sales, dates),
  'findWhitespace (12 products, peers)': ({ ids, sales, types }) =>
    segment.findWhitespace(ids, sales, { peers: [types] }),
  'findWhitespace (with lifts)': ({ ids, sales, types }) =>
    segment.findWhitespace(ids, sales, { peers: [types], lift: 'strongest' }),
  [ALL_READ]: ({ ids, sales, types }) => ({
    ...segment.findWhitespace(ids, sales, { peers: [types], lift: 'strongest' }),
  }),
};

/** Areas with their stops, their seats and how long a round was. */
function makeZones(count, next) {
  const zones = Array.from({ length: count }, () => ({
    areaKm2: 4000 * next(),
    stops: 1 + Math.floor(60 * next()),
    seatKm: 50 * next(),
    visitsPerTrip: 6,
    lengthKm: 300 + 900 * next(),
  }));
  return { zones };
}

const zoneWorks = {
  tourAllowance: ({ zones }) => segment.tourAllowance(zones, { kmPerHour: 50, visitsPerTrip: 6 }),
  calibrateTourConstant: ({ zones }) => segment.calibrateTourConstant(zones),
};

const TERRITORIES = 2000;
const PEOPLE = 400;
const ROLES = ['AE', 'SE', 'CSM', 'BDR'];

/** Territories on a line with people to share, and the pods of as many territories. */
function makeTeams(_, next) {
  const km = Array.from({ length: TERRITORIES }, () => 4000 * next());
  const skillsOf = (i) => (i % 5 === 0 ? ['french'] : []);
  return {
    km,
    territories: km.map((_, t) => ({ id: `t${t}`, needs: skillsOf(t) })),
    people: Array.from({ length: PEOPLE }, (_, i) => ({
      id: `p${i}`,
      role: ROLES[i % 2],
      skills: skillsOf(i),
    })),
    pods: km.map((_, p) => ({ id: `p${p}`, members: ROLES.map((role) => ({ id: `${role} ${p}`, role })) })),
  };
}

const teamWorks = {
  'formPods (2,000 territories, 400 people)': ({ territories, people, km }) =>
    segment.formPods(territories, people, {
      territoriesPerPod: 10,
      headsPerPod: { AE: 1, SE: 1 },
      distanceKm: (a, b) => Math.abs(km[a] - km[b]),
    }),
  'planRotation (2,000 pods, 12 periods)': ({ pods }) =>
    segment.planRotation(pods, {
      periods: 12,
      continuityShare: 0.6,
      roleShares: { AE: 0.5, SE: 0.3, CSM: 0.1, BDR: 0.1 },
    }),
};

/** What nobody hopes for: a code, an area and a name of its own for every account, all in one place. */
function makeSkewed(count, next) {
  const sold = Float64Array.from({ length: count }, () => 1000 * next());
  const areas = Array.from({ length: count }, (_, i) => ['area', i].join(' '));
  const codes = areas.map(() => Array.from({ length: LEVELS }, () => Math.floor(10 * next())).join(''));
  const drawn = Array.from({ length: 4000 }, () =>
    Array.from({ length: 6 }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(26 * next())]).join(''),
  );
  const word = () => drawn[Math.floor(drawn.length * next())];
  const accounts = areas.map((id) => ({
    id,
    name: ['Saint', word(), word(), 'Clinic'].join(' '),
    lon: -90,
    lat: 40,
    measures: { beds: 5 },
    attributes: {},
  }));
  return { sold, areas, codes, accounts };
}

/** Digits of a code, each of them a level. */
const LEVELS = 20;

const skewedWorks = {
  'findDuplicates (different names in one place)': ({ accounts }) => segment.findDuplicates(accounts),
  'segmentByCodes (a code for each account, 20 levels)': ({ codes }) =>
    segment.segmentByCodes(codes, {
      scheme: Array.from({ length: LEVELS }, (_, l) => l + 1),
      atLeast: 500,
    }),
  'findUnderCovered (an area for each account)': ({ areas, sold }) =>
    segment.findUnderCovered({ groups: areas, potential: sold, captured: sold }),
  'tierByThresholds (1,000 tiers)': ({ sold }) => {
    const tiers = Array.from({ length: 1000 }, (_, t) => `tier ${t}`);
    return segment.tierByThresholds(
      sold,
      tiers,
      tiers.slice(1).map((_, t) => 999 - t),
    );
  },
  'segmentByRules (30 rules that all hold)': ({ accounts }) =>
    segment.segmentByRules(
      accounts,
      Array.from({ length: 30 }, (_, r) => ({
        segment: `s${r}`,
        when: { field: 'measures.beds', is: 'above', value: 1 },
      })),
    ),
};

/** Works that look at what lies near. */
const crowdedWorks = {
  'findDuplicates (3 % in one place)': ({ accounts }) => segment.findDuplicates(accounts),
};

const answerWorks = {
  'qualifyDeals (BANT)': ({ answers }) => segment.qualifyDeals(answers, segment.bant),
};

const qualifiedWorks = {
  qualifyAccounts: ({ qualified }) => segment.qualifyAccounts(qualified),
};

/** Input is made for the works on it only: a heap of what others need would be charged to whoever fills it up. */
const cases = [
  { make: makeColumns, works: columnWorks },
  { make: (count, next) => makeAccounts(count, next, false), works: accountWorks },
  { make: (count, next) => makeAccounts(count, next, true), works: crowdedWorks },
  { make: makeSales, works: saleWorks, each: EACH },
  { make: makeAnswers, works: answerWorks, each: EACH },
  { make: makeQualified, works: qualifiedWorks, each: EACH },
  { make: makeSkewed, works: skewedWorks },
  { make: makeZones, works: zoneWorks },
  { make: makeTeams, works: teamWorks, each: 0 },
];

export function run({ seeds, isQuick }) {
  const count = isQuick ? 100_000 : 1_000_000;
  const names = cases.flatMap(({ works }) => Object.keys(works));
  // Most hold no chance, machines do: the median of three.
  return seeds.slice(0, 3).flatMap((seed) => names.map((name) => measureAlone('segment', name, seed, count)));
}

/** The record of one work, by its name, on so many accounts: the first call, without a warm-up. */
export async function measureRow(name, seed, count) {
  const { make, works, each = 1 } = cases.find((one) => name in one.works);
  const input = make(count, createShares(seed));
  const run = () => {
    works[name](input, seed);
    return { rows: each === 0 ? TERRITORIES : each * count };
  };
  const [record] = await runMethods([{ name, run }], { seeds: [seed], warmups: 0 });
  return record;
}

export function figures(records) {
  const large = records.filter(({ rows }) => rows >= 1_000_000);
  const calls = large.filter(({ method }) => method !== ALL_READ);
  const reads = large.filter(({ method }) => method === ALL_READ || method === MAP_OF_IDS);
  const rows = '1,000,000 accounts, 5,000,000 sales or deals';
  const tried =
    'ids are looked up in a table of their own, 256 at a time, and sales added up as they are read (c4f9c8e, e3e6ab9: sumByRecency 0.4 of the time, findWhitespace 0.6); deals that are answered as well share a judgement (970c4c6: qualifyDeals 0.12 of the time); blocks of the regression are factored where they stand (f12c38d: 0.5 of the time); whole numbers are ranked by counting, ids fetched before they are compared and amounts added a block at a time (5854b14: scoreRfm 0.7 of the time, then 0.8 again); one column of deals in place of four, as the whole heap is collected for every 64 MB in typed arrays (ffc3505: qualifyAccounts 0.8 of the time); columns of pairs are written when they are read, and pairs sorted where they stand (2640ced, ec73543: findWhitespace 0.77 of the time, with all columns read about as before); what is held of sales meanwhile stands in lists and narrow columns, so that the heap is collected once in place of two or three times (7af1238: findWhitespace 0.80 to 0.84 of the time, with all columns read 0.77); deals that follow one another share a look-up (68984c1: qualifyAccounts 0.75 to 0.86); names in one place part by marks of their pairs of letters, and only neighbours in an order of alike names are compared (958689e, 0d6d876: a million different names in one place 0.23 of the time); groups of duplicates are two objects each, and columns serve twice, so that the heap is not collected (3e875ba, 6905c85: 0.67 to 0.78 of the time again); bounds rule clusters out (bf30355: clusterMixed 0.34 to 0.41); ids stand in the table itself (32a09f9: sumByRecency 0.55 to 0.73, findWhitespace 0.67 to 0.78); what expected values are made of is laid out before other columns, so that the heap is collected once (2.7 to 2.5 with all columns read); sums of whole amounts take a third of the memory (868dfae: scoreRfm 0.83).';
  const ofCalls = slowestFigure(calls, { room: 'segment', rows, yardstick: MAP_OF_IDS, tried });
  const ofReads = slowestFigure(reads, { room: 'segment', rows, yardstick: MAP_OF_IDS, tried });
  return [
    ofCalls,
    { ...ofReads, work: 'segment: findWhitespace on 5,000,000 sales, and all columns of its pairs read' },
  ];
}
