import { averageRanks } from '../../core/averageRanks.js';
import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import type { Issue } from '../../core/issue.js';
import { joinDefaults, resolveOptions } from '../../core/options.js';
import { correlateRanks, type SpearmanCorrelation } from '../../core/rankCorrelation.js';
import { checkId, eachRecord } from '../../core/records.js';
import { areRatesOrNull, type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { checkAmount, checkNumber } from '../checkFields.js';
import { ratio } from '../ratio.js';
import { quantileOfSorted } from '../statistics/quantile.js';
import { type ConfidenceOptions, confidenceChecks, defaultConfidence } from '../statistics/wilsonInterval.js';

/** What a rep was paid and what the rep did for it. */
export interface PayRow {
  readonly id: string;
  /** 0 or more. */
  readonly pay: number;
  /** Finite: attainment, sales in the currency of the report, or whatever pay should follow. */
  readonly performance: number;
  /** Currency of the pay, an ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Options of {@link payForPerformance}. */
export interface PayOptions extends ConfidenceOptions {
  /**
   * By currency code: what one unit of it is in the currency of the report. Default `null`: nothing is converted, and pay in
   * more than one currency is refused.
   */
  readonly rates: CurrencyRates | null;
}

const defaultOptions: PayOptions = /* @__PURE__ */ joinDefaults(defaultConfidence, { rates: null });

/** A rep's place by pay and by performance. */
export interface PayRank {
  readonly id: string;
  /** Share of the others who are paid less, ties counted half; 0 to 1, `null` for a team of one. */
  readonly payRank: number | null;
  /** The same by performance. */
  readonly performanceRank: number | null;
  /** payRank - performanceRank: above 0 is paid better than the performance, below 0 worse. */
  readonly difference: number | null;
}

/** Whether pay follows performance. */
export interface PayForPerformance {
  /** Spearman's; `null` for fewer than two reps or where all are equal. */
  readonly correlation: SpearmanCorrelation | null;
  /** 90th percentile of pay / median: how much more the best earn; `null` where the median is 0 or there is nobody. */
  readonly differentiation: number | null;
  /** Mean of |difference|; `null` for fewer than two reps. */
  readonly meanDifference: number | null;
  /** In the order of the rows. */
  readonly rows: readonly PayRank[];
}

/**
 * Holds pay against performance: rank correlation, differentiation, and who is out of line.
 *
 * @param rows - one for each rep
 * @param options - see {@link PayOptions}
 * @returns new records
 * @throws {@link InputError} naming every pay that is negative or not finite, performance that is not finite, and currency
 * that is no text, is not the only one or has no rate; {@link OptionsError}
 * @remarks Ranks, because neither pay nor performance is linear in the other (accelerators, caps). O(n log n), the same
 * bits on every runtime.
 * @example
 * ```ts
 * import { payForPerformance } from 'bailiwick/kpi';
 * const { correlation, rows } = payForPerformance([
 *   { id: 'ann', pay: 90, performance: 1.3 },
 *   { id: 'bob', pay: 95, performance: 0.9 },
 *   { id: 'cid', pay: 50, performance: 0.8 },
 * ]);
 * correlation?.value; // => 0.5
 * rows[1].difference; // => 0.5
 * ```
 */
export function payForPerformance(rows: readonly PayRow[], options?: Partial<PayOptions>): PayForPerformance {
  const { confidence, rates } = resolveOptions('payForPerformance', defaultOptions, options, {
    ...confidenceChecks,
    rates: areRatesOrNull,
  });
  const issues: Issue[] = [];
  const worthOf = createCurrencyReader(rates, issues);
  eachRecord(rows, 'rows', issues, ({ id, pay, performance, currency }, row) => {
    checkId(id, row, 'id', issues);
    checkAmount(pay, row, 'pay', issues, worthOf(currency, row));
    checkNumber(performance, row, 'performance', issues);
  });
  if (issues.length > 0) throw new InputError('payForPerformance', issues);
  const pay = Float64Array.from(rows, (row, r) => row.pay * worthOf(row.currency, r));
  const performance = new Float64Array(rows.map((row) => row.performance));
  const [payRanks, performanceRanks] = [averageRanks(pay), averageRanks(performance)];
  const ranked = rows.map(({ id }, i): PayRank => {
    const payRank = ratio(payRanks[i] - 1, rows.length - 1);
    const performanceRank = ratio(performanceRanks[i] - 1, rows.length - 1);
    const difference = ratio(payRanks[i] - performanceRanks[i], rows.length - 1);
    return { id, payRank, performanceRank, difference };
  });
  const sorted = pay.slice().sort();
  const sizes = new Float64Array(ranked.map(({ difference }) => Math.abs(difference ?? 0)));
  return {
    correlation: correlateRanks(payRanks, performanceRanks, confidence),
    differentiation: ratio(quantileOfSorted(sorted, 0.9), quantileOfSorted(sorted, 0.5)),
    meanDifference: rows.length < 2 ? null : compensatedSum(sizes) / rows.length,
    rows: ranked,
  };
}
