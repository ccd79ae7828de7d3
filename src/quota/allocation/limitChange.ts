import { InputError } from '../../core/errors.js';
import { addIssue, badValue, type Issue } from '../../core/issue.js';
import { numberIn, resolveOptions } from '../../core/options.js';
import { checkId, eachRecord, isRecord } from '../../core/records.js';
import { isAmount } from '../rounding/checkTotal.js';
import type { QuotaRecipient } from './quotaInput.js';

/** A recipient with last year's quota. */
export interface PriorRecipient extends QuotaRecipient {
  /** Quota of the year before, 0 or more; absent or 0 for somebody new, whose change has no limit. */
  readonly prior?: number;
}

/** Options of {@link limitChange}; without one, that direction has no limit. */
export interface ChangeLimits {
  /** Largest rise as a share of the prior quota, 0 or more; infinity unless told. */
  readonly maxIncrease: number;
  /** Largest fall as a share of the prior quota, 0 to 1; 1 unless told. */
  readonly maxDecrease: number;
}

/** Options unless told. */
const defaultLimits = (): ChangeLimits => ({ maxIncrease: Number.POSITIVE_INFINITY, maxDecrease: 1 });

/**
 * Turns a largest change against last year into floors and caps for {@link allocateQuota}.
 *
 * @param recipients - with last year's quota; their own floors and caps stay where they are tighter
 * @param limits - the largest rise and fall
 * @returns new recipients with `floor` and `cap`
 * @throws {@link InputError} naming every row that is no record, every prior quota or own limit that is negative or not
 * finite, and every own limit that leaves no room: a floor above the largest rise, a cap below the largest fall
 * @throws {@link OptionsError} for limits out of range
 * @remarks floor = max(own, prior (1 - maxDecrease)), cap = min(own, prior (1 + maxIncrease)). Allocation raises floors
 * and lowers caps to whole units. O(n).
 * @example
 * ```ts
 * import { allocateQuota, limitChange } from 'bailiwick/quota';
 * const recipients = limitChange(
 *   [
 *     { id: 'ann', bases: { potential: 8 }, prior: 500 },
 *     { id: 'bo', bases: { potential: 2 }, prior: 500 },
 *   ],
 *   { maxIncrease: 0.3, maxDecrease: 0.2 },
 * );
 * const { quotas } = allocateQuota({ total: 1_040, blend: { potential: 1 }, recipients });
 * quotas.map(({ quota, heldAt }) => [quota, heldAt]); // => [[640, null], [400, 'floor']]
 * ```
 */
export function limitChange(
  recipients: readonly PriorRecipient[],
  limits: Partial<ChangeLimits>,
): QuotaRecipient[] {
  const { maxIncrease, maxDecrease } = resolveOptions('limitChange', defaultLimits(), limits, {
    maxIncrease: numberIn(0),
    maxDecrease: numberIn(0, 1),
  });
  const issues: Issue[] = [];
  const limited: QuotaRecipient[] = [];
  eachRecord(recipients, 'recipients', issues, (one, row) => {
    const { prior = 0, floor = 0, cap = Number.POSITIVE_INFINITY, bases } = one;
    const found = issues.length;
    const wrong = (field: string, code: string, expected: string, value: unknown) =>
      addIssue(issues, badValue(row, field, code, expected, value));
    checkId(one.id, row, 'id', issues);
    if (!isRecord(bases)) wrong('bases', 'wrong-type', 'a record of numbers', bases);
    else {
      for (const basis of Object.keys(bases)) {
        const value = bases[basis];
        if (!isAmount(value)) wrong(`bases.${basis}`, 'out-of-range', 'a number of at least 0', value);
      }
    }
    if (!isAmount(floor)) wrong('floor', 'out-of-range', 'a number of at least 0', floor);
    if (one.cap !== undefined && !isAmount(cap)) wrong('cap', 'out-of-range', 'a number of at least 0', cap);
    if (!isAmount(prior)) wrong('prior', 'out-of-range', 'a number of at least 0', prior);
    const recipient = copyWithoutPrior(one);
    limited.push(recipient);
    if (prior === 0 || issues.length > found) return;
    const [least, most] = [prior * (1 - maxDecrease), prior * (1 + maxIncrease)];
    recipient.floor = Math.max(floor, least);
    if (Math.min(cap, most) < Number.POSITIVE_INFINITY) recipient.cap = Math.min(cap, most);
    if (Math.max(floor, least) > Math.min(cap, most)) {
      const field = cap <= most ? 'cap' : 'floor';
      wrong(field, 'change-limit', `within ${least} and ${most}, the largest change`, one[field]);
    }
  });
  if (issues.length > 0) throw new InputError('limitChange', issues);
  return limited;
}

type Writable<Row> = { -readonly [Field in keyof Row]: Row[Field] };

/** Field by field: what a rest pattern leaves of a record is kept as a dictionary, slow to make and to read. */
function copyWithoutPrior(recipient: PriorRecipient): Writable<QuotaRecipient> {
  const copy: Writable<QuotaRecipient> & Record<string, unknown> = {
    id: recipient.id,
    bases: recipient.bases,
  };
  for (const field of Object.keys(recipient)) {
    if (field !== 'prior') copy[field] = recipient[field as keyof PriorRecipient];
  }
  return copy;
}
