/** What the company decided about its year. The hospitals, reps and sales are those of examples/us-hospitals. */
import { listPeriods } from 'bailiwick/quota';

export const months = listPeriods('2026-01-01', 'month', 12);

/** What the board was promised, in USD, and how much more each level carries than the one above it. */
export const target = 240_000_000;
export const overAssignment = { regions: 0.01, territories: 0.02 };

/** Top-down, quotas are whole thousands; months and days are divided to the dollar. */
export const unit = 1_000;
export const blend = { potential: 0.4, history: 0.4, capacity: 0.2 };

/** No quota of last year is on file, so change is limited against what was sold. */
export const changeLimits = { maxIncrease: 0.6, maxDecrease: 0.05 };

/** Sales of last year into a basis: 4 % is lost with customers who leave, the rest grows by 3 %. */
export const projection = { attrition: 0.04, growth: 0.03 };

/** The regions of the US Census Bureau, by the state of the seat. */
const regions = {
  Northeast: ['MA', 'NH', 'NJ', 'NY', 'PA'],
  Midwest: ['IA', 'IL', 'IN', 'MI', 'MN', 'MO', 'ND', 'NE', 'OH', 'WI'],
  South: ['AL', 'AR', 'FL', 'GA', 'LA', 'MD', 'MS', 'NC', 'OK', 'SC', 'TN', 'TX', 'VA'],
  West: ['AZ', 'CA', 'CO', 'MT', 'NM', 'NV', 'OR', 'UT', 'WA'],
};
export const regionNames = Object.keys(regions);
export const regionOf = (city) => regionNames.find((name) => regions[name].includes(city.slice(-2)));

/** Monday to Friday less the federal holidays of 2026; the 4th of July is a Saturday and kept on the 3rd. */
export const calendar = {
  holidays: [
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-07-03',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
  ],
};

/** `capacity_hours` of reps.csv is what a seat gives on 230 days: 250 working days less 20 of leave. */
const leaveDays = 20;
const daysOfSeat = 230;

/** Part of full productivity by month of tenure. Invented. */
export const rampSchedule = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/** What is known to change in the year. Invented. */
const partTime = { R34: 0.8 };
const leavers = { R17: '2026-05-15' };
const absences = { R09: [{ from: '2026-09-14', until: '2026-12-31' }] };
const hires = [{ id: 'R61', name: 'Oak Lawn IL, planned hire', capacity: 1400, start: '2026-07-01' }];

/** Who holds a territory when, where it is not its own rep all year. */
export const moves = [
  { territoryId: 'T17', repId: 'R17', until: '2026-05-15' },
  { territoryId: 'T17', repId: 'R16', from: '2026-05-16', until: '2026-06-30' },
  { territoryId: 'T17', repId: 'R61', from: '2026-07-01' },
  { territoryId: 'T09', repId: 'R09', until: '2026-09-13' },
  { territoryId: 'T09', repId: 'R05', from: '2026-09-14' },
];

/** Who holds what and when: the moves, and everybody else all year. */
export const holdingsOf = (territories) => [
  ...moves,
  ...territories
    .filter(({ id }) => moves.every(({ territoryId }) => territoryId !== id))
    .map(({ id, repIds }) => ({ territoryId: id, repId: repIds[0] })),
];

/** The team of the year, as capacity counts it: `territoryId` is the seat whose hours they are. */
export const teamOf = (reps, territories) =>
  [...reps, ...hires].map(({ id, name, capacity, start }) => ({
    id,
    name,
    territoryId: territories.find(({ repIds }) => repIds[0] === id)?.id ?? seatOfHire(id),
    start,
    hoursPerDay: capacity / daysOfSeat,
    leaveDays,
    ...(id in partTime ? { partTime: partTime[id] } : {}),
    ...(id in leavers ? { end: leavers[id] } : {}),
    ...(id in absences ? { absences: absences[id] } : {}),
  }));
const seatOfHire = (repId) => moves.find((move) => move.repId === repId).territoryId;

/** Bookings by month of three years in million USD, to read the season from. Invented: quarters end strong. */
export const bookings = [
  [12.1, 13.0, 17.9, 13.2, 14.1, 18.6, 12.4, 12.9, 18.8, 14.6, 15.2, 23.9],
  [12.9, 13.8, 18.7, 14.5, 14.9, 19.9, 12.8, 14.1, 19.6, 15.9, 16.1, 26.3],
  [13.8, 14.9, 20.6, 15.1, 16.2, 21.2, 14.3, 14.8, 21.5, 16.8, 17.5, 28.6],
];

/** What an account may bring in the year: shares of last year's revenue and of the potential still open. Invented. */
const outlook = { revenue: [0.7, 0.92, 1.15], open: [0, 0.025, 0.085] };
export function outlookOf(revenue, potential) {
  const open = Math.max(0, potential - revenue);
  const [p10, p50, p90] = outlook.revenue.map((share, k) => share * revenue + outlook.open[k] * open);
  return { p10, p50, p90 };
}

/**
 * How many years are drawn for the chances, and which part of what is uncertain about a hospital is common to all of them
 * (budgets, reimbursement, a product that slips). Invented: with it what two territories bring correlates by about 0.4. Take
 * the share at which that is the correlation of your reps' attainments over past years.
 */
export const simulation = { seed: 2026, draws: 2_000, commonShare: 0.02 };

/** Columns of field-plans.csv: what reps ask for, and whether it was agreed to leave it as it is. */
export const readFieldPlan = ({ rep_id, plan_usd, fixed }) => ({
  territoryId: rep_id.replace('R', 'T'),
  plan: Number(plan_usd),
  isFixed: fixed === 'yes',
});
