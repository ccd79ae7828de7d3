import { badValue, type Issue } from '../../core/issue.js';
import { MAX_UNITS, unitsOf } from './units.js';

/** Whether a value is a finite number of at least 0. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}

/** Whether a value is a number from 0 to 1. */
export function isShare(value: unknown): value is number {
  return isAmount(value) && value <= 1;
}

/** Checks that a total is a whole number of units, and not too many of them to be counted exactly. */
export function checkTotal(total: number, unit: number, issues: Issue[]): void {
  if (!isAmount(unit) || unit === 0) {
    issues.push(badValue(null, 'unit', 'out-of-range', 'a number above 0', unit));
  } else if (!isAmount(total) || unitsOf(total, unit) > MAX_UNITS) {
    issues.push(badValue(null, 'total', 'out-of-range', 'a number from 0 to 2^50 units', total));
  } else if (!Number.isInteger(unitsOf(total, unit))) {
    issues.push(badValue(null, 'total', 'not-whole-units', `a multiple of the unit ${unit}`, total));
  }
}
