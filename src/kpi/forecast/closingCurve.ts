import { InputError } from '../../core/errors.js';
import { badValue } from '../../core/issue.js';
import { columnsOf } from '../deals/columnsOf.js';
import { type DealColumns, type DealSource, NOT_YET, OPEN } from '../deals/dealColumns.js';

/** How many deals are still open so many days after they were opened. */
export interface ClosingCurve {
  /** Entry `[k]` is the share that is still open at the end of day k, 0 the day of opening; does not rise. */
  readonly openShares: Float64Array;
  /** Closed deals that the curve comes from. */
  readonly closed: number;
  /** Deals that were still open: they count up to their age. */
  readonly open: number;
  /** Half of the deals are closed by this day; `null` where the curve does not come down to a half. */
  readonly medianDays: number | null;
}

/**
 * How long deals stay open, those that still are included (Kaplan-Meier).
 *
 * @param deals - columns with `asOf` where some are open: their age counts up to that day
 * @returns the curve of all deals together, whatever their outcome
 * @throws {@link InputError} as {@link toDealColumns}, and for open deals without `asOf`
 * @remarks The product over days of 1 - closed that day / still open before (E. L. Kaplan, P. Meier: Nonparametric
 * Estimation from Incomplete Observations, 1958, DOI 10.1080/01621459.1958.10501452). Unlike the mean of
 * {@link salesCycle} it does not look short while many deals are open. Returns are left out. O(deals + days),
 * deterministic.
 * @example
 * ```ts
 * import { closingCurve, toDealColumns } from 'bailiwick/kpi';
 * const deal = { accountId: 'a', amount: 1, stage: 'any', openedOn: '2024-01-01' };
 * const columns = toDealColumns(
 *   [
 *     { ...deal, id: '1', closedOn: '2024-01-02', won: true },
 *     { ...deal, id: '2', closedOn: '2024-01-04', won: false },
 *     { ...deal, id: '3', openedOn: '2024-01-03' },
 *   ],
 *   { asOf: '2024-01-05' },
 * );
 * closingCurve(columns).openShares; // => [1, 0.6666666666666667, 0.6666666666666667, 0]
 * ```
 */
export function closingCurve(deals: DealSource): ClosingCurve {
  return closingCurveOf(columnsOf(deals));
}

/** The curve of columns. */
export function closingCurveOf(columns: DealColumns): ClosingCurve {
  const { outcomes, amounts, asOf } = columns;
  const isCounted = (d: number) => outcomes[d] !== NOT_YET && amounts[d] >= 0;
  let longest = -1;
  for (let d = 0; d < amounts.length; d++) {
    if (isCounted(d)) longest = Math.max(longest, lifeOf(columns, d, asOf));
  }
  // Entry `[k]`: deals that were closed on day k, and those that are open and that old.
  const [closedOn, openOn] = [0, 1].map(() => new Float64Array(longest + 1));
  let [closed, open] = [0, 0];
  for (let d = 0; d < amounts.length; d++) {
    if (!isCounted(d)) continue;
    const days = lifeOf(columns, d, asOf);
    if (outcomes[d] === OPEN) {
      openOn[days]++;
      open++;
    } else {
      closedOn[days]++;
      closed++;
    }
  }
  const openShares = new Float64Array(longest + 1);
  let atRisk = closed + open;
  let share = 1;
  for (let k = 0; k <= longest; k++) {
    // Where nobody is left, nothing ends either.
    if (closedOn[k] > 0) share *= 1 - closedOn[k] / atRisk;
    atRisk -= closedOn[k] + openOn[k];
    openShares[k] = share;
  }
  const median = openShares.findIndex((value) => value <= 0.5);
  return { openShares, closed, open, medianDays: median < 0 ? null : median };
}

/**
 * The chance that a deal closes within so many days, given that it is open at its age.
 *
 * @returns 0 to 1; 0 beyond the end of the curve, where nothing was ever seen to close
 */
export function chanceToClose({ openShares }: ClosingCurve, ageDays: number, withinDays: number): number {
  const at = (day: number) =>
    openShares.length === 0 ? 1 : openShares[Math.min(day, openShares.length - 1)];
  const now = at(ageDays);
  return now === 0 ? 0 : 1 - at(ageDays + withinDays) / now;
}

function lifeOf({ outcomes, opened, closed }: DealColumns, d: number, asOf: number | null): number {
  if (outcomes[d] !== OPEN) return closed[d] - opened[d];
  if (asOf === null) {
    const expected = 'a day in the options of toDealColumns, as some deals are open';
    throw new InputError('closingCurve', [badValue(null, 'asOf', 'missing', expected, asOf)]);
  }
  return asOf - opened[d];
}
