import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { checkId, eachRecord } from '../../core/records.js';
import { watchIds } from '../../core/watchIds.js';
import { createCurrencyReader } from '../../model/currency.js';
import { checkAmount, checkTotal, checkUnits } from '../rounding/checkTotal.js';
import { unitsOf } from '../rounding/units.js';
import type { PlannedRecipient, ReconcileInput } from './reconcileInput.js';

/** Checks everything that `reconcileQuota` relies on. */
export function checkReconciliation(input: ReconcileInput): void {
  const { total, recipients, unit = 1 } = input ?? {};
  const issues: Issue[] = [];
  const sound = checkTotal(total, unit, issues);
  const isRepeated = watchIds(recipients);
  const checkCurrency = createCurrencyReader(null, issues);
  eachRecord(recipients, 'recipients', issues, (recipient, row) => {
    checkPlanned(recipient, row, sound, issues);
    checkCurrency(recipient.currency, row);
    if (isRepeated(row))
      addIssue(issues, badValue(row, 'id', 'duplicate-id', 'unlike every other id', recipient.id));
  });
  if (issues.length === 0) checkSpread(recipients, total, issues);
  if (issues.length > 0) throw new InputError('reconcileQuota', issues);
}

function checkPlanned(recipient: PlannedRecipient, row: number, unit: number, issues: Issue[]): void {
  const { id, plan, isFixed = false, weight = 0, floor = 0, cap } = recipient;
  const wrong = (field: string, code: string, expected: string, value: unknown) =>
    addIssue(issues, badValue(row, field, code, expected, value));
  checkId(id, row, 'id', issues);
  const planned = checkUnits(plan, unit, row, 'plan', issues);
  if (isFixed === true && planned % 1 > 0)
    wrong('plan', 'not-whole-units', `a multiple of the unit ${unit}, as it is fixed`, plan);
  if (typeof isFixed !== 'boolean') wrong('isFixed', 'wrong-type', 'true or false', isFixed);
  checkAmount(weight, row, 'weight', issues);
  if (isFixed === true && (recipient.floor !== undefined || cap !== undefined)) {
    wrong('isFixed', 'fixed-with-limit', 'false where there is a floor or cap', isFixed);
  }
  const atLeast = Math.ceil(checkUnits(floor, unit, row, 'floor', issues));
  if (cap === undefined || !checkAmount(cap, row, 'cap', issues)) return;
  if (atLeast > Math.floor(unitsOf(cap, unit)))
    wrong('cap', 'cap-below-floor', `at least the floor in whole units, ${atLeast * unit}`, cap);
}

/** A gap needs somebody to take it, unless there is nobody who could. */
function checkSpread(recipients: readonly PlannedRecipient[], total: number, issues: Issue[]): void {
  let free = 0;
  let hasWeight = false;
  for (const { plan, weight = plan, isFixed = false } of recipients) {
    if (isFixed) continue;
    free++;
    hasWeight ||= weight > 0;
  }
  if (free === 0 || hasWeight) return;
  if (compensatedSum(recipients.map(({ plan }) => plan)) === total) return;
  issues.push(badValue(null, 'weight', 'nothing-to-share-by', 'above 0 in sum over those who are free', 0));
}
