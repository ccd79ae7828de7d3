import type * as quota from '../../../src/quota/index.js';

/** The functions that the room exports. */
type Room = { [Name in keyof typeof quota]: (typeof quota)[Name] };

/** By function: arguments that it takes, with every field there is. */
export type Calls = { [Name in keyof Room]: Parameters<Room[Name]> };

const periods = [
  { id: 'q1', start: '2025-01-01', end: '2025-03-31' },
  { id: 'q2', start: '2025-04-01', end: '2025-06-30' },
];

const tenures = [
  { id: 'ann', start: '2024-01-01', end: '2025-12-31' },
  { id: 'bo', start: '2025-02-01', end: '2025-06-15' },
];

const accounts = [
  { repId: 'ann', p10: 1, p50: 2, p90: 4, currency: 'EUR' },
  { repId: 'bo', p10: 2, p50: 3, p90: 5, currency: 'EUR' },
];

const axes = [
  { id: 'rep', members: ['ann', 'bo'] },
  { id: 'quarter', members: ['q1', 'q2'] },
];

const table = {
  axes,
  seed: [1, 2, 3, 4],
  margins: [
    { axes: ['rep'], totals: [30, 70] },
    { axes: ['quarter'], totals: [40, 60] },
  ],
};

const attainability = { seed: 1, draws: 100, drawnAccounts: 2, commonShare: 0.5 };

