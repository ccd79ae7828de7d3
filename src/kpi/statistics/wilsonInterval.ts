import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { normalQuantile } from '../../core/normalDistribution.js';
import { numberIn, resolveOptions } from '../../core/options.js';

/** A range that holds the true value with the stated confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How sure an interval is. */
export interface ConfidenceOptions {
  /** Chance that intervals made this way hold the true value, above 0 and below 1. Default 0.95: the usual one. */
  readonly confidence: number;
}

/** What {@link ConfidenceOptions} are unless told. */
export const defaultConfidence: ConfidenceOptions = /* @__PURE__ */ Object.freeze({ confidence: 0.95 });

/** Good for {@link ConfidenceOptions}; below a half an interval says less than its own middle. */
export const confidenceChecks = /* @__PURE__ */ Object.freeze({
  confidence: /* @__PURE__ */ numberIn(0.5, 0.9999999),
});

/**
 * Wilson's interval for a rate: sensible for few trials, and for none or all of them successful.
 *
 * @param successes - whole number, 0 to `trials`
 * @param trials - whole number of at least 0
 * @param options - see {@link ConfidenceOptions}
 * @returns a range inside 0 to 1; `null` without trials
 * @throws {@link InputError} for counts that are none, {@link OptionsError}
 * @remarks The score interval without continuity correction (Edwin B. Wilson: Probable Inference, the Law of Succession,
 * and Statistical Inference, 1927, DOI 10.1080/01621459.1927.10502953). Trials are taken as independent and alike. O(1),
 * the same bits on every runtime.
 * @example
 * ```ts
 * import { wilsonInterval } from 'bailiwick/kpi';
 * wilsonInterval(0, 10); // => { low: 0, high: 0.27753279964336 }
 * wilsonInterval(81, 263); // => { low: 0.2552885198782743, high: 0.36620957698280016 }
 * ```
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  options?: Partial<ConfidenceOptions>,
): Interval | null {
  const { confidence } = resolveOptions('wilsonInterval', defaultConfidence, options, confidenceChecks);
  const issues: Issue[] = [];
  for (const [field, value] of Object.entries({ successes, trials })) {
    if (Number.isSafeInteger(value) && value >= 0) continue;
    issues.push(badValue(null, field, 'out-of-range', 'a whole number of at least 0', value));
  }
  if (issues.length === 0 && successes > trials) {
    issues.push(badValue(null, 'successes', 'out-of-range', `at most trials, ${trials}`, successes));
  }
  if (issues.length > 0) throw new InputError('wilsonInterval', issues);
  return wilson(successes, trials, confidence);
}

/** The interval of checked counts. */
export function wilson(successes: number, trials: number, confidence: number): Interval | null {
  if (trials === 0) return null;
  const z = normalQuantile(0.5 + confidence / 2);
  const rate = successes / trials;
  const middle = rate + (z * z) / (2 * trials);
  const half = z * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    low: successes === 0 ? 0 : Math.max(0, (middle - half) / scale),
    high: successes === trials ? 1 : Math.min(1, (middle + half) / scale),
  };
}
