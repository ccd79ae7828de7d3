/**
 * Days as whole numbers, 0 for 1970-01-01, so that millions can be compared and subtracted without a `Date` each.
 *
 * The count of days before a month is that of a calendar that begins in March, in which the leap day comes last
 * (Howard Hinnant: chrono-Compatible Low-Level Date Algorithms, 2014). Proleptic Gregorian, years 0000 to 9999.
 */

const ZERO = 48;
const DASH = 45;

/**
 * Reads a day.
 *
 * @param text - `YYYY-MM-DD`; anything else is no day
 * @returns days since 1970-01-01, negative before; NaN for what is no day of the calendar, such as 2023-02-29
 */
export function dayNumberOf(text: unknown): number {
  if (typeof text !== 'string' || text.length !== 10) return Number.NaN;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  return day <= daysInMonth(year, month) ? dayNumberAt(year, month, day) : Number.NaN;
}

/**
 * Days of a month.
 *
 * @param year - 0 to 9999
 * @param month - 1 to 12
 * @returns 28 to 31
 */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * Writes a day.
 *
 * @param number - whole number of days since 1970-01-01, of a year from 0000 to 9999
 * @returns `YYYY-MM-DD`
 */
export function dayOf(number: number): string {
  const [year, month, day] = partsOfDay(number);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * Year, month and day of a day's number.
 *
 * @param number - whole number of days since 1970-01-01
 * @returns `[year, month, day]`, month and day from 1
 */
export function partsOfDay(number: number): [year: number, month: number, day: number] {
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0);
  return [year, month, dayOfYear - Math.floor((153 * march + 2) / 5) + 1];
}

/** Two digits as a number; NaN for anything else. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

/**
 * Counts to a day that is known to be one; years after 9999 count on, though no text says them.
 *
 * @param month - 1 to 12
 */
export function dayNumberAt(year: number, month: number, day: number): number {
  const from = month <= 2 ? year - 1 : year;
  const march = month <= 2 ? month + 9 : month - 3;
  const leapDays = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400);
  return 365 * from + leapDays + Math.floor((153 * march + 2) / 5) + day - 719469;
}
