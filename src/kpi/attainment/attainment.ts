import { compensatedSum } from '../../core/compensatedSum.js';
import { joinDefaults, numberIn, type OptionCheck, oneOf, resolveOptions } from '../../core/options.js';
import { areRatesOrNull, type CurrencyRates } from '../../model/currency.js';
import type { QuotaRow } from '../quotaTable.js';
import { ratio } from '../ratio.js';
import { quantileOfSorted } from '../statistics/quantile.js';
import {
  type ConfidenceOptions,
  confidenceChecks,
  defaultConfidence,
  type Interval,
  wilson,
} from '../statistics/wilsonInterval.js';
import { type ActualRow, addUpActuals } from './addUpActuals.js';

/** How attainment is told. */
export interface AttainmentOptions extends ConfidenceOptions {
  /**
   * By currency code: what one unit of it is in the currency of the report. Default `null`: nothing is converted, and actuals
   * and quotas in more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
  /** Attainment of a quota of 0: no value (`null`, default), or `full`: 1, as nothing was asked for. */
  readonly zeroQuota: 'null' | 'full';
  /** Whether the total counts what was achieved by those without quota: `all` (default: chosen, it is the company's), or only `withQuota`. */
  readonly totals: 'all' | 'withQuota';
  /** Share of the quota that is due by now, such as {@link elapsedShare}, above 0 to 1. Default `null`: no pace. */
  readonly dueShare: number | null;
}

/** What was achieved of a quota. */
export interface Attainment {
  readonly actual: number;
  /** `null` for somebody without quota. */
  readonly quota: number | null;
  /** actual / quota; `null` without quota. */
  readonly attainment: number | null;
  /** actual - quota; `null` without quota. */
  readonly gap: number | null;
  /** attainment / due share: 1 is on course; `null` without either. */
  readonly pace: number | null;
}

/** Attainment of one id. */
export interface AttainmentRow extends Attainment {
  readonly id: string;
}

/** Attainment of all. */
export interface AttainmentTotal extends Attainment {
  /** How many have a quota and an attainment. */
  readonly withQuota: number;
  /** How many of them are at 1 or above. */
  readonly reached: number;
  /** reached / withQuota; `null` without quotas. */
  readonly reachedShare: number | null;
  /** Wilson's, of the share. */
  readonly interval: Interval | null;
  /** Half of those with a quota are below. */
  readonly medianAttainment: number | null;
}

/** Attainment of everybody. */
export interface AttainmentReport {
  readonly total: AttainmentTotal;
  /** In the order of the quotas, then of the actuals without one. */
  readonly rows: readonly AttainmentRow[];
}

const defaultOptions: AttainmentOptions = /* @__PURE__ */ joinDefaults(defaultConfidence, {
  rates: null,
  zeroQuota: 'null',
  totals: 'all',
  dueShare: null,
});

const isShareOrNull: OptionCheck = (value) =>
  value === null ? null : numberIn(Number.MIN_VALUE, 1)(value) && 'a number above 0 to 1, or null';

/**
 * Quota attainment of everybody and in total.
 *
 * @param actuals - what was achieved; an id without a row achieved 0
 * @param quotas - quotas of the period, 0 or more
 * @param options - see {@link AttainmentOptions}
 * @returns new records
 * @throws {@link InputError} naming every row that is none, id that is no text, number that is not finite, quota that is
 * negative or comes twice, currency that is no text, is not the only one or has no rate; {@link OptionsError}
 * @remarks The total is the ratio of the sums, not a mean of ratios. O(rows), deterministic.
 * @example
 * ```ts
 * import { attainment } from 'bailiwick/kpi';
 * const actuals = [{ id: 'ann', actual: 120 }, { id: 'bob', actual: 30 }];
 * const quotas = [{ id: 'ann', quota: 100 }, { id: 'bob', quota: 100 }];
 * const { rows, total } = attainment(actuals, quotas, { dueShare: 0.5 });
 * rows[1]; // => { id: 'bob', actual: 30, quota: 100, attainment: 0.3, gap: -70, pace: 0.6 }
 * [total.attainment, total.reached, total.withQuota]; // => [0.75, 1, 2]
 * ```
 */
export function attainment(
  actuals: readonly ActualRow[],
  quotas: readonly QuotaRow[],
  options?: Partial<AttainmentOptions>,
): AttainmentReport {
  const settings = resolveOptions('attainment', defaultOptions, options, {
    ...confidenceChecks,
    rates: areRatesOrNull,
    zeroQuota: oneOf('null', 'full'),
    totals: oneOf('all', 'withQuota'),
    dueShare: isShareOrNull,
  });
  const holders = addUpActuals(actuals, quotas, settings.rates);
  const rows = holders.map(({ id, actual, quota }): AttainmentRow => {
    const { attainment: share, gap, pace } = judge(actual, quota, settings);
    return { id, actual, quota, attainment: share, gap, pace };
  });
  const counted = settings.totals === 'all' ? rows : rows.filter(({ quota }) => quota !== null);
  const attained: number[] = [];
  for (const row of rows) if (row.attainment !== null) attained.push(row.attainment);
  const reached = attained.filter((value) => value >= 1).length;
  const asked = holders.slice(0, quotas.length).map((row) => row.quota ?? 0);
  const quota = asked.length === 0 ? null : compensatedSum(asked);
  return {
    rows,
    total: {
      ...judge(compensatedSum(counted.map(({ actual }) => actual)), quota, settings),
      withQuota: attained.length,
      reached,
      reachedShare: ratio(reached, attained.length),
      interval: wilson(reached, attained.length, settings.confidence),
      medianAttainment: quantileOfSorted(Float64Array.from(attained).sort(), 0.5),
    },
  };
}

/** Attainment, gap and pace of one actual and its quota. */
export function judge(
  actual: number,
  quota: number | null,
  { zeroQuota, dueShare }: Pick<AttainmentOptions, 'zeroQuota' | 'dueShare'>,
): Attainment {
  const share = quota === 0 && zeroQuota === 'full' ? 1 : ratio(actual, quota);
  const gap = quota === null ? null : actual - quota;
  return { actual, quota, attainment: share, gap, pace: ratio(share, dueShare) };
}
