import type { StopCause } from '../../core/budget.js';
import { buildCsr } from '../../core/csr.js';
import { InputError } from '../../core/errors.js';
import { giveWay } from '../../core/giveWay.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { runsOf } from '../../core/runsOf.js';
import { VERSION } from '../../core/version.js';
import { createWork, goThrough, runTask, runTaskAsync, Stopped, type Task, type Work } from '../work.js';
import { type BooksLimits, resolveBooksLimits } from './booksOptions.js';
import { checkPartitionShapes, isAmount } from './checkBooksShapes.js';
import { packEvenly } from './packEvenly.js';
import { boundSpread } from './spreadBound.js';

/** A load that is to be the same in every book, or in proportion to shares. */
export interface PartitionMeasure {
  readonly id: string;
  /** Entry `[i]` is the load of unit i, 0 or more. */
  readonly loads: ArrayLike<number>;
}

/** What `partitionBooks` solves: units i = 0 … n - 1 into books j = 0 … k - 1. */
export interface PartitionProblem {
  /** How many books there are, 1 or more. */
  readonly bookCount: number;
  /** One or more measures; all lists of loads have the same length. */
  readonly measures: readonly PartitionMeasure[];
  /** Entry `[j]` is the part of everything that book j should have, above 0; equal unless told. */
  readonly shares?: ArrayLike<number>;
  /** Entry `[i]` is the book that unit i must be in, -1 where it is free. All are free unless told. */
  readonly locks?: ArrayLike<number>;
}

/** How evenly one measure is shared out. */
export interface PartitionSpread {
  readonly measureId: string;
  /** Largest minus smallest load over share, in means of it. */
  readonly spread: number;
  /** No partition has a smaller spread than this. */
  readonly bound: number;
  /** Units that make a smaller spread impossible, the heaviest first, at most 20; empty where `bound` is 0. */
  readonly units: readonly number[];
}

/** A partition and what is known about it. */
export interface PartitionResult {
  /** `optimal`: the spread of every measure is its bound, within a hundred-millionth; `stopped`: the search was ended early. */
  readonly status: 'optimal' | 'feasible' | 'stopped';
  /** What ended the search early; `null` where it ended by itself. */
  readonly stopCause: StopCause | null;
  /** Entry `[i]` is the book of unit i. */
  readonly assignment: Int32Array;
  /** Entry `[m][j]` is the load of measure m in book j. */
  readonly loads: readonly Float64Array[];
  /** One entry for each measure. */
  readonly spreads: readonly PartitionSpread[];
  /** Elementary evaluations that were made. */
  readonly evaluations: number;
  /** Version of the library that made the plan. */
  readonly version: string;
}

/** Spreads that differ by less are the same, in means. */
const SAME = 1e-8;
const MOST_UNITS = 20;

/**
 * Shares units out to books so that loads are as even as possible (multiway number partitioning).
 *
 * @param problem - loads of the units, how many books, their shares and locks
 * @param options - see {@link BooksLimits}
 * @returns the partition, the spread of each measure and a bound that no partition can beat
 * @throws {@link InputError} naming every load, share and lock that is wrong; {@link OptionsError} for options
 * @remarks Longest processing time first, then exchanges between the books farthest from their targets; O(n log n) for
 * equal shares and no locks, O(n k) otherwise. Deterministic unless a time limit or a signal ends it. The bound is from
 * the mean and the heaviest units alone, so a spread above it may still be the least possible.
 * @example
 * ```ts
 * import { partitionBooks } from 'bailiwick/balance';
 *
 * const { assignment, loads, spreads, status } = partitionBooks({
 *   bookCount: 2,
 *   measures: [{ id: 'hours', loads: [8, 7, 6, 5, 4] }],
 * });
 * status; // => 'optimal'
 * Array.from(loads[0]); // => [15, 15]
 * assignment[0] === assignment[1]; // => true
 * const one = partitionBooks({ bookCount: 2, measures: [{ id: 'hours', loads: [30, 5, 5] }] });
 * one.spreads[0]; // => { measureId: 'hours', spread: 1, bound: 1, units: [0] }
 * ```
 */
export function partitionBooks(problem: PartitionProblem, options?: Partial<BooksLimits>): PartitionResult {
  const work = createWork(resolveBooksLimits(options));
  checkPartition(problem);
  return runTask(solve(problem, work), work);
}

/**
 * The same as {@link partitionBooks}, giving way to everything else every few milliseconds.
 *
 * @param problem - loads of the units, how many books, their shares and locks
 * @param options - see {@link BooksLimits}
 * @returns a promise of the same partition, byte for byte
 * @throws {@link InputError} or {@link OptionsError}, by rejection
 */
export async function partitionBooksAsync(
  problem: PartitionProblem,
  options?: Partial<BooksLimits>,
): Promise<PartitionResult> {
  const work = createWork(resolveBooksLimits(options));
  checkPartition(problem);
  return runTaskAsync(solve(problem, work), work, giveWay);
}

/** Writes the loads of all measures side by side, and their totals. */
function* addUpLoads(
  measures: PartitionProblem['measures'],
  load: Float64Array,
  totals: Float64Array,
): Task<void> {
  const M = measures.length;
  for (let m = 0; m < M; m++) {
    const own = measures[m].loads;
    for (const { from, to } of runsOf(own.length)) {
      yield;
      for (let i = from; i < to; i++) {
        load[M * i + m] = own[i];
        totals[m] += own[i];
      }
    }
  }
}

