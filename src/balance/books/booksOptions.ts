import { integerIn, numberIn, resolveOptions } from '../../core/options.js';
import { cyclesCheck, endChecks, functionCheck, noEnds, type SearchEnds } from '../searchEnds.js';

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

/** How `partitionBooks` works: only when it ends early. */
export type BooksLimits = SearchEnds;

/** How `assignBooks` works. Everything but time and abort is reproducible. */
export interface BooksOptions extends SearchEnds {
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
  ...noEnds,
  onProgress: null,
});

/** The defaults of `partitionBooks`. */
export const defaultBooksLimits: BooksLimits = noEnds;

/** Resolves what a caller of `assignBooks` gave. */
export function resolveBooksOptions(given: Partial<BooksOptions> | undefined): Readonly<BooksOptions> {
  return resolveOptions('assignBooks', defaultBooksOptions, given, {
    seed: integerIn(Number.MIN_SAFE_INTEGER),
    optimalGap: numberIn(0, 1),
    cycles: cyclesCheck(given),
    boundRounds: integerIn(0),
    ...endChecks(given),
    onProgress: functionCheck,
  });
}

/** Resolves what a caller of `partitionBooks` gave. */
export function resolveBooksLimits(given: Partial<BooksLimits> | undefined): Readonly<BooksLimits> {
  return resolveOptions('partitionBooks', defaultBooksLimits, given, endChecks(given));
}
