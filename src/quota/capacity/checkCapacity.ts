import { dayNumberOf } from '../../core/days.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue, oneOfWords } from '../../core/issue.js';
import { isRecord } from '../../core/records.js';
import { checkPeriods } from '../calendar/periods.js';
import { checkCalendar } from '../calendar/workCalendar.js';
import { checkSchedule, checkTenures } from '../phasing/computeRamp.js';
import { isAmount, isShare } from '../rounding/checkTotal.js';
import type { Absence, CapacityInput, CapacityRep } from './capacityInput.js';

/** Checks everything that `computeCapacity` relies on. */
export function checkCapacity(input: CapacityInput): void {
  const { reps, periods, calendars, schedule = [] } = input ?? {};
  const issues: Issue[] = [];
  checkPeriods(periods, issues);
  checkSchedule(schedule, issues);
  const ids = isRecord(calendars) ? Object.keys(calendars) : [];
  if (ids.length === 0)
    issues.push(badValue(null, 'calendars', 'missing', 'at least one calendar', calendars));
  for (const id of ids) checkCalendar(calendars[id], `calendars.${id}`, issues);
  const known = { ids: new Set<unknown>(ids), oneOfThem: oneOfWords(ids) };
  checkTenures(reps, issues, (rep, row) => {
    checkRep(rep, row, known, issues);
  });
  if (issues.length > 0) throw new InputError('computeCapacity', issues);
}

function checkRep(
  rep: CapacityRep,
  row: number,
  known: { readonly ids: ReadonlySet<unknown>; readonly oneOfThem: string },
  issues: Issue[],
): void {
  const { hoursPerDay, partTime = 1, sellingShare = 1, leaveDays = 0, absences = [], calendarId } = rep;
  const wrong = (field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, field, code, expected, value));
  if (!isAmount(hoursPerDay) || hoursPerDay > 24)
    wrong('hoursPerDay', 'out-of-range', 'a number from 0 to 24', hoursPerDay);
  for (const [field, share] of Object.entries({ partTime, sellingShare })) {
    if (!isShare(share)) wrong(field, 'out-of-range', 'a share from 0 to 1', share);
  }
  if (!isAmount(leaveDays)) wrong('leaveDays', 'out-of-range', 'a number of at least 0', leaveDays);
  if (calendarId !== undefined && !known.ids.has(calendarId))
    wrong('calendarId', 'unknown-calendar', known.oneOfThem, calendarId);
  if (!Array.isArray(absences)) {
    wrong('absences', 'not-a-list', 'a list', absences);
    return;
  }
  absences.forEach((absence: Absence, a: number) => {
    if (!isRecord(absence)) {
      wrong(`absences.${a}`, 'wrong-type', 'a record', absence);
      return;
    }
    const { from, until } = absence;
    const [first, last] = [dayNumberOf(from), dayNumberOf(until)];
    if (Number.isNaN(first)) wrong(`absences.${a}.from`, 'bad-day', 'a day as YYYY-MM-DD', from);
    if (Number.isNaN(last)) wrong(`absences.${a}.until`, 'bad-day', 'a day as YYYY-MM-DD', until);
    if (last < first) wrong(`absences.${a}.until`, 'end-before-start', `on or after ${from}`, until);
  });
}
