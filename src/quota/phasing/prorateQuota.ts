import { toPeriodDays } from '../calendar/periods.js';
import { createWorkdayCounter } from '../calendar/workCalendar.js';
import { largestRemainder } from '../rounding/largestRemainder.js';
import { amountOf, unitsOf } from '../rounding/units.js';
import { checkProration } from './checkProration.js';
import type { DayHolding } from './groupHoldings.js';
import type { ProrateInput } from './prorateInput.js';

/** Quota of one rep for one territory in one period. */
export interface ProratedQuota {
  readonly territoryId: string;
  /** `null` for the part that nobody holds. */
  readonly repId: string | null;
  readonly periodId: string;
  readonly quota: number;
  /** Days of the period times the share carried on each; what the quota was divided by. */
  readonly days: number;
  /** The exact part before rounding; `quota - exact` is the rounding. */
  readonly exact: number;
}

/**
 * Divides the quotas of territories among those who hold them, day by day, when territories change hands in mid-year.
 *
 * @param input - quotas by territory and period, who holds what from when to when, and the unit
 * @returns new rows by territory, period and rep in the order of their holdings' first days, then ids, vacancies last; rows without days are
 * left out; the rows of a territory and period add up to its quota exactly
 * @throws {@link InputError} with every issue: unknown territories, days that are none, shares that overlap to more than 1
 * on a day, quotas that are negative or no whole units
 * @remarks A move takes effect at the start of its day: `from` a period's first day means the whole period. The same rep
 * holding a territory twice in a period makes one row. To move accounts between territories, let accounts be the
 * territories here and territories the reps. O(holdings log holdings + rows), with as many more steps as holdings reach over
 * periods, deterministic.
 * @example
 * ```ts
 * import { listPeriods, prorateQuota } from 'bailiwick/quota';
 * const rows = prorateQuota({
 *   territories: ['north'],
 *   periods: listPeriods('2025-04-01', 'month', 2),
 *   amounts: [900, 1_000],
 *   holdings: [
 *     { territoryId: 'north', repId: 'ann', until: '2025-04-20' },
 *     { territoryId: 'north', repId: 'bo', from: '2025-05-01' },
 *   ],
 * });
 * rows.map(({ repId, periodId, quota }) => [repId, periodId, quota]);
 * // => [['ann', '2025-04', 600], [null, '2025-04', 300], ['bo', '2025-05', 1000]]
 * ```
 */
export function prorateQuota(input: ProrateInput): ProratedQuota[] {
  const byTerritory = checkProration(input);
  const { territories, periods, amounts, calendar, vacancy = 'keep', unit = 1 } = input;
  const { first, last } = toPeriodDays(periods);
  const workdays = calendar === undefined ? null : createWorkdayCounter(calendar);
  const all = Array.from(first, (day, p) => workdays?.count(day, last[p]) || last[p] - day + 1);
  const hasWork = Array.from(first, (day, p) => workdays !== null && workdays.count(day, last[p]) > 0);
  /** Days as they count in period p. */
  const countDays = (p: number, from: number, until: number) =>
    workdays !== null && hasWork[p] ? workdays.count(from, until) : Math.max(0, until - from + 1);
  const rows: ProratedQuota[] = [];
  territories.forEach((territoryId, t) => {
    const holdings = byTerritory[t];
    // Holdings that have begun and not ended, by their first day; the others are never looked at again.
    const current: DayHolding[] = [];
    for (let p = 0, begun = 0; p < periods.length; p++) {
      dropEnded(current, first[p]);
      for (; begun < holdings.length && holdings[begun].from <= last[p]; begun++) {
        const { until, share } = holdings[begun];
        if (until >= first[p] && share > 0) current.push(holdings[begun]);
      }
      const days = new Map<string | null, number>();
      let held = 0;
      for (const { repId, from, until, share } of current) {
        const part = share * countDays(p, Math.max(from, first[p]), Math.min(until, last[p]));
        if (part <= 0) continue;
        days.set(repId, (days.get(repId) ?? 0) + part);
        held += part;
      }
      const vacant = all[p] - held;
      if (days.size === 0 || (vacancy === 'keep' && vacant > 1e-9 * all[p])) days.set(null, vacant);
      addRows(rows, territoryId, periods[p].id, days, amounts[t * periods.length + p], unit);
    }
  });
  return rows;
}

/** Takes out those that ended before a day; the others keep their order. */
function dropEnded(current: DayHolding[], day: number): void {
  let left = 0;
  for (const holding of current) if (holding.until >= day) current[left++] = holding;
  current.length = left;
}

function addRows(
  rows: ProratedQuota[],
  territoryId: string,
  periodId: string,
  days: ReadonlyMap<string | null, number>,
  amount: number,
  unit: number,
): void {
  if (days.size === 1) {
    for (const [repId, part] of days) {
      rows.push({
        territoryId,
        repId,
        periodId,
        quota: amountOf(unitsOf(amount, unit), unit),
        days: part,
        exact: amount,
      });
    }
    return;
  }
  const weights = Float64Array.from(days.values());
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const counts = largestRemainder(weights, unitsOf(amount, unit));
  let at = 0;
  for (const [repId, part] of days) {
    const quota = amountOf(counts[at++], unit);
    rows.push({ territoryId, repId, periodId, quota, days: part, exact: amount * (part / sum) });
  }
}
