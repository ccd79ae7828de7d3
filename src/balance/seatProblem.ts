/** What an exact assignment to seats is made of, and what is wrong with it. */
import { InputError } from '../core/errors.js';
import { isRecord } from '../core/records.js';
import { AMOUNT, checkColumn, type Good } from './checkColumn.js';
import { checkGeometry } from './checkTravel.js';
import { createFindings } from './findings.js';
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
  if (!isRecord(problem)) {
    findings.add(null, 'problem', 'wrong-type', 'a record of columns', problem);
    throw new InputError('seats', findings.issues);
  }
  const { travel, loads, lowers, uppers, trips, eligible, eligibleRow } = problem;
  const n = loads?.length;
  const k = lowers?.length;
  const units = { kind: 'Float64Array', rows: n } as const;
  const seats = { kind: 'Float64Array', rows: k } as const;
  const isNotNegative: Good = [0, Number.POSITIVE_INFINITY];
  checkColumn(findings, 'loads', loads, units, AMOUNT, 'a finite number from 0');
  checkColumn(findings, 'lowers', lowers, seats, AMOUNT, 'a finite number from 0');
  // Without their lengths nothing else can be told.
  if (findings.issues.some(({ code }) => code === 'wrong-type'))
    throw new InputError('seats', findings.issues);
  checkColumn(findings, 'uppers', uppers, seats, isNotNegative, 'a number from 0');
  if (trips !== undefined) checkColumn(findings, 'trips', trips, units, AMOUNT, 'a finite number from 0');
  if (travel?.kind === 'matrix') {
    const shape = { kind: 'Float64Array', rows: n, width: k } as const;
    checkColumn(findings, 'travel.costs', travel.costs, shape, isNotNegative, 'a number from 0');
  } else if (travel?.kind === 'geometric') checkGeometry(findings, travel, n, k, false);
  else findings.add(null, 'travel', 'missing', 'geometric or a matrix', travel);
  const rows = eligible === undefined ? 1 : eligible.length / k;
  if (k > 0 && (!Number.isInteger(rows) || rows === 0))
    findings.add(null, 'eligible', 'wrong-length', `a multiple of ${k} long`, eligible?.length);
  if (eligibleRow !== undefined) {
    const isRow: Good = [0, rows - 1];
    const shape = { kind: 'Int32Array', rows: n } as const;
    checkColumn(findings, 'eligibleRow', eligibleRow, shape, isRow, `a row from 0 to ${rows - 1}`);
  }
  if (k === 0) findings.add(null, 'lowers', 'wrong-length', 'at least one seat', 0);
  if (findings.issues.length > 0) throw new InputError('seats', findings.issues);
}
