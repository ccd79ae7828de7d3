import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.js';
import { greatCircleKm } from '../../../src/geo/unitVectors.js';
import { scorecard } from '../../../src/kpi/scorecard/scorecard.js';
import { scorecardFigures } from '../../../src/kpi/scorecard/scorecardFigures.js';
import type { ScorecardInput } from '../../../src/kpi/scorecard/scorecardInput.js';
import type { Account } from '../../../src/model/account.js';
import type { Plan } from '../../../src/plan/plan.js';

const accounts: Account[] = [
  { id: 'a', lon: 0, lat: 0, measures: { hours: 30, beds: 100 }, attributes: { tier: 'A' } },
  { id: 'b', lon: 2, lat: 0, measures: { hours: 20 }, attributes: { tier: 'B' } },
  { id: 'c', lon: 10, lat: 1, measures: { hours: 45, beds: 50 }, attributes: { tier: 'B' } },
  { id: 'd', measures: { hours: 5, beds: 7 }, attributes: { tier: null } },
  { id: 'e', lon: 5, lat: 5, measures: { hours: 8, beds: 3 }, attributes: { tier: 'B' } },
];

const input: ScorecardInput = {
  accounts,
  territories: [
    { id: 'west', repIds: ['r1', 'r2'], centre: { lon: 0, lat: 0 }, targets: { hours: 40 } },
    { id: 'east', repIds: ['r2'], seat: { lon: 10, lat: 0 }, targets: { hours: 60 } },
    { id: 'open', repIds: [], centre: null, targets: { hours: 0 } },
  ],
  assignments: [
    { accountId: 'b', territoryId: 'west' },
    { accountId: 'a', territoryId: 'west' },
    { accountId: 'c', territoryId: 'east' },
    { accountId: 'd', territoryId: 'east' },
    { accountId: 'e', territoryId: null },
  ],
  measures: [{ id: 'hours' }, { id: 'beds' }],
  reps: [
    { id: 'r1', capacity: 40, skills: [] },
    { id: 'r2', capacity: 80, skills: [] },
  ],
  workload: 'hours',
  quotas: [
    { id: 'east', quota: 700 },
    { id: 'west', quota: 300 },
  ],
  tier: ({ attributes }) => (attributes.tier === null ? null : String(attributes.tier)),
  trips: ({ id }) => (id === 'b' ? 3 : 1),
};

const oneDegree = greatCircleKm(0, 0, 1, 0);

function issuesOf(given: Partial<ScorecardInput>): string[] {
  try {
    scorecard({ ...input, ...given });
  } catch (error) {
    if (error instanceof InputError)
      return error.issues.map(({ row, field, code }) => `${row} ${field} ${code}`);
    throw error;
  }
  return [];
}

describe('scorecardFigures', () => {
  it('gives the figures of every territory by name, those that do not exist as null', () => {
    const [west, , open] = scorecardFigures(scorecard(input));
    expect(west.id).toBe('west');
    expect(west.figures).toMatchObject({
      accounts: 2,
      capacity: 80,
      utilisation: 0.625,
      quota: 300,
      unlocated: 0,
    });
    expect(west.figures).toMatchObject({ 'load.hours': 50, 'load.beds': 100, 'deviation.hours': 0.25 });
    expect(west.figures.meanKm).toBeCloseTo(oneDegree, 9);
    expect(west.figures['deviation.beds']).toBeNull();
    expect(open.figures).toMatchObject({ accounts: 0, quota: null, meanKm: null, 'load.hours': 0 });
  });
});

