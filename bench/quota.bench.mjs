/**
 * Quota at scale: CPU seconds of one call on a million recipients or accounts, and on a tenth of them, so that growth
 * shows. All are linear or n log n, so a tenth of the rows should cost about a tenth. Each function runs in a process of its
 * own (see `measureAlone`).
 */
import { createRandom } from 'bailiwick/core';
import {
  adbudgResponse,
  allocateEffort,
  allocateHierarchy,
  allocateQuota,
  allocateTable,
  apportion,
  assessFairness,
  computeCapacity,
  computeRamp,
  equaliseChances,
  estimateChances,
  fitTable,
  limitChange,
  limitTopAccounts,
  listPeriods,
  phaseQuota,
  planHires,
  powerResponse,
  projectBase,
  prorateQuota,
  reconcileQuota,
  rollUpPlans,
  roundToTotal,
} from 'bailiwick/quota';
import { MAP_OF_IDS, mapOfIds, measureAlone, runMethods, slowestFigure } from './harness.mjs';

export const title = 'Quota and capacity on 1,000,000 recipients, accounts or cells';

const months = listPeriods('2025-01-01', 'month', 12);
const season = [6, 7, 9, 8, 8, 9, 7, 6, 9, 9, 10, 12];

const day = (random) => `2025-${String(1 + random.nextBelow(12)).padStart(2, '0')}-15`;
const regionsOf = (count) => Math.ceil(count / 1_000);
const repsOf = (count) => Math.ceil(count / 12);
const list = (length, make) => Array.from({ length }, (_, i) => make(i));

/** What calls read, `count` rows each. */
const makers = {
  amounts: (count, random) => Float64Array.from({ length: count }, () => 1 + random.nextBelow(100_000)),
  recipients: (count, random) =>
    list(count, (i) => ({
      id: `r${i}`,
      bases: { potential: 1 + random.nextBelow(100_000), history: 1 + random.nextBelow(100_000) },
      ...(random.nextBelow(4) === 0 ? { floor: 900 } : {}),
    })),
  prior: (count, random) =>
    list(count, (i) => ({
      id: `r${i}`,
      bases: { potential: 1 + random.nextBelow(100_000) },
      prior: 1_000 + random.nextBelow(2_000),
    })),
  base: (count, random) =>
    list(count, (i) => ({ id: `r${i}`, actual: random.nextBelow(3_000), attrition: 0.1, growth: 0.05 })),
  nodes: (count, random) => [
    ...list(regionsOf(count), (j) => ({ id: `n${j}`, bases: { potential: 1 } })),
    ...list(count, (i) => ({
      id: `r${i}`,
      bases: { potential: 1 + random.nextBelow(100_000) },
      parentId: `n${i % regionsOf(count)}`,
    })),
  ],
  plans: (count, random) =>
    list(count, (i) => ({ id: `r${i}`, plan: 1 + random.nextBelow(100_000), isFixed: i % 5 === 0 })),
  lines: (count, random) =>
    list(count, (i) => ({ ownerId: `o${i % 5_000}`, amount: random.nextBelow(100_000) - 5_000 })),
  table: (count, random) => {
    const side = Math.round(Math.sqrt(count));
    const seed = list(side * side, () => 1 + random.nextBelow(1_000));
    const rows = new Array(side).fill(0);
    const columns = new Array(side).fill(0);
    seed.forEach((cell, c) => {
      const quota = cell * 10 + random.nextBelow(90);
      rows[Math.floor(c / side)] += quota;
      columns[c % side] += quota;
    });
    return {
      axes: [
        { id: 'rep', members: list(side, (i) => `r${i}`) },
        { id: 'product', members: list(side, (i) => `p${i}`) },
      ],
      seed,
      margins: [
        { axes: ['rep'], totals: rows },
        { axes: ['product'], totals: columns },
      ],
    };
  },
  reps: (count, random) =>
    list(repsOf(count), (r) => ({ id: `r${r}`, hoursPerDay: 8, start: day(random), skills: [] })),
  yearly: (count, random) =>
    list(repsOf(count), (t) => ({ id: `t${t}`, quota: 12 * random.nextBelow(100_000) })),
  moves: (count, random) => ({
    territories: list(repsOf(count), (t) => `t${t}`),
    amounts: Float64Array.from({ length: repsOf(count) * 12 }, () => random.nextBelow(100_000)),
    holdings: list(repsOf(count), (t) => [
      { territoryId: `t${t}`, repId: `a${t}`, until: '2025-06-15' },
      { territoryId: `t${t}`, repId: `b${t}`, from: '2025-06-16' },
    ]).flat(),
  }),
  topAccounts: (count, random) => ({
    reps: makers.reps(count, random),
    accounts: list(count, (i) => ({ id: `a${i}`, repId: `r${i % repsOf(count)}` })),
  }),
  fairness: (count, random) =>
    list(count, (i) => ({
      id: `r${i}`,
      potential: 1 + random.nextBelow(100_000),
      quota: 1 + random.nextBelow(1_000),
      size: random.nextBelow(50),
    })),
  uncertain: (count, random) =>
    list(count, (i) => {
      const p50 = 1 + random.nextBelow(100_000);
      return { repId: `r${i % 500}`, p10: p50 / 2, p50, p90: p50 * 1.5 };
    }),
  given: (count, random) => ({
    quotas: list(500, (r) => ({ repId: `r${r}`, quota: 100 * count })),
    accounts: makers.uncertain(count, random),
  }),
  items: (count, random) =>
    list(count, (i) => {
      const sales = 1 + random.nextBelow(100_000);
      return { id: `i${i}`, efforts: [0, 1, 2, 4], sales: [0, sales, 1.6 * sales, 2.1 * sales] };
    }),
};