/** Every exported function with a call that it answers: a new export without one is an error of types. */
export const validCalls: Calls = {
  allocateHierarchy: [
    {
      total: 100,
      unit: 1,
      blend: { potential: 1 },
      overAssignment: [0, 0.1],
      nodes: [
        { id: 'east', bases: { potential: 1 }, overAssignment: 0.1, floor: 0, cap: 100 },
        { id: 'ann', parentId: 'east', bases: { potential: 1 }, floor: 1, cap: 200 },
      ],
    },
  ],
  allocateQuota: [
    {
      total: 100,
      unit: 1,
      blend: { potential: 1, history: 2 },
      recipients: [
        { id: 'ann', bases: { potential: 1, history: 3 }, floor: 1, cap: 90 },
        { id: 'bo', bases: { potential: 2, history: 1 }, floor: 1, cap: 90 },
      ],
    },
  ],
  limitChange: [
    [
      { id: 'ann', bases: { potential: 1 }, prior: 10, floor: 9, cap: 11 },
      { id: 'bo', bases: { potential: 2 }, prior: 20, floor: 19, cap: 22 },
    ],
    { maxIncrease: 0.3, maxDecrease: 0.2 },
  ],
  projectBase: [
    [
      { id: 'ann', actual: 10, oneOff: 1, attrition: 0.1, growth: 0.1, currency: 'EUR' },
      { id: 'bo', actual: 20, oneOff: 0, attrition: 0, growth: 0, currency: 'USD' },
    ],
    { rates: { EUR: 1, USD: 0.9 } },
  ],
  listPeriods: ['2025-01-01', 'month', 2],
  countWorkingDays: [
    { workdays: [1, 2, 3], holidays: ['2025-01-01', '2025-05-01'] },
    '2025-01-01',
    '2025-12-31',
  ],
  computeCapacity: [
    {
      periods,
      calendars: { us: { workdays: [1, 2, 3], holidays: ['2025-01-01', '2025-05-01'] }, de: {} },
      schedule: [0.5, 1],
      reps: tenures.map((tenure) => ({
        ...tenure,
        hoursPerDay: 8,
        partTime: 0.5,
        sellingShare: 0.5,
        leaveDays: 5,
        calendarId: 'us',
        absences: [{ from: '2025-03-01', until: '2025-03-04' }],
      })),
    },
  ],
  computeHeadcount: [
    {
      demand: { low: 90, expected: 100, high: 120 },
      perRep: { low: 9, expected: 10, high: 12 },
      utilisation: 0.9,
      survival: 0.9,
      interval: 'corner',
    },
  ],
  limitTopAccounts: [
    {
      asOf: '2025-06-30',
      limits: [
        { fromMonths: 0, max: 1 },
        { fromMonths: 12, max: 5 },
      ],
      reps: [
        { id: 'ann', skills: ['cardio'], start: '2020-01-01' },
        { id: 'bo', skills: ['cardio', 'neuro'], start: '2025-01-01' },
      ],
      accounts: [
        { id: 'a', repId: 'ann', requiredSkills: ['cardio'] },
        { id: 'b', repId: 'bo', requiredSkills: ['cardio', 'neuro'] },
      ],
    },
  ],
  planHires: [
    {
      periods,
      needed: [2, 3],
      reps: tenures,
      schedule: [0.5, 1],
      attrition: 0.1,
      leadPeriods: 1,
      maxPerPeriod: 4,
    },
  ],
  survivalShares: [0.2, periods, '2025-01-01'],
  assessFairness: [
    [
      { id: 'ann', quota: 1, potential: 2, size: 3, prior: 1, actual: 1, currency: 'EUR' },
      { id: 'bo', quota: 2, potential: 2, size: 3, prior: 1, actual: 1, currency: 'EUR' },
    ],
    { band: 0.2, minShareWithin: 0.8, confidence: 0.95, rates: { EUR: 1 } },
  ],
  equaliseChances: [{ total: 5, unit: 1, accounts }, attainability],
  estimateChances: [
    {
      accounts,
      quotas: [
        { repId: 'ann', quota: 2, currency: 'EUR' },
        { repId: 'bo', quota: 3, currency: 'EUR' },
      ],
    },
    attainability,
  ],
  computeRamp: [tenures, periods, [0.5, 1]],
  phaseQuota: [
    {
      recipients: [
        { id: 'ann', quota: 10 },
        { id: 'bo', quota: 20 },
      ],
      seasonality: [1, 2],
      ramp: [1, 1, 0.5, 1],
      rampEffect: 'relieve',
      unit: 1,
    },
  ],
  prorateQuota: [
    {
      territories: ['north', 'south'],
      periods,
      amounts: [10, 20, 30, 40],
      holdings: [
        { territoryId: 'north', repId: 'ann', from: '2025-01-01', until: '2025-02-01', share: 1 },
        { territoryId: 'south', repId: 'bo', from: '2025-01-01', until: '2025-02-01', share: 0.5 },
      ],
      calendar: { workdays: [1, 2, 3], holidays: ['2025-01-01', '2025-05-01'] },
      vacancy: 'keep',
      unit: 1,
    },
  ],
  seasonalShares: [
    [
      [1, 2],
      [3, 4],
    ],
    { average: 'yearly', negative: 'zero' },
  ],
  reconcileQuota: [
    {
      total: 60,
      unit: 1,
      recipients: [
        { id: 'ann', plan: 10, isFixed: true, currency: 'EUR' },
        { id: 'bo', plan: 20, isFixed: false, weight: 1, floor: 1, cap: 90, currency: 'EUR' },
      ],
    },
  ],
  rollUpPlans: [
    [
      { ownerId: 'ann', amount: 1, currency: 'EUR' },
      { ownerId: 'bo', amount: -2, currency: 'USD' },
    ],
    { rates: { EUR: 1, USD: 0.9 } },
  ],
  allocateEffort: [
    {
      total: 6,
      items: [
        { id: 'a', efforts: [0, 2, 4], sales: [10, 30, 36] },
        { id: 'b', efforts: [0, 2, 4], sales: [0, 5, 24] },
      ],
    },
  ],
  powerResponse: [{ effort: 100, sales: 500, elasticity: 0.5 }],
  adbudgResponse: [{ minimum: 20, maximum: 120, halfway: 10, steepness: 2 }],
  apportion: [[3, 2, 1], 6, { method: 'webster', minimum: 1 }],
  roundToTotal: [[3, 2, 1], 60, 10],
  fitTable: [table, { tolerance: 1e-9, maxRounds: 100 }],
  allocateTable: [{ ...table, unit: 1 }],
};

/** Values that {@link validCalls} does not have and that are right, of another type, by function and place. */
export const alsoRight: Readonly<Record<string, unknown>> = {
  'computeHeadcount 0.demand': 7,
  'computeHeadcount 0.perRep': 7,
  'limitTopAccounts 0.accounts.0.repId': null,
  'limitTopAccounts 0.accounts.1.repId': null,
  'rollUpPlans 1.rates': null,
  'projectBase 1.rates': null,
  'assessFairness 1.rates': null,
};
