import { badValue, type Issue } from '../../core/issue.js';
import { MAX_UNITS, unitsOf } from './units.js';

/**
 * Largest number that is taken. A product of three such, as in the skewness of a forecast, and the sum of ten million such
 * products is finite: no figure overflows, and none has to look whether it did. Chosen.
 */
export const LARGEST = 1e100;

/** Whether a value is a finite number of at least 0. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

/** Whether a value is 0, or a number that is so large and so small that products and quotients with it do not overflow. */
export function isSized(value: unknown): value is number {
  return value === 0 || (isAmount(value) && value >= 1 / LARGEST && value <= LARGEST);
}

/** What {@link isSized} takes, in words. */
export const SIZED = '0, or a number from 1e-100 to 1e100';

/** Whether a value is a number from 0 to 1. */
export function isShare(value: unknown): value is number {
  return isAmount(value) && value <= 1;
}

/** Adds an issue for what is no finite number of at least 0; whether it is one. */
export function checkAmount(
  value: unknown,
  row: number | null,
  field: string,
  issues: Issue[],
): value is number {
  if (isAmount(value)) return true;
  issues.push(badValue(row, field, 'out-of-range', 'a number of at least 0', value));
  return false;
}

/** The unit where it is sound; where not an issue, and NaN, which makes counts of units that no comparison accuses. */
export function checkUnit(unit: unknown, issues: Issue[]): number {
  if (isAmount(unit) && unit > 0) return unit;
  issues.push(badValue(null, 'unit', 'out-of-range', 'a number above 0', unit));
  return Number.NaN;
}

/** How many units an amount is; an issue and NaN where it is no amount or too many to be counted exactly. */
export function checkUnits(
  amount: unknown,
  unit: number,
  row: number | null,
  field: string,
  issues: Issue[],
): number {
  const units = isAmount(amount) ? unitsOf(amount, unit) : Number.POSITIVE_INFINITY;
  if (!(units > MAX_UNITS)) return units;
  issues.push(badValue(row, field, 'out-of-range', 'a number from 0 to 2^50 units', amount));
  return Number.NaN;
}

/** Checks that an amount is a whole number of units, and not too many of them to be counted exactly. */
export function checkWholeUnits(
  amount: unknown,
  unit: number,
  row: number | null,
  field: string,
  issues: Issue[],
): void {
  if (checkUnits(amount, unit, row, field, issues) % 1 > 0)
    issues.push(badValue(row, field, 'not-whole-units', `a multiple of the unit ${unit}`, amount));
}

/** Checks a total and its unit; returns the unit. */
export function checkTotal(total: unknown, unit: unknown, issues: Issue[]): number {
  const sound = checkUnit(unit, issues);
  checkWholeUnits(total, sound, null, 'total', issues);
  return sound;
}
