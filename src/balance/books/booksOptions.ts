import type { Clock, StopSignal } from '../../core/budget.js';
import { integerIn, numberIn, type OptionCheck, resolveOptions } from '../../core/options.js';
import { cyclesCheck } from '../options.js';

/** What the search for books reports while it runs. */
export interface BooksProgress {
  /** What is being done: `price` is the first bound, `bound` the sharper one. */
  readonly phase: 'price' | 'improve' | 'bound' | 'done';
  /** Cost of the best plan so far; `null` before there is one. */
  readonly cost: number | null;
  /** Load above the capacities in the best plan so far, in mean capacities, summed; `null` before there is one. */
  readonly excess: number | null;
  /** Best lower bound so far; `null` before there is one. */
  readonly bound: number | null;
}

/** What can end a search early. */
export interface BooksLimits {
  /** Largest number of elementary evaluations; looked at every 100,000 of them. Default infinity. */
  readonly maxEvaluations: number;
  /** Largest duration in milliseconds; makes the plan depend on the machine; needs `clock`. Default infinity. */
  readonly maxTimeMs: number;
  /** Clock for `maxTimeMs`, such as `() => performance.now()`. Default none. */
  readonly clock: Clock | null;
  /** Ends the search early; an `AbortSignal` does. Default none. */
  readonly signal: StopSignal | null;
}

/** How `assignBooks` works. Everything but time and abort is reproducible. */
export interface BooksOptions extends BooksLimits {
  /** Starts the stream of random numbers; a whole number. Default 0. */
  readonly seed: number;
  /** A plan within this share of the bound is called optimal. Default 1e-6. */
  readonly optimalGap: number;
  /**
   * Cycles of iterated local search, each from the best plan so far; infinity to go on until a budget, a time limit or a
   * signal ends it. Default 20.
   */
  readonly cycles: number;
  /** Rounds of the sharper bound; 0 for the linear one only. Default 300. */
  readonly boundRounds: number;
  /** Is told how the search goes. Default none. */
  readonly onProgress: ((progress: BooksProgress) => void) | null;
}

/** The defaults of `assignBooks`. */
export const defaultBooksOptions: BooksOptions = /* @__PURE__ */ Object.freeze({
  seed: 0,
  optimalGap: 1e-6,
  cycles: 20,
  boundRounds: 300,
  maxEvaluations: Number.POSITIVE_INFINITY,
  maxTimeMs: Number.POSITIVE_INFINITY,
  clock: null,
  signal: null,
  onProgress: null,
});

/** The defaults of `partitionBooks`. */
export const defaultBooksLimits: BooksLimits = /* @__PURE__ */ Object.freeze({
  maxEvaluations: Number.POSITIVE_INFINITY,
  maxTimeMs: Number.POSITIVE_INFINITY,
  clock: null,
  signal: null,
});

const isFunction: OptionCheck = (value) =>
  value === null || typeof value === 'function' ? null : 'a function';
const isSignal: OptionCheck = (value) =>
  value === null || (typeof value === 'object' && 'aborted' in value) ? null : 'an AbortSignal';

function limitChecks(given: Partial<BooksLimits> | undefined) {
  const needsClock: OptionCheck = (value) =>
    given?.clock || value === Number.POSITIVE_INFINITY
      ? numberIn(0)(value)
      : 'given together with a clock, such as () => performance.now()';
  return { maxEvaluations: numberIn(0), maxTimeMs: needsClock, clock: isFunction, signal: isSignal };
}

/** Resolves what a caller of `assignBooks` gave. */
export function resolveBooksOptions(given: Partial<BooksOptions> | undefined): Readonly<BooksOptions> {
  return resolveOptions('assignBooks', defaultBooksOptions, given, {
    seed: integerIn(Number.MIN_SAFE_INTEGER),
    optimalGap: numberIn(0, 1),
    cycles: cyclesCheck(given),
    boundRounds: integerIn(0),
    ...limitChecks(given),
    onProgress: isFunction,
  });
}

/** Resolves what a caller of `partitionBooks` gave. */
export function resolveBooksLimits(given: Partial<BooksLimits> | undefined): Readonly<BooksLimits> {
  return resolveOptions('partitionBooks', defaultBooksLimits, given, limitChecks(given));
}
