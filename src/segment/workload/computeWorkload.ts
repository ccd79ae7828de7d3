import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { isList, isRecord } from '../../core/records.js';
import { amount, checkColumn, lengthOf } from '../checkColumn.js';

/** Visits and minutes expected for a tier in a channel, in a period. */
export interface ServiceLevel {
  /** Visits (or calls) in the period, 0 or more. */
  readonly visits: number;
  /** Minutes with the customer for each visit, 0 or more. */
  readonly serviceMin: number;
  /** Minutes of travel allowed for each visit, 0 unless told. */
  readonly travelMin?: number;
  /** Minutes of preparing and writing up for each visit, 0 unless told. */
  readonly prepMin?: number;
}

/** Service levels by tier and channel: `table.A.field`. */
export type ServiceTable = Readonly<Record<string, Readonly<Record<string, ServiceLevel>>>>;

/** Options of {@link computeWorkload}. */
export interface WorkloadOptions {
  /**
   * Entry `[i]` is the minutes of travel for a visit to account i; takes the place of the table's allowance in the
   * channels that have one.
   */
  readonly travelMin?: ArrayLike<number>;
  /**
   * By channel: how its visits spread over the seasons of the period, as weights of 0 or more, one a season, all lists of one
   * length. Channels that are not named spread evenly.
   */
  readonly season?: Readonly<Record<string, readonly number[]>>;
}

/** Hours of every account, with their parts. */
export interface Workload {
  /** Entry `[i]` is the whole: service, travel and preparation over all channels. */
  readonly hours: Float64Array;
  /** Entry `[i]` is the hours with the customer. */
  readonly serviceHours: Float64Array;
  /** Entry `[i]` is the hours of travel. */
  readonly travelHours: Float64Array;
  /** Entry `[i]` is the hours of preparing and writing up. */
  readonly prepHours: Float64Array;
  /** By channel: entry `[i]` is the visits to account i. */
  readonly visits: Readonly<Record<string, Float64Array>>;
  /** By channel: entry `[s]` is the share of its visits in season s; empty lists where no seasons are given. */
  readonly seasonShares: Readonly<Record<string, readonly number[]>>;
  /** Entry `[s][i]` is the hours of account i in season s; empty where no seasons are given. */
  readonly hoursBySeason: readonly Float64Array[];
}

/**
 * Turns tiers into hours of work: visits x (service + travel + preparation), over all channels, and spreads them over seasons.
 *
 * @param tiers - entry `[i]` is the tier of account i
 * @param table - service levels by tier and channel
 * @param options - travel by account, seasons by channel
 * @returns new arrays, one entry an account
 * @throws {@link InputError} naming every account whose tier is not in the table, and every bad figure of table and seasons
 * @remarks O(n x channels x seasons). Hours of the seasons add up to the hours, but for rounding.
 * @example
 * ```ts
 * import { computeWorkload } from 'bailiwick/segment';
 *
 * const { hours, visits } = computeWorkload(['A', 'B'], {
 *   A: { field: { visits: 12, serviceMin: 60, travelMin: 30 }, remote: { visits: 6, serviceMin: 20 } },
 *   B: { remote: { visits: 6, serviceMin: 20 } },
 * });
 * Array.from(hours); // => [20, 2]
 * Array.from(visits.field); // => [12, 0]
 * ```
 */
