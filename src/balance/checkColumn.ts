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

/**
 * Whether a column is of its kind, its length and its range; every fault is a finding. Kinds go by name, so that arrays of
 * another realm (a frame, a test runner's sandbox) are as good as others.
 *
 * @param isGood - judges the entry at a place of a column; is not handed the number, which engines would make an object of
 * @param expected - what a good entry is, in words
 */
export function checkColumn(
  findings: Findings,
  field: string,
  column: unknown,
  { kind, rows, width = 1 }: ColumnShape,
  isGood: (values: ColumnValues, at: number) => boolean,
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
  for (let at = 0; at < length; at++) {
    if (!isGood(values, at)) namer.name(Math.floor(at / width), values[at]);
  }
  namer.finish();
  return findings.issues.length === before;
}

/** A finite number from 0. */
export const isAmount = (values: ColumnValues, at: number): boolean =>
  values[at] >= 0 && values[at] < Number.POSITIVE_INFINITY;

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
  checkColumn(
    findings,
    field,
    points,
    { kind: 'Float64Array', rows, width: dimension },
    isCoordinate,
    expected,
  );
}
