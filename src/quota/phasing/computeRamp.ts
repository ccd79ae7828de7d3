import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isId } from '../../core/records.js';
import { addMonths, checkPeriods, type Period, toPeriodDays } from '../calendar/periods.js';
import { checkNumbers } from '../rounding/checkNumbers.js';
import { isShare } from '../rounding/checkTotal.js';

/** When somebody sells. */
export interface Tenure {
  /** Unique, non-empty. */
  readonly id: string;
  /** First day in the seat, `YYYY-MM-DD`; absent for somebody whose ramp is long over. */
  readonly start?: string;
  /** Last day in the seat, `YYYY-MM-DD`; absent for somebody who stays. */
  readonly end?: string;
}

/** Ramp by rep and period. Entry `[r * periods + p]` of each list is rep r in period p. */
export interface Ramp {
  /** Mean productivity over all days of the period, 0 to 1: days out of the seat count 0. */
  readonly shares: Float64Array;
  /** Share of the period's days in the seat, 0 to 1. */
  readonly activeShares: Float64Array;
}

/**
 * Computes how much of a full quota new hires and leavers can carry in each period.
 *
 * @param reps - when each one sells
 * @param periods - in order, without overlaps
 * @param schedule - entry `[m]` is the productivity in month m of the tenure (0 is the first), 0 to 1; 1 after its end
 * @returns new columns by rep and period
 * @throws {@link InputError} with every issue: days that are none, an end before its start, shares out of range
 * @remarks Exact by days: the first month of somebody who starts on the 15th ends on the 14th, and each day counts the
 * productivity of its month of tenure. A start on a period's first day gives that whole period; somebody who starts
 * on the 31st has anniversaries on the last day of shorter months. O(reps x (periods + schedule)).
 * @example
 * ```ts
 * import { computeRamp, listPeriods } from 'bailiwick/quota';
 * const months = listPeriods('2025-01-01', 'month', 4);
 * const { shares } = computeRamp([{ id: 'new', start: '2025-02-15' }], months, [0.25, 0.5]);
 * Array.from(shares); // => [0, 0.125, 12 / 31, 23 / 30]
 * ```
 */
export function computeRamp(
  reps: readonly Tenure[],
  periods: readonly Period[],
  schedule: readonly number[],
): Ramp {
  const issues: Issue[] = [];
  checkTenures(reps, issues);
  checkPeriods(periods, issues);
  checkSchedule(schedule, issues);
  if (issues.length > 0) throw new InputError('computeRamp', issues);
  const { first, last } = toPeriodDays(periods);
  const shares = new Float64Array(reps.length * periods.length);
  const activeShares = new Float64Array(shares.length);
  reps.forEach((rep, r) => {
    const steps = rampSteps(rep, schedule, first[0], last[last.length - 1]);
    for (let p = 0, past = 0; p < periods.length; p++) {
      const at = r * periods.length + p;
      const days = last[p] - first[p] + 1;
      while (past < steps.length && steps[past].until < first[p]) past++;
      for (let s = past; s < steps.length && steps[s].from <= last[p]; s++) {
        const { from, until, share } = steps[s];
        const overlap = Math.min(until, last[p]) - Math.max(from, first[p]) + 1;
        shares[at] += (overlap * share) / days;
        activeShares[at] += overlap / days;
      }
      // Days are whole, so only the division rounds: a full period is exactly 1.
      if (activeShares[at] > 1 - 1e-12) activeShares[at] = 1;
      shares[at] = Math.min(shares[at], activeShares[at]);
    }
  });
  return { shares, activeShares };
}

/** A stretch of days, both ends included, with one productivity. */
export interface RampStep {
  readonly from: number;
  readonly until: number;
  readonly share: number;
}

/** No month is longer. */
const LONGEST_MONTH = 31;

/**
 * The steps of somebody's productivity, in order, none of them empty, that have days from `firstDay` to `lastDay`; others may be
 * left out.
 */
export function rampSteps(
  { start, end }: Tenure,
  schedule: readonly number[],
  firstDay: number,
  lastDay: number,
): RampStep[] {
  const last = end === undefined ? Number.POSITIVE_INFINITY : dayNumberOf(end);
  if (start === undefined) return [{ from: Number.NEGATIVE_INFINITY, until: last, share: 1 }];
  const first = dayNumberOf(start);
  const steps: RampStep[] = [];
  // Months that were over by the first day in any case are not looked at.
  const over = Math.max(0, Math.floor((firstDay - first) / LONGEST_MONTH));
  const behind = Math.min(last, lastDay);
  let month = Math.min(over, schedule.length);
  let from = addMonths(first, month);
  for (; month < schedule.length && from <= behind; month++) {
    const next = addMonths(first, month + 1);
    steps.push({ from, until: Math.min(next - 1, last), share: schedule[month] });
    from = next;
  }
  if (from <= behind) steps.push({ from, until: last, share: 1 });
  return steps;
}

/** Finds what is wrong with tenures, and lets a caller look at the fields of its own. */
export function checkTenures<Row extends Tenure>(
  reps: readonly Row[],
  issues: Issue[],
  check?: (rep: Row, row: number) => void,
): void {
  const ids = new Set<unknown>();
  eachRecord(reps, 'reps', issues, (rep, row) => {
    const { id, start, end } = rep;
    if (!isId(id) || ids.has(id))
      addIssue(issues, badValue(row, 'id', 'bad-id', 'a text that no other rep has', id));
    ids.add(id);
    const [first, last] = [dayNumberOf(start), dayNumberOf(end)];
    if (start !== undefined && Number.isNaN(first))
      addIssue(issues, badValue(row, 'start', 'bad-day', 'a day as YYYY-MM-DD', start));
    if (end !== undefined && Number.isNaN(last))
      addIssue(issues, badValue(row, 'end', 'bad-day', 'a day as YYYY-MM-DD', end));
    else if (last < first)
      addIssue(issues, badValue(row, 'end', 'end-before-start', `on or after the start, ${start}`, end));
    check?.(rep, row);
  });
}

/** Finds what is wrong with a schedule. */
export function checkSchedule(schedule: readonly number[], issues: Issue[]): void {
  checkNumbers(schedule, 'schedule', isShare, 'a share from 0 to 1', issues);
}
