import { dayNumberOf } from '../../core/days.js';
import type { Account, AttributeValue } from '../../model/account.js';
import { columnOf } from '../columnOf.js';
import { fieldReader, knownValue } from '../readField.js';
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

/** A question about one field of every account. */
export interface QualityCheck {
  readonly part: QualityPart;
  readonly field: string;
  /** Gives the code of what is wrong with an account; `null` where nothing is. */
  readonly codeOf: (account: Account, row: number) => string | null;
}

/** Asks all questions about one account after the other, as each is read from memory once then. */
export function runChecks(accounts: readonly Account[], checks: readonly QualityCheck[]): QualityFinding[] {
  // Rows by code, check by check.
  const found = checks.map((): Record<string, number[]> => ({}));
  accounts.forEach((account, row) => {
    for (let c = 0; c < checks.length; c++) {
      const code = checks[c].codeOf(account, row);
      if (code === null) continue;
      found[c][code] ??= [];
      found[c][code].push(row);
    }
  });
  return checks.flatMap(({ part, field }, c) =>
    Object.entries(found[c]).map(([code, rows]) => ({ part, field, code, rows: new Int32Array(rows) })),
  );
}

export function checkMissing(field: string): QualityCheck {
  const read = readerOf(field);
  return { part: 'complete', field, codeOf: (account) => (read(account) !== null ? null : 'missing') };
}

export function checkDoubled(
  accounts: readonly Account[],
  duplicates: readonly DuplicateGroup[],
): QualityCheck {
  // Entry [row] is 1 where the row is the double of another.
  const isDoubled = new Uint8Array(accounts.length);
  for (const { merge } of duplicates) for (const row of merge) isDoubled[row] = 1;
  return {
    part: 'unique',
    field: 'account',
    codeOf: (_, row) => (isDoubled[row] ? 'duplicate' : null),
  };
}

/** Rows with a value outside what is possible, field by field: longitudes, latitudes, other ranges, measures as they come. */
export function findImpossible(
  accounts: readonly Account[],
  ranges: Readonly<Record<string, readonly [least: number, most: number]>>,
): QualityFinding[] {
  const found = new Map<string, number[]>();
  const watch = (field: string, least: number, most: number) => {
    const [low, high] = ranges[field] ?? [least, most];
    return (value: AttributeValue, row: number) => {
      if (value === null) return;
      if (typeof value === 'number' && value >= Math.max(least, low) && value <= Math.min(most, high)) return;
      const rows = found.get(field) ?? [];
      found.set(field, rows);
      rows.push(row);
    };
  };
  for (const [field, [least, most]] of Object.entries({
    ...ranges,
    lon: [-180, 180] as const,
    lat: [-90, 90] as const,
  })) {
    if (field.startsWith('measures.')) continue;
    const read = readerOf(field);
    const note = watch(field, least, most);
    for (let row = 0; row < accounts.length; row++) note(read(accounts[row]), row);
  }
  const noteBy = new Map<string, ReturnType<typeof watch>>();
  accounts.forEach(({ measures }, row) => {
    for (const id of Object.keys(measures)) {
      const note = noteBy.get(id) ?? watch(`measures.${id}`, 0, Number.MAX_VALUE);
      noteBy.set(id, note);
      note(knownValue(measures[id]), row);
    }
  });
  return Array.from(found, ([field, rows]) => ({
    part: 'plausible' as const,
    field,
    code: 'impossible',
    rows: new Int32Array(rows),
  }));
}

export function checkOutliers(accounts: readonly Account[], id: string, fence: number): QualityCheck {
  const field = `measures.${id}`;
  const read = readerOf(field);
  // 1 + value; 0 where there is none.
  const sizeOf = (account: Account) => {
    const value = read(account) as number;
    return Number.isFinite(value) && value >= 0 ? 1 + value : 0;
  };
  const sizes = columnOf(accounts.length, (row) => sizeOf(accounts[row])).sort();
  const known = sizes.subarray(sizes.lastIndexOf(0) + 1);
  const lower = quantileOf(known, 0.25);
  const upper = quantileOf(known, 0.75);
  // A distance of logarithms is a ratio here.
  const reach = powerOf(upper / lower, fence);
  const isOutside = (size: number) => size > 0 && (size < lower / reach || size > upper * reach);
  return {
    part: 'plausible',
    field,
    codeOf: (account) => (reach > 1 && isOutside(sizeOf(account)) ? 'outlier' : null),
  };
}

/** Quantile between the two nearest of the sorted values, logarithms interpolated (type 7 of Hyndman and Fan); NaN for none. */
function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below * powerOf(sorted[Math.ceil(at)] / below, at % 1);
}

/** A power by products and square roots, which round alike wherever the code runs. */
function powerOf(base: number, exponent: number): number {
  let power = 1;
  let root = base;
  let rest = exponent;
  for (; rest >= 1; rest--) power *= base;
  for (; rest > 0; rest %= 1) {
    root = Math.sqrt(root);
    rest *= 2;
    if (rest >= 1) power *= root;
  }
  return power;
}

export function checkStale({ field, asOf, afterDays }: StaleRule): QualityCheck {
  const read = readerOf(field);
  const today = dayNumberOf(asOf);
  const codeOf = (account: Account) => {
    const day = read(account);
    const age = today - dayNumberOf(day);
    if (age >= 0) return age >= afterDays ? 'stale' : null;
    return day === null ? 'undated' : age < 0 ? 'future-day' : 'not-a-day';
  };
  return { part: 'current', field, codeOf };
}

export function checkLocated(): QualityCheck {
  return {
    part: 'located',
    field: 'account',
    codeOf: (account) => (isLocated(account) ? null : 'unlocated'),
  };
}

/** Of a field that the options were checked for. */
function readerOf(field: string): (account: Account) => AttributeValue {
  return fieldReader(field) as (account: Account) => AttributeValue;
}
