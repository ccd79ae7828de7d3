import { dayNumberOf } from '../../core/days.js';
import { type PeriodDays, toPeriodDays } from '../calendar/periods.js';
import { createWorkdayCounter, type WorkdayCounter } from '../calendar/workCalendar.js';
import { type RampStep, rampSteps } from '../phasing/computeRamp.js';
import type { CapacityInput, CapacityRep } from './capacityInput.js';
import { checkCapacity } from './checkCapacity.js';

/** Hours by rep and period. Entry `[r * periods + p]` of each list is rep r in period p. */
export interface Capacity {
  /** Selling hours after ramp: the sum of `parts`. */
  readonly hours: Float64Array;
  /** Working days in the seat, after holidays, absences and leave. */
  readonly workdays: Float64Array;
  /** Where the hours come from; all but `gross` are 0 or less. */
  readonly parts: {
    /** Every worked weekday of the period at full time. */
    readonly gross: Float64Array;
    readonly holidays: Float64Array;
    /** Days before the start and after the end. */
    readonly outOfSeat: Float64Array;
    /** Known absences and leave. */
    readonly absence: Float64Array;
    readonly partTime: Float64Array;
    readonly nonSelling: Float64Array;
    readonly ramp: Float64Array;
  };
}

/** Names of the parts, in the order in which they are taken off. */
const PARTS = ['gross', 'holidays', 'outOfSeat', 'absence', 'partTime', 'nonSelling', 'ramp'] as const;

/**
 * Counts the selling hours of each rep in each period: calendar, holidays, start and end, absences, part time, selling
 * share and ramp.
 *
 * @param input - reps, periods, calendars and the ramp schedule
 * @returns new columns by rep and period; the parts add up to the hours
 * @throws {@link InputError} with every issue: days that are none, shares out of range, unknown calendars
 * @remarks hours = working days in the seat x hours a day x part time x selling share x ramp, where the ramp of a period is
 * the mean over its working days in the seat. Each part is what its step takes off what the steps before left. Leap
 * years, leavers and hires in mid-period are exact by days. O(reps x (periods + schedule) + absences log absences), deterministic.
 * @example
 * ```ts
 * import { computeCapacity, listPeriods } from 'bailiwick/quota';
 * const { hours, parts } = computeCapacity({
 *   periods: listPeriods('2025-01-01', 'month', 2),
 *   calendars: { us: { holidays: ['2025-01-01', '2025-01-20', '2025-02-17'] } },
 *   reps: [
 *     { id: 'ann', hoursPerDay: 8, sellingShare: 0.5 },
 *     { id: 'new', hoursPerDay: 8, start: '2025-02-03', partTime: 0.5 },
 *   ],
 *   schedule: [0.25],
 * });
 * Array.from(hours); // => [84, 76, 0, 19]
 * parts.holidays[0]; // => -16
 * ```
 */
export function computeCapacity(input: CapacityInput): Capacity {
  checkCapacity(input);
  const { reps, periods, calendars, schedule = [] } = input;
  const count = reps.length * periods.length;
  const days = toPeriodDays(periods);
  const counters = new Map(
    Object.entries(calendars).map(([id, calendar]) => [
      id,
      {
        worked: createWorkdayCounter(calendar),
        gross: createWorkdayCounter({ ...calendar, holidays: [] }),
      },
    ]),
  );
  const [firstId] = counters.keys();
  const workdays = new Float64Array(count);
  const hours = new Float64Array(count);
  const columns = PARTS.map(() => new Float64Array(count));
  reps.forEach((rep, r) => {
    const counter = counters.get(rep.calendarId ?? firstId);
    if (counter === undefined) return;
    const steps = rampSteps(rep, schedule, days.first[0], days.last[periods.length - 1]);
    const seat: Seat = { steps, absences: mergeAbsences(rep), pastSteps: 0, pastAbsences: 0 };
    const leaveShare = leaveShareOf(rep, days, counter.worked);
    for (let p = 0; p < periods.length; p++) {
      const at = r * periods.length + p;
      const [first, last] = [days.first[p], days.last[p]];
      const { present, seated, ramped } = countDays(counter.worked, seat, first, last);
      workdays[at] = present * (1 - leaveShare);
      const { hoursPerDay, partTime = 1, sellingShare = 1 } = rep;
      const levels = [
        counter.gross.count(first, last) * hoursPerDay,
        counter.worked.count(first, last) * hoursPerDay,
        seated * hoursPerDay,
        workdays[at] * hoursPerDay,
        workdays[at] * hoursPerDay * partTime,
        workdays[at] * hoursPerDay * partTime * sellingShare,
        ramped * (1 - leaveShare) * hoursPerDay * partTime * sellingShare,
      ];
      levels.forEach((level, l) => {
        columns[l][at] = l === 0 ? level : level - levels[l - 1];
      });
      hours[at] = levels[levels.length - 1];
    }
  });
  const parts = Object.fromEntries(
    PARTS.map((name, l) => [name, columns[l]]),
  ) as unknown as Capacity['parts'];
  return { hours, workdays, parts };
}

/** Part of all working days that leave without dates takes. */
function leaveShareOf({ leaveDays = 0 }: CapacityRep, days: PeriodDays, worked: WorkdayCounter): number {
  if (leaveDays === 0) return 0;
  let all = 0;
  for (let p = 0; p < days.first.length; p++) all += worked.count(days.first[p], days.last[p]);
  return all === 0 ? 0 : Math.min(1, leaveDays / all);
}

/** When somebody is there: both lists in order, and how many of each are over before the days that are counted next. */
interface Seat {
  readonly steps: readonly RampStep[];
  /** None touches another. */
  readonly absences: readonly (readonly [from: number, until: number])[];
  pastSteps: number;
  pastAbsences: number;
}

/**
 * Working days of a period in the seat, those without absences, and the latter weighted by ramp. Periods come in their order, so
 * that what is over is never looked at again.
 */
function countDays(
  worked: WorkdayCounter,
  seat: Seat,
  first: number,
  last: number,
): { seated: number; present: number; ramped: number } {
  const { steps, absences } = seat;
  let seated = 0;
  let present = 0;
  let ramped = 0;
  while (seat.pastSteps < steps.length && steps[seat.pastSteps].until < first) seat.pastSteps++;
  for (let s = seat.pastSteps; s < steps.length && steps[s].from <= last; s++) {
    const { from, until, share } = steps[s];
    const [start, end] = [Math.max(from, first), Math.min(until, last)];
    const inSeat = worked.count(start, end);
    let here = inSeat;
    while (seat.pastAbsences < absences.length && absences[seat.pastAbsences][1] < start) seat.pastAbsences++;
    for (let a = seat.pastAbsences; a < absences.length && absences[a][0] <= end; a++) {
      here -= worked.count(Math.max(absences[a][0], start), Math.min(absences[a][1], end));
    }
    seated += inSeat;
    present += here;
    ramped += here * share;
  }
  return { seated, present, ramped };
}

/** Absences in order, overlapping ones as one. */
function mergeAbsences({ absences = [] }: CapacityRep): [from: number, until: number][] {
  const all = absences.map(({ from, until }): [number, number] => [dayNumberOf(from), dayNumberOf(until)]);
  all.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: [number, number][] = [];
  for (const [from, until] of all) {
    const before = merged[merged.length - 1];
    if (before !== undefined && from <= before[1] + 1) before[1] = Math.max(before[1], until);
    else merged.push([from, until]);
  }
  return merged;
}
