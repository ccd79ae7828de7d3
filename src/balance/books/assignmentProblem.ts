import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkAssignmentShapes, isAmount } from './checkBooksShapes.js';

/** Costs of every unit in every book, row by row. */
export interface DenseCosts {
  readonly kind: 'dense';
  /** Cost of unit i in book j at `[bookCount * i + j]`; infinite where the unit may not be there. */
  readonly values: ArrayLike<number>;
}

/** Costs of the books that each unit may be in; it may be in no other. */
export interface SparseCosts {
  readonly kind: 'sparse';
  /** Entries of unit i start at `[i]`; the last entry is their number. Length: units + 1. */
  readonly offsets: ArrayLike<number>;
  /** Entry `[e]` is the book of entry e. */
  readonly books: ArrayLike<number>;
  /** Entry `[e]` is the cost of the unit in that book. */
  readonly values: ArrayLike<number>;
}

/** A load with a capacity in every book. */
export interface AssignmentMeasure {
  readonly id: string;
  /** Entry `[j]` is the largest load of book j; may be infinite. */
  readonly capacities: ArrayLike<number>;
  /** Whose load an entry of `loads` is: of a `unit` in whatever book, or of a `pair` of unit and book. */
  readonly per: 'unit' | 'pair';
  /** Loads, 0 or more: entry `[i]` of unit i, or entries in the order of `costs.values`. */
  readonly loads: ArrayLike<number>;
}

/** What `assignBooks` solves: units i = 0 … n - 1, books j = 0 … k - 1, measures m = 0 … M - 1. */
export interface AssignmentProblem {
  /** Entry `[i]` is the caller's id of unit i. */
  readonly unitIds: readonly string[];
  /** Entry `[j]` is the caller's id of book j, a territory without a map. */
  readonly territoryIds: readonly string[];
  /** Costs of any sign; an affinity is a negative cost. */
  readonly costs: DenseCosts | SparseCosts;
  readonly measures: readonly AssignmentMeasure[];
  /** Entry `[i]` is the book that unit i must be in, -1 where it is free. All are free unless told. */
  readonly locks?: ArrayLike<number>;
}

/** The pairs of unit and book that may be, in rows; a pair whose own load exceeds a capacity is none. */
export interface Pairs {
  readonly n: number;
  readonly k: number;
  readonly M: number;
  readonly problem: AssignmentProblem;
  /** Pairs of unit i are e = start[i] … start[i + 1] - 1. */
  readonly start: Int32Array;
  /** Entry `[e]` is the book of pair e; rising within a row. */
  readonly book: Int32Array;
  readonly cost: Float64Array;
  /** Entry `[M * e + m]` is a load of pair e. */
  readonly load: Float64Array;
  /** Entry `[M * j + m]` is the capacity of book j, or a load that no plan reaches where there is none. */
  readonly capacity: Float64Array;
  /** Units that no book may hold: eligibility and locks leave none. */
  readonly unassignable: Int32Array;
  /** Units that are heavier than every book they may be in; their pairs stay. */
  readonly tooHeavy: Int32Array;
}

/** A load this share of its capacity above it is a rounding error. */
const ROUNDING = 1e-10;

/** Checks a problem and lists its pairs; O(pairs * measures). */
export function listPairs(problem: AssignmentProblem): Pairs {
  checkAssignmentShapes(problem);
  checkProblem(problem);
  const { unitIds, territoryIds, measures, costs, locks } = problem;
  const n = unitIds.length;
  const k = territoryIds.length;
  const M = measures.length;
  const source: number[] = [];
  const books: number[] = [];
  const start = new Int32Array(n + 1);
  const unassignable: number[] = [];
  const tooHeavy: number[] = [];
  const loadOf = (m: number, i: number, at: number) => measures[m].loads[measures[m].per === 'unit' ? i : at];
  for (let i = 0; i < n; i++) {
    const lock = locks?.[i] ?? -1;
    const own: [book: number, at: number][] = [];
    const from = costs.kind === 'dense' ? k * i : costs.offsets[i];
    const to = costs.kind === 'dense' ? k * (i + 1) : costs.offsets[i + 1];
    for (let at = from; at < to; at++) {
      const j = costs.kind === 'dense' ? at - from : costs.books[at];
      if (costs.values[at] < Number.POSITIVE_INFINITY && (lock < 0 || lock === j)) own.push([j, at]);
    }
    own.sort((a, b) => a[0] - b[0]);
    const fitting = own.filter(([j, at]) =>
      measures.every(({ capacities }, m) => loadOf(m, i, at) <= capacities[j] * (1 + ROUNDING)),
    );
    if (own.length === 0) unassignable.push(i);
    else if (fitting.length === 0) tooHeavy.push(i);
    for (const [j, at] of fitting.length > 0 ? fitting : own) {
      books.push(j);
      source.push(at);
    }
    start[i + 1] = source.length;
  }
  const load = new Float64Array(M * source.length);
  const most = new Float64Array(M).fill(1);
  for (let i = 0; i < n; i++) {
    for (let m = 0; m < M; m++) {
      let heaviest = 0;
      for (let e = start[i]; e < start[i + 1]; e++) {
        load[M * e + m] = loadOf(m, i, source[e]);
        heaviest = Math.max(heaviest, load[M * e + m]);
      }
      most[m] += heaviest;
    }
  }
  const capacity = new Float64Array(M * k);
  for (let j = 0; j < k; j++) {
    for (let m = 0; m < M; m++) capacity[M * j + m] = Math.min(measures[m].capacities[j], most[m]);
  }
  return {
    n,
    k,
    M,
    problem,
    start,
    book: Int32Array.from(books),
    cost: Float64Array.from(source, (at) => costs.values[at]),
    load,
    capacity,
    unassignable: Int32Array.from(unassignable),
    tooHeavy: Int32Array.from(tooHeavy),
  };
}

