import type { Clock, StopSignal } from '../core/budget.js';
import { integerIn, numberIn, type OptionCheck } from '../core/options.js';

/** What can end a search early: options that every search of this room has. */
export interface SearchEnds {
  /** Largest number of elementary evaluations; looked at about every 10,000 of them. Default infinity. */
  readonly maxEvaluations: number;
  /** Largest duration in milliseconds; makes the answer depend on the machine; needs `clock`. Default infinity. */
  readonly maxTimeMs: number;
  /** Clock for `maxTimeMs`, such as `() => performance.now()`. Default none. */
  readonly clock: Clock | null;
  /** Ends the search at the next pause; an `AbortSignal` does. Default none. */
  readonly signal: StopSignal | null;
}

/** Nothing ends a search early. */
export const noEnds: SearchEnds = /* @__PURE__ */ Object.freeze({
  maxEvaluations: Number.POSITIVE_INFINITY,
  maxTimeMs: Number.POSITIVE_INFINITY,
  clock: null,
  signal: null,
});

/** A function, or `null` for none. */
export const functionCheck: OptionCheck = (value) =>
  value === null || typeof value === 'function' ? null : 'a function';

/** Checks of {@link SearchEnds}; a time limit without a clock is wrong. */
export function endChecks(given: Partial<SearchEnds> | undefined) {
  const needsClock: OptionCheck = (value) =>
    given?.clock || value === Number.POSITIVE_INFINITY
      ? numberIn(0)(value)
      : 'given together with a clock, such as () => performance.now()';
  const isSignal: OptionCheck = (value) =>
    value === null || (typeof value === 'object' && 'aborted' in value) ? null : 'an AbortSignal';
  return { maxEvaluations: numberIn(0), maxTimeMs: needsClock, clock: functionCheck, signal: isSignal };
}

/** A number of cycles; without end only where something else ends them. */
export function cyclesCheck(given: Partial<SearchEnds> | undefined): OptionCheck {
  const hasEnd = [given?.maxEvaluations, given?.maxTimeMs].some((end) => (end ?? Infinity) < Infinity);
  return (value) => {
    if (value !== Number.POSITIVE_INFINITY) return integerIn(0)(value);
    return hasEnd || given?.signal
      ? null
      : 'finite, or given together with maxEvaluations, maxTimeMs or a signal';
  };
}