const total = 1e12;
const blend = { potential: 3, history: 1 };
const schedule = [0, 0.25, 0.5, 0.75];

/** By name: what it reads, and one call on it. */
const calls = {
  [MAP_OF_IDS]: ['amounts', ({ length }) => mapOfIds(length)],
  roundToTotal: ['amounts', (amounts) => roundToTotal(amounts, total)],
  'apportion (Hill)': ['amounts', (amounts) => apportion(amounts, 1e9, { method: 'hill' })],
  projectBase: ['base', (rows) => projectBase(rows)],
  limitChange: ['prior', (recipients) => limitChange(recipients, { maxIncrease: 0.3, maxDecrease: 0.2 })],
  allocateQuota: ['recipients', (recipients) => allocateQuota({ total, blend, recipients })],
  allocateHierarchy: [
    'nodes',
    (nodes) => allocateHierarchy({ total, blend: { potential: 1 }, nodes, overAssignment: [0, 0.05] }),
  ],
  reconcileQuota: ['plans', (recipients) => reconcileQuota({ total, recipients })],
  rollUpPlans: ['lines', (lines) => rollUpPlans(lines)],
  fitTable: ['table', (table) => fitTable(table)],
  allocateTable: ['table', (table) => allocateTable(table)],
  computeRamp: ['reps', (reps) => computeRamp(reps, months, schedule)],
  phaseQuota: ['yearly', (recipients) => phaseQuota({ recipients, seasonality: season })],
  prorateQuota: ['moves', (moves) => prorateQuota({ ...moves, periods: months, calendar: {} })],
  computeCapacity: [
    'reps',
    (reps) => computeCapacity({ reps, periods: months, calendars: { x: {} }, schedule }),
  ],
  planHires: [
    'reps',
    (reps) =>
      planHires({
        ...{ reps, periods: months, schedule, attrition: 0.15, leadPeriods: 2 },
        needed: months.map((_, p) => reps.length * (0.5 + 0.04 * p)),
      }),
  ],
  limitTopAccounts: [
    'topAccounts',
    (rows) => limitTopAccounts({ ...rows, limits: [{ fromMonths: 0, max: 20 }], asOf: '2026-01-01' }),
  ],
  assessFairness: ['fairness', (rows) => assessFairness(rows)],
  'equaliseChances, 500 reps, 1,000 draws': [
    'uncertain',
    (accounts) => equaliseChances({ total: 4e10, accounts }, { draws: 1_000, drawnAccounts: 30 }),
  ],
  'estimateChances, 500 reps, 1,000 draws': [
    'given',
    (input) => estimateChances(input, { draws: 1_000, drawnAccounts: 30 }),
  ],
  'powerResponse and adbudgResponse': [
    'amounts',
    (amounts) => {
      const curves = [
        powerResponse({ effort: 100, sales: 500, elasticity: 0.4 }),
        adbudgResponse({ minimum: 20, maximum: 900, halfway: 100, steepness: 1.5 }),
      ];
      return curves.map((curve) => amounts.map(curve));
    },
  ],
  allocateEffort: ['items', (items) => allocateEffort({ total: items.length, items })],
};

const nameOf = (count) => `${count.toLocaleString('en')} rows`;
const LARGEST = 1_000_000;

export function run({ seeds, isQuick }) {
  const counts = isQuick ? [100_000] : [100_000, LARGEST];
  // Passes over rows hold no chance, machines do: the median of three.
  return counts.flatMap((count) =>
    seeds
      .slice(0, 3)
      .flatMap((seed) => Object.keys(calls).map((name) => measureAlone('quota', name, seed, count))),
  );
}

/** The record of one call, by its name, on so many rows: the first call, without a warm-up. */
export async function measureRow(name, seed, count) {
  const [reads, call] = calls[name];
  const input = makers[reads](count, createRandom(seed));
  const run = () => {
    call(input);
    return {};
  };
  const [record] = await runMethods([{ name, run }], { seeds: [seed], warmups: 0 });
  return { case: nameOf(count), ...record };
}

export function figures(records) {
  const large = records.filter((record) => record.case === nameOf(LARGEST));
  const tried =
    'a common market reads each account once (fb01827: 2.8 CPU s in place of 3.9); water-filling sorts only the levels that differ and divides in its own columns (aba603c: allocateQuota 0.8 of the time); fairness ranks what it judges once (efcafbd: 0.7 of the time); levels without iterators, checks without texts made for each row and loops that write in place gained nothing; parents are found by their place in the order of nodes (345dac0: allocateHierarchy of a chain 0.5 of the time).';
  return [slowestFigure(large, { room: 'quota', rows: '1,000,000 rows', yardstick: MAP_OF_IDS, tried })];
}
