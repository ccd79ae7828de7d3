import { dayNumberOf } from '../../core/days.js';
import { InputError, OptionsError } from '../../core/errors.js';
import { createGroupSums } from '../../core/groupSums.js';
import { badValue, type Issue } from '../../core/issue.js';
import { resolveOptions } from '../../core/options.js';
import { areRatesOrNull, type CurrencyRates } from '../../model/currency.js';
import { checkLabels, lengthOf } from '../checkColumn.js';
import { columnOf } from '../columnOf.js';
import { type DatedAmount, isDay, readEvents } from '../potential/purchases.js';
import type { TrendSeries } from './findTrends.js';

/** Options of {@link sumByPeriod}. */
export interface PeriodSumOptions {
  /** First day of every period, `YYYY-MM-DD`, rising; a period ends the day before the next one. Must be given. */
  readonly starts: readonly string[];
  /** Last day of the last period, `YYYY-MM-DD`; must be given: a period that is not over yet looks like a fall. */
  readonly asOf: string;
  /** Rates by currency. Default `null`: there is one currency, and a second is an error. */
  readonly rates: CurrencyRates | null;
}

/**
 * Sums what happened in every area (or segment) period by period: the series that `findTrends` asks for.
 *
 * @param accountIds - unique ids
 * @param groups - entry `[i]` is the area of account i; `null` or empty for none, then it is in no series
 * @param events - purchases or signals in any order, none before the first period or after the last
 * @param options - the periods
 * @returns one series an area, in the order of their names; entry `[t]` of its values is the sum of period t, 0 for none
 * @throws {@link OptionsError} where an option is missing or out of range
 * @throws {@link InputError} naming every area that is no text, every event with an unknown account, a bad day or amount,
 * a day outside the periods, or a second currency
 * @remarks Returns lower the sum. O(accounts + events + areas x periods).
 * @example
 * ```ts
 * import { sumByPeriod } from 'bailiwick/segment';
 *
 * const sales = [
 *   { accountId: 'a', on: '2026-01-31', amount: 10 },
 *   { accountId: 'a', on: '2026-02-01', amount: 25 },
 *   { accountId: 'b', on: '2026-02-28', amount: 5 },
 * ];
 * const starts = ['2026-01-01', '2026-02-01'];
 * const [port, town] = sumByPeriod(['a', 'b'], ['port', 'town'], sales, { starts, asOf: '2026-02-28' });
 * Array.from(port.values); // => [10, 25]
 * Array.from(town.values); // => [0, 5]
 * ```
 */
export function sumByPeriod(
  accountIds: readonly string[],
  groups: readonly (string | null)[],
  events: readonly DatedAmount[],
  options: Pick<PeriodSumOptions, 'starts' | 'asOf'> & Partial<PeriodSumOptions>,
): TrendSeries[] {
  const { starts, asOf, rates } = resolvePeriodSumOptions(options);
  const issues: Issue[] = [];
  checkLabels(issues, 'groups', groups, lengthOf(accountIds));
  if (issues.length > 0) throw new InputError('sumByPeriod', issues);
  const periodOf = periodsByAge(starts, asOf);
  const ids = [...new Set(groups)].filter((group): group is string => group !== null && group !== '').sort();
  const indexOf = new Map<string | null, number>(ids.map((id, g) => [id, g]));
  const groupOf = Int32Array.from(groups, (group) => indexOf.get(group) ?? -1);
  const sums = createGroupSums(ids.length * starts.length);
  readEvents('sumByPeriod', accountIds, events, { from: starts[0], asOf, rates }, (account, age, amount) => {
    const group = groupOf[account];
    if (group >= 0) sums.add(group * starts.length + periodOf[age], amount);
  });
  return ids.map((id, g) => ({ id, values: columnOf(starts.length, (p) => sums.at(g * starts.length + p)) }));
}

/** Entry `[a]` is the period of a day that lies a days before the last one. */
function periodsByAge(starts: readonly string[], asOf: string): Int32Array {
  const today = dayNumberOf(asOf);
  const periodOf = new Int32Array(today - dayNumberOf(starts[0]) + 1);
  let end = periodOf.length;
  starts.forEach((_, p) => {
    const next = p + 1 < starts.length ? today - dayNumberOf(starts[p + 1]) + 1 : 0;
    periodOf.fill(p, next, end);
    end = next;
  });
  return periodOf;
}

function resolvePeriodSumOptions(
  options: Pick<PeriodSumOptions, 'starts' | 'asOf'> & Partial<PeriodSumOptions>,
): PeriodSumOptions {
  const areRising = (value: unknown): string | null => {
    const isGood =
      Array.isArray(value) &&
      value.length > 0 &&
      value.every(
        (day, p) => dayNumberOf(day) > (p === 0 ? Number.NEGATIVE_INFINITY : dayNumberOf(value[p - 1])),
      );
    return isGood ? null : 'one or more days as YYYY-MM-DD that rise';
  };
  const settings = resolveOptions<PeriodSumOptions>(
    'sumByPeriod',
    { starts: [], asOf: '', rates: null },
    { ...options, starts: options?.starts ?? [], asOf: options?.asOf ?? '' },
    { starts: areRising, asOf: isDay, rates: areRatesOrNull },
  );
  const last = settings.starts[settings.starts.length - 1];
  if (dayNumberOf(settings.asOf) < dayNumberOf(last)) {
    const issue = badValue(null, 'asOf', 'bad-option', `${last} or after`, settings.asOf);
    throw new OptionsError('sumByPeriod', [issue]);
  }
  return settings;
}
