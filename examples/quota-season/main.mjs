/** A year of quota for the 60 seats of the hospital example: `npm run example:season`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { InputError } from 'bailiwick/core';
import { readCsv, writeCsv } from 'bailiwick/io';
import { attainment, rollUpAttainment, utilisation } from 'bailiwick/kpi';
import {
  allocateHierarchy,
  allocateTable,
  assessFairness,
  computeCapacity,
  equaliseChances,
  limitChange,
  phaseQuota,
  projectBase,
  prorateQuota,
  reconcileQuota,
  roundToTotal,
  seasonalShares,
} from 'bailiwick/quota';
import { sumByTerritory } from '../us-hospitals/decisions.mjs';
import { assignHospitals } from '../us-hospitals/main.mjs';
import * as decide from './decisions.mjs';
import { writeSeasonReport } from './report.mjs';
import * as show from './show.mjs';
import { checkSums, rampOfTerritories } from './steps.mjs';

const here = (name) => new URL(name, import.meta.url);
const { months } = decide;

/** Takes the seven steps. `print` is given what there is to read; the files come back by name. */
export function planSeason(print) {
  // 1. The plan of the hospital example is where the year begins: seats, potential, last year's sales.
  const { accounts, territories, reps, names, sales, plan } = assignHospitals(() => {});
  const ids = territories.map(({ id }) => id);
  const regionOf = new Map(ids.map((id) => [id, decide.regionOf(names[id])]));
  const history = sumByTerritory(sales, plan);

  // 2. Capacity: calendar, leave, part time, leavers, hires, ramp.
  const team = decide.teamOf(reps, territories);
  const people = team.map(({ territoryId, name, ...rep }) => rep);
  const calendars = { us: decide.calendar };
  const capacity = computeCapacity({
    reps: people,
    periods: months,
    calendars,
    schedule: decide.rampSchedule,
  });
  const hours = new Map(ids.map((id) => [id, { beforeRamp: 0, selling: 0 }]));
  team.forEach(({ territoryId }, r) => {
    for (let at = r * months.length; at < (r + 1) * months.length; at++) {
      hours.get(territoryId).selling += capacity.hours[at];
      hours.get(territoryId).beforeRamp += capacity.hours[at] - capacity.parts.ramp[at];
    }
  });
  const load = utilisation(
    plan.territories.map(({ id, loads }) => ({
      id,
      load: loads.hours,
      capacity: hours.get(id).selling,
    })),
  );
  print(show.showCapacity(capacity, team, load));

  // 3. Top-down: nation, regions, territories, within the largest change. Ramp comes off later, once: here hours are whole.
  const projected = projectBase(ids.map((id) => ({ id, actual: history.get(id), ...decide.projection })));
  const limited = limitChange(
    plan.territories.map(({ id, loads }, t) => ({
      id,
      bases: { potential: loads.potential, history: projected[t].base, capacity: hours.get(id).beforeRamp },
      prior: history.get(id),
    })),
    decide.changeLimits,
  );
  const sumOver = (region, basis) =>
    limited.reduce((sum, { id, bases }) => sum + (regionOf.get(id) === region ? bases[basis] : 0), 0);
  const regions = decide.regionNames.map((id) => ({
    id,
    bases: Object.fromEntries(Object.keys(decide.blend).map((basis) => [basis, sumOver(id, basis)])),
  }));
  const topDown = allocateHierarchy({
    total: decide.target,
    blend: decide.blend,
    overAssignment: Object.values(decide.overAssignment),
    unit: decide.unit,
    nodes: [...regions, ...limited.map((one) => ({ ...one, parentId: regionOf.get(one.id) }))],
  });
  insist(topDown.status === 'feasible', () => topDown.reasons.map(({ message }) => message).join('; '));
  const nodeOf = new Map(topDown.nodes.map((node) => [node.id, node]));
  const national = topDown.levels[1].quota;
  print(show.showLevels(topDown.levels, national));

  // 4. The ramp of whoever holds a territory relieves it; field plans stay; the rest of the region takes up the difference.
  const holdings = [
    ...decide.moves,
    ...territories
      .filter(({ id }) => decide.moves.every(({ territoryId }) => territoryId !== id))
      .map(({ id, repIds }) => ({ territoryId: id, repId: repIds[0] })),
  ];
  const ramp = rampOfTerritories(ids, holdings, people);
  const season = seasonalShares(decide.bookings);
  const relieved = phaseQuota({
    recipients: ids.map((id) => ({ id, quota: nodeOf.get(id).quota })),
    seasonality: season.shares,
    ramp,
    rampEffect: 'relieve',
  });
  const fieldPlans = new Map(
    readRows('field-plans.csv')
      .map(decide.readFieldPlan)
      .map((one) => [one.territoryId, one]),
  );
  const reconciled = new Map();
  for (const region of decide.regionNames) {
    const { status, reasons, quotas } = reconcileQuota({
      total: nodeOf.get(region).childTotal,
      recipients: ids.flatMap((id, t) => {
        if (regionOf.get(id) !== region) return [];
        const { plan: asked, isFixed } = fieldPlans.get(id) ?? {
          plan: relieved.years[t].quota,
          isFixed: false,
        };
        if (isFixed) return [{ id, plan: asked, isFixed }];
        const { floor, cap } = limited[t];
        // The ramp may take somebody below the floor that holds for all others.
        return [{ id, plan: asked, floor: Math.min(floor, relieved.years[t].quota), cap }];
      }),
    });
    insist(status === 'feasible', () => `${region}: ${reasons.map(({ message }) => message).join('; ')}`);
    for (const quota of quotas) reconciled.set(quota.id, quota);
  }
  const years = ids.map((id, t) => {
    const { quota, contributions, limitEffect, rounding } = nodeOf.get(id);
    const { relief } = relieved.years[t];
    const last = reconciled.get(id);
    return {
      ...{ id, name: names[id], region: regionOf.get(id), contributions, topDown: quota, relief: -relief },
      limits: limitEffect + rounding,
      field: last.plan - (quota - relief),
      spread: last.quota - last.plan,
      quota: last.quota,
      heldAt: last.heldAt,
      history: history.get(id),
      potential: plan.territories[t].loads.potential,
      /** What the ramp leaves of the year. */
      rampShare: 1 - relief / quota,
    };
  });
  print(show.showYears(years));

  // 5. Months: every territory and every month adds up; then days, for those who hold a territory for part of a month.
  const byMonth = roundToTotal(season.shares, national);
  const table = allocateTable({
    axes: [
      { id: 'territory', members: ids },
      { id: 'month', members: months.map(({ id }) => id) },
    ],
    seed: phaseQuota({
      recipients: years.map(({ id, quota }) => ({ id, quota })),
      seasonality: season.shares,
      ramp,
      rampEffect: 'spread',
    }).amounts,
    margins: [
      { axes: ['territory'], totals: years.map(({ quota }) => quota) },
      { axes: ['month'], totals: byMonth },
    ],
  });
  insist(table.status === 'feasible', () => table.reasons.map(({ message }) => message).join('; '));
  const rows = prorateQuota({
    ...{ territories: ids, periods: months, amounts: table.cells, holdings },
    calendar: decide.calendar,
  });
  print(show.showMonths(rows, regionOf, months));
  print(show.showMoves(rows, decide.moves, names));

  // 6. Fairness, and the chance that each territory has. What a ramp takes from the year, it takes from both sides.
  const revenue = new Map(sales.map(({ id, measures }) => [id, measures.revenue]));
  const rampShareOf = new Map(years.map(({ id, rampShare }) => [id, rampShare]));
  const territoryOf = new Map(plan.assignments.map(({ accountId, territoryId }) => [accountId, territoryId]));
  const chances = equaliseChances(
    {
      total: national,
      accounts: accounts.map(({ id, measures }) => {
        const repId = territoryOf.get(id);
        const range = decide.outlookOf(revenue.get(id) ?? 0, measures.potential);
        const scaled = Object.entries(range).map(([key, value]) => [key, value * rampShareOf.get(repId)]);
        return { repId, ...Object.fromEntries(scaled) };
      }),
    },
    decide.simulation,
  );
  const outlook = new Map(chances.quotas.map((one) => [one.id, one]));
  const expected = attainment(
    ids.map((id) => ({ id, actual: outlook.get(id).p50 })),
    years.map(({ id, quota }) => ({ id, quota })),
  );
  const compared = years.map(({ id, quota, potential, rampShare, history: size }) => ({
    ...{ id, quota, size },
    potential: potential * rampShare,
  }));
  const fairness = assessFairness(compared);
  const attainability = assessFairness(
    compared.map((row, t) => ({ ...row, actual: expected.rows[t].actual })),
  );
  const judged = years.map((year, t) => ({
    ...year,
    perPotential: fairness.values[t],
    attainment: expected.rows[t].attainment,
    low: outlook.get(year.id).p10 / year.quota,
    high: outlook.get(year.id).p90 / year.quota,
    equalQuota: outlook.get(year.id).quota,
  }));
  print(show.showFairness(fairness, attainability, chances, expected.total, judged));

  // 7. Verify the sums by other code than the one that made them, then write.
  const levels = rollUpAttainment([
    { id: 'nation', quota: decide.target },
    ...regions.map(({ id }) => ({ id, parentId: 'nation', quota: nodeOf.get(id).quota })),
    ...years.map(({ id, region, quota }) => ({ id, parentId: region, quota })),
  ]);
  print(show.showVerification(checkSums({ rows, years, byMonth, national, nodeOf, levels })));
  return {
    'quotas.csv': writeCsv(rows, {
      rep_id: ({ repId }) => repId,
      territory_id: ({ territoryId }) => territoryId,
      month: ({ periodId }) => periodId,
      quota: ({ quota }) => quota,
    }),
    'reasons.csv': writeCsv(judged, show.reasonColumns),
    'report.html': writeSeasonReport({
      ...{ judged, rows, months, national, fairness, attainability, chances, names },
      ...{ target: decide.target, moves: decide.moves, levels: topDown.levels, expected: expected.total },
    }),
  };
}

function readRows(name) {
  const { rows, issues } = readCsv(readFileSync(here(name)));
  if (issues.length > 0) throw new InputError(name, issues);
  return rows;
}

function insist(holds, reason) {
  if (!holds) throw new Error(reason());
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const files = planSeason((text) => console.log(`${text}\n`));
  mkdirSync(here('out/'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(here(`out/${name}`), text);
  console.log(`written to examples/quota-season/out: ${Object.keys(files).join(', ')}`);
}
