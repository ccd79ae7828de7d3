import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { watchIds } from '../../core/watchIds.js';
import { checkTotal, isAmount } from '../rounding/checkTotal.js';
import { MAX_UNITS, unitsOf } from '../rounding/units.js';
import type { QuotaInput, QuotaRecipient } from './quotaInput.js';

/** Checks everything that `allocateQuota` relies on. */
export function checkQuotaInput({ total, recipients, blend: given, unit = 1 }: QuotaInput): void {
  const issues: Issue[] = [];
  checkTotal(total, unit, issues);
  const blend = given ?? {};
  checkBlend(blend, issues);
  if (Array.isArray(recipients)) checkRecipients(recipients, Object.keys(blend), unit, issues);
  else issues.push(badValue(null, 'recipients', 'not-a-list', 'a list', recipients));
  if (issues.length === 0) checkSums(recipients, blend, issues);
  if (issues.length > 0) throw new InputError('allocateQuota', issues);
}

/** Checks the weights of a blend, each on its own. */
export function checkBlend(blend: QuotaInput['blend'], issues: Issue[]): void {
  for (const [basis, weight] of Object.entries(blend)) {
    if (!isAmount(weight)) {
      issues.push(badValue(null, `blend.${basis}`, 'out-of-range', 'a number of at least 0', weight));
    }
  }
}

/** Checks what each recipient says, on its own and against the ids of the others. */
export function checkRecipients(
  recipients: readonly QuotaRecipient[],
  bases: readonly string[],
  unit: number,
  issues: Issue[],
): void {
  const isRepeated = watchIds(recipients.map((recipient) => recipient?.id));
  recipients.forEach((recipient, row) => {
    const wrong = (field: string, code: string, expected: string, value: unknown) =>
      issues.push(badValue(row, field, code, expected, value));
    if (typeof recipient !== 'object' || recipient === null) {
      wrong('recipients', 'not-a-record', 'a record', recipient);
      return;
    }
    const { id, floor = 0, cap } = recipient;
    if (typeof id !== 'string' || id === '') wrong('id', 'missing-id', 'a text that is not empty', id);
    else if (isRepeated(row)) wrong('id', 'duplicate-id', 'unlike every other id', id);
    for (const basis of bases) {
      const value = recipient.bases?.[basis];
      if (!isAmount(value)) wrong(`bases.${basis}`, 'out-of-range', 'a number of at least 0', value);
    }
    const atLeast = Math.ceil(unitsOf(floor, unit));
    if (!isAmount(floor) || atLeast > MAX_UNITS) {
      wrong('floor', 'out-of-range', 'a number from 0 to 2^50 units', floor);
    }
    if (cap === undefined) return;
    if (!isAmount(cap)) wrong('cap', 'out-of-range', 'a number of at least 0', cap);
    else if (atLeast > Math.floor(unitsOf(cap, unit))) {
      wrong('cap', 'cap-below-floor', `at least the floor in whole units, ${atLeast * unit}`, cap);
    }
  });
}

/** Checks that there is something to share by: weights of the blend, and of every basis that counts. */
export function checkSums(
  recipients: readonly QuotaRecipient[],
  blend: QuotaInput['blend'],
  issues: Issue[],
): void {
  const check = (field: string, values: ArrayLike<number>) => {
    const sum = compensatedSum(values);
    if (isAmount(sum) && sum > 0) return;
    issues.push(badValue(null, field, 'nothing-to-share-by', 'finite and above 0 in sum', sum));
  };
  check('blend', Object.values(blend));
  if (recipients.length === 0) return;
  for (const basis of Object.keys(blend)) {
    if (blend[basis] === 0) continue;
    check(`bases.${basis}`, readBasis(recipients, basis));
  }
}

/** Entry `[i]` is what recipient i has of a basis. */
export function readBasis(recipients: readonly QuotaRecipient[], basis: string): Float64Array {
  const column = new Float64Array(recipients.length);
  recipients.forEach(({ bases }, i) => {
    column[i] = bases[basis];
  });
  return column;
}
