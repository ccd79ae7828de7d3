/** What the company decided: what counts as missing, who is planned, what an account is worth, how often it is seen. */
import { createRequire } from 'node:module';
import { median } from 'simple-statistics';
import { feature } from 'topojson-client';

/** The contiguous states and their FIPS codes, with which county codes begin. */
const contiguous = Object.fromEntries(
  [
    'AL 01, AZ 04, AR 05, CA 06, CO 08, CT 09, DE 10, DC 11, FL 12, GA 13, ID 16, IL 17, IN 18',
    'IA 19, KS 20, KY 21, LA 22, ME 23, MD 24, MA 25, MI 26, MN 27, MS 28, MO 29, MT 30, NE 31',
    'NV 32, NH 33, NJ 34, NM 35, NY 36, NC 37, ND 38, OH 39, OK 40, OR 41, PA 42, RI 44, SC 45',
    'SD 46, TN 47, TX 48, UT 49, VT 50, VA 51, WA 53, WV 54, WI 55, WY 56',
  ]
    .join(', ')
    .split(', ')
    .map((pair) => pair.split(' ')),
);
const islands = ['PR', 'GU', 'VI', 'AS', 'MP', 'PW'];

/** How the rows of the hospital file are read: `checkAccounts` names every cell that is odd. */
export function hospitalOptions(rows) {
  const count = (keyOf) =>
    rows.reduce((counts, row) => counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1), new Map());
  const twins = count((row) => `${row.NAME} ${Number(row.ZIP)}`);
  const licences = count((row) => `${row.BEDS} ${row.CITY} ${row.STATE}`);
  const warn = (field, code, expected, holds) => ({ field, code, severity: 'warning', expected, holds });
  return {
    columns: { id: 'ID', name: 'NAME', lon: 'LONGITUDE', lat: 'LATITUDE' },
    measures: { beds: 'BEDS' },
    attributes: {
      city: 'CITY',
      state: 'STATE',
      zip: 'ZIP',
      county: 'COUNTYFIPS',
      country: 'COUNTRY',
      type: 'TYPE',
      status: 'STATUS',
      owner: 'OWNER',
      trauma: 'TRAUMA',
      helipad: 'HELIPAD',
    },
    missing: ['NOT AVAILABLE'],
    sentinels: { BEDS: [-999] },
    pad: { ZIP: 5, COUNTYFIPS: 5 },
    rules: [
      warn('STATUS', 'closed', 'OPEN', ({ attributes }) => attributes.status === 'OPEN'),
      warn(
        'STATE',
        'outside-states',
        'one of the 50 states or DC',
        ({ attributes }) => !islands.includes(attributes.state),
      ),
      warn(
        'STATE',
        'not-contiguous',
        'a contiguous state',
        ({ attributes }) => !['AK', 'HI'].includes(attributes.state),
      ),
      warn(
        'COUNTRY',
        'other-country',
        'the country of the state',
        ({ attributes }) => (attributes.country === 'USA') !== islands.includes(attributes.state),
      ),
      warn('COUNTYFIPS', 'other-state', 'a county of the state', ({ attributes }) =>
        attributes.county.startsWith(contiguous[attributes.state] ?? ''),
      ),
      warn(
        'NAME',
        'twin',
        'unlike others with its ZIP code',
        ({ name, attributes }) => twins.get(`${name} ${Number(attributes.zip)}`) === 1,
      ),
      warn(
        'BEDS',
        'repeated',
        'unlike others of its city',
        ({ measures: { beds }, attributes: { city, state } }) =>
          !(beds >= 500) || licences.get(`${beds} ${city} ${state}`) === 1,
      ),
    ],
  };
}

