/**
 * The steps of the year, each a few calls of the library. A seat is a territory with what is known of it; entry `[s * 12 +
 * m]` of a column is seat s in month m. What cannot be met stops the script with the library's own reasons.
 */
import { attainment, utilisation } from 'bailiwick/kpi';
import {
  allocateHierarchy,
  allocateTable,
  assessFairness,
  computeCapacity,
  computeRamp,
  equaliseChances,
  estimateChances,
  limitChange,
  phaseQuota,
  projectBase,
  prorateQuota,
  reconcileQuota,
} from 'bailiwick/quota';
import * as decide from './decisions.mjs';

const { months } = decide;

/** Selling hours of the team, and of each seat with and without the ramp. */
export function countCapacity(seats, team) {
  const { hours, parts } = computeCapacity({
    reps: team.map(({ territoryId, name, ...rep }) => rep),
    periods: months,
    calendars: { us: decide.calendar },
    schedule: decide.rampSchedule,
  });
  const bySeat = new Map(seats.map(({ id }) => [id, { beforeRamp: 0, selling: 0 }]));
  hours.forEach((selling, at) => {
    const seat = bySeat.get(team[Math.floor(at / months.length)].territoryId);
    seat.selling += selling;
    seat.beforeRamp += selling - parts.ramp[at];
  });
  const load = utilisation(
    seats.map(({ id, workload }) => ({ id, load: workload, capacity: bySeat.get(id).selling })),
  );
  return { hours, parts, bySeat, load };
}

/** Quotas of regions and seats. Hours count before ramp, as the ramp comes off in the next step, once. */
export function divideTopDown(seats, hoursBySeat) {
  const projected = projectBase(
    seats.map(({ id, history }) => ({ id, actual: history, ...decide.projection })),
  );
  const limited = limitChange(
    seats.map(({ id, potential, history }, s) => ({
      id,
      bases: { potential, history: projected[s].base, capacity: hoursBySeat.get(id).beforeRamp },
      prior: history,
    })),
    decide.changeLimits,
  );
  const sumOver = (region, basis) =>
    limited.reduce((sum, { bases }, s) => sum + (seats[s].region === region ? bases[basis] : 0), 0);
  const regions = decide.regionNames.map((id) => ({
    id,
    bases: Object.fromEntries(Object.keys(decide.blend).map((basis) => [basis, sumOver(id, basis)])),
  }));
  const { status, reasons, nodes, levels } = allocateHierarchy({
    total: decide.target,
    blend: decide.blend,
    overAssignment: Object.values(decide.overAssignment),
    unit: decide.unit,
    nodes: [...regions, ...limited.map((one, s) => ({ ...one, parentId: seats[s].region }))],
  });
  insist(status === 'feasible', 'top-down', reasons);
  return { limited, levels, nodeOf: new Map(nodes.map((node) => [node.id, node])) };
}

/** How productive whoever holds a seat in a month is, by the days of each holder. */
export function rampOfSeats(seats, holdings, team) {
  const ofTeam = computeRamp(
    team.map(({ id, start, end }) => ({ id, start, end })),
    months,
    decide.rampSchedule,
  );
  // Without a schedule a ramp is the share of the days that are held.
  const held = computeRamp(
    holdings.map(({ from, until }, h) => ({ id: `${h}`, start: from, end: until })),
    months,
    [],
  ).shares;
  const ramp = new Float64Array(seats.length * months.length);
  holdings.forEach(({ territoryId, repId }, h) => {
    const s = seats.findIndex(({ id }) => id === territoryId);
    const r = team.findIndex(({ id }) => id === repId);
    months.forEach((_, m) => {
      const at = r * months.length + m;
      const inSeat = ofTeam.activeShares[at];
      if (inSeat === 0) return;
      ramp[s * months.length + m] += held[h * months.length + m] * (ofTeam.shares[at] / inSeat);
    });
  });
  return ramp.map((share) => Math.min(1, share));
}

