/** A year of quota for the 60 seats of the hospital example: `npm run example:season`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { InputError } from 'bailiwick/core';
import { readCsv, writeCsv } from 'bailiwick/io';
import { rollUpAttainment } from 'bailiwick/kpi';
import { roundToTotal, seasonalShares } from 'bailiwick/quota';
import { sumByTerritory } from '../us-hospitals/decisions.mjs';
import { assignHospitals } from '../us-hospitals/main.mjs';
import { checkSums } from './checks.mjs';
import * as decide from './decisions.mjs';
import { writeSeasonReport } from './report.mjs';
import * as show from './show.mjs';
import * as step from './steps.mjs';

const here = (name) => new URL(name, import.meta.url);

function readRows(name) {
  const { rows, issues } = readCsv(readFileSync(here(name)));
  if (issues.length > 0) throw new InputError(name, issues);
  return rows;
}

/** Takes the seven steps. `print` is given what there is to read; the files come back by name. */
export function planSeason(print) {
  // 1. The plan of the hospital example is where the year begins: seats, potential, workload, last year's sales.
  const { accounts, territories, reps, names, sales, plan } = assignHospitals(() => {});
  const history = sumByTerritory(sales, plan);
  const seats = plan.territories.map(({ id, loads }) => ({
    ...{ id, name: names[id], region: decide.regionOf(names[id]) },
    ...{ potential: loads.potential, workload: loads.hours, history: history.get(id) },
  }));

  // 2. Capacity: calendar, leave, part time, leavers, hires, ramp.
  const team = decide.teamOf(reps, territories);
  const capacity = step.countCapacity(seats, team);
  print(show.showCapacity(capacity, team));

  // 3. Top-down over regions to seats, each level over-assigned, within the largest change.
  const topDown = step.divideTopDown(seats, capacity.bySeat);
  const national = topDown.levels[1].quota;
  print(show.showLevels(topDown.levels, national));

  // 4. The ramp of whoever holds a seat relieves it; plans of the field come in; the rest of the region takes up both.
  const holdings = decide.holdingsOf(territories);
  const season = seasonalShares(decide.bookings).shares;
  const ramp = step.rampOfSeats(seats, holdings, team);
  const fieldPlans = readRows('field-plans.csv').map(decide.readFieldPlan);
  const years = step.reconcileField(seats, topDown, { season, ramp, fieldPlans });
  print(show.showYears(years));

  // 5. Months in which every seat and the nation add up, then days for those who hold a seat for part of a month.
  const byMonth = roundToTotal(season, national);
  const rows = step.divideYears(years, byMonth, { season, ramp, holdings });
  print(show.showMonths(rows, years, decide.months));
  print(show.showMoves(rows, decide.moves, names));

  // 6. Fairness, and what every seat may reach.
  const judgement = step.judgeYears(years, national, { accounts, sales, assignments: plan.assignments });
  print(show.showFairness(judgement));

  // 7. Verify, then write.
  const levels = rollUpAttainment([
    { id: 'nation', quota: decide.target },
    ...decide.regionNames.map((id) => ({ id, parentId: 'nation', quota: topDown.nodeOf.get(id).quota })),
    ...years.map(({ id, region, quota }) => ({ id, parentId: region, quota })),
  ]);
  print(show.showVerification(checkSums({ rows, years, byMonth, national, topDown, levels })));
  return {
    'quotas.csv': writeCsv(rows, {
      rep_id: ({ repId }) => repId,
      territory_id: ({ territoryId }) => territoryId,
      month: ({ periodId }) => periodId,
      quota: ({ quota }) => quota,
    }),
    'reasons.csv': writeCsv(judgement.judged, show.reasonColumns),
    'report.html': writeSeasonReport({
      ...judgement,
      ...{ rows, national, names, levels: topDown.levels },
      ...{ target: decide.target, moves: decide.moves, months: decide.months },
    }),
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const files = planSeason((text) => console.log(`${text}\n`));
  mkdirSync(here('out/'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(here(`out/${name}`), text);
  console.log(`written to examples/quota-season/out: ${Object.keys(files).join(', ')}`);
}