/** What is done about each finding; a finding that is not listed here stops the script. */
export const decisions = {
  'BEDS sentinel': 'unknown: counted as the median of the known beds of its type, and marked',
  'OWNER missing-marker': 'unknown: scored like a non-profit',
  'TRAUMA missing-marker': 'no trauma centre',
  'HELIPAD missing-marker': 'not used',
  'ZIP lost-zeros': 'zeros put back in front',
  'COUNTYFIPS lost-zeros': 'zeros put back in front',
  'STATUS closed': 'left out of the plan',
  'STATE outside-states': 'US territories: left out of the plan',
  'STATE not-contiguous': 'Alaska and Hawaii: left out of the plan, as their own region',
  'COUNTRY other-country': 'the state stands; these four lie in Puerto Rico',
  'COUNTYFIPS other-state': 'the point stands; the county code is not used',
  'NAME twin': 'kept apart: other id, other place (campuses and units with a licence of their own)',
  'BEDS repeated': 'kept as published, though it may be the licence of a whole system',
};

/** Every open hospital of the contiguous states. */
export const isPlanned = ({ attributes: { status, state } }) =>
  status === 'OPEN' && Object.hasOwn(contiguous, state);

/** Unknown beds are taken to be the median of the known beds of the type, and marked. */
export function imputeBeds(accounts) {
  const typeOf = ({ attributes }) => attributes.type;
  const known = new Map(accounts.map((account) => [typeOf(account), []]));
  for (const account of accounts) {
    if (account.measures.beds !== undefined) known.get(typeOf(account)).push(account.measures.beds);
  }
  const medians = new Map([...known].map(([type, beds]) => [type, median(beds)]));
  return accounts.map((account) => ({
    ...account,
    measures: { beds: medians.get(typeOf(account)), ...account.measures },
    attributes: { ...account.attributes, bedsImputed: account.measures.beds === undefined },
  }));
}

/** What a bed adds to the potential in USD a year is 1,000 times these. */
const bedFactors = {
  type: {
    'GENERAL ACUTE CARE': 1,
    CHILDREN: 1.2,
    WOMEN: 1.1,
    'CRITICAL ACCESS': 1,
    MILITARY: 0.9,
    SPECIAL: 0.9,
    REHABILITATION: 0.55,
    'LONG TERM CARE': 0.5,
    'CHRONIC DISEASE': 0.5,
    PSYCHIATRIC: 0.35,
  },
  trauma: { I: 1.5, II: 1.3, III: 1.15, IV: 1.05, V: 1.05, other: 1.1, none: 1 },
  owner: { 'GOVERNMENT - FEDERAL': 0.9, 'GOVERNMENT - STATE': 0.9 },
};
const sizeOf = ({ measures, attributes }) => measures.beds * bedFactors.type[attributes.type];
const traumaOf = ({ attributes }) => bedFactors.trauma[traumaLevel(attributes.trauma)];
const ownerOf = ({ attributes }) => bedFactors.owner[attributes.owner] ?? 1;

/** The potential in USD a year: a sum, so that each account can be told what its own is made of. */
export const potentialFactors = [
  { id: 'site', weight: 60_000, value: () => 1 },
  { id: 'beds', weight: 1_000, value: sizeOf },
  { id: 'trauma', weight: 1_000, value: (account) => sizeOf(account) * (traumaOf(account) - 1) },
  {
    id: 'owner',
    weight: 1_000,
    value: (account) => sizeOf(account) * traumaOf(account) * (ownerOf(account) - 1),
  },
];

/** The best level in texts such as `LEVEL II, LEVEL II PEDIATRIC`; some states have codes of their own. */
function traumaLevel(text) {
  if (text === null) return 'none';
  const levels = [...text.matchAll(/LEVEL (I{1,3}|IV|V)\b/g)].map(([, level]) => level);
  return ['I', 'II', 'III', 'IV', 'V'].find((level) => levels.includes(level)) ?? 'other';
}

export const tiers = ['A', 'B', 'C', 'D'];

