import { dayNumberOf } from '../../core/days.js';
import { logarithm } from '../../core/logarithm.js';
import type { Account, AttributeValue } from '../../model/account.js';
import { columnOf } from '../columnOf.js';
import { fieldReader } from '../readField.js';
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

function findRows(
  accounts: readonly Account[],
  holds: (account: Account, row: number) => boolean,
): Int32Array {
  const rows: number[] = [];
  accounts.forEach((account, row) => {
    if (holds(account, row)) rows.push(row);
  });
  return Int32Array.from(rows);
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
): QualityFinding[] {
  const seen = new Set<string>();
  const isSeen = (id: string) => {
    const isDoubled = seen.has(id);
    seen.add(id);
    return isDoubled;
  };
  const rows =
    duplicates === null
      ? findRows(accounts, ({ id }) => isSeen(id))
      : Int32Array.from(duplicates.flatMap(({ merge }) => merge)).sort();
  return [{ part: 'unique', field: 'account', code: 'duplicate', rows }];
}

export function findImpossible(
  accounts: readonly Account[],
  ranges: Readonly<Record<string, readonly [least: number, most: number]>>,
): QualityFinding[] {
  const found = new Map<string, Set<number>>();
  const note = (field: string, row: number) => {
    const rows = found.get(field);
    if (rows === undefined) found.set(field, new Set([row]));
    else rows.add(row);
  };
  accounts.forEach(({ measures, lon, lat }, row) => {
    for (const id of Object.keys(measures)) {
      if (measures[id] < 0 || Math.abs(measures[id]) === Number.POSITIVE_INFINITY)
        note(`measures.${id}`, row);
    }
    if (lon !== undefined && !(Math.abs(lon) <= 180)) note('lon', row);
    if (lat !== undefined && !(Math.abs(lat) <= 90)) note('lat', row);
  });
  for (const [field, [least, most]] of Object.entries(ranges)) {
    const read = fieldReader(field) as (account: Account) => AttributeValue;
    accounts.forEach((account, row) => {
      const value = read(account);
      if (value !== null && !(typeof value === 'number' && value >= least && value <= most)) note(field, row);
    });
  }
  return Array.from(
    found,
    ([field, rows]): QualityFinding => ({
      ...{ part: 'plausible', field, code: 'impossible' },
      rows: Int32Array.from(rows).sort(),
    }),
  );
}

export function findOutliers(
  accounts: readonly Account[],
  ids: readonly string[],
  fence: number,
): QualityFinding[] {
  return ids.map((id) => {
    const values = columnOf(accounts.length, (row) => {
      const { measures } = accounts[row];
      const value = Object.hasOwn(measures, id) ? measures[id] : Number.NaN;
      return value >= 0 && value < Number.POSITIVE_INFINITY ? logarithm(1 + value) : Number.NaN;
    });
    const sorted = values.filter((value) => !Number.isNaN(value)).sort();
    const [lower, upper] = [0.25, 0.75].map((share) => quantileOf(sorted, share));
    const reach = fence * (upper - lower);
    const rows = findRows(
      accounts,
      (_, row) => reach > 0 && (values[row] < lower - reach || values[row] > upper + reach),
    );
    return { part: 'plausible', field: `measures.${id}`, code: 'outlier', rows };
  });
}

/** Quantile by interpolation between the two nearest of the sorted values (type 7 of Hyndman and Fan); NaN for none. */
function quantileOf(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

export function findStale(accounts: readonly Account[], rule: StaleRule | null): QualityFinding[] {
  if (rule === null) return [];
  const { field, afterDays } = rule;
  const read = fieldReader(field) as (account: Account) => AttributeValue;
  const today = dayNumberOf(rule.asOf);
  const part = 'current';
  const ages = columnOf(accounts.length, (row) => today - dayNumberOf(read(accounts[row])));
  const isWritten = (account: Account) => read(account) !== null;
  return [
    { part, field, code: 'undated', rows: findRows(accounts, (account) => !isWritten(account)) },
    {
      part,
      field,
      code: 'not-a-day',
      rows: findRows(accounts, (account, i) => isWritten(account) && Number.isNaN(ages[i])),
    },
    { part, field, code: 'future-day', rows: findRows(accounts, (_, i) => ages[i] < 0) },
    { part, field, code: 'stale', rows: findRows(accounts, (_, i) => ages[i] >= afterDays) },
  ];
}

export function findUnlocated(accounts: readonly Account[]): QualityFinding[] {
  const rows = findRows(accounts, ({ lon, lat }) => {
    const isPlace =
      typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
    return !isPlace || (lon === 0 && lat === 0);
  });
  return [{ part: 'located', field: 'account', code: 'unlocated', rows }];
}
