/** From raw rows to a verified plan for 60 seats: `npm run example`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { InputError } from 'bailiwick/core';
import {
  accountsToGeoJson,
  drawMap,
  readCsv,
  shapeTerritories,
  territoriesToGeoJson,
  writeCsv,
  writeReport,
} from 'bailiwick/io';
import { scorecard } from 'bailiwick/kpi';
import { checkAccounts, parseAccounts, parseLocks, parseReps } from 'bailiwick/model';
import { solvePlan, verifyPlan } from 'bailiwick/plan';
import { allocateQuota } from 'bailiwick/quota';
import { computeWorkload, scorePotential, tierByNaturalBreaks } from 'bailiwick/segment';
import * as decide from './decisions.mjs';
import * as show from './show.mjs';

const here = (name) => new URL(name, import.meta.url);

function readRows(name) {
  const { rows, issues } = readCsv(readFileSync(here(name)));
  if (issues.length > 0) throw new InputError(name, issues);
  return rows;
}

/** Takes the first three steps, from the files to the assignment; `print` is given what there is to read. */
export function assignHospitals(print, onProgress = null) {
  // 1. Read and check: every odd cell is named, and something is decided about it.
  const rows = readRows('data/us-hospitals.csv');
  const hospitals = checkAccounts(rows, decide.hospitalOptions(rows));
  const planned = hospitals.values.filter(decide.isPlanned);
  const reps = parseReps(readRows('reps.csv'), decide.repOptions);
  const territories = reps.map(decide.territoryOf);
  const names = decide.namesOf(reps);
  const locks = parseLocks(readRows('locks.csv'), decide.lockOptions).map(decide.lockOfRep);
  const sales = parseAccounts(readRows('history.csv'), decide.historyOptions);
  print(show.showFindings(hospitals.issues, decide.decisions));
  print(
    `${planned.length} of ${rows.length} hospitals are planned for ${reps.length} seats; ${locks.length} are locked`,
  );

  // 2. Potential, tier, service level, workload.
  const sized = decide.imputeBeds(planned);
  const potential = scorePotential(sized, decide.potentialFactors).scores.map(Math.round);
  const { tiers } = tierByNaturalBreaks(potential, decide.tiers);
  const { hours, visits } = computeWorkload(tiers, decide.services);
  const accounts = sized.map((account, i) => ({
    ...account,
    measures: { ...account.measures, potential: potential[i], hours: hours[i] },
    attributes: { ...account.attributes, tier: tiers[i], fieldVisits: visits.field[i] },
    requiredSkills: decide.skillsByType[account.attributes.type] ?? [],
  }));
  print(show.showTiers(accounts, decide.tiers));

  // 3. Assign: within the limits, at low travel, with a bound.
  const trips = ({ attributes }) => attributes.fieldVisits;
  const input = { accounts, territories, reps, locks, trips, measures: decide.measures };
  const plan = solvePlan(input, { onProgress });
  print(show.showStatus(plan));
  return { accounts, territories, reps, names, sales, trips, input, plan };
}

/** Takes all seven steps; the files come back by name. */
export function planHospitals(print, onProgress = null) {
  const assigned = assignHospitals(print, onProgress);
  const { accounts, territories, reps, names, sales, trips, input, plan } = assigned;
  const { assignments } = plan;

  // 4. Quota by potential and last year's sales, in whole units that add up exactly.
  const history = decide.sumByTerritory(sales, plan);
  const { quotas, allocated } = allocateQuota({
    ...decide.quota,
    recipients: plan.territories.map(({ id, loads }) => ({
      id,
      bases: { potential: loads.potential, history: history.get(id) },
    })),
  });

  // 5. Scorecard.
  const card = scorecard({
    ...{ accounts, reps, assignments, quotas, trips },
    territories: plan.territories,
    measures: [{ id: 'hours' }, { id: 'potential' }, { id: 'beds' }],
    workload: 'hours',
    tier: ({ attributes }) => attributes.tier,
  });
  print(show.showScorecard(card, names));
  print(show.showBalance(card.totals));

  // 6. Verify: by the records, in code that shares nothing with the engine.
  print(show.showVerification(verifyPlan(input, plan)));
  if (allocated !== decide.quota.total) throw new Error(`quotas add up to ${allocated}`);

  // 7. Write: tables, the ground as merged counties, the map and the report.
  const shapes = shapeTerritories(plan, accounts, decide.readGround());
  const facts = Object.fromEntries(quotas.map(({ id, quota }) => [id, { name: names[id], quota }]));
  const reportCard = { rows: card.rows, columns: show.scorecardColumns(card) };
  const account = new Map(accounts.map((one) => [one.id, one]));
  const territory = new Map(territories.map((one) => [one.id, one]));
  return {
    'plan.json': `${JSON.stringify(plan, null, 1)}\n`,
    'assignments.csv': writeCsv(assignments, {
      account_id: ({ accountId }) => accountId,
      territory_id: ({ territoryId }) => territoryId,
      rep_id: ({ territoryId }) => territory.get(territoryId).repIds[0],
      tier: ({ accountId }) => account.get(accountId).attributes.tier,
      potential: ({ accountId }) => account.get(accountId).measures.potential,
      workload_hours: ({ accountId }) => account.get(accountId).measures.hours,
    }),
    'territories.csv': writeCsv(card.rows, decide.territoryColumns(reps, history, shapes)),
    'territories.geojson': `${JSON.stringify(territoriesToGeoJson(plan, shapes, facts))}\n`,
    'accounts.geojson': `${JSON.stringify(accountsToGeoJson(plan, accounts))}\n`,
    'map.svg': drawMap(plan, accounts, shapes, { names }),
    'report.html': writeReport(plan, accounts, shapes, {
      names,
      scorecard: reportCard,
      accountColumns: show.accountColumns,
    }),
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const files = planHospitals((text) => console.log(`${text}\n`), show.follow(stderr));
  mkdirSync(here('out/'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(here(`out/${name}`), text);
  console.log(`written to examples/us-hospitals/out: ${Object.keys(files).join(', ')}`);
}
