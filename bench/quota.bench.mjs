/**
 * Quota at scale: CPU seconds of one call on a million recipients or accounts, and on a tenth of them, so that growth
 * shows. All are linear or n log n, so a tenth of the rows should cost about a tenth.
 */
import { createRandom } from 'bailiwick/core';
import {
  allocateEffort,
  allocateHierarchy,
  allocateQuota,
  allocateTable,
  apportion,
  assessFairness,
  computeCapacity,
  computeRamp,
  equaliseChances,
  fitTable,
  limitChange,
  limitTopAccounts,
  listPeriods,
  phaseQuota,
  projectBase,
  prorateQuota,
  reconcileQuota,
  rollUpPlans,
  roundToTotal,
} from 'bailiwick/quota';
import { runMethods } from './harness.mjs';

export const title = 'Quota and capacity on 1,000,000 recipients, accounts or cells';

const WANTED_SECONDS = 3;
const months = listPeriods('2025-01-01', 'month', 12);
const season = [6, 7, 9, 8, 8, 9, 7, 6, 9, 9, 10, 12];

/** Everything that the calls below read, `count` rows of each. */
function makeInput(count, seed) {
  const random = createRandom(seed);
  const amounts = Float64Array.from({ length: count }, () => 1 + random.nextBelow(100_000));
  const day = () => `2025-${String(1 + random.nextBelow(12)).padStart(2, '0')}-15`;
  const recipients = Array.from(amounts, (potential, i) => ({
    id: `r${i}`,
    bases: { potential, history: 1 + random.nextBelow(100_000) },
    prior: 1_000 + random.nextBelow(2_000),
    ...(random.nextBelow(4) === 0 ? { floor: 900 } : {}),
  }));
  const regions = Math.ceil(count / 1_000);
  const nodes = [
    ...Array.from({ length: regions }, (_, j) => ({ id: `n${j}`, bases: { potential: 1 } })),
    ...recipients.map(({ id, bases }, i) => ({ id, bases, parentId: `n${i % regions}` })),
  ];
  const reps = Math.ceil(count / 12);
  const holdings = Array.from({ length: reps }, (_, t) => [
    { territoryId: `t${t}`, repId: `a${t}`, until: '2025-06-15' },
    { territoryId: `t${t}`, repId: `b${t}`, from: '2025-06-16' },
  ]).flat();
  const side = Math.round(Math.sqrt(count));
  const seedCells = Array.from({ length: side * side }, () => 1 + random.nextBelow(1_000));
  const rows = new Array(side).fill(0);
  const columns = new Array(side).fill(0);
  seedCells.forEach((cell, c) => {
    const quota = cell * 10 + random.nextBelow(90);
    rows[Math.floor(c / side)] += quota;
    columns[c % side] += quota;
  });
  const names = (letter) => Array.from({ length: side }, (_, i) => `${letter}${i}`);
  return {
    amounts,
    recipients,
    nodes,
    reps: Array.from({ length: reps }, (_, r) => ({ id: `r${r}`, hoursPerDay: 8, start: day(), skills: [] })),
    holdings,
    territories: Array.from({ length: reps }, (_, t) => `t${t}`),
    monthly: Float64Array.from({ length: reps * 12 }, () => random.nextBelow(100_000)),
    plans: Array.from(amounts, (plan, i) => ({ id: `r${i}`, plan, isFixed: i % 5 === 0 })),
    lines: Array.from(amounts, (amount, i) => ({ ownerId: `o${i % 5_000}`, amount: amount - 5_000 })),
    table: {
      axes: [
        { id: 'rep', members: names('r') },
        { id: 'product', members: names('p') },
      ],
      seed: seedCells,
      margins: [
        { axes: ['rep'], totals: rows },
        { axes: ['product'], totals: columns },
      ],
    },
    fairness: Array.from(amounts, (potential, i) => ({
      id: `r${i}`,
      potential,
      quota: 1 + random.nextBelow(1_000),
      size: random.nextBelow(50),
    })),
    uncertain: Array.from(amounts, (p50, i) => ({ repId: `r${i % 500}`, p10: p50 / 2, p50, p90: p50 * 1.5 })),
    items: Array.from(amounts, (sales, i) => ({
      id: `i${i}`,
      efforts: [0, 1, 2, 4],
      sales: [0, sales, 1.6 * sales, 2.1 * sales],
    })),
    topAccounts: Array.from(amounts, (_, i) => ({ id: `a${i}`, repId: `r${i % reps}` })),
  };
}

