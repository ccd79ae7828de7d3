import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import type { Issue } from '../../core/issue.js';
import { resolveOptions } from '../../core/options.js';
import { checkId, eachRecord } from '../../core/records.js';
import { watchIds } from '../../core/watchIds.js';
import {
  areRatesOrNull,
  type CurrencyRates,
  type CurrencyReader,
  createCurrencyReader,
} from '../../model/currency.js';
import { addDuplicate, checkAmount, checkNumber } from '../checkFields.js';
import { ratio } from '../ratio.js';
import { type CommissionPlan, type ResolvedPlan, resolvePlan } from './commissionPlan.js';
import { roundToCoin } from './roundToCoin.js';

/** What a rep is credited with in the period, and the quota of the period. */
export interface CreditRow {
  /** Unique. */
  readonly id: string;
  /** Finite; negative where returns exceed sales. */
  readonly credited: number;
  /** 0 or more. */
  readonly quota: number;
  /** Currency of both, an ISO 4217 code; absent where there is only one currency. */
  readonly currency?: string;
}

/** Options of {@link payCommission}. */
export interface CommissionOptions {
  /**
   * By currency code: what one unit of it is in the currency of the plan, in which everybody is then reckoned. Default `null`:
   * nothing is converted, and rows in more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
}

const defaultOptions: CommissionOptions = /* @__PURE__ */ Object.freeze({ rates: null });

/** What one line of the rate table pays. */
export interface CommissionSlice {
  /** The part of the credited amount that the line is about. */
  readonly from: number;
  readonly to: number;
  readonly rate: number;
  /** (to - from) x rate, not rounded. */
  readonly pay: number;
}

/** What a rep is paid, and why: the slices - what the cap takes + rounding = pay. */
export interface CommissionRow {
  readonly id: string;
  readonly credited: number;
  readonly quota: number;
  /** credited / quota; `null` for a quota of 0. */
  readonly attainment: number | null;
  /** Whether the threshold is reached. */
  readonly isAboveThreshold: boolean;
  readonly slices: readonly CommissionSlice[];
  /** Sum of the slices. */
  readonly gross: number;
  /** What the cap takes away, 0 or more. */
  readonly capped: number;
  /** What is paid, in whole coins. */
  readonly pay: number;
}

/** Commissions of everybody. */
export interface CommissionReport {
  readonly rows: readonly CommissionRow[];
  readonly total: {
    readonly credited: number;
    readonly gross: number;
    readonly capped: number;
    readonly pay: number;
    /** pay / credited: what a unit of sales costs; `null` where nothing was credited. */
    readonly costOfSales: number | null;
  };
}

/**
 * Commission by a rate table with accelerators, threshold and cap.
 *
 * @param rows - credits and quotas, one row for each rep
 * @param plan - the same for all of them
 * @param options - see {@link CommissionOptions}
 * @returns what each is paid with the slices that make it, and the totals
 * @throws {@link InputError} naming every id that comes twice, credit that is not finite, quota that is negative, and
 * everything that is wrong with the plan, and every currency that is no text, is not the only one or has no rate;
 * {@link OptionsError}
 * @remarks Marginal rates pay each slice at its own rate, so pay never falls when credit rises (rates are not negative);
 * `whole` pays everything at the rate reached and jumps at each step. A credit below 0 pays 0: carry it into the next
 * period. A quota of 0 has no attainment: everything is paid at the first rate. O(rows x rates), deterministic.
 * @example
 * ```ts
 * import { payCommission } from 'bailiwick/kpi';
 * // 5 % up to quota, 10 % beyond, nothing below half of it.
 * const plan = { rates: [{ from: 0, rate: 0.05 }, { from: 1, rate: 0.1 }], threshold: 0.5 };
 * const { rows, total } = payCommission(
 *   [
 *     { id: 'ann', credited: 1_200, quota: 1_000 },
 *     { id: 'bob', credited: 400, quota: 1_000 },
 *   ],
 *   plan,
 * );
 * rows.map(({ pay }) => pay); // => [70, 0]
 * rows[0].slices[1]; // => { from: 1000, to: 1200, rate: 0.1, pay: 20 }
 * total.costOfSales; // => 0.04375
 * ```
 */
export function payCommission(
  rows: readonly CreditRow[],
  plan: CommissionPlan,
  options?: Partial<CommissionOptions>,
): CommissionReport {
  const { rates } = resolveOptions('payCommission', defaultOptions, options, { rates: areRatesOrNull });
  const issues: Issue[] = [];
  const settings = resolvePlan(plan, issues);
  const worthOf = createCurrencyReader(rates, issues);
  checkCredits(rows, worthOf, issues);
  if (issues.length > 0) throw new InputError('payCommission', issues);
  const sums = createGroupSums(4);
  const paid = rows.map((row, r) => {
    const one = payOne(row, worthOf(row.currency, r), settings);
    sums.add(0, one.credited);
    sums.add(1, one.gross);
    sums.add(2, one.capped);
    sums.add(3, one.pay);
    return one;
  });
  const [credited, pay] = [sums.at(0), roundToCoin(sums.at(3), settings.unit)];
  const costOfSales = ratio(pay, credited);
  return { rows: paid, total: { credited, gross: sums.at(1), capped: sums.at(2), pay, costOfSales } };
}

function payOne(row: CreditRow, worth: number, plan: ResolvedPlan): CommissionRow {
  const { id } = row;
  const credited = row.credited * worth;
  const quota = row.quota * worth;
  const attainment = ratio(credited, quota);
  // What the steps of the table are measured against, and the amount that they are steps of.
  const unit = plan.basis === 'amount' ? 1 : quota;
  const reached = credited > 0 && credited >= plan.threshold * unit;
  const first = plan.pays === 'beyond' ? plan.threshold * unit : 0;
  const slices = reached ? cutSlices(credited, first, unit, plan) : [];
  const gross = compensatedSum(slices.map(({ pay }) => pay));
  const limited = Math.min(gross, plan.cap);
  return {
    id,
    credited,
    quota,
    attainment,
    isAboveThreshold: reached,
    slices,
    gross,
    capped: gross - limited,
    pay: roundToCoin(limited, plan.unit),
  };
}

function cutSlices(
  credited: number,
  first: number,
  unit: number,
  { rates, mode }: ResolvedPlan,
): CommissionSlice[] {
  const cut = (from: number, to: number, rate: number) => ({ from, to, rate, pay: (to - from) * rate });
  if (unit === 0) return [cut(0, credited, rates[0].rate)];
  if (mode === 'whole') {
    const reached = rates.filter(({ from }) => from * unit <= credited);
    return [cut(first, credited, reached[reached.length - 1].rate)];
  }
  const slices: CommissionSlice[] = [];
  rates.forEach(({ from, rate }, k) => {
    const low = Math.max(first, from * unit);
    const high = k + 1 < rates.length ? Math.min(credited, rates[k + 1].from * unit) : credited;
    if (high > low) slices.push(cut(low, high, rate));
  });
  // A list that was pushed to has room for 17, which would be most of what the rows hold.
  return slices.slice();
}

function checkCredits(rows: readonly CreditRow[], worthOf: CurrencyReader, issues: Issue[]): void {
  const isRepeated = watchIds(rows);
  eachRecord(rows, 'rows', issues, ({ id, credited, quota, currency }, row) => {
    if (checkId(id, row, 'id', issues) && isRepeated(row)) addDuplicate(id, row, 'id', issues);
    const worth = worthOf(currency, row);
    checkNumber(credited, row, 'credited', issues, worth);
    checkAmount(quota, row, 'quota', issues, worth);
  });
}