/** Visits a year, minutes on site and minutes of travel allowed for each, by tier and channel. */
export const services = {
  A: { field: { visits: 26, serviceMin: 90, travelMin: 45 }, remote: { visits: 12, serviceMin: 30 } },
  B: { field: { visits: 16, serviceMin: 75, travelMin: 45 }, remote: { visits: 8, serviceMin: 30 } },
  C: { field: { visits: 8, serviceMin: 60, travelMin: 45 }, remote: { visits: 6, serviceMin: 30 } },
  D: { field: { visits: 3, serviceMin: 45, travelMin: 45 }, remote: { visits: 3, serviceMin: 30 } },
};

/** Skills that the type of a hospital asks of its rep. */
export const skillsByType = { PSYCHIATRIC: ['psychiatric'], CHILDREN: ['pediatric'] };

/** What the territories are balanced by. */
export const measures = [
  { id: 'hours', name: 'Workload', unit: 'h', tolerance: 0.05 },
  { id: 'potential', name: 'Potential', unit: 'USD', tolerance: 0.1 },
];

/** Next year's national quota in USD and what it is divided by. */
export const quota = { total: 240_000_000, unit: 1_000, blend: { potential: 0.6, history: 0.4 } };

/** Columns of the other files. */
export const repOptions = {
  columns: {
    id: 'rep_id',
    name: 'city',
    lon: 'lon',
    lat: 'lat',
    capacity: 'capacity_hours',
    skills: 'skills',
    start: 'start_date',
  },
};
export const lockOptions = { columns: { accountId: 'account_id', territoryId: 'rep_id' } };
export const historyOptions = { columns: { id: 'account_id' }, measures: { revenue: 'revenue_usd' } };

/** One territory for each rep, round the rep's home; its share of every measure is the rep's share of all capacity. */
export const territoryOf = ({ id, home, capacity }) => ({
  id: territoryId(id),
  repIds: [id],
  seat: home,
  share: capacity,
});
const territoryId = (repId) => repId.replace('R', 'T');

/** Locks are given by rep; a rep has one territory. */
export const lockOfRep = ({ accountId, territoryId: repId }) => ({
  accountId,
  territoryId: territoryId(repId),
});

/** What the territories are called. */
export const namesOf = (reps) => Object.fromEntries(reps.map(({ id, name }) => [territoryId(id), name]));

/** The ground that territories are made of: counties, with state lines on top. */
export function readGround() {
  const atlas = createRequire(import.meta.url)('us-atlas/counties-10m.json');
  return { areas: feature(atlas, atlas.objects.counties), outlines: feature(atlas, atlas.objects.states) };
}

/** Last year's revenue of the accounts that each territory of a plan holds. */
export function sumByTerritory(sales, plan) {
  const revenue = new Map(sales.map(({ id, measures }) => [id, measures.revenue]));
  const sums = new Map(plan.territories.map(({ id }) => [id, 0]));
  for (const { accountId, territoryId } of plan.assignments) {
    sums.set(territoryId, sums.get(territoryId) + (revenue.get(accountId) ?? 0));
  }
  return sums;
}

/** The columns of `territories.csv`, read off a row of the scorecard. */
export const territoryColumns = (reps, history, shapes) => ({
  territory_id: ({ territoryId }) => territoryId,
  rep_id: ({ repIds }) => repIds[0],
  map_number: ({ territoryId }) => shapes.territories.find(({ id }) => id === territoryId).number,
  city: ({ repIds }) => reps.find(({ id }) => id === repIds[0]).name,
  accounts: ({ accounts }) => accounts,
  beds: ({ loads }) => loads.beds,
  capacity_hours: ({ capacity }) => capacity,
  workload_hours: ({ loads }) => loads.hours,
  target_hours: ({ targets }) => targets.hours,
  hours_deviation: ({ deviations }) => deviations.hours,
  utilisation: ({ utilisation }) => utilisation,
  potential: ({ loads }) => loads.potential,
  target_potential: ({ targets }) => targets.potential,
  potential_deviation: ({ deviations }) => deviations.potential,
  history: ({ territoryId }) => history.get(territoryId),
  quota: ({ quota }) => quota,
  mean_km: ({ meanKm }) => meanKm,
  longest_km: ({ longestKm }) => longestKm,
});
