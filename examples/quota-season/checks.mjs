/** The sums of what is written, by other code than the one that made them. */
import * as decide from './decisions.mjs';

const { months } = decide;

/** Adds up what will be written, along every level and month; each check says what it compared. */
export function checkSums({ rows, years, byMonth, national, topDown, levels }) {
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
    [
      'every region',
      decide.regionNames.every((id) => byRegion.get(id) === topDown.nodeOf.get(id).childTotal),
    ],
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