function checkProblem({ unitIds, territoryIds, measures, costs, locks }: AssignmentProblem): void {
  const issues: Issue[] = [];
  const n = unitIds.length;
  const k = territoryIds.length;
  const add = (row: number | null, field: string, code: string, expected: string, value: unknown) => {
    addIssue(issues, badValue(row, field, code, expected, value));
  };
  const checkLength = (field: string, list: ArrayLike<number>, length: number, what: string) => {
    if (list.length !== length) add(null, field, 'wrong-length', `${length} entries, ${what}`, list.length);
    return list.length === length;
  };
  checkIds('unitIds', unitIds, add);
  checkIds('territoryIds', territoryIds, add);
  checkIds(
    'measures.id',
    measures.map(({ id }) => id),
    add,
  );
  if (k === 0 && n > 0) add(null, 'territoryIds', 'empty', 'at least one book', territoryIds);
  if (costs.kind !== 'dense' && costs.kind !== 'sparse') {
    add(null, 'costs.kind', 'unknown-word', 'dense or sparse', (costs as { kind: unknown }).kind);
  } else if (costs.kind === 'dense') {
    checkLength('costs.values', costs.values, n * k, 'one for each unit and book');
  } else {
    checkOffsets(costs, n, k, add);
  }
  for (let at = 0; at < costs.values.length; at++) {
    const value = costs.values[at];
    const isGood = typeof value === 'number' && value > Number.NEGATIVE_INFINITY;
    if (!isGood) add(at, 'costs.values', 'out-of-range', 'a number, or infinity for no', value);
  }
  for (const { id, per, loads, capacities } of measures) {
    const field = `measures.${id}`;
    checkLength(`${field}.capacities`, capacities, k, 'one for each book');
    for (let j = 0; j < capacities.length; j++) {
      if (!(typeof capacities[j] === 'number' && capacities[j] >= 0))
        add(j, `${field}.capacities`, 'out-of-range', 'a number from 0', capacities[j]);
    }
    if (per !== 'unit' && per !== 'pair') add(null, `${field}.per`, 'unknown-word', 'unit or pair', per);
    else if (per === 'unit') checkLength(`${field}.loads`, loads, n, 'one for each unit');
    else checkLength(`${field}.loads`, loads, costs.values.length, 'one for each entry of costs.values');
    for (let at = 0; at < loads.length; at++) {
      if (!isAmount(loads[at]))
        add(at, `${field}.loads`, 'out-of-range', 'a finite number from 0', loads[at]);
    }
  }
  if (locks !== undefined && checkLength('locks', locks, n, 'one for each unit')) {
    for (let i = 0; i < n; i++) {
      if (!Number.isInteger(locks[i]) || locks[i] < -1 || locks[i] >= k)
        add(i, 'locks', 'unknown-territory', `a book from 0 to ${k - 1}, or -1`, locks[i]);
    }
  }
  if (issues.length > 0) throw new InputError('assignment problem', issues);
}

type AddIssue = (row: number | null, field: string, code: string, expected: string, value: unknown) => void;

function checkIds(field: string, ids: readonly string[], add: AddIssue): void {
  const rowOf = new Map<string, number>();
  ids.forEach((id, row) => {
    if (typeof id !== 'string' || id === '') add(row, field, 'missing-id', 'a non-empty text', id);
    else if (rowOf.has(id))
      add(row, field, 'duplicate-id', `an id that is not used in row ${rowOf.get(id)}`, id);
    else rowOf.set(id, row);
  });
}

function checkOffsets({ offsets, books, values }: SparseCosts, n: number, k: number, add: AddIssue): void {
  const isRising =
    offsets.length === n + 1 &&
    offsets[0] === 0 &&
    offsets[n] === values.length &&
    Array.from(offsets).every(
      (offset, i) => Number.isInteger(offset) && (i === 0 || offset >= offsets[i - 1]),
    );
  if (!isRising) {
    const expected = `${n + 1} whole numbers that rise from 0 to the ${values.length} entries`;
    add(null, 'costs.offsets', 'bad-offsets', expected, Array.from(offsets));
    return;
  }
  if (books.length !== values.length) {
    add(null, 'costs.books', 'wrong-length', `${values.length} entries, as costs.values`, books.length);
    return;
  }
  for (let i = 0; i < n; i++) {
    const seen = new Set<number>();
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      const j = books[at];
      if (!Number.isInteger(j) || j < 0 || j >= k)
        add(i, 'costs.books', 'unknown-territory', `a book from 0 to ${k - 1}`, j);
      else if (seen.has(j)) add(i, 'costs.books', 'duplicate-entry', 'each book at most once for a unit', j);
      seen.add(j);
    }
  }
}
