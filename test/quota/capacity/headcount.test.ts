import { describe, expect, it } from 'vitest';
import { listPeriods } from '../../../src/quota/calendar/periods.js';
import { computeHeadcount } from '../../../src/quota/capacity/computeHeadcount.js';
import { limitTopAccounts, type TopAccountInput } from '../../../src/quota/capacity/limitTopAccounts.js';
import { type HiringInput, planHires } from '../../../src/quota/capacity/planHires.js';
import { survivalShares } from '../../../src/quota/capacity/survivalShares.js';
import { issuesOf } from '../support/issuesOf.js';

const year = listPeriods('2025-01-01', 'month', 12);

describe('computeHeadcount', () => {
  it('needs 3 reps for 0.3 of 0.1 each, and one more for anything beyond', () => {
    expect(computeHeadcount({ demand: 0.3, perRep: 0.1 }).needed).toBe(3);
    // 2.1 / 0.7 is 3.0000000000000004 in doubles.
    expect(computeHeadcount({ demand: 2.1, perRep: 0.7 }).needed).toBe(3);
    expect(computeHeadcount({ demand: 0.3001, perRep: 0.1 }).needed).toBe(4);
    expect(computeHeadcount({ demand: 0, perRep: 0.1 })).toMatchObject({ needed: 0, low: 0, high: 0 });
  });

  it('says what utilisation and attrition add', () => {
    const { needed, contributions } = computeHeadcount({
      demand: 80,
      perRep: 10,
      utilisation: 0.8,
      survival: 0.9,
    });
    expect(needed).toBe(12);
    expect(contributions.base).toBe(8);
    expect(contributions.utilisation).toBeCloseTo(2, 12);
    expect(contributions.attrition).toBeCloseTo(10 / 0.9 - 10, 12);
    expect(Object.values(contributions).reduce((a, b) => a + b)).toBeCloseTo(12, 12);
  });

  it('takes the corners of two ranges, or their independent widths', () => {
    const input = {
      demand: { low: 900, expected: 1_000, high: 1_300 },
      perRep: { low: 8, expected: 10, high: 12 },
    };
    expect(computeHeadcount(input)).toMatchObject({ low: 75, needed: 100, high: 163 });
    // exp(-sqrt(ln² 0.9 + ln² (10 / 12))) = exp(-0.2106) = 0.8101, exp(sqrt(ln² 1.3 + ln² 1.25)) = exp(0.3444) = 1.4112.
    expect(computeHeadcount({ ...input, interval: 'independent' })).toMatchObject({ low: 82, high: 142 });
  });

  it('names everything that is wrong at once', () => {
    const input = {
      demand: { low: 3, expected: 2, high: 1 },
      perRep: 0,
      utilisation: 0,
      interval: 'x' as 'corner',
    };
    expect(issuesOf(() => computeHeadcount(input))).toEqual([
      'null demand bad-range',
      'null perRep.low out-of-range',
      'null perRep.expected out-of-range',
      'null perRep.high out-of-range',
      'null utilisation out-of-range',
      'null interval unknown-word',
    ]);
  });
});

describe('survivalShares', () => {
  it('compounds to the rate of the year', () => {
    const [end] = survivalShares(0.2, [{ id: 'last', start: '2025-12-31', end: '2025-12-31' }], '2025-01-01');
    expect(end).toBeCloseTo(0.8 ** (364.5 / 365.2425), 6);
  });

  it('is the mean of the curve over each period', () => {
    const [share] = survivalShares(0.5, [{ id: 'q', start: '2025-01-01', end: '2025-03-31' }]);
    let sum = 0;
    for (let day = 0; day < 90; day++) sum += 0.5 ** ((day + 0.5) / 365.2425);
    expect(share).toBeCloseTo(sum / 90, 6);
  });

  it('counts days before the start as full, and knows the ends of the range', () => {
    expect(Array.from(survivalShares(0, year))).toEqual(new Array(12).fill(1));
    expect(survivalShares(1, year)[0]).toBe(0);
    expect(survivalShares(1, [{ id: 'a', start: '2025-01-01', end: '2025-01-04' }], '2025-01-02')[0]).toBe(
      0.25,
    );
    expect(survivalShares(0.3, year, '2026-01-01')[5]).toBe(1);
    expect(issuesOf(() => survivalShares(2, year, 'x'))).toEqual([
      'null attrition out-of-range',
      'null from bad-day',
    ]);
  });
});