function* solve(problem: PartitionProblem, work: Work): Task<PartitionResult> {
  const { bookCount: k, measures, locks } = problem;
  const n = measures[0].loads.length;
  const M = measures.length;
  const share = levelShares(problem);
  const load = new Float64Array(n * M);
  const totals = new Float64Array(M);
  yield* goThrough(addUpLoads(measures, load, totals));
  const target = Float64Array.from(
    { length: k * M },
    (_, at) => (totals[at % M] / k) * share[(at - (at % M)) / M],
  );
  const isLocked = locks !== undefined && Array.from(locks).some((lock) => lock >= 0);
  const row = isLocked ? Int32Array.from(locks, (lock) => lock + 1) : null;
  const assignment = new Int32Array(n).fill(-1);
  let isStopped = false;
  try {
    yield* packEvenly(
      { n, k, M, load, target, row, choices: isLocked ? listLockRows(k) : null },
      assignment,
      work,
    );
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    isStopped = true;
    // Units that were not placed yet take turns.
    for (let i = 0; i < n; i++)
      if (assignment[i] < 0) assignment[i] = row !== null && row[i] > 0 ? row[i] - 1 : i % k;
  }
  return yield* goThrough(describe(problem, assignment, share, isStopped, work));
}

function* describe(
  { bookCount: k, measures }: PartitionProblem,
  assignment: Int32Array,
  share: Float64Array,
  isStopped: boolean,
  work: Work,
): Task<PartitionResult> {
  const loads = measures.map(() => new Float64Array(k));
  const spreads: PartitionSpread[] = [];
  for (const [m, measure] of measures.entries()) {
    for (const { from, to } of runsOf(assignment.length)) {
      yield;
      for (let i = from; i < to; i++) loads[m][assignment[i]] += measure.loads[i];
    }
    yield;
    let high = Number.NEGATIVE_INFINITY;
    let low = Number.POSITIVE_INFINITY;
    let total = 0;
    for (let j = 0; j < k; j++) {
      high = Math.max(high, loads[m][j] / share[j]);
      low = Math.min(low, loads[m][j] / share[j]);
      total += loads[m][j];
    }
    const bound = boundSpread(Float64Array.from(measure.loads), share);
    const unit = total > 0 ? k / total : 0;
    const spread = (high - low) * unit;
    spreads.push({
      measureId: measure.id,
      spread,
      // A plan can be below the bound by rounding only.
      bound: Math.min(spread, bound.spread * unit),
      units: bound.units.slice(0, MOST_UNITS),
    });
  }
  const isOptimal = spreads.every(({ spread, bound }) => spread <= bound + SAME * Math.max(1, bound));
  return {
    status: isOptimal ? 'optimal' : isStopped ? 'stopped' : 'feasible',
    stopCause: isStopped ? work.stopCause() : null,
    assignment,
    loads,
    spreads,
    evaluations: work.spent(),
    version: VERSION,
  };
}

/** Shares that are 1 on the mean. */
function levelShares({ bookCount: k, shares }: PartitionProblem): Float64Array {
  if (shares === undefined) return new Float64Array(k).fill(1);
  let sum = 0;
  for (let j = 0; j < k; j++) sum += shares[j];
  return Float64Array.from({ length: k }, (_, j) => (shares[j] / sum) * k);
}

/** Row 0 lists all books, row j + 1 book j alone. */
function listLockRows(k: number) {
  const all = Array.from({ length: k }, (_, j) => j);
  return buildCsr(k + 1, [...all.map(() => 0), ...all.map((j) => j + 1)], [...all, ...all]);
}

function checkPartition(problem: PartitionProblem): void {
  checkPartitionShapes(problem);
  const { bookCount: k, measures, shares, locks } = problem;
  const issues: Issue[] = [];
  const add = (row: number | null, field: string, code: string, expected: string, value: unknown) => {
    addIssue(issues, badValue(row, field, code, expected, value));
  };
  if (!Number.isInteger(k) || k < 1) add(null, 'bookCount', 'out-of-range', 'a whole number from 1', k);
  if (measures.length === 0) add(null, 'measures', 'empty', 'at least one measure', measures);
  const n = measures[0]?.loads.length ?? 0;
  for (const { id, loads } of measures) {
    const field = `measures.${id}.loads`;
    if (loads.length !== n)
      add(null, field, 'wrong-length', `${n} entries, as the first measure has`, loads.length);
    let total = 0;
    for (let i = 0; i < loads.length; i++) {
      if (isAmount(loads[i])) total += loads[i];
      else add(i, field, 'out-of-range', 'a finite number from 0', loads[i]);
    }
    if (total === Number.POSITIVE_INFINITY)
      add(null, field, 'out-of-range', 'loads with a finite sum', total);
  }
  if (shares !== undefined) {
    if (shares.length !== k)
      add(null, 'shares', 'wrong-length', `${k} entries, one for each book`, shares.length);
    for (let j = 0; j < shares.length; j++) {
      if (!(isAmount(shares[j]) && shares[j] > 0))
        add(j, 'shares', 'out-of-range', 'a finite number above 0', shares[j]);
    }
  }
  if (locks !== undefined) {
    if (locks.length !== n)
      add(null, 'locks', 'wrong-length', `${n} entries, one for each unit`, locks.length);
    for (let i = 0; i < locks.length; i++) {
      if (!Number.isInteger(locks[i]) || locks[i] < -1 || locks[i] >= k)
        add(i, 'locks', 'unknown-territory', `a book from 0 to ${k - 1}, or -1`, locks[i]);
    }
  }
  if (issues.length > 0) throw new InputError('partition problem', issues);
}
