import { dayNumberAt, dayNumberOf, dayOf, partsOfDay } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { eachRecord, isId } from '../../core/records.js';

/** A stretch of days for which quota is set or capacity counted. */
export interface Period {
  /** Unique, non-empty, such as `2025-03`. */
  readonly id: string;
  /** First day, `YYYY-MM-DD`. */
  readonly start: string;
  /** Last day, `YYYY-MM-DD`; it belongs to the period. */
  readonly end: string;
}

/** Length of a period in the calendar. */
export type PeriodLength = 'week' | 'month' | 'quarter' | 'year';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The last day of the month on which a start must lie, so that every month has it. */
const LAST_COMMON_DAY = 28;

/**
 * Lists periods that follow each other without a gap.
 *
 * @param start - first day of the first one, `YYYY-MM-DD`; up to the 28th, so that every month has it, save for weeks
 * @param length - `week`, `month`, `quarter` or `year`
 * @param count - how many, a whole number from 0
 * @returns new periods; ids are `2025-03` for whole months, `2025` for whole years and the first day for all others
 * @throws {@link InputError} for a day that is none or too late in the month, an unknown length, a bad count, or periods that go
 * beyond the year 9999, after which there is no `YYYY-MM-DD`
 * @example
 * ```ts
 * import { listPeriods } from 'bailiwick/quota';
 * const months = listPeriods('2024-01-01', 'month', 12);
 * months[1]; // => { id: '2024-02', start: '2024-02-01', end: '2024-02-29' }
 * listPeriods('2024-04-01', 'quarter', 4)[3]; // => { id: '2025-01-01', start: '2025-01-01', end: '2025-03-31' }
 * ```
 */
export function listPeriods(start: string, length: PeriodLength, count: number): Period[] {
  const first = dayNumberOf(start);
  const [, , day] = Number.isNaN(first) ? [0, 0, 1] : partsOfDay(first);
  const issues: Issue[] = [];
  if (Number.isNaN(first)) issues.push(badValue(null, 'start', 'bad-day', 'a day as YYYY-MM-DD', start));
  if (length !== 'week' && !Object.hasOwn(MONTHS, length)) {
    issues.push(badValue(null, 'length', 'unknown-length', 'one of week, month, quarter, year', length));
  } else if (length !== 'week' && day > LAST_COMMON_DAY) {
    issues.push(badValue(null, 'start', 'day-too-late', 'a day up to the 28th of its month', start));
  }
  if (!Number.isSafeInteger(count) || count < 0) {
    issues.push(badValue(null, 'count', 'out-of-range', 'a whole number from 0', count));
  }
  if (issues.length > 0) throw new InputError('listPeriods', issues);
  const startOf = (index: number) =>
    length === 'week' ? first + 7 * index : addMonths(first, MONTHS[length] * index);
  if (startOf(count) > dayNumberAt(10_000, 1, 1)) {
    const issue = badValue(
      null,
      'count',
      'out-of-range',
      'a number of periods that end in the year 9999',
      count,
    );
    throw new InputError('listPeriods', [issue]);
  }
  return Array.from({ length: count }, (_, index) => {
    const text = dayOf(startOf(index));
    const isWhole = day === 1 && (length === 'month' || (length === 'year' && text.endsWith('-01-01')));
    return {
      id: isWhole ? text.slice(0, length === 'month' ? 7 : 4) : text,
      start: text,
      end: dayOf(startOf(index + 1) - 1),
    };
  });
}

/** The same day some months later; the last day of a month that is too short for it. */
export function addMonths(day: number, months: number): number {
  const [year, month, dayOfMonth] = partsOfDay(day);
  const index = 12 * year + month - 1 + months;
  const firstOf = (at: number) => dayNumberAt(Math.floor(at / 12), (at % 12) + 1, 1);
  return Math.min(firstOf(index) + dayOfMonth - 1, firstOf(index + 1) - 1);
}

/** Periods as day numbers: entry `[p]` is about period p. */
export interface PeriodDays {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** Turns checked periods into day numbers. */
export function toPeriodDays(periods: readonly Period[]): PeriodDays {
  return {
    first: Int32Array.from(periods, ({ start }) => dayNumberOf(start)),
    last: Int32Array.from(periods, ({ end }) => dayNumberOf(end)),
  };
}

/** Finds what is wrong with periods: ids, days, order, overlaps. Gaps are allowed. */
export function checkPeriods(periods: readonly Period[], issues: Issue[]): void {
  const ids = new Set<unknown>();
  let previous = Number.NEGATIVE_INFINITY;
  eachRecord(periods, 'periods', issues, ({ id, start, end }, row) => {
    if (!isId(id) || ids.has(id)) {
      addIssue(issues, badValue(row, 'periods.id', 'bad-id', 'a text that no other period has', id));
    }
    ids.add(id);
    const [first, last] = [dayNumberOf(start), dayNumberOf(end)];
    if (Number.isNaN(first))
      addIssue(issues, badValue(row, 'periods.start', 'bad-day', 'a day as YYYY-MM-DD', start));
    else if (first <= previous) {
      addIssue(
        issues,
        badValue(row, 'periods.start', 'overlap', 'after the end of the period before', start),
      );
    }
    if (Number.isNaN(last))
      addIssue(issues, badValue(row, 'periods.end', 'bad-day', 'a day as YYYY-MM-DD', end));
    else if (last < first) {
      addIssue(
        issues,
        badValue(row, 'periods.end', 'end-before-start', `on or after the start, ${start}`, end),
      );
    }
    if (last > previous) previous = last;
  });
}