const total = 1e12;
const blend = { potential: 3, history: 1 };

/** By name: one call on the input. */
const calls = {
  roundToTotal: ({ amounts }) => roundToTotal(amounts, total),
  apportion: ({ amounts }) => apportion(amounts, 1e9, { method: 'hill' }),
  projectBase: ({ recipients }) =>
    projectBase(recipients.map(({ id, prior }) => ({ id, actual: prior, attrition: 0.1, growth: 0.05 }))),
  limitChange: ({ recipients }) => limitChange(recipients, { maxIncrease: 0.3, maxDecrease: 0.2 }),
  allocateQuota: ({ recipients }) => allocateQuota({ total, blend, recipients }),
  allocateHierarchy: ({ nodes }) =>
    allocateHierarchy({ total, blend: { potential: 1 }, nodes, overAssignment: [0, 0.05] }),
  reconcileQuota: ({ plans }) => reconcileQuota({ total, recipients: plans }),
  rollUpPlans: ({ lines }) => rollUpPlans(lines),
  fitTable: ({ table }) => fitTable(table),
  allocateTable: ({ table }) => allocateTable(table),
  computeRamp: ({ reps }) => computeRamp(reps, months, [0, 0.25, 0.5, 0.75]),
  phaseQuota: ({ territories, monthly }) =>
    phaseQuota({
      recipients: territories.map((id, t) => ({ id, quota: monthly[t] * 12 })),
      seasonality: season,
    }),
  prorateQuota: ({ territories, monthly, holdings }) =>
    prorateQuota({ territories, periods: months, amounts: monthly, holdings, calendar: {} }),
  computeCapacity: ({ reps }) =>
    computeCapacity({ reps, periods: months, calendars: { x: {} }, schedule: [0, 0.25, 0.5, 0.75] }),
  limitTopAccounts: ({ reps, topAccounts }) =>
    limitTopAccounts({
      reps,
      accounts: topAccounts,
      limits: [{ fromMonths: 0, max: 20 }],
      asOf: '2026-01-01',
    }),
  assessFairness: ({ fairness }) => assessFairness(fairness),
  'equaliseChances, 500 reps, 1,000 draws': ({ uncertain }) =>
    equaliseChances({ total: 4e10, accounts: uncertain }, { draws: 1_000, drawnAccounts: 30 }),
  allocateEffort: ({ items }) => allocateEffort({ total: items.length, items }),
};

export async function run({ seeds, isQuick }) {
  const records = [];
  for (const count of isQuick ? [100_000] : [100_000, 1_000_000]) {
    for (const seed of seeds) {
      const input = makeInput(count, seed);
      const methods = Object.entries(calls).map(([name, call]) => ({
        name,
        run: () => {
          call(input);
          return {};
        },
      }));
      const measured = await runMethods(methods, { seeds: [seed], warmups: count < 1_000_000 ? 1 : 0 });
      records.push(...measured.map((record) => ({ case: `${count.toLocaleString('en')} rows`, ...record })));
    }
  }
  return records;
}

export function figures(records) {
  const large = records.filter((record) => record.case === '1,000,000 rows');
  const slowest = large.reduce(
    (most, record) => (record.cpuSeconds > (most?.cpuSeconds ?? 0) ? record : most),
    null,
  );
  return [
    {
      work: 'any call of quota on 1,000,000 rows',
      wanted: `under ${WANTED_SECONDS} CPU s`,
      measured:
        slowest === null ? 'not run' : `${slowest.cpuSeconds.toFixed(2)} CPU s at most (${slowest.method})`,
      isReached: slowest === null ? null : slowest.cpuSeconds < WANTED_SECONDS,
    },
  ];
}
