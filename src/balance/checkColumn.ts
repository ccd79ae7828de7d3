import type { Findings } from './findings.js';
import { createNamer } from './prepare/copyColumns.js';

export type ColumnValues = Float64Array | Int32Array | Uint8Array;

/** What a column of a problem has to be. */
export interface ColumnShape {
  readonly kind: 'Float64Array' | 'Int32Array' | 'Uint8Array';
  /** Rows that there are, and entries in each. */
  readonly rows: number;
  readonly width?: number;
}

/** What a good entry is: within a range, or what a function says of the entry at a place; a range is much sooner looked at. */
export type Good = readonly [low: number, high: number] | ((values: ColumnValues, at: number) => boolean);

/** A finite number from 0. */
export const AMOUNT: Good = [0, Number.MAX_VALUE];
/** A finite number. */
export const FINITE: Good = [-Number.MAX_VALUE, Number.MAX_VALUE];

/**
 * Whether a column is of its kind, its length and its range; every fault is a finding. Kinds go by name, so that arrays of
 * another realm (a frame, a test runner's sandbox) are as good as others.
 *
 * @param good - what a good entry is; a function is not handed the number, which engines would make an object of
 * @param expected - what a good entry is, in words
 */
export function checkColumn(
  findings: Findings,
  field: string,
  column: unknown,
  { kind, rows, width = 1 }: ColumnShape,
  good: Good,
  expected: string,
): boolean {
  if ((column as { [Symbol.toStringTag]?: unknown } | null | undefined)?.[Symbol.toStringTag] !== kind) {
    findings.add(null, field, 'wrong-type', `a ${kind}`.replace('a I', 'an I'), column);
    return false;
  }
  const values = column as ColumnValues;
  const length = rows * width;
  if (values.length !== length) {
    findings.add(null, field, 'wrong-length', `${length} long`, values.length);
    return false;
  }
  const before = findings.issues.length;
  const namer = createNamer(field, 'out-of-range', expected, findings);
  const name = (at: number) => namer.name(Math.floor(at / width), values[at]);
  if (typeof good === 'function') {
    for (let at = 0; at < length; at++) if (!good(values, at)) name(at);
  } else {
    let at = findOutside(values, 0, good);
    for (; at < length; at = findOutside(values, at + 1, good)) name(at);
  }
  namer.finish();
  return findings.issues.length === before;
}

/** The first entry from a place on that is outside a range; the length where there is none. */
function findOutside(values: ColumnValues, from: number, [low, high]: readonly [number, number]): number {
  let at = from;
  while (at < values.length && values[at] >= low && values[at] <= high) at++;
  return at;
}

/** Coordinates of places, `dimension` entries each: finite, or NaN throughout where `mayMiss` allows no place. */
export function checkPoints(
  findings: Findings,
  field: string,
  points: unknown,
  rows: number,
  dimension: number,
  mayMiss: boolean,
): void {
  const isCoordinate = (values: ColumnValues, at: number) => {
    if (Number.isFinite(values[at])) return true;
    const first = at - (at % dimension);
    return mayMiss && (points as Float64Array).subarray(first, first + dimension).every(Number.isNaN);
  };
  const expected = mayMiss ? 'finite, or NaN throughout for no place' : 'finite: a seat has a place';
  const hasAll = points instanceof Float64Array && !points.includes(Number.NaN);
  const good = hasAll ? FINITE : isCoordinate;
  checkColumn(findings, field, points, { kind: 'Float64Array', rows, width: dimension }, good, expected);
}
