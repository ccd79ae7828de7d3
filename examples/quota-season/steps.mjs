/** Two steps that are longer than a call: the ramp of territories that change hands, and the sums of what is written. */
import { computeRamp } from 'bailiwick/quota';
import * as decide from './decisions.mjs';

const { months } = decide;

/** Entry `[t * months + m]`: how productive whoever holds territory t in month m is, by the days of each. */
export function rampOfTerritories(ids, holdings, people) {
  const ofPeople = computeRamp(
    people.map(({ id, start, end }) => ({ id, start, end })),
    months,
    decide.rampSchedule,
  );
  // Without a schedule a ramp is the share of the days that are held.
  const held = computeRamp(
    holdings.map(({ from, until }, h) => ({ id: `${h}`, start: from, end: until })),
    months,
    [],
  ).shares;
  const ramp = new Float64Array(ids.length * months.length);
  holdings.forEach(({ territoryId, repId }, h) => {
    const t = ids.indexOf(territoryId);
    const r = people.findIndex(({ id }) => id === repId);
    for (let m = 0; m < months.length; m++) {
      const at = r * months.length + m;
      const inSeat = ofPeople.activeShares[at];
      if (inSeat > 0)
        ramp[t * months.length + m] += held[h * months.length + m] * (ofPeople.shares[at] / inSeat);
    }
  });
  return ramp.map((share) => Math.min(1, share));
}

/** Adds up what will be written, along every level and month; each check says what it compared. */
export function checkSums({ rows, years, byMonth, national, nodeOf, levels }) {
  const sumBy = (keyOf) => {
    const sums = new Map();
    for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.quota);
    return sums;
  };
  const regionOf = new Map(years.map(({ id, region }) => [id, region]));
  const [byTerritory, byRegion, byPeriod] = [
    sumBy(({ territoryId }) => territoryId),
    sumBy(({ territoryId }) => regionOf.get(territoryId)),
    sumBy(({ periodId }) => periodId),
  ];
  const keys = new Set(rows.map(({ repId, territoryId, periodId }) => `${repId} ${territoryId} ${periodId}`));
  return [
    ['rows add up to the national quota', rows.reduce((sum, { quota }) => sum + quota, 0) === national],
    ['every month', months.every(({ id }, m) => byPeriod.get(id) === byMonth[m])],
    ['every territory', years.every(({ id, quota }) => byTerritory.get(id) === quota)],
    ['every region', decide.regionNames.every((id) => byRegion.get(id) === nodeOf.get(id).childTotal)],
    [
      'over-assignment by level',
      levels.every(({ level, quota, childQuota }) => {
        if (childQuota === null) return true;
        const over = Object.values(decide.overAssignment)[level];
        return Math.abs(childQuota - quota * (1 + over)) <= decide.unit / 2;
      }),
    ],
    ['one row a rep, territory and month', keys.size === rows.length],
    ['whole dollars, none below 0', rows.every(({ quota }) => Number.isInteger(quota) && quota >= 0)],
    ['nobody is missing', rows.every(({ repId }) => repId !== null)],
    [
      'contributions',
      years.every(({ contributions, limits, relief, field, spread, quota }) => {
        const parts = [...Object.values(contributions), limits, relief, field, spread];
        return Math.abs(parts.reduce((sum, part) => sum + part, 0) - quota) < 0.01;
      }),
    ],
  ];
}