describe('scorecard', () => {
  it('adds loads up to the digit, in whatever order the accounts come', () => {
    const loads = [1e16, 1, 1, 1e16, 1, 1];
    const many = loads.map((hours, i): Account => ({ id: `n${i}`, measures: { hours }, attributes: {} }));
    const held = [0, 1, 2].map((i) => ({ accountId: `n${i}`, territoryId: 'east' }));
    for (const list of [many, many.toReversed()]) {
      const card = scorecard({ ...input, accounts: list, assignments: held });
      expect(card.rows[1].loads.hours).toBe(1e16 + 2);
      expect(card.totals.balance[0].unassignedLoad).toBe(1e16 + 2);
    }
  });

  it('has a row for each territory', () => {
    const [west, east, open] = scorecard(input).rows;
    expect(west).toEqual({
      territoryId: 'west',
      repIds: ['r1', 'r2'],
      accounts: 2,
      loads: { hours: 50, beds: 100 },
      targets: { hours: 40, beds: null },
      deviations: { hours: 0.25, beds: null },
      capacity: 80,
      utilisation: 0.625,
      quota: 300,
      meanKm: expect.closeTo(oneDegree, 9),
      weightedMeanKm: expect.closeTo(1.5 * oneDegree, 9),
      longestKm: expect.closeTo(2 * oneDegree, 9),
      longestAccountId: 'b',
      unlocated: 0,
    });
    expect(east).toMatchObject({ accounts: 2, capacity: 40, utilisation: 1.25, unlocated: 1 });
    expect(east.longestKm).toBeCloseTo(oneDegree, 9);
    expect(open).toMatchObject({ accounts: 0, loads: { hours: 0 }, deviations: { hours: 0 }, capacity: 0 });
    expect(open).toMatchObject({ utilisation: null, quota: null, meanKm: null, longestAccountId: null });
  });

  it('has totals', () => {
    const { totals } = scorecard(input);
    expect(totals).toMatchObject({ territories: 3, accounts: 5, assigned: 4, unassigned: 1 });
    expect(totals).toMatchObject({ capacity: 120, utilisation: 100 / 120, quota: 1_000, unlocated: 1 });
    expect(totals.longestKm).toBeCloseTo(2 * oneDegree, 9);
    expect(totals.meanKm).toBeCloseTo(oneDegree, 9);
    expect(totals.balance[0]).toMatchObject({
      measureId: 'hours',
      load: 100,
      unassignedLoad: 8,
      unknown: 0,
      target: 100,
      imbalance: 0.25,
      overId: 'west',
      underId: 'east',
    });
    expect(totals.balance[1]).toMatchObject({
      measureId: 'beds',
      load: 157,
      unassignedLoad: 3,
      unknown: 1,
      target: null,
      imbalance: null,
      overId: null,
    });
    expect(totals.balance[1].gini).toBeCloseTo(200 / (3 * 157), 12);
    expect(totals.coverage).toMatchObject([
      { tier: 'A', accounts: 1, covered: 1, share: 1 },
      { tier: 'B', accounts: 3, covered: 2, share: 2 / 3 },
      { tier: null, accounts: 1, covered: 1, share: 1 },
    ]);
  });

  it('measures distances from the centre where a territory has a seat too', () => {
    const [west] = input.territories;
    const { rows } = scorecard({
      ...input,
      territories: [{ ...west, seat: { lon: 90, lat: 0 } }, ...input.territories.slice(1)],
    });
    expect(rows[0].longestKm).toBeCloseTo(2 * oneDegree, 9);
  });

  it('is plain JSON', () => {
    const card = scorecard(input);
    expect(JSON.parse(JSON.stringify(card))).toEqual(card);
  });

  it('needs no more than accounts, territories, assignments and measures', () => {
    const { rows, totals } = scorecard({
      accounts,
      territories: [{ id: 'all', repIds: ['r1'] }],
      assignments: [],
      measures: [{ id: 'hours' }],
    });
    expect(rows[0]).toMatchObject({ accounts: 0, capacity: null, utilisation: null, quota: null });
    expect(totals).toMatchObject({
      unassigned: 5,
      capacity: null,
      utilisation: null,
      quota: null,
      coverage: [],
    });
  });

  it('has an answer for nobody and nothing', () => {
    const { rows, totals } = scorecard({
      accounts: [],
      territories: [],
      assignments: [],
      measures: [{ id: 'hours' }],
    });
    expect(rows).toEqual([]);
    expect(totals).toMatchObject({ accounts: 0, meanKm: null });
    expect(totals.balance[0]).toMatchObject({ load: 0, imbalance: null, gini: null });
  });

  it('takes the territories and assignments of a plan as they are', () => {
    const plan: Pick<Plan, 'territories' | 'assignments' | 'measures'> = {
      territories: [
        {
          id: 'all',
          repIds: [],
          seat: null,
          centre: { lon: 0, lat: 0 },
          accounts: 99,
          loads: { hours: 99 },
          targets: { hours: 100 },
          lowers: { hours: 90 },
          uppers: { hours: null },
          prices: { hours: 0 },
        },
      ],
      assignments: accounts.map(({ id }) => ({ accountId: id, territoryId: 'all', locked: false })),
      measures: [{ id: 'hours', tolerance: null }],
    };
    expect(scorecard({ ...plan, accounts }).rows[0]).toMatchObject({ accounts: 5, loads: { hours: 108 } });
  });

  it('names everything that is wrong at once', () => {
    const issues = issuesOf({
      accounts: [...accounts, { id: 'a', lon: 200, lat: 0, measures: { hours: -1 }, attributes: {} }],
      territories: [
        { id: 'west', repIds: ['r9'], centre: { lon: 0, lat: Number.NaN }, targets: { hours: Number.NaN } },
        { id: 'west', repIds: [], targets: { hours: 1 } },
      ],
      assignments: [
        { accountId: 'a', territoryId: 'nowhere' },
        { accountId: 'a', territoryId: 'west' },
        { accountId: 'z', territoryId: 'west' },
      ],
      reps: [{ id: 'r1', capacity: Number.NaN, skills: [] }],
      quotas: [
        { id: 'west', quota: -5 },
        { id: 'none', quota: 5 },
      ],
      workload: 'visits',
      trips: ({ id }) => (id === 'b' ? Number.NaN : 1),
    });
    expect(issues.sort()).toEqual(
      [
        '5 accounts.id duplicate-id',
        '1 territories.id duplicate-id',
        'null workload unknown-measure',
        '0 assignments.territoryId unknown-territory',
        '1 assignments.accountId duplicate-assignment',
        '2 assignments.accountId unknown-account',
        '5 accounts.measures.hours out-of-range',
        '0 territories.targets.hours out-of-range',
        '1 trips out-of-range',
        '5 accounts.lon out-of-range',
        '0 territories.centre.lat out-of-range',
        '0 reps.capacity out-of-range',
        '0 territories.repIds unknown-rep',
        '0 quotas.quota out-of-range',
        '1 quotas.id unknown-territory',
      ].sort(),
    );
  });
});
