import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { isRecord } from '../../core/records.js';
import { countBelow } from './countBelow.js';

/** Which days are worked. */
export interface WorkCalendar {
  /**
   * Days of the week that are worked, 1 for Monday to 7 for Sunday (ISO 8601); Monday to Friday unless told: chosen, the
   * commonest week; Sunday to Thursday is `[7, 1, 2, 3, 4]`.
   */
  readonly workdays?: readonly number[];
  /** Days that are not worked, `YYYY-MM-DD`, in any order; those outside `workdays` change nothing. */
  readonly holidays?: readonly string[];
}

/** Counts working days by day number. */
export interface WorkdayCounter {
  /** Working days from the first to the last day, both included; 0 where the last comes before the first. */
  count(first: number, last: number): number;
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

/** Day number 0, 1970-01-01, was a Thursday. */
const WEEKDAY_OF_DAY_0 = 3;

const isWeekday = (day: unknown) => Number.isInteger(day) && (day as number) >= 1 && (day as number) <= 7;

/** Finds what is wrong with a calendar. */
export function checkCalendar(calendar: WorkCalendar, field: string, issues: Issue[]): void {
  if (!isRecord(calendar)) {
    issues.push(badValue(null, field, 'wrong-type', 'a record', calendar));
    return;
  }
  const { workdays = MONDAY_TO_FRIDAY, holidays = [] }: WorkCalendar = calendar;
  const check = (
    name: string,
    days: unknown,
    code: string,
    expected: string,
    isGood: (day: unknown) => boolean,
  ) => {
    if (!Array.isArray(days)) {
      issues.push(badValue(null, `${field}.${name}`, 'not-a-list', 'a list', days));
      return;
    }
    for (const [row, day] of days.entries())
      if (!isGood(day)) addIssue(issues, badValue(row, `${field}.${name}`, code, expected, day));
  };
  check('workdays', workdays, 'bad-weekday', 'a whole number from 1 to 7', isWeekday);
  check('holidays', holidays, 'bad-day', 'a day as YYYY-MM-DD', (day) => !Number.isNaN(dayNumberOf(day)));
}

/** Prepares counting over a checked calendar: O(log holidays) for each count. */
export function createWorkdayCounter({
  workdays = MONDAY_TO_FRIDAY,
  holidays = [],
}: WorkCalendar): WorkdayCounter {
  const isWorked = Array.from({ length: 7 }, (_, i) => workdays.includes(i + 1));
  /** Entry `[w]` is the working days among the first w days of a week that starts on Monday. */
  const before = Int32Array.from({ length: 8 }, (_, w) => isWorked.slice(0, w).filter(Boolean).length);
  const weekdayOf = (day: number) => (((day + WEEKDAY_OF_DAY_0) % 7) + 7) % 7;
  /** Working days from the Monday before day number 0 until the day before, without holidays. */
  const upTo = (day: number) => Math.floor((day + WEEKDAY_OF_DAY_0) / 7) * before[7] + before[weekdayOf(day)];
  const free = Int32Array.from(new Set(holidays.map(dayNumberOf)))
    .filter((day) => isWorked[weekdayOf(day)])
    .sort();
  return {
    count: (first, last) => {
      if (last < first) return 0;
      return upTo(last + 1) - upTo(first) - (countBelow(free, last + 1) - countBelow(free, first));
    },
  };
}

/**
 * Counts the working days from one day to another, both included.
 *
 * @param calendar - worked weekdays and holidays
 * @param first - first day, `YYYY-MM-DD`
 * @param last - last day, `YYYY-MM-DD`
 * @returns a whole number; 0 where the last day comes before the first
 * @throws {@link InputError} naming every day that is none and every weekday that is none
 * @remarks O(holidays), whatever the number of days; leap years as in the Gregorian calendar.
 * @example
 * ```ts
 * import { countWorkingDays } from 'bailiwick/quota';
 * countWorkingDays({}, '2024-02-01', '2024-02-29'); // => 21
 * countWorkingDays({ holidays: ['2024-12-25', '2024-12-28'] }, '2024-12-23', '2024-12-31'); // => 6
 * ```
 */
export function countWorkingDays(calendar: WorkCalendar, first: string, last: string): number {
  const issues: Issue[] = [];
  checkCalendar(calendar, 'calendar', issues);
  for (const [field, day] of Object.entries({ first, last })) {
    if (Number.isNaN(dayNumberOf(day)))
      issues.push(badValue(null, field, 'bad-day', 'a day as YYYY-MM-DD', day));
  }
  if (issues.length > 0) throw new InputError('countWorkingDays', issues);
  return createWorkdayCounter(calendar).count(dayNumberOf(first), dayNumberOf(last));
}