describe('planHires', () => {
  const team = [{ id: 'a' }, { id: 'b' }];
  const input: HiringInput = { periods: year, needed: new Array(12).fill(2), reps: team, schedule: [0, 0.5] };
  const hiresOf = (more: Partial<HiringInput>) =>
    planHires({ ...input, ...more }).periods.map(({ hires }) => hires);
  const from = (month: number, need: number) => year.map((_, p) => (p >= month ? need : 2));

  it('hires nobody where the team is enough', () => {
    expect(planHires(input)).toMatchObject({ status: 'feasible', hires: 0 });
  });

  it('hires as late as the ramp allows', () => {
    expect(hiresOf({ needed: from(6, 4) })).toEqual([0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('replaces a leaver in time', () => {
    const reps = [{ id: 'a' }, { id: 'b', end: '2025-05-31' }];
    expect(hiresOf({ reps })).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('goes to earlier periods where one is full', () => {
    expect(hiresOf({ needed: from(6, 4), maxPerPeriod: 1 })).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('hires more who are half ramped where it is too late for ramped ones, and says what is missing', () => {
    const plan = planHires({ ...input, needed: from(1, 3) });
    expect(plan.periods[0].hires).toBe(2);
    expect(plan.status).toBe('feasible');
    const late = planHires({ ...input, needed: from(1, 3), leadPeriods: 1 });
    expect(late.status).toBe('infeasible');
    expect(late.periods.map(({ shortfall }) => shortfall).slice(0, 4)).toEqual([0, 1, 0, 0]);
  });

  it('opens positions ahead by the lead time', () => {
    const { periods } = planHires({ ...input, needed: from(6, 3), leadPeriods: 3 });
    expect(periods.map(({ positionsToOpen }) => positionsToOpen)).toEqual([
      0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('makes up for attrition and never leaves a period below its need where it says it is feasible', () => {
    const plan = planHires({
      ...input,
      needed: new Array(12).fill(20),
      reps: Array.from({ length: 24 }, (_, i) => ({ id: `r${i}` })),
      attrition: 0.3,
    });
    expect(plan.status).toBe('feasible');
    expect(plan.hires).toBeGreaterThan(0);
    for (const { available, needed } of plan.periods) expect(available).toBeGreaterThanOrEqual(needed - 1e-6);
  });

  it('names everything that is wrong at once', () => {
    const wrong = { needed: [-1], attrition: 2, leadPeriods: 0.5, maxPerPeriod: -1, schedule: [2] };
    expect(issuesOf(() => planHires({ ...input, ...wrong }))).toEqual([
      '0 schedule out-of-range',
      'null attrition out-of-range',
      '0 needed out-of-range',
      'null needed wrong-length',
      'null leadPeriods out-of-range',
      'null maxPerPeriod out-of-range',
    ]);
  });
});

describe('limitTopAccounts', () => {
  const input: TopAccountInput = {
    asOf: '2025-03-15',
    limits: [
      { fromMonths: 0, max: 0 },
      { fromMonths: 6, max: 2 },
      { fromMonths: 24, max: 5 },
    ],
    reps: [
      { id: 'old', skills: ['cardio', 'icu'] },
      { id: 'half', skills: ['icu'], start: '2024-09-15' },
      { id: 'fresh', skills: [], start: '2024-09-16' },
      { id: 'future', skills: [], start: '2026-01-01' },
    ],
    accounts: [],
  };

  it('reads the limit from the whole months of tenure', () => {
    const { rows, room, status } = limitTopAccounts(input);
    expect(rows.map(({ tenureMonths, limit }) => [tenureMonths, limit])).toEqual([
      [null, 5],
      [6, 2],
      [5, 0],
      [0, 0],
    ]);
    expect([room, status]).toEqual([7, 'feasible']);
  });

  it('names excess, missing skills and accounts that nobody with room can hold', () => {
    const accounts = [
      { id: 'a', repId: 'fresh' },
      { id: 'b', repId: 'half', requiredSkills: ['cardio'] },
      { id: 'c', repId: null, requiredSkills: ['icu', 'cardio'] },
      { id: 'd', repId: null, requiredSkills: ['neuro'] },
    ];
    const { status, rows, room, unheldIds, unplaceableIds } = limitTopAccounts({ ...input, accounts });
    expect(status).toBe('infeasible');
    expect(rows[2]).toMatchObject({ held: 1, excess: 1, room: 0 });
    expect(rows[1].unskilledIds).toEqual(['b']);
    expect([room, unheldIds, unplaceableIds]).toEqual([6, ['c', 'd'], ['d']]);
  });

  it('is infeasible where more are unheld than there is room', () => {
    const accounts = Array.from({ length: 8 }, (_, i) => ({ id: `a${i}`, repId: null }));
    expect(limitTopAccounts({ ...input, accounts }).status).toBe('infeasible');
    expect(limitTopAccounts({ ...input, accounts: accounts.slice(1) }).status).toBe('feasible');
  });

  it('names everything that is wrong at once', () => {
    const wrong = {
      asOf: 'x',
      limits: [
        { fromMonths: 1, max: -1 },
        { fromMonths: 1, max: 1 },
      ],
      reps: [
        { id: 'a', skills: [] },
        { id: 'a', skills: [], start: 'x' },
      ],
      accounts: [{ id: 'a', repId: 'nobody' }],
    };
    expect(issuesOf(() => limitTopAccounts(wrong))).toEqual([
      'null asOf bad-day',
      '0 limits.max out-of-range',
      '1 limits.fromMonths out-of-order',
      'null limits no-limit',
      '1 reps.id bad-id',
      '1 reps.start bad-day',
      '0 accounts.repId unknown-rep',
    ]);
  });
});
