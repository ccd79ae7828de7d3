import type { Period } from '../calendar/periods.js';
import type { WorkCalendar } from '../calendar/workCalendar.js';
import type { Tenure } from '../phasing/computeRamp.js';

/** Days on which somebody does not work. */
export interface Absence {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day, `YYYY-MM-DD`; it belongs to the absence. */
  readonly until: string;
}

/** Somebody whose time is planned: in the seat, hired from a day on or leaving on one. */
export interface CapacityRep extends Tenure {
  /** Hours of a working day at full time, 0 to 24. */
  readonly hoursPerDay: number;
  /** Part of full time, 0 to 1; 1 unless told. */
  readonly partTime?: number;
  /** Part of the hours that goes into selling, visits and travel to them included, 0 to 1; 1 unless told. */
  readonly sellingShare?: number;
  /** Known absences, in any order; they may overlap. */
  readonly absences?: readonly Absence[];
  /**
   * Working days off over all periods together whose dates are not known, such as paid leave, 0 or more; spread evenly over
   * working days, those out of the seat included, so that half a year has half of them. 0 unless told.
   */
  readonly leaveDays?: number;
  /** Key of its calendar in `calendars`; the first one unless told. */
  readonly calendarId?: string;
}

/** What `computeCapacity` counts. */
export interface CapacityInput {
  readonly reps: readonly CapacityRep[];
  readonly periods: readonly Period[];
  /** By id: worked weekdays and holidays of a country or site; at least one. */
  readonly calendars: Readonly<Record<string, WorkCalendar>>;
  /** Entry `[m]` is the productivity in month m of the tenure, 0 to 1; no ramp unless told. */
  readonly schedule?: readonly number[];
}
