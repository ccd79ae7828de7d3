import { dayNumberOf } from '../../core/days.js';
import { logarithm } from '../../core/logarithm.js';
import type { Account, AttributeValue } from '../../model/account.js';
import { fieldReader } from '../readField.js';
import { isLocated } from './isLocated.js';
import type { DuplicateGroup } from './proposeMerges.js';

/** The five things that data can be, and that the score is made of. */
export type QualityPart = 'complete' | 'unique' | 'plausible' | 'current' | 'located';

/** When records count as stale. */
export interface StaleRule {
  /** Attribute with the day of the last change, `attributes.…`, `YYYY-MM-DD`. */
  readonly field: string;
  /** The day that ages are counted to, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Age in days from which a record is stale. */
  readonly afterDays: number;
}

/** One kind of finding in one field. */
export interface QualityFinding {
  readonly part: QualityPart;
  /** Dotted name of the field; `account` where it is the whole record. */
  readonly field: string;
  /** `missing`, `duplicate`, `impossible`, `outlier`, `undated`, `not-a-day`, `future-day`, `stale` or `unlocated`. */
  readonly code: string;
  /** The rows that have it, rising. */
  readonly rows: Int32Array;
}

function findRows(accounts: readonly Account[], holds: (account: Account) => boolean): Int32Array {
  const rows: number[] = [];
  accounts.forEach((account, row) => {
    if (holds(account)) rows.push(row);
  });
  return new Int32Array(rows);
}

export function findMissing(accounts: readonly Account[], fields: readonly string[]): QualityFinding[] {
  return fields.map((field) => {
    const read = fieldReader(field) as (account: Account) => AttributeValue;
    const rows = findRows(accounts, (account) => read(account) === null);
    return { part: 'complete', field, code: 'missing', rows };
  });
}

export function findDoubled(
  accounts: readonly Account[],
  duplicates: readonly DuplicateGroup[] | null,
): QualityFinding {
  const seen = new Set<string>();
  const rows =
    duplicates === null
      ? findRows(accounts, ({ id }) => seen.size === seen.add(id).size)
      : Int32Array.from(duplicates.flatMap(({ merge }) => merge)).sort();
  return { part: 'unique', field: 'account', code: 'duplicate', rows };
}

export function findImpossible(
  accounts: readonly Account[],
  ranges: Readonly<Record<string, readonly [least: number, most: number]>>,
): QualityFinding[] {
  const limits = new Map<string, readonly [least: number, most: number]>([
    ['lon', [-180, 180]],
    ['lat', [-90, 90]],
  ]);
  const ids = new Set<string>();
  for (const { measures } of accounts) for (const id of Object.keys(measures)) ids.add(id);
  for (const id of ids) limits.set(`measures.${id}`, [0, Number.MAX_VALUE]);
  for (const [field, [least, most]] of Object.entries(ranges)) {
    const [low, high] = limits.get(field) ?? [least, most];
    limits.set(field, [Math.max(least, low), Math.min(most, high)]);
  }
  return Array.from(limits, ([field, [least, most]]) => {
    const read = fieldReader(field) as (account: Account) => AttributeValue;
    const rows = findRows(accounts, (account) => {
      const value = read(account);
      return value !== null && !(typeof value === 'number' && value >= least && value <= most);
    });
    return { part: 'plausible', field, code: 'impossible', rows };
  });
}

export function findOutliers(
  accounts: readonly Account[],
  ids: readonly string[],
  fence: number,
): QualityFinding[] {
  return ids.map((id) => {
    const read = fieldReader(`measures.${id}`) as (account: Account) => number | null;
    const sizeOf = (account: Account) => {
      const value = read(account) ?? Number.NaN;
      return value >= 0 && value < Number.POSITIVE_INFINITY ? logarithm(1 + value) : Number.NaN;
    };
    const sorted = new Float64Array(accounts.length);
    let count = 0;
    for (const account of accounts) {
      const size = sizeOf(account);
      if (!Number.isNaN(size)) sorted[count++] = size;
    }
    const known = sorted.subarray(0, count).sort();
    const [lower, upper] = [0.25, 0.75].map((share) => quantileOf(known, share));
    const reach = fence * (upper - lower);
    const isOutside = (size: number) => size < lower - reach || size > upper + reach;
    const rows = findRows(accounts, (account) => reach > 0 && isOutside(sizeOf(account)));
    return { part: 'plausible', field: `measures.${id}`, code: 'outlier', rows };
  });
}

/** Quantile by interpolation between the two nearest of the sorted values (type 7 of Hyndman and Fan); NaN for none. */
function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below + (at % 1) * (sorted[Math.ceil(at)] - below);
}

export function findStale(accounts: readonly Account[], rule: StaleRule | null): QualityFinding[] {
  if (rule === null) return [];
  const { field, afterDays } = rule;
  const read = fieldReader(field) as (account: Account) => AttributeValue;
  const today = dayNumberOf(rule.asOf);
  const codeOf = (account: Account) => {
    const day = read(account);
    if (day === null) return 'undated';
    const age = today - dayNumberOf(day);
    return age >= afterDays ? 'stale' : age >= 0 ? null : age < 0 ? 'future-day' : 'not-a-day';
  };
  return ['undated', 'not-a-day', 'future-day', 'stale'].map((code) => {
    const rows = findRows(accounts, (account) => codeOf(account) === code);
    return { part: 'current', field, code, rows };
  });
}

export function findUnlocated(accounts: readonly Account[]): QualityFinding {
  const rows = findRows(accounts, (account) => !isLocated(account));
  return { part: 'located', field: 'account', code: 'unlocated', rows };
}
