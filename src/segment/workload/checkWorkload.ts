import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { isKeyOf, isList, isRecord } from '../../core/records.js';
import { amount, checkColumn, lengthOf } from '../checkColumn.js';
import type { ServiceLevel, ServiceTable, WorkloadOptions } from './serviceTable.js';

/** Lists of season weights with the fields they stand in. */
type SeasonLists = [field: string, weights: readonly number[]][];

/** Names every account whose tier is not in the table, and every bad figure of table and options. */
export function checkWorkload(tiers: readonly string[], table: ServiceTable, options: WorkloadOptions): void {
  const issues: Issue[] = [];
  if (!isRecord(options)) issues.push(badValue(null, 'options', 'wrong-type', 'a record', options));
  const { season = {}, travelMin } = options ?? {};
  const seasons: SeasonLists = [];
  const names = checkServiceTable(table, seasons, issues);
  if (isRecord(season)) {
    for (const [channel, weights] of Object.entries(season)) {
      seasons.push([`season.${channel}`, weights]);
      if (names.includes(channel)) continue;
      const expected = `one of ${names.join(', ')}`;
      issues.push(badValue(null, `season.${channel}`, 'unknown-channel', expected, channel));
    }
  } else issues.push(badValue(null, 'season', 'wrong-type', 'a record of weights by channel', season));
  checkSeasons(seasons, issues);
  if (travelMin !== undefined) checkColumn(issues, 'travelMin', travelMin, lengthOf(tiers), amount);
  if (isList(tiers, 'tiers', issues) && isRecord(table)) {
    const expected = `one of ${Object.keys(table).join(', ')}`;
    for (let row = 0; row < tiers.length; row++)
      if (!isKeyOf(table, tiers[row]))
        issues.push(badValue(row, 'tier', 'unknown-tier', expected, tiers[row]));
  }
  if (issues.length > 0) throw new InputError('workload', issues);
}

/** All lists must be as long as the first. */
function checkSeasons(seasons: SeasonLists, issues: Issue[]): void {
  const count = lengthOf(seasons[0]?.[1]);
  for (const [field, weights] of seasons) {
    const before = issues.length;
    checkColumn(issues, field, weights, count, amount);
    if (issues.length > before) continue;
    const sum = Array.from(weights).reduce((total, weight) => total + weight, 0);
    if (!(sum > 0 && sum < Number.POSITIVE_INFINITY))
      issues.push(badValue(null, field, 'out-of-range', 'weights from 0, not all 0', weights));
  }
}

/** Names every bad figure of a table; gives the channels that it has, and adds its lists of seasons. */
function checkServiceTable(table: ServiceTable, seasons: SeasonLists, issues: Issue[]): string[] {
  const wrong = (field: string, value: unknown) =>
    issues.push(badValue(null, field, 'wrong-type', 'a record', value));
  const channels = new Set<string>();
  if (!isRecord(table)) wrong('table', table);
  else {
    for (const [tier, levels] of Object.entries(table)) {
      if (!isRecord(levels)) wrong(`table.${tier}`, levels);
      else {
        for (const [channel, level] of Object.entries(levels)) {
          channels.add(channel);
          const path = `table.${tier}.${channel}`;
          if (!isRecord(level)) {
            wrong(path, level);
            continue;
          }
          checkLevel(level, path, issues);
          if (level.season !== undefined) seasons.push([`${path}.season`, level.season]);
        }
      }
    }
  }
  return [...channels];
}

function checkLevel(level: ServiceLevel, path: string, issues: Issue[]): void {
  const { visits, serviceMin, travelMin = 0, prepMin = 0 } = level;
  for (const [name, value] of Object.entries({ visits, serviceMin, travelMin, prepMin }))
    if (!amount.holds(value))
      issues.push(badValue(null, `${path}.${name}`, 'out-of-range', amount.expected, value));
}
