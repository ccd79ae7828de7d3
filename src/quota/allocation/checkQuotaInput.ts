import { compensatedSum } from '../../core/compensatedSum.js';
import { InputError } from '../../core/errors.js';
import { badValue, type Issue } from '../../core/issue.js';
import { checkTotal, isAmount } from '../rounding/checkTotal.js';
import { MAX_UNITS, unitsOf } from '../rounding/units.js';
import type { QuotaInput, QuotaRecipient } from './quotaInput.js';

/** Checks everything that `allocateQuota` relies on. */
export function checkQuotaInput({ total, recipients, blend: given, unit = 1 }: QuotaInput): void {
  const issues: Issue[] = [];
  checkTotal(total, unit, issues);
  const blend = given ?? {};
  const bases = Object.keys(blend);
  checkBlend(blend, issues);
  if (Array.isArray(recipients)) {
    const ids = new Set<string>();
    checkRecipients(recipients, bases, unit, issues, (id) => ids.size < ids.add(id).size);
  } else issues.push(badValue(null, 'recipients', 'not-a-list', 'a list', recipients));
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

/**
 * Checks what each recipient says, on its own and against the ids of the others.
 *
 * @param isNew - remembers an id and whose it is; whether it had not come before
 */
export function checkRecipients(
  recipients: readonly QuotaRecipient[],
  bases: readonly string[],
  unit: number,
  issues: Issue[],
  isNew: (id: string, row: number) => boolean,
): void {
  recipients.forEach((recipient, row) => {
    checkRecipient(recipient, row, bases, unit, issues);
    const id = recipient?.id;
    if (!isNew(id, row)) issues.push(badValue(row, 'id', 'duplicate-id', 'unlike every other id', id));
  });
}

function checkRecipient(
  recipient: QuotaRecipient,
  row: number,
  bases: readonly string[],
  unit: number,
  issues: Issue[],
): void {
  if (typeof recipient !== 'object' || recipient === null) {
    issues.push(badValue(row, 'recipients', 'not-a-record', 'a record', recipient));
    return;
  }
  const { id, floor = 0, cap } = recipient;
  const wrong = (field: string, code: string, expected: string, value: unknown) =>
    issues.push(badValue(row, field, code, expected, value));
  if (typeof id !== 'string' || id === '') wrong('id', 'missing-id', 'a text that is not empty', id);
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
}

/** Checks that there is something to share by: weights of the blend, and of every basis that counts. */
export function checkSums(
  recipients: readonly QuotaRecipient[],
  blend: QuotaInput['blend'],
  issues: Issue[],
): void {
  const check = (field: string, values: readonly number[]) => {
    const sum = compensatedSum(values);
    if (isAmount(sum) && sum > 0) return;
    issues.push(badValue(null, field, 'nothing-to-share-by', 'finite and above 0 in sum', sum));
  };
  check('blend', Object.values(blend));
  if (recipients.length === 0) return;
  for (const basis of Object.keys(blend)) {
    if (blend[basis] === 0) continue;
    const column = recipients.map(({ bases }) => bases[basis]);
    check(`bases.${basis}`, column);
  }
}
