import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { watchIds } from '../../core/watchIds.js';
import { checkTotal, isAmount } from '../rounding/checkTotal.js';
import { MAX_UNITS, unitsOf } from '../rounding/units.js';
import type { PlannedRecipient, ReconcileInput } from './reconcileInput.js';

/** Checks everything that `reconcileQuota` relies on. */
export function checkReconciliation({ total, recipients, unit = 1 }: ReconcileInput): void {
  const issues: Issue[] = [];
  checkTotal(total, unit, issues);
  if (Array.isArray(recipients)) {
    const ids = recipients.map((recipient) => recipient?.id);
    const isRepeated = watchIds(ids);
    recipients.forEach((recipient, row) => {
      checkPlanned(recipient ?? {}, row, unit, issues);
      if (isRepeated(row))
        issues.push(badValue(row, 'id', 'duplicate-id', 'unlike every other id', ids[row]));
    });
  } else issues.push(badValue(null, 'recipients', 'not-a-list', 'a list', recipients));
  if (issues.length === 0) checkSpread(recipients, total, issues);
  if (issues.length > 0) throw new InputError('reconcileQuota', issues);
}

function checkPlanned(recipient: PlannedRecipient, row: number, unit: number, issues: Issue[]): void {
  const { id, plan, isFixed = false, weight = 0, floor = 0, cap } = recipient;
  const wrong = (field: string, code: string, expected: string, value: unknown) =>
    issues.push(badValue(row, field, code, expected, value));
  if (typeof id !== 'string' || id === '') wrong('id', 'missing-id', 'a text that is not empty', id);
  if (!isAmount(plan) || unitsOf(plan, unit) > MAX_UNITS)
    wrong('plan', 'out-of-range', 'a number from 0 to 2^50 units', plan);
  else if (isFixed && !Number.isInteger(unitsOf(plan, unit))) {
    wrong('plan', 'not-whole-units', `a multiple of the unit ${unit}, as it is fixed`, plan);
  }
  if (typeof isFixed !== 'boolean') wrong('isFixed', 'wrong-type', 'true or false', isFixed);
  if (!isAmount(weight)) wrong('weight', 'out-of-range', 'a number of at least 0', weight);
  if (isFixed === true && (recipient.floor !== undefined || cap !== undefined)) {
    wrong('isFixed', 'fixed-with-limit', 'false where there is a floor or cap', isFixed);
  }
  const atLeast = Math.ceil(unitsOf(floor, unit));
  if (!isAmount(floor) || atLeast > MAX_UNITS)
    wrong('floor', 'out-of-range', 'a number from 0 to 2^50 units', floor);
  if (cap === undefined) return;
  if (!isAmount(cap)) wrong('cap', 'out-of-range', 'a number of at least 0', cap);
  else if (atLeast > Math.floor(unitsOf(cap, unit))) {
    wrong('cap', 'cap-below-floor', `at least the floor in whole units, ${atLeast * unit}`, cap);
  }
}

/** A gap needs somebody to take it, unless there is nobody who could. */
function checkSpread(recipients: readonly PlannedRecipient[], total: number, issues: Issue[]): void {
  const free = recipients.filter(({ isFixed = false }) => !isFixed);
  const weights = free.map(({ plan, weight = plan }) => weight);
  if (free.length === 0 || compensatedSum(weights) > 0) return;
  if (compensatedSum(recipients.map(({ plan }) => plan)) === total) return;
  issues.push(badValue(null, 'weight', 'nothing-to-share-by', 'above 0 in sum over those who are free', 0));
}
