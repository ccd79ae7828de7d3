import { InputError } from '../../core/errors.js';
import { type Issue, showValue } from '../../core/issue.js';

/** Visits and minutes expected for a tier in a channel, in a period. */
export interface ServiceLevel {
  /** Visits (or calls) in the period, 0 or more. */
  readonly visits: number;
  /** Minutes with the customer for each visit, 0 or more. */
  readonly serviceMin: number;
  /** Minutes of travel allowed for each visit, 0 unless told. */
  readonly travelMin?: number;
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
}

/** Hours of every account, with their parts. */
export interface Workload {
  /** Entry `[i]` is the whole: service plus travel over all channels. */
  readonly hours: Float64Array;
  /** Entry `[i]` is the hours with the customer. */
  readonly serviceHours: Float64Array;
  /** Entry `[i]` is the hours of travel. */
  readonly travelHours: Float64Array;
  /** By channel: entry `[i]` is the visits to account i. */
  readonly visits: Readonly<Record<string, Float64Array>>;
}

/**
 * Turns tiers into hours of work: visits x (service + travel), over all channels.
 *
 * @param tiers - entry `[i]` is the tier of account i
 * @param table - service levels by tier and channel
 * @param options - travel by account
 * @returns new arrays, one entry an account
 * @throws {@link InputError} naming every account whose tier is not in the table, and every bad figure of the table
 * @remarks O(n * channels).
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
  const channels = new Set(Object.values(table).flatMap((levels) => Object.keys(levels)));
  const visits = Object.fromEntries(Array.from(channels, (channel) => [channel, new Float64Array(n)]));
  for (let i = 0; i < n; i++) {
    for (const [channel, level] of Object.entries(table[tiers[i]])) {
      const allowance = level.travelMin ?? 0;
      const travelMin = allowance > 0 && options.travelMin ? options.travelMin[i] : allowance;
      visits[channel][i] = level.visits;
      serviceHours[i] += (level.visits * level.serviceMin) / 60;
      travelHours[i] += (level.visits * travelMin) / 60;
    }
    hours[i] = serviceHours[i] + travelHours[i];
  }
  return { hours, serviceHours, travelHours, visits };
}

function checkWorkload(tiers: readonly string[], table: ServiceTable, options: WorkloadOptions): void {
  const issues: Issue[] = [];
  const add = (row: number | null, field: string, code: string, expected: string, value: unknown) => {
    const received = showValue(value);
    const message = `${field} should be ${expected}, but is ${received}`;
    issues.push({ row, field, code, severity: 'error', expected, received, message });
  };
  const isAmount = (value: unknown) =>
    typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
  for (const [tier, channels] of Object.entries(table)) {
    for (const [channel, level] of Object.entries(channels)) {
      for (const name of ['visits', 'serviceMin', 'travelMin'] as const) {
        const value = level[name] ?? (name === 'travelMin' ? 0 : undefined);
        if (!isAmount(value))
          add(null, `table.${tier}.${channel}.${name}`, 'out-of-range', 'a finite number from 0', value);
      }
    }
  }
  tiers.forEach((tier, row) => {
    if (!Object.hasOwn(table, tier))
      add(row, 'tier', 'unknown-tier', `one of ${Object.keys(table).join(', ')}`, tier);
    const travelMin = options.travelMin?.[row];
    if (options.travelMin && !isAmount(travelMin)) {
      add(
        row,
        'travelMin',
        travelMin === undefined ? 'missing' : 'out-of-range',
        'a finite number from 0',
        travelMin,
      );
    }
  });
  if (issues.length > 0) throw new InputError('workload', issues);
}
