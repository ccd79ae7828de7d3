import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue, oneOfWords } from '../../core/issue.js';
import { isKeyOf, isList, isRecord } from '../../core/records.js';
import { amount, checkColumn, lengthOf } from '../checkColumn.js';
import type { ServiceLevel, ServiceTable, WorkloadOptions } from './serviceTable.js';

/** Lists of season weights in columns: of a million tiers each list is one entry of each and no record. */
interface SeasonLists {
  readonly weights: (readonly number[])[];
  /** Entry `[k]` is the tier whose list k is; `null` for that of a channel as such. */
  readonly tiers: (string | null)[];
  readonly channels: string[];
}

/** What a table and options that are sound have. */
interface WorkloadKeys {
  readonly tiers: readonly string[];
  /** Entry `[k]` is what the table has of tier k: of a million tiers looking each up again takes as long as all the rest. */
  readonly levels: readonly ServiceTable[string][];
  /** In the order in which the table names them first. */
  readonly channels: readonly string[];
  /** How many, 0 where none are given. */
  readonly seasons: number;
}

/**
 * Names every account whose tier is not in the table, and every bad figure of table and options.
 *
 * @returns what there is: a table of a million tiers is slow to list, so that it is done once
 */
export function checkWorkload(
  tiers: readonly string[],
  table: ServiceTable,
  options: WorkloadOptions,
): WorkloadKeys {
  const issues: Issue[] = [];
  if (!isRecord(options)) issues.push(badValue(null, 'options', 'wrong-type', 'a record', options));
  const { season = {}, travelMin } = options ?? {};
  const lists: SeasonLists = { weights: [], tiers: [], channels: [] };
  const known = isRecord(table) ? Object.keys(table) : [];
  if (!isRecord(table)) issues.push(badValue(null, 'table', 'wrong-type', 'a record', table));
  const levels = known.map((tier) => table[tier]);
  const channels = checkTable(known, levels, lists, issues);
  if (isRecord(season)) {
    for (const [channel, weights] of Object.entries(season)) {
      addList(lists, null, channel, weights);
      if (channels.has(channel)) continue;
      const expected = oneOfWords([...channels]);
      issues.push(badValue(null, `season.${channel}`, 'unknown-channel', expected, channel));
    }
  } else issues.push(badValue(null, 'season', 'wrong-type', 'a record of weights by channel', season));
  const seasons = lengthOf(lists.weights[0]);
  checkSeasons(lists, seasons, issues);
  if (travelMin !== undefined) checkColumn(issues, 'travelMin', travelMin, lengthOf(tiers), amount);
  if (isList(tiers, 'tiers', issues) && isRecord(table)) {
    let expected = '';
    for (let row = 0; row < tiers.length; row++) {
      if ((row < known.length && tiers[row] === known[row]) || isKeyOf(table, tiers[row])) continue;
      expected ||= oneOfWords(known);
      addIssue(issues, badValue(row, 'tier', 'unknown-tier', expected, tiers[row]));
    }
  }
  if (issues.length > 0) throw new InputError('workload', issues);
  return { tiers: known, levels, channels: [...channels], seasons };
}

function addList(lists: SeasonLists, tier: string | null, channel: string, weights: readonly number[]): void {
  lists.weights.push(weights);
  lists.tiers.push(tier);
  lists.channels.push(channel);
}

/** All lists must be as long as the first. */
function checkSeasons(
  { weights: lists, tiers, channels }: SeasonLists,
  count: number,
  issues: Issue[],
): void {
  lists.forEach((weights, k) => {
    const field = tiers[k] === null ? `season.${channels[k]}` : `table.${tiers[k]}.${channels[k]}.season`;
    const before = issues.length;
    checkColumn(issues, field, weights, count, amount);
    if (issues.length > before) return;
    let sum = 0;
    for (let s = 0; s < count; s++) sum += weights[s];
    if (!(sum > 0 && sum < Number.POSITIVE_INFINITY))
      issues.push(badValue(null, field, 'out-of-range', 'weights from 0, not all 0', weights));
  });
}

/** Names every bad figure of a table; gives the channels that it has, and adds its lists of seasons. */
function checkTable(
  tiers: readonly string[],
  table: readonly ServiceTable[string][],
  lists: SeasonLists,
  issues: Issue[],
): Set<string> {
  const wrong = (field: string, value: unknown) =>
    issues.push(badValue(null, field, 'wrong-type', 'a record', value));
  const channels = new Set<string>();
  for (let k = 0; k < tiers.length; k++) {
    const [tier, levels] = [tiers[k], table[k]];
    if (!isRecord(levels)) {
      wrong(`table.${tier}`, levels);
      continue;
    }
    for (const channel of Object.keys(levels)) {
      const level = levels[channel];
      channels.add(channel);
      if (!isRecord(level)) {
        wrong(`table.${tier}.${channel}`, level);
        continue;
      }
      checkLevel(level, tier, channel, issues);
      if (level.season !== undefined) addList(lists, tier, channel, level.season);
    }
  }
  return channels;
}

function checkLevel(level: ServiceLevel, tier: string, channel: string, issues: Issue[]): void {
  const check = (name: string, value: unknown) => {
    if (!amount.holds(value as number))
      issues.push(badValue(null, `table.${tier}.${channel}.${name}`, 'out-of-range', amount.expected, value));
  };
  const { visits, serviceMin, travelMin = 0, prepMin = 0 } = level;
  check('visits', visits);
  check('serviceMin', serviceMin);
  check('travelMin', travelMin);
  check('prepMin', prepMin);
}