export function computeWorkload(
  tiers: readonly string[],
  table: ServiceTable,
  options: WorkloadOptions = {},
): Workload {
  checkWorkload(tiers, table, options);
  const n = tiers.length;
  const hours = new Float64Array(n);
  const serviceHours = new Float64Array(n);
  const travelHours = new Float64Array(n);
  const prepHours = new Float64Array(n);
  const channels = [...new Set(Object.values(table).flatMap((levels) => Object.keys(levels)))];
  const seasonShares = channels.map((channel) => sharesOf(channel, options.season));
  const visits = channels.map(() => new Float64Array(n));
  const hoursBySeason = Array.from({ length: seasonShares[0]?.length ?? 0 }, () => new Float64Array(n));
  // By tier: its levels with the channels they are of.
  const levelsOf = new Map(
    Object.entries(table).map(([tier, levels]) => [
      tier,
      Object.entries(levels).map(([channel, level]) => ({ c: channels.indexOf(channel), level })),
    ]),
  );
  for (let i = 0; i < n; i++) {
    for (const { c, level } of levelsOf.get(tiers[i]) as { c: number; level: ServiceLevel }[]) {
      const allowance = level.travelMin ?? 0;
      const travelMin = allowance > 0 && options.travelMin ? options.travelMin[i] : allowance;
      const service = (level.visits * level.serviceMin) / 60;
      const travel = (level.visits * travelMin) / 60;
      const prep = (level.visits * (level.prepMin ?? 0)) / 60;
      visits[c][i] = level.visits;
      serviceHours[i] += service;
      travelHours[i] += travel;
      prepHours[i] += prep;
      const shares = seasonShares[c];
      for (let s = 0; s < shares.length; s++) hoursBySeason[s][i] += shares[s] * (service + travel + prep);
    }
    hours[i] = serviceHours[i] + travelHours[i] + prepHours[i];
  }
  return {
    ...{ hours, serviceHours, travelHours, prepHours, hoursBySeason },
    visits: Object.fromEntries(channels.map((channel, c) => [channel, visits[c]])),
    seasonShares: Object.fromEntries(channels.map((channel, c) => [channel, seasonShares[c]])),
  };
}

/** Weights of a channel's seasons as shares that add up to 1. */
function sharesOf(channel: string, season: WorkloadOptions['season']): readonly number[] {
  const lists = Object.values(season ?? {});
  if (lists.length === 0) return [];
  const own =
    season !== undefined && Object.hasOwn(season, channel) ? season[channel] : Array.from(lists[0], () => 1);
  const sum = sumOf(own);
  return Array.from(own, (weight) => weight / sum);
}

function sumOf(weights: ArrayLike<number>): number {
  return Array.from(weights).reduce((total, weight) => total + weight, 0);
}

function checkWorkload(tiers: readonly string[], table: ServiceTable, options: WorkloadOptions): void {
  const issues: Issue[] = [];
  if (!isRecord(options)) issues.push(badValue(null, 'options', 'wrong-type', 'a record', options));
  const { season = {}, travelMin } = options ?? {};
  const names = checkServiceTable(table, issues);
  const channels = names.join(', ');
  if (isRecord(season)) {
    const seasons = lengthOf(Object.values(season)[0]);
    for (const [channel, weights] of Object.entries(season)) {
      const field = `season.${channel}`;
      if (!names.includes(channel))
        issues.push(badValue(null, field, 'unknown-channel', `one of ${channels}`, channel));
      const before = issues.length;
      checkColumn(issues, field, weights, seasons, amount);
      const sum = issues.length > before ? 1 : sumOf(weights);
      if (!(sum > 0 && sum < Number.POSITIVE_INFINITY))
        issues.push(badValue(null, field, 'out-of-range', 'weights from 0, not all 0', weights));
    }
  } else issues.push(badValue(null, 'season', 'wrong-type', 'a record of weights by channel', season));
  if (travelMin !== undefined) checkColumn(issues, 'travelMin', travelMin, lengthOf(tiers), amount);
  if (isList(tiers, 'tiers', issues) && isRecord(table)) {
    const expected = `one of ${Object.keys(table).join(', ')}`;
    for (let row = 0; row < tiers.length; row++)
      if (!Object.hasOwn(table, tiers[row]))
        issues.push(badValue(row, 'tier', 'unknown-tier', expected, tiers[row]));
  }
  if (issues.length > 0) throw new InputError('workload', issues);
}

/** Names every bad figure of a table; gives the channels that it has. */
function checkServiceTable(table: ServiceTable, issues: Issue[]): string[] {
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
          if (!isRecord(level)) wrong(`table.${tier}.${channel}`, level);
          else checkLevel(level, `table.${tier}.${channel}`, issues);
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
