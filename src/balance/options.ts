import { integerIn, numberIn, resolveOptions } from '../core/options.js';
import { cyclesCheck, endChecks, functionCheck, noEnds, type SearchEnds } from './searchEnds.js';

/** What the search reports while it runs. */
export interface BalanceProgress {
  /** What is being done: `price` is the relaxation, `centre` the moving of free centres. */
  readonly phase: 'check' | 'centre' | 'price' | 'improve' | 'done';
  /** Part of the whole work that is done, 0 to 1, never falling. */
  readonly share: number;
  /** Cost of the best plan so far; `null` before there is one. */
  readonly cost: number | null;
  /** Load outside the limits in the best plan so far, in mean targets, summed; `null` before there is one. */
  readonly excess: number | null;
  /** Best lower bound so far; `null` before there is one. */
  readonly bound: number | null;
}

/** How the engine works. Everything but time and abort is reproducible. */
export interface BalanceOptions extends SearchEnds {
  /** Starts the stream of random numbers; a whole number. Default 0. */
  readonly seed: number;
  /** A relaxation whose own gap is below this is exact enough; share of the cost. Default 1e-5. */
  readonly relaxationGap: number;
  /** A plan within this share of the bound is called optimal. Default 1e-6. */
  readonly optimalGap: number;
  /**
   * Cycles of annealing and repair after the first local search, each from the best plan so far, and longer where few
   * units have a choice; infinity to go on until a budget, a time limit or a signal ends it. Default 2.
   */
  readonly cycles: number;
  /** Rounds of moving free centres; 1 or more. Default 30. */
  readonly centreRounds: number;
  /** Is told how the search goes. Default none. */
  readonly onProgress: ((progress: BalanceProgress) => void) | null;
}

/** The engine's defaults. */
export const defaultBalanceOptions: BalanceOptions = /* @__PURE__ */ Object.freeze({
  seed: 0,
  relaxationGap: 1e-5,
  optimalGap: 1e-6,
  cycles: 2,
  centreRounds: 30,
  ...noEnds,
  onProgress: null,
});

/** Ready-made options to spread: `fast` for a first look, `default`, `thorough` for the plan that is signed. */
export const balancePresets: Readonly<Record<'fast' | 'default' | 'thorough', Partial<BalanceOptions>>> =
  /* @__PURE__ */ Object.freeze({
    fast: { relaxationGap: 1e-4, cycles: 0, centreRounds: 12 },
    default: {},
    thorough: { relaxationGap: 1e-7, cycles: 40, centreRounds: 100 },
  });

/** Resolves what a caller gave; a time limit without a clock is an error. */
export function resolveBalanceOptions(given: Partial<BalanceOptions> | undefined): Readonly<BalanceOptions> {
  return resolveOptions('balanceTerritories', defaultBalanceOptions, given, {
    seed: integerIn(Number.MIN_SAFE_INTEGER),
    relaxationGap: numberIn(0, 1),
    optimalGap: numberIn(0, 1),
    cycles: cyclesCheck(given),
    centreRounds: integerIn(1),
    ...endChecks(given),
    onProgress: functionCheck,
  });
}
