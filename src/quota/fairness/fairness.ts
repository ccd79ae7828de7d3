import type { CurrencyRates } from '../../model/currency.js';
import type { RankCorrelation } from './correlateFairness.js';

/** One quota and what it can be measured against. */
export interface FairnessRow {
  /** Unique, non-empty. */
  readonly id: string;
  readonly quota: number;
  /** Addressable value, 0 or more. */
  readonly potential: number;
  /** Any measure of size, such as accounts or last year's sales, 0 or more. */
  readonly size?: number;
  /** Quota of the year before, 0 or more. */
  readonly prior?: number;
  /** What was sold; given for everybody, fairness is that of attainment. May be negative (returns). */
  readonly actual?: number;
  /** Currency of quota, potential, prior and actual, an ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Options of `assessFairness`. */
export interface FairnessOptions {
  /** Band round the mean that counts as near, as a share of it; 0.2 unless told: chosen, the usual ±20 %. */
  readonly band: number;
  /** Share of recipients within the band from which a plan is not called uneven; 0.8 unless told: chosen, four in five. */
  readonly minShareWithin: number;
  /** Of the intervals; 0.95 unless told: the usual one. */
  readonly confidence: number;
  /**
   * By currency code: what one unit of it is in the currency of the judgement; converts all but `size`. Default `null`: nothing is
   * converted, and a second currency is refused.
   */
  readonly rates: CurrencyRates | null;
}

/** What attainment, or quota per potential, goes along with. */
export type FairnessFactor = 'potential' | 'size' | 'prior';

/** How fair a set of quotas is. */
export interface Fairness {
  /** What is compared: `attainment` is actual / quota, `quotaPerPotential` is quota / potential. */
  readonly subject: 'attainment' | 'quotaPerPotential';
  /** Of the whole team: sum / sum; `null` where the denominator is 0. */
  readonly overall: number | null;
  /** In the order of the input; `null` where the denominator is 0. */
  readonly values: readonly (number | null)[];
  /** Rank correlation of the subject with each factor that everybody has; near 0 is fair. */
  readonly correlations: Readonly<Partial<Record<FairnessFactor, RankCorrelation>>>;
  /** Standard deviation / mean of the values, of the population; `null` without values or with a mean of 0. */
  readonly coefficientOfVariation: number | null;
  /** Of the values, negative ones as 0; `null` without values. */
  readonly gini: number | null;
  /** Share of the values within the band round `overall`; `null` without values. */
  readonly shareWithin: number | null;
  /** Ids outside the band, the furthest first. */
  readonly outsideIds: readonly string[];
  /**
   * `biased`: some interval leaves 0 out; `uneven`: none does, but too few are within the band; `fair`: neither;
   * `undetermined`: fewer than 5 values, or no overall value.
   */
  readonly verdict: 'fair' | 'uneven' | 'biased' | 'undetermined';
  /** The verdict in plain words, a sentence for each finding. */
  readonly findings: readonly string[];
}
