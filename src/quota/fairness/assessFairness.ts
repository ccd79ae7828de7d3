import { averageRanks } from '../../core/averageRanks.js';
import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { giniCoefficient } from '../../core/giniCoefficient.js';
import { createGroupSums } from '../../core/groupSums.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { checkId, eachRecord } from '../../core/records.js';
import { risingOrder } from '../../core/risingOrder.js';
import { watchIds } from '../../core/watchIds.js';
import { areRatesOrNull, type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { isSized, SIZED } from '../rounding/checkTotal.js';
import { correlateFairness } from './correlateFairness.js';
import { describeFairness } from './describeFairness.js';
import type { Fairness, FairnessOptions, FairnessRow } from './fairness.js';

/** Options unless told. */
const defaultOptions: FairnessOptions = { band: 0.2, minShareWithin: 0.8, confidence: 0.95, rates: null };

const FEWEST = 5;

/**
 * Judges how fair quotas are: whether attainment, or before the year quota per potential, goes along with potential, size or
 * last year's quota, and how far it is spread.
 *
 * @param given - quotas with what they can be measured against
 * @param options - band, share and confidence of the verdict
 * @returns figures, verdict and findings in plain words
 * @throws {@link InputError} naming every row that is no record, id that comes twice, every number that is missing or out of range, and every currency that
 * is not the only one or has no rate
 * @throws {@link OptionsError} for unknown options or options out of range
 * @remarks Spearman's rank correlation with the interval of Bonett and Wright (2000); Gini without small-sample correction. A
 * correlation shows that quotas go along with something, not why; with few recipients the intervals are wide and
 * `fair` means that no bias was found. O(n log n), deterministic.
 * @example
 * ```ts
 * import { assessFairness } from 'bailiwick/quota';
 * const { verdict, correlations, findings } = assessFairness(
 *   [10, 20, 30, 40, 50, 60].map((potential, i) => ({ id: `r${i}`, potential, quota: 10 + 0.5 * potential })),
 * );
 * verdict; // => 'biased'
 * correlations.potential?.rho; // => -1
 * findings[0];
 * // => 'quota per potential falls with potential (rank correlation −1.00, 95 % interval −1.00 to −1.00, 6 recipients)'
 * ```
 */
export function assessFairness(given: readonly FairnessRow[], options?: Partial<FairnessOptions>): Fairness {
  const resolved = resolveOptions('assessFairness', defaultOptions, options, {
    band: numberIn(0),
    minShareWithin: numberIn(0, 1),
    confidence: numberIn(0.5, 0.9999),
    rates: areRatesOrNull,
  });
  const rows = readRows(given, resolved.rates);
  const subject = rows.length > 0 && rows.every(hasValue('actual')) ? 'attainment' : 'quotaPerPotential';
  const { values, known, overall } = divideRows(rows, subject === 'attainment');
  const factors = (['potential', 'size', 'prior'] as const).filter(
    (factor) => rows.length > 0 && rows.every(hasValue(factor)),
  );
  const ranks = averageRanks(known);
  const others = new Float64Array(known.length);
  const correlations = Object.fromEntries(
    factors.map((factor) => {
      let pairs = 0;
      rows.forEach((row, i) => {
        if (values[i] !== null) others[pairs++] = row[factor] as number;
      });
      return [factor, correlateFairness(ranks, averageRanks(others), resolved.confidence)];
    }),
  ) as Fairness['correlations'];
  const outside = findOutside(values, overall, resolved.band);
  const isKnown = overall !== null && known.length >= FEWEST;
  const shareWithin = known.length === 0 || overall === null ? null : 1 - outside.length / known.length;
  const isBiased = Object.values(correlations).some(
    ({ interval }) => interval !== null && (interval[0] > 0 || interval[1] < 0),
  );
  const isUneven = shareWithin !== null && shareWithin < resolved.minShareWithin;
  const verdict = !isKnown ? 'undetermined' : isBiased ? 'biased' : isUneven ? 'uneven' : 'fair';
  const figures = {
    subject,
    overall,
    values,
    correlations,
    coefficientOfVariation: variationOf(known),
    gini: giniCoefficient(known.map((value) => Math.max(0, value))),
    shareWithin,
    outsideIds: outside.map((i) => rows[i].id),
    verdict,
  } as const;
  return { ...figures, findings: describeFairness(figures, resolved) };
}

const hasValue = (field: keyof FairnessRow) => (row: FairnessRow) => row[field] !== undefined;

/** What is judged, row by row: attainment, or quota per potential; those that are known alone, and that of all rows together. */
function divideRows(rows: readonly FairnessRow[], isAttainment: boolean) {
  const values: (number | null)[] = [];
  const known = new Float64Array(rows.length);
  let count = 0;
  const sums = createGroupSums(2);
  for (const { actual = 0, quota, potential } of rows) {
    const above = isAttainment ? actual : quota;
    const below = isAttainment ? quota : potential;
    sums.add(0, above);
    sums.add(1, below);
    values.push(below === 0 ? null : above / below);
    if (below !== 0) known[count++] = above / below;
  }
  const overall = sums.at(1) === 0 ? null : sums.at(0) / sums.at(1);
  return { values, known: known.subarray(0, count), overall };
}

/** Positions of the values outside the band, the furthest first. */
function findOutside(values: readonly (number | null)[], overall: number | null, band: number): number[] {
  if (overall === null) return [];
  const limit = (band + 1e-12) * Math.abs(overall);
  const outside: number[] = [];
  const nearness: number[] = [];
  values.forEach((value, i) => {
    const distance = value === null ? 0 : Math.abs(value - overall);
    if (!(distance > limit)) return;
    outside.push(i);
    nearness.push(-distance);
  });
  return Array.from(risingOrder(nearness), (k) => outside[k]);
}

function variationOf(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const mean = compensatedSum(values) / values.length;
  // A power of two changes no digit, and squares of what is very large stay finite.
  const scale = values.some((value) => Math.abs(value) > 1e150) ? 2 ** -600 : 1;
  const squares = values.map((value) => ((value - mean) * scale) ** 2);
  const variation = Math.sqrt(compensatedSum(squares) / values.length) / Math.abs(mean * scale);
  return variation < Number.POSITIVE_INFINITY ? variation : null;
}

/** Checked rows in one currency. */
function readRows(given: readonly FairnessRow[], rates: CurrencyRates | null): readonly FairnessRow[] {
  const issues: Issue[] = [];
  const worthOf = createCurrencyReader(rates, issues);
  const rows: FairnessRow[] = [];
  const isRepeated = watchIds(given);
  eachRecord(given, 'rows', issues, (row, at) => {
    if (checkId(row.id, at, 'id', issues) && isRepeated(at))
      addIssue(issues, badValue(at, 'id', 'duplicate-id', 'unlike every other id', row.id));
    const worth = worthOf(row.currency, at);
    const money: Record<string, number> = {};
    for (const field of ['quota', 'potential', 'size', 'prior', 'actual'] as const) {
      const value = row[field];
      if (value === undefined && field !== 'quota' && field !== 'potential') continue;
      const isSigned = field === 'actual';
      const own = typeof value === 'number' ? value * (field === 'size' ? 1 : worth) : Number.NaN;
      if (!isSized(isSigned ? Math.abs(own) : own))
        addIssue(
          issues,
          badValue(at, field, 'out-of-range', isSigned ? `${SIZED} either way` : SIZED, value),
        );
      else if (worth !== 1) money[field] = own;
    }
    if (rates !== null) rows.push(worth === 1 ? row : { ...row, ...money });
  });
  if (issues.length > 0) throw new InputError('assessFairness', issues);
  // Mostly nothing is converted, and a million rows need no copies.
  return rates === null ? given : rows;
}
