import { checkWorkload } from './checkWorkload.js';
import type { ServiceTable, WorkloadOptions } from './serviceTable.js';

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
  /**
   * By tier and channel: entry `[s]` is the share of the visits that is in season s, 1 in sum; empty lists where no seasons
   * are given; tiers without weights of their own share lists, and may share records. Visits to account i in season s are
   * `visits.field[i] * seasonShares[tiers[i]].field[s]`.
   */
  readonly seasonShares: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  /** Entry `[s][i]` is the hours of account i in season s; empty where no seasons are given. */
  readonly hoursBySeason: readonly Float64Array[];
}

/**
 * Turns tiers into hours of work: visits x (service + travel + preparation), over all channels, and spreads them over seasons.
 *
 * @param tiers - entry `[i]` is the tier of account i
 * @param table - service levels by tier and channel
 * @param options - travel by account, seasons by channel (and, in the table, by tier and channel)
 * @returns new arrays, one entry an account
 * @throws {@link InputError} naming every account whose tier is not in the table, and every bad figure of table and seasons
 * @remarks O(tiers + n x channels x seasons). Hours of the seasons add up to the hours, but for rounding.
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
  const { tiers: known, levels: levelsOf, channels, seasons } = checkWorkload(tiers, table, options);
  const n = tiers.length;
  const hours = new Float64Array(n);
  const serviceHours = new Float64Array(n);
  const travelHours = new Float64Array(n);
  const prepHours = new Float64Array(n);
  const visits = Object.fromEntries(channels.map((channel) => [channel, new Float64Array(n)]));
  const hoursBySeason = Array.from({ length: seasons }, () => new Float64Array(n));
  const usual = Object.fromEntries(
    channels.map((channel) => [channel, sharesOf(ownOf(options.season, channel), seasons)]),
  );
  const sharesByTier = levelsOf.map(createShareReader(usual, seasons));
  const seasonShares = Object.fromEntries(known.map((tier, k) => [tier, sharesByTier[k]]));
  for (let i = 0; i < n; i++) {
    // Where accounts have a tier each they mostly come in its order; else levels are read where they stand in the table.
    const isInOrder = tiers[i] === known[i];
    const levels = isInOrder ? levelsOf[i] : table[tiers[i]];
    const sharesOfTier = seasons === 0 ? usual : isInOrder ? sharesByTier[i] : seasonShares[tiers[i]];
    for (const channel of Object.keys(levels)) {
      const level = levels[channel];
      const shares = sharesOfTier[channel];
      const allowance = level.travelMin ?? 0;
      const travelMin = allowance > 0 && options.travelMin ? options.travelMin[i] : allowance;
      const service = (level.visits * level.serviceMin) / 60;
      const travel = (level.visits * travelMin) / 60;
      const prep = (level.visits * (level.prepMin ?? 0)) / 60;
      visits[channel][i] = level.visits;
      serviceHours[i] += service;
      travelHours[i] += travel;
      prepHours[i] += prep;
      for (let s = 0; s < seasons; s++) hoursBySeason[s][i] += shares[s] * (service + travel + prep);
    }
    hours[i] = serviceHours[i] + travelHours[i] + prepHours[i];
  }
  return { hours, serviceHours, travelHours, prepHours, visits, seasonShares, hoursBySeason };
}

type Shares = Readonly<Record<string, readonly number[]>>;

/**
 * Reads the shares of the seasons by channel off the levels of a tier. Tiers one after the other that have the same channels
 * have one record of the usual shares, or copies of it: of a million tiers these cost a third of what records made anew do.
 */
function createShareReader(usual: Shares, seasons: number): (levels: ServiceTable[string]) => Shares {
  let channels: readonly string[] = [];
  let plain: Shares = {};
  return (levels) => {
    const own = Object.keys(levels);
    if (own.length !== channels.length || own.some((channel, c) => channel !== channels[c])) {
      channels = own;
      plain = Object.fromEntries(own.map((channel) => [channel, usual[channel]]));
    }
    if (!own.some((channel) => levels[channel].season)) return plain;
    const shares: Record<string, readonly number[]> = { ...plain };
    for (const channel of own) {
      const { season } = levels[channel];
      if (season) shares[channel] = sharesOf(season, seasons);
    }
    return shares;
  };
}

const ownOf = (season: WorkloadOptions['season'], channel: string) =>
  season !== undefined && Object.hasOwn(season, channel) ? season[channel] : undefined;

/** Weights of seasons as shares that add up to 1; even where there are none. */
function sharesOf(weights: ArrayLike<number> | undefined, seasons: number): number[] {
  const own = Array.from(weights ?? new Array<number>(seasons).fill(1));
  const sum = own.reduce((total, weight) => total + weight, 0);
  return own.map((weight) => weight / sum);
}
