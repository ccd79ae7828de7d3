/** What an exact assignment to seats is made of, and what is wrong with it. */
import { InputError } from '../core/errors.js';
import { createFindings, type Findings } from './findings.js';
import type { GeometricTravel, MatrixTravel } from './problem.js';

/** Units i = 0 … n - 1 with one load each, seats j = 0 … k - 1, and what it costs to serve one from the other. */
export interface SeatProblem {
  /** Where units and seats are, or a cost for each pair; a cost of infinity keeps a unit from a seat. */
  readonly travel: GeometricTravel | MatrixTravel;
  /** Entry `[i]` is the load of unit i, 0 or more. */
  readonly loads: Float64Array;
  /** Entry `[j]` is the smallest load that seat j may have. */
  readonly lowers: Float64Array;
  /** Entry `[j]` is the largest load that seat j may have; may be infinite. */
  readonly uppers: Float64Array;
  /** Entry `[i]` is how often the way to unit i is gone, 0 or more; its load where it is not given. */
  readonly trips?: Float64Array;
  /** Entry `[k * row + j]` is 1 where units of that row may be at seat j; anywhere where it is not given. */
  readonly eligible?: Uint8Array;
  /** Entry `[i]` is the row of `eligible` that unit i follows; 0 where it is not given. */
  readonly eligibleRow?: Int32Array;
}

/** Lengths, ranges and rows of all columns, all findings at once. */
export function checkSeatProblem(problem: SeatProblem): void {
  const findings = createFindings();
  const { travel, loads, lowers, uppers, trips, eligible, eligibleRow } = problem;
  const n = loads?.length;
  const k = lowers?.length;
  checkColumn(findings, 'loads', loads, n, isLoad, 'a finite number from 0');
  checkColumn(findings, 'lowers', lowers, k, isLoad, 'a finite number from 0');
  checkColumn(findings, 'uppers', uppers, k, (value) => value >= 0, 'a number from 0');
  if (trips !== undefined) checkColumn(findings, 'trips', trips, n, isLoad, 'a finite number from 0');
  if (travel?.kind === 'matrix')
    checkColumn(findings, 'travel.costs', travel.costs, n * k, (value) => value >= 0, 'a number from 0');
  else if (travel?.kind === 'geometric') {
    const { dimension, places, seats } = travel;
    if (dimension !== 2 && dimension !== 3)
      findings.add(null, 'travel.dimension', 'out-of-range', '2 or 3', dimension);
    if (!(travel.scale > 0))
      findings.add(null, 'travel.scale', 'out-of-range', 'a number above 0', travel.scale);
    const isPlace = (value: number, at: number) =>
      Number.isFinite(value) ||
      places.subarray(at - (at % dimension), at - (at % dimension) + dimension).every(Number.isNaN);
    checkColumn(
      findings,
      'travel.places',
      places,
      dimension * n,
      isPlace,
      'finite, or NaN throughout for no place',
    );
    checkColumn(
      findings,
      'travel.seats',
      seats,
      dimension * k,
      Number.isFinite,
      'finite: a seat has a place',
    );
  } else findings.add(null, 'travel', 'missing', 'geometric or a matrix', travel);
  const rows = eligible === undefined ? 1 : eligible.length / k;
  if (k > 0 && (!Number.isInteger(rows) || rows === 0))
    findings.add(null, 'eligible', 'wrong-length', `a multiple of ${k} long`, eligible?.length);
  if (eligibleRow !== undefined) {
    const isRow = (value: number) => value >= 0 && value < rows;
    checkColumn(findings, 'eligibleRow', eligibleRow, n, isRow, `a row from 0 to ${rows - 1}`);
  }
  if (k === 0) findings.add(null, 'lowers', 'wrong-length', 'at least one seat', 0);
  if (findings.issues.length > 0) throw new InputError('seats', findings.issues);
}

const isLoad = (value: number) => value >= 0 && value < Number.POSITIVE_INFINITY;

function checkColumn(
  findings: Findings,
  field: string,
  column: Float64Array | Int32Array,
  length: number,
  isGood: (value: number, at: number) => boolean,
  expected: string,
): void {
  const isArray = field === 'eligibleRow' ? column instanceof Int32Array : column instanceof Float64Array;
  if (!isArray)
    findings.add(
      null,
      field,
      'wrong-type',
      field === 'eligibleRow' ? 'an Int32Array' : 'a Float64Array',
      column,
    );
  else if (column.length !== length)
    findings.add(null, field, 'wrong-length', `${length} long`, column.length);
  else {
    for (let at = 0; at < length; at++) {
      if (!isGood(column[at], at)) findings.add(at, field, 'out-of-range', expected, column[at]);
    }
  }
}
