import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { isId, isRecord } from '../../core/records.js';
import { sumColumn } from '../../core/sumColumn.js';
import { watchIds } from '../../core/watchIds.js';
import { checkAmount, checkTotal, checkUnits, isAmount } from '../rounding/checkTotal.js';
import { unitsOf } from '../rounding/units.js';
import type { QuotaInput, QuotaRecipient } from './quotaInput.js';

/** Checks everything that `allocateQuota` relies on. */
export function checkQuotaInput(input: QuotaInput): void {
  const { total, recipients, blend, unit = 1 } = input ?? {};
  const issues: Issue[] = [];
  const sound = checkTotal(total, unit, issues);
  checkRecipients(recipients, 'recipients', checkBlend(blend, issues), sound, issues);
  if (issues.length === 0) checkSums(recipients, sharesOf(blend), issues);
  if (issues.length > 0) throw new InputError('allocateQuota', issues);
}

/** Checks the weights of a blend, each on its own and in sum; returns the names of its bases. */
export function checkBlend(blend: QuotaInput['blend'], issues: Issue[]): readonly string[] {
  const weights = blend ?? {};
  const bases = Object.keys(weights);
  const wrong = bases.filter((basis) => !checkAmount(weights[basis], null, `blend.${basis}`, issues));
  if (wrong.length === 0) checkSum('blend', sumBlend(weights), issues);
  return bases;
}

/**
 * Checks what each recipient says, on its own and against the ids of the others. Without `eachRecord`, whose list of a
 * million issues at the most weighs more than this function can carry.
 */
export function checkRecipients(
  recipients: readonly QuotaRecipient[],
  list: string,
  bases: readonly string[],
  unit: number,
  issues: Issue[],
): void {
  const isRepeated = watchIds(recipients);
  if (!Array.isArray(recipients)) {
    issues.push(badValue(null, list, 'not-a-list', 'a list of records', recipients));
    return;
  }
  for (let row = 0; row < recipients.length; row++) {
    if (!isRecord(recipients[row])) {
      issues.push(badValue(row, list, 'wrong-type', 'a record', recipients[row]));
      continue;
    }
    const { id, bases: own, floor = 0, cap, currency } = recipients[row] as QuotaRecipient;
    if (!isId(id)) issues.push(badValue(row, 'id', 'missing-id', 'a text that is not empty', id));
    else if (isRepeated(row)) issues.push(badValue(row, 'id', 'duplicate-id', 'unlike every other id', id));
    if (currency !== recipients[0]?.currency)
      issues.push(badValue(row, 'currency', 'several-currencies', 'as in row 0', currency));
    for (const basis of bases) checkAmount(own?.[basis], row, `bases.${basis}`, issues);
    const atLeast = Math.ceil(checkUnits(floor, unit, row, 'floor', issues));
    if (cap === undefined || !checkAmount(cap, row, 'cap', issues)) continue;
    if (atLeast > Math.floor(unitsOf(cap, unit))) {
      const expected = `at least the floor in whole units, ${atLeast * unit}`;
      issues.push(badValue(row, 'cap', 'cap-below-floor', expected, cap));
    }
  }
}

/** Checks that there is something to share by of every basis that counts. */
export function checkSums(
  recipients: readonly QuotaRecipient[],
  blend: readonly BasisShare[],
  issues: Issue[],
): void {
  for (const { basis, share, sum } of sumBases(recipients, blend)) {
    if (share > 0 && recipients.length > 0) checkSum(`bases.${basis}`, sum, issues);
  }
}

function checkSum(field: string, sum: number, issues: Issue[]): void {
  if (!(isAmount(sum) && sum > 0))
    issues.push(badValue(null, field, 'nothing-to-share-by', 'a number above 0 in sum', sum));
}

/** A basis of a blend. */
export interface BasisShare {
  readonly basis: string;
  /** Of all weights of the blend, 0 to 1. */
  readonly share: number;
}

/** A basis with what recipients have of it. */
export interface BasisSum extends BasisShare {
  readonly sum: number;
}

/** Sum of the weights of a blend. */
function sumBlend(blend: QuotaInput['blend']): number {
  return sumColumn(new Float64Array(Object.values(blend)));
}

/** Shares of the bases, in the order of the blend. */
export function sharesOf(blend: QuotaInput['blend']): BasisShare[] {
  const whole = sumBlend(blend);
  return Object.entries(blend).map(([basis, weight]) => ({ basis, share: weight / whole }));
}

/** What recipients have of each basis. */
export function sumBases(recipients: readonly QuotaRecipient[], blend: readonly BasisShare[]): BasisSum[] {
  const column = new Float64Array(recipients.length);
  return blend.map(({ basis, share }) => {
    for (let i = 0; i < column.length; i++) column[i] = recipients[i].bases[basis];
    return { basis, share, sum: sumColumn(column) };
  });
}
