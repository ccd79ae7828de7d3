import { InputError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { resolveOptions } from '../../core/options.js';
import { checkId, countRows, eachRecord } from '../../core/records.js';
import { areRatesOrNull, type CurrencyRates, createCurrencyReader } from '../../model/currency.js';
import { LARGEST } from '../rounding/checkTotal.js';

/** One line of a plan made in the field. */
export interface PlanLine {
  /** Whom it counts for: a rep, a territory. */
  readonly ownerId: string;
  /** Planned amount, negative for expected returns. */
  readonly amount: number;
  /** Currency of the amount, an ISO 4217 code. */
  readonly currency?: string;
}

/** Options of {@link rollUpPlans}. */
export interface RollUpPlansOptions {
  /**
   * By currency: what one unit of it is in the currency of the plans. `null` unless told: nothing is converted, and
   * lines in more than one currency are refused.
   */
  readonly rates: CurrencyRates | null;
}

/** Options unless told. */
const defaultOptions: RollUpPlansOptions = { rates: null };

/** A plan added up. */
export interface PlanTotal {
  readonly id: string;
  /** Sum of the lines; below 0 where returns outweigh. */
  readonly plan: number;
  readonly lines: number;
  /** Sum of the negative lines. */
  readonly returns: number;
}

/**
 * Adds plans up from lines (accounts, products) to their owners.
 *
 * @param lines - in any order, in one currency or each with its own
 * @param options - rates of currencies
 * @returns new records, one an owner, by first appearance
 * @throws {@link InputError} naming every line that is no record, has no owner or an amount that is not
 * finite, or is in a currency that others are not in or that has no rate
 * @throws {@link OptionsError} for rates that are no table of numbers above 0
 * @remarks O(lines), with compensated sums: the order of lines does not matter beyond the last digit.
 * @example
 * ```ts
 * import { rollUpPlans } from 'bailiwick/quota';
 * const plans = rollUpPlans([
 *   { ownerId: 'ann', amount: 70 },
 *   { ownerId: 'bo', amount: 20 },
 *   { ownerId: 'ann', amount: -10 },
 * ]);
 * plans[0]; // => { id: 'ann', plan: 60, lines: 2, returns: -10 }
 * ```
 */
export function rollUpPlans(lines: readonly PlanLine[], options?: Partial<RollUpPlansOptions>): PlanTotal[] {
  const { rates } = resolveOptions('rollUpPlans', defaultOptions, options, { rates: areRatesOrNull });
  const issues: Issue[] = [];
  const worthOf = createCurrencyReader(rates, issues);
  const indexOf = new Map<string, number>();
  // Entry `[o]` of each is about the o-th owner.
  const counts: number[] = [];
  const [plans, returns] = [0, 1].map(() => createGroupSums(countRows(lines)));
  eachRecord(lines, 'lines', issues, ({ ownerId: id, amount, currency }, row) => {
    checkId(id, row, 'ownerId', issues);
    const worth = worthOf(currency, row);
    if (!Number.isFinite(amount) || Math.abs(amount * worth) > LARGEST)
      addIssue(
        issues,
        badValue(row, 'amount', 'out-of-range', 'a number of at most 1e100, once it is converted', amount),
      );
    if (issues.length > 0) return;
    const value = amount * worth;
    let index = indexOf.get(id);
    if (index === undefined) {
      index = counts.push(0) - 1;
      indexOf.set(id, index);
    }
    counts[index]++;
    plans.add(index, value);
    if (value < 0) returns.add(index, value);
  });
  if (issues.length > 0) throw new InputError('rollUpPlans', issues);
  return Array.from(indexOf, ([id, o]) => {
    return { id, plan: plans.at(o), lines: counts[o], returns: returns.at(o) };
  });
}