/** The year of each seat with its parts: top-down, what the ramp relieves, what the field asks, what others take up. */
export function reconcileField(seats, { limited, nodeOf }, { season, ramp, fieldPlans }) {
  const relieved = phaseQuota({
    recipients: seats.map(({ id }) => ({ id, quota: nodeOf.get(id).quota })),
    seasonality: season,
    ramp,
    rampEffect: 'relieve',
  }).years;
  const planOf = new Map(fieldPlans.map((one) => [one.territoryId, one]));
  const strangers = fieldPlans.filter(({ territoryId }) => !nodeOf.has(territoryId));
  const messages = strangers.map(({ territoryId }) => ({ message: `nobody holds ${territoryId}` }));
  insist(messages.length === 0, 'field plans', messages);
  const recipients = seats.map(({ id }, s) => {
    const { quota } = relieved[s];
    const { plan, isFixed } = planOf.get(id) ?? { plan: quota, isFixed: false };
    // The ramp may take somebody below the floor that holds for all others.
    const limits = { floor: Math.min(limited[s].floor, quota), cap: limited[s].cap };
    return { id, plan, isFixed, ...(isFixed ? {} : limits) };
  });
  const reconciled = new Map();
  for (const region of decide.regionNames) {
    const { status, reasons, quotas } = reconcileQuota({
      total: nodeOf.get(region).childTotal,
      recipients: recipients.filter((_, s) => seats[s].region === region),
    });
    insist(status === 'feasible', region, reasons);
    for (const quota of quotas) reconciled.set(quota.id, quota);
  }
  return seats.map((seat, s) => {
    const { quota: topDown, contributions, limitEffect, rounding } = nodeOf.get(seat.id);
    const { quota: afterRamp } = relieved[s];
    const { plan, quota } = reconciled.get(seat.id);
    const parts = { contributions, limits: limitEffect + rounding, relief: afterRamp - topDown };
    // What the ramp leaves of the year, it leaves of the potential too.
    const reachable = seat.potential * (afterRamp / topDown);
    return {
      ...{ ...seat, ...parts, field: plan - afterRamp, spread: quota - plan, quota },
      ...{ reachable, rampShare: afterRamp / topDown },
    };
  });
}

/** Rows by rep, territory and month. */
export function divideYears(years, byMonth, { season, ramp, holdings }) {
  const recipients = years.map(({ id, quota }) => ({ id, quota }));
  const ids = years.map(({ id }) => id);
  const { status, reasons, cells } = allocateTable({
    axes: [
      { id: 'territory', members: ids },
      { id: 'month', members: months.map(({ id }) => id) },
    ],
    seed: phaseQuota({ recipients, seasonality: season, ramp, rampEffect: 'spread' }).amounts,
    margins: [
      { axes: ['territory'], totals: years.map(({ quota }) => quota) },
      { axes: ['month'], totals: byMonth },
    ],
  });
  insist(status === 'feasible', 'months', reasons);
  return prorateQuota({
    ...{ territories: ids, periods: months, amounts: cells, holdings },
    calendar: decide.calendar,
  });
}

/** How fair the quotas are: against potential, and in the years that each seat may see. */
export function judgeYears(years, national, { accounts, sales, assignments }) {
  const revenue = new Map(sales.map(({ id, measures }) => [id, measures.revenue]));
  const rampShare = new Map(years.map((year) => [year.id, year.rampShare]));
  const holder = new Map(assignments.map(({ accountId, territoryId }) => [accountId, territoryId]));
  const uncertain = accounts.map(({ id, measures }) => {
    const repId = holder.get(id);
    const range = decide.outlookOf(revenue.get(id) ?? 0, measures.potential);
    const scaled = Object.entries(range).map(([name, value]) => [name, value * rampShare.get(repId)]);
    return { repId, ...Object.fromEntries(scaled) };
  });
  const chances = equaliseChances({ total: national, accounts: uncertain }, decide.simulation);
  const given = estimateChances(
    { quotas: years.map(({ id, quota }) => ({ repId: id, quota })), accounts: uncertain },
    decide.simulation,
  );
  const outlook = new Map(chances.quotas.map((one) => [one.id, one]));
  const expected = attainment(
    years.map(({ id }) => ({ id, actual: outlook.get(id).p50 })),
    years.map(({ id, quota }) => ({ id, quota })),
  );
  const compared = years.map(({ id, quota, reachable, history }) => ({
    ...{ id, quota, potential: reachable, size: history },
  }));
  const fairness = assessFairness(compared);
  const attainability = assessFairness(compared.map((row) => ({ ...row, actual: outlook.get(row.id).p50 })));
  const judged = years.map((year, s) => ({
    ...year,
    perPotential: fairness.values[s],
    attainment: expected.rows[s].attainment,
    low: outlook.get(year.id).p10 / year.quota,
    high: outlook.get(year.id).p90 / year.quota,
    equalQuota: outlook.get(year.id).quota,
    chance: given.reps[s].chance,
  }));
  return { judged, fairness, attainability, chances, given, expected: expected.total };
}

function insist(holds, what, reasons) {
  if (!holds) throw new Error(`${what}: ${reasons.map(({ message }) => message).join('; ')}`);
}
